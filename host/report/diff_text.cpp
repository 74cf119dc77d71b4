#include "diff_text.hpp"

#include "muster/json_text.hpp"
#include "report/amounts.hpp"
#include "report/voice.hpp"

#include <boost/algorithm/string/replace.hpp>

#include <algorithm>
#include <cstdio>
#include <set>

namespace json = boost::json;

namespace muster {

namespace {

constexpr std::size_t diff_id_columns = 44;
constexpr std::string_view nothing = "none";

// Popularity moves every day: the farthest moves are news.
constexpr std::size_t moves_worth_showing = 5;

std::string value_text(const json::value& value)
{
    if (value.is_null())
        return std::string(nothing);
    if (const auto* text = value.if_string())
        return std::string(*text);
    if (value.is_number())
    {
        std::string text;
        append_json_number(text, value.to_number<double>());
        return text;
    }
    auto text = to_json_text(value);
    text.pop_back();
    std::replace(text.begin(), text.end(), '\n', ' ');
    return text;
}

std::set<std::string> texts_of(const json::value& value)
{
    std::set<std::string> out;
    if (const auto* list = value.if_array())
        for (const auto& one : *list)
            out.insert(value_text(one));
    return out;
}

// Of a list only what came and went: "tags +coding -chat".
std::string list_change(const field_change& change)
{
    const auto before = texts_of(change.before);
    const auto after = texts_of(change.after);
    auto text = change.field;
    for (const auto& one : after)
        if (!before.contains(one))
            text += " +" + one;
    for (const auto& one : before)
        if (!after.contains(one))
            text += " -" + one;
    return text;
}

// How many times as large it is now, where that says more than the digits do.
std::string ratio_text(const field_change& change)
{
    if (!change.before.is_number() || !change.after.is_number())
        return {};
    const auto before = change.before.to_number<double>();
    const auto after = change.after.to_number<double>();
    if (before <= 0 || after <= 0)
        return {};
    char text[32];
    std::snprintf(text, sizeof text, " (%.2f×)", after / before);
    return text;
}

std::string text_of(const field_change& change)
{
    if (change.before.is_array() || change.after.is_array())
        return list_change(change);
    return change.field + ' ' + value_text(change.before) + " → " + value_text(change.after) +
           ratio_text(change);
}

std::string fields_text(const row_change& change)
{
    std::string text;
    for (const auto& one : change.fields)
        if (!one.field.starts_with("origin"))
            text += (text.empty() ? "" : ", ") + text_of(one);
    return text;
}

void add_part(std::string& text, const std::string& part)
{
    if (!part.empty())
        text += (text.empty() ? "" : ", ") + part;
}

/// What a person wants to know of a row that came or went.
std::string row_text(const json::object& row)
{
    const auto member =
        [&row](std::string_view key, std::string_view before, std::string_view unit) {
            const auto* const value = row.if_contains(key);
            if (!value || value->is_null())
                return std::string();
            return std::string(before) + value_text(*value) + std::string(unit);
        };
    std::string text;
    add_part(text, member("params_b", "", " B"));
    add_part(text, member("layers", "", " layers"));
    add_part(text, member("ctx_len", "", " tokens"));
    add_part(text, member("popularity_score", "popularity ", ""));
    add_part(text, member("license", "", ""));
    add_part(text, member("source", "", ""));
    return text;
}

std::string model_id_of(const json::object& row)
{
    const auto* const id = row.if_contains("model_id");
    return id ? value_text(*id) : std::string("?");
}

diff_digest::section rows_section(std::string title, const std::vector<json::object>& rows)
{
    diff_digest::section out{std::move(title), {}};
    for (const auto& row : rows)
        out.lines.push_back({model_id_of(row), row_text(row)});
    return out;
}

diff_digest::section changes_section(const row_diff& diff)
{
    diff_digest::section out{"changed", {}};
    for (const auto& change : diff.changed)
        if (!change.is_evidence_alone())
            out.lines.push_back({change.model_id, fields_text(change)});
    return out;
}

diff_digest::section moves_section(const row_diff& diff)
{
    diff_digest::section out{"moved, by popularity", {}, moves_worth_showing};
    for (const auto& move : diff.moved)
        out.lines.push_back(
            {move.model_id,
             "place " + with_separators(move.from) + " → " + with_separators(move.to)}
        );
    return out;
}

diff_digest::section held_section(const json::array& held)
{
    diff_digest::section out{"held until accepted", {}};
    for (const auto& one : held)
        if (const auto* row = one.if_object())
        {
            const auto* const reason = row->if_contains("reason");
            out.lines.push_back({model_id_of(*row), reason ? value_text(*reason) : std::string()});
        }
    return out;
}

std::string summary_of(const row_diff& diff, const std::vector<diff_digest::section>& sections)
{
    std::string text;
    for (const auto& one : sections)
        add_part(
            text,
            with_separators(one.lines.size()) + ' ' +
                one.title.substr(0, one.title.find_first_of(", "))
        );
    if (text.empty())
        text = "nothing changed";
    const auto other_evidence =
        std::count_if(diff.changed.begin(), diff.changed.end(), [](const auto& one) {
            return one.is_evidence_alone();
        });
    if (other_evidence > 0)
        text += "; " + with_separators(static_cast<std::uint64_t>(other_evidence)) +
                " by other evidence, with the same numbers";
    return text + "; " + with_separators(diff.unchanged) + " as they were";
}

/// How many lines each section may show: what short sections leave, long ones take.
std::vector<std::size_t> shares(const diff_digest& digest, std::size_t line_limit)
{
    std::vector<std::size_t> order(digest.sections.size());
    for (std::size_t i = 0; i < order.size(); ++i)
        order[i] = i;
    std::sort(order.begin(), order.end(), [&digest](std::size_t a, std::size_t b) {
        return digest.sections[a].lines.size() < digest.sections[b].lines.size();
    });
    std::vector<std::size_t> out(order.size());
    auto sections_left = order.size();
    const bool is_whole = line_limit == all_lines;
    for (const auto i : order)
    {
        const auto& [title, lines, worth_showing] = digest.sections[i];
        out[i] = std::min(
            {lines.size(), line_limit / sections_left, is_whole ? lines.size() : worth_showing}
        );
        line_limit -= out[i];
        --sections_left;
    }
    return out;
}

std::string more_text(std::size_t left_out)
{
    return "… and " + with_separators(left_out) + " more (--verbose shows all)";
}

std::string as_code(const std::string& text)
{
    auto safe = printable(text);
    std::replace(safe.begin(), safe.end(), '`', '\'');
    return '`' + boost::replace_all_copy(safe, "|", "\\|") + '`';  // a cell ends there even in code
}

// Outside code spans: nothing that GitHub reads as markup.
std::string escaped_markdown(std::string_view text)
{
    constexpr std::string_view special = "\\`*_{}[]<>()#+-!|~&@";
    std::string out;
    for (const char c : printable(text))
    {
        if (special.find(c) != std::string_view::npos)
            out += '\\';
        out += c;
    }
    return out;
}

}  // namespace

diff_digest digest_of(const row_diff& diff, const json::array& held)
{
    diff_digest out;
    out.sections = {
        rows_section("added", diff.added),
        rows_section("gone", diff.gone),
        changes_section(diff),
        held_section(held),
        moves_section(diff)};
    std::erase_if(out.sections, [](const auto& one) { return one.lines.empty(); });
    out.summary = summary_of(diff, out.sections);
    return out;
}

std::string to_text(const diff_digest& digest, std::size_t line_limit)
{
    auto text = digest.summary + '\n';
    const auto shown = shares(digest, line_limit);
    for (std::size_t i = 0; i < digest.sections.size(); ++i)
    {
        const auto& [title, lines, worth_showing] = digest.sections[i];
        text += '\n' + title + '\n';
        for (std::size_t j = 0; j < shown[i]; ++j)
            text += "  " + padded(printable(lines[j].model_id), diff_id_columns) + ' ' +
                    printable(lines[j].what) + '\n';
        if (shown[i] < lines.size())
            text += "  " + more_text(lines.size() - shown[i]) + '\n';
    }
    return text;
}

std::string to_markdown(const diff_digest& digest, std::size_t line_limit)
{
    auto text = "**" + digest.summary + "**\n";
    const auto shown = shares(digest, line_limit);
    for (std::size_t i = 0; i < digest.sections.size(); ++i)
    {
        const auto& [title, lines, worth_showing] = digest.sections[i];
        text += "\n#### " + title + "\n\n| model | |\n|---|---|\n";
        for (std::size_t j = 0; j < shown[i]; ++j)
            text += "| " + as_code(lines[j].model_id) + " | " + escaped_markdown(lines[j].what) +
                    " |\n";
        if (shown[i] < lines.size())
            text += "| | " + more_text(lines.size() - shown[i]) + " |\n";
    }
    return text;
}

}  // namespace muster
