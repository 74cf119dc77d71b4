#include "catalog.hpp"

#include "contract/identity.hpp"
#include "json/array_of.hpp"
#include "json/member_reader.hpp"
#include "model_fields.hpp"
#include "muster/json_text.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <algorithm>
#include <array>
#include <set>
#include <type_traits>

namespace json = boost::json;

namespace muster {

namespace {

constexpr std::array<std::string_view, 6> attention_kinds = {
    "mha", "mqa", "gqa", "mla", "hybrid", "none"};
// A typing error in the unit (parameters in place of billions) is far above it.
constexpr double params_b_limit = 1e6;

// As the schemas of catalog.json and models.json say it.
void check_values(member_reader& members, const pins& given)
{
    if (given.params_b && *given.params_b <= 0)
        members.fault("params_b", "is not positive: leave it out when it is not known");
    if (given.moe_active_ratio && (*given.moe_active_ratio < 0 || *given.moe_active_ratio > 1))
        members.fault("moe_active_ratio", "is not between 0 and 1");
    if (given.params_b && *given.params_b > params_b_limit)
        members.fault("params_b", "is more than a million billions");
    if (given.attention && std::ranges::count(attention_kinds, *given.attention) == 0)
        members.fault("attention", "is none of mha, mqa, gqa, mla, hybrid, none");
    for_each_model_field([&](const auto& field) {
        if constexpr (std::is_same_v<decltype(field.pin), std::optional<std::uint64_t> pins::*>)
            // 0 is what people type for "unknown", and every reader would take it for a number.
            if (given.*field.pin == 0U && !field.about.may_be_zero)
                members.fault(field.about.name, "is 0: leave it out when it is not known");
    });
}

}  // namespace

catalog_entry read_catalog_entry(member_reader& members)
{
    catalog_entry entry;
    entry.model_id = members.required_text("model_id");
    const auto checked = check_model_id(entry.model_id);
    if (members.ok() && checked.has_error())
        members.fault("model_id", "is not a model id: " + checked.error().where);
    for_each_model_field([&](const auto& field) {
        if (field.about.may_be_pinned)
            members.read(field.about.name, entry.pinned.*field.pin);
    });
    // A wrong pin would beat right evidence: impossible values are refused here.
    check_values(members, entry.pinned);
    entry.why = members.text("why");
    entry.checked = members.text("checked");
    // A misspelled member would be a pin without effect.
    members.allow_only({"model_id", "why", "checked"}, pinned_field_names());
    return entry;
}

json::object to_json(const catalog_entry& entry)
{
    json::object out{{"model_id", entry.model_id}};
    const auto put = [&out](std::string_view key, const auto& value) {
        if (value)
            out[key] = *value;
    };
    for_each_model_field([&](const auto& field) { put(field.about.name, entry.pinned.*field.pin); }
    );
    put("why", entry.why);
    put("checked", entry.checked);
    return out;
}

result<std::vector<catalog_entry>> read_catalog(std::string_view text, std::string_view file_name)
{
    std::vector<catalog_entry> entries;
    std::set<std::string> seen;
    const auto done = read_list(text, file_name, [&](member_reader& members) -> result<void> {
        auto entry = read_catalog_entry(members);
        // Which of two entries' pins count would be a guess.
        if (members.ok() && !seen.insert(fold_id(entry.model_id)).second)
            members.fault("model_id", "names a model that an earlier entry names already");
        entries.push_back(std::move(entry));
        return {};
    });
    if (done.has_error())
        return done.error();
    return entries;
}

std::string write_catalog(std::vector<catalog_entry> entries)
{
    // By bytes, as every file, so that version control shows real changes only.
    std::ranges::sort(entries, {}, &catalog_entry::model_id);
    return to_json_text(array_of(entries));
}

import_outcome import_catalog(std::vector<catalog_entry> ours, std::vector<catalog_entry> theirs)
{
    import_outcome out;
    std::set<std::string> ids;
    for (const auto& entry : ours)
        ids.insert(fold_id(entry.model_id));
    out.entries = std::move(ours);
    for (auto& entry : theirs)
    {
        const bool is_new = ids.insert(fold_id(entry.model_id)).second;
        // A model that occurs twice in theirs is imported once.
        (is_new ? out.added : out.kept).push_back(entry.model_id);
        if (is_new)
            out.entries.push_back(std::move(entry));
    }
    return out;
}

}  // namespace muster
