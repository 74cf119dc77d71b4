#include "change_text.hpp"

#include "base/amounts.hpp"
#include "catalog/model_fields.hpp"
#include "catalog/models.hpp"
#include "muster/json_text.hpp"
#include "text/amount.hpp"

#include <boost/algorithm/string/classification.hpp>
#include <boost/algorithm/string/join.hpp>
#include <boost/algorithm/string/replace.hpp>
#include <boost/algorithm/string/split.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <iterator>
#include <set>
#include <vector>

namespace json = boost::json;

namespace muster {

namespace {

// Each source tags what it lists: such a tag comes and goes with the source.
// Sorted, for readers; normalize() has the rule by which they are given.
constexpr std::array<std::string_view, 3> source_tags = {
    "community-ranking", "hub-listing", "vendor-index"};

field_words words_for(std::string_view field)
{
    const auto* const known = find_model_field(field);
    // Staging files have fields of their own; of an id the letter case or, by a rename, all.
    return known ? *known : field_words{field, field == "model_id" ? "name" : field};
}

std::string with_unit(const json::value& value, std::string_view unit)
{
    auto text = value_text(value);
    // "none tokens" would be odd.
    return value.is_null() ? text : text.append(unit);
}

std::set<std::string> texts_of(const json::value& value)
{
    std::set<std::string> out;
    if (const auto* list = value.if_array())
        for (const auto& one : *list)
            out.insert(value_text(one));
    return out;
}

std::set<std::string> labels_of(const json::value& value)
{
    std::set<std::string> out;
    if (const auto* text = value.if_string())
        // The file joins labels with "+".
        boost::split(out, std::string(*text), boost::is_any_of("+"));
    return out;
}

void add_missing(
    std::string& text,
    std::string_view before,
    const std::set<std::string>& all,
    const std::set<std::string>& without
)
{
    for (const auto& one : all)
        if (!without.contains(one))
            text.append(before) += one;
}

// Of a list only what came and went: "tags +coding -chat".
std::string list_change(const field_change& change, bool is_other_source)
{
    auto before = texts_of(change.before);
    auto after = texts_of(change.after);
    // The change of source has words of its own.
    for (const auto tag : source_tags)
        if (is_other_source)
        {
            before.erase(std::string(tag));
            after.erase(std::string(tag));
        }
    std::string text;
    add_missing(text, " +", after, before);
    add_missing(text, " -", before, after);
    return text.empty() ? text : change.field + text;
}

std::string labels_gone(const std::set<std::string>& from, const std::set<std::string>& to)
{
    std::vector<std::string> gone;
    std::set_difference(from.begin(), from.end(), to.begin(), to.end(), std::back_inserter(gone));
    return boost::join(gone, " and ");
}

constexpr std::string_view by_nobody = "in the catalog alone";

// The catalog stands in the place of sources where none lists its model: it did not come or go.
std::string source_change(const field_change& change)
{
    auto before = labels_of(change.before);
    auto after = labels_of(change.after);
    before.erase(std::string(catalog_source));
    const bool is_by_nobody = after.erase(std::string(catalog_source)) > 0;
    const auto came = labels_gone(after, before);
    const auto went = labels_gone(before, after);
    std::string text(is_by_nobody ? by_nobody : "");
    add_to_list(text, came.empty() ? came : "now listed by " + came);
    add_to_list(text, went.empty() ? went : "no longer listed by " + went);
    return text;
}

// How many times as large it is now, where that says more than the digits do.
constexpr double ratio_worth_saying = 0.005;

std::string ratio_text(const field_change& change)
{
    if (!change.before.is_number() || !change.after.is_number())
        return {};
    const auto before = change.before.to_number<double>();
    const auto after = change.after.to_number<double>();
    // A ratio to 0 or of opposite signs says nothing.
    if (before <= 0 || after <= 0 || std::abs(after / before - 1) < ratio_worth_saying)
        return {};
    std::array<char, 32> text = {};
    // Two digits: "1.50×" is read at a glance.
    std::snprintf(text.data(), text.size(), " (%.2f×)", after / before);
    return text.data();
}

const field_change* find_change(const row_change& change, std::string_view field)
{
    const auto found = std::ranges::find(change.fields, field, &field_change::field);
    return found == change.fields.end() ? nullptr : &*found;
}

std::string text_of_change(const field_change& one, const row_change& all)
{
    if (one.before.is_array() || one.after.is_array())
        return list_change(one, find_change(all, "source") != nullptr);
    if (one.field == "source")
        return source_change(one);
    if (one.field == "params" && find_change(all, "params_b"))
        return {};  // the same, to the digit
    const auto words = words_for(one.field);
    if (is_mark_of_absence(one) && one.before.is_null())
        return std::string(words.words) + ' ' + value_text(one.after);
    if (is_mark_of_absence(one) && one.after.is_null())
        return "was " + std::string(words.words) + ' ' + value_text(one.before);
    return std::string(words.words) + ' ' + with_unit(one.before, words.unit) + " → " +
           with_unit(one.after, words.unit) + ratio_text(one);
}

}  // namespace

std::string value_text(const json::value& value)
{
    if (value.is_null())
        return "none";
    if (const auto* text = value.if_string())
        return std::string(*text);
    if (value.is_number())
    {
        const auto number = value.to_number<double>();
        constexpr double exact_limit = 9007199254740992;  // 2^53
        // Larger ones are no longer exact as a double, and their digits would be made up.
        if (number >= 0 && number < exact_limit && std::floor(number) == number)
            return with_separators(static_cast<std::uint64_t>(number));
        return number_text(number);
    }
    auto text = to_json_text(value);
    // The newline at the end.
    text.pop_back();
    std::replace(text.begin(), text.end(), '\n', ' ');
    return text;
}

std::string fields_text(const row_change& change)
{
    std::string text;
    for (const auto& one : change.fields)
        // Where a number is from is evidence, and counted in the summary.
        if (!one.field.starts_with("origin."))
            add_to_list(text, text_of_change(one, change));
    return text;
}

std::string row_text(const json::object& row, const std::string& listed)
{
    const auto member =
        [&row](std::string_view key, std::string_view before, std::string_view unit) {
            const auto* const value = row.if_contains(key);
            // A popularity of 0 stands for none.
            const bool says_nothing = !value || value->is_null() ||
                                      (value->is_number() && value->to_number<double>() == 0);
            if (says_nothing)
                return std::string();
            return std::string(before) + value_text(*value) + std::string(unit);
        };
    std::string text;
    add_to_list(text, member("params_b", "", " B parameters"));
    add_to_list(text, member("layers", "", " layers"));
    add_to_list(text, member("ctx_len", "", " tokens of context"));
    add_to_list(text, member("popularity_score", "popularity ", ""));
    add_to_list(text, member("license", "", ""));
    auto by = member("source", listed + ' ', "");
    if (by.ends_with(' ' + std::string(catalog_source)))
        by = by_nobody;
    // "a+b" is how the file joins labels.
    add_to_list(text, boost::replace_all_copy(by, "+", " and "));
    return text;
}

std::string change_text(const json::object& line)
{
    const auto member = [&line](std::string_view name) {
        const auto* const value = line.if_contains(name);
        return value ? *value : json::value();
    };
    const field_change one{value_text(member("field")), member("before"), member("after")};
    const bool is_gone = one.after.is_null();
    if (one.field == "archived")
        return is_gone ? "back from the archive" : "moved to the archive";
    if (one.field != "model_id")
        return text_of_change(one, {});
    if (one.before.is_null())
        return "new";
    return is_gone ? "gone"
                   : "renamed from " + value_text(one.before) + " to " + value_text(one.after);
}

int urgency_of(const row_change& change)
{
    int urgency = 2;
    for (const auto& one : change.fields)
        // Sizes first: they decide what hardware is bought.
        // Which fields are sizes, the table of fields says.
        if (words_for(one.field).is_size)
            urgency = 0;
        else if (one.field == "license")
            urgency = std::min(urgency, 1);
    return urgency;
}

}  // namespace muster
