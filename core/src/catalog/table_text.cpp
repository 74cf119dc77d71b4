#include "table_text.hpp"

#include "model_fields.hpp"
#include "muster/json_text.hpp"

#include <boost/json/object.hpp>

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <vector>

namespace json = boost::json;

namespace muster {

namespace {

constexpr std::string_view csv_line_end = "\r\n";
// OWASP's list for CSV injection.
constexpr std::string_view formula_starts = "=+-@\t\r";

constexpr std::array<std::string_view, 6> staging_names = {
    "model_id", "provider", "license", "source", "popularity_score", "tags"};

using cells = std::map<std::string, const json::value*, std::less<>>;

// "origin": {"layers": ...} is the column "origin_layers".
void flatten(const json::object& row, const std::string& prefix, cells& out)
{
    for (const auto& [key, value] : row)
    {
        const auto name = prefix + std::string(key);
        if (const auto* nested = value.if_object())
            flatten(*nested, name + '_', out);
        else
            // Refers to the rows, which outlive the table.
            out[name] = &value;
    }
}

std::string joined(const json::array& list)
{
    std::string text;
    for (const auto& element : list)
    {
        if (&element != &list.front())
            text += ';';
        const auto one =
            element.is_string() ? std::string(element.get_string()) : to_json_line(element);
        for (const char c : one)
        {
            // So that a reader can split the list again.
            if (c == ';' || c == '\\')
                text += '\\';
            text += c;
        }
    }
    return text;
}

// Column names too: members that have no column of their own come from the file.
std::string guarded(std::string text)
{
    if (!text.empty() && formula_starts.find(text.front()) != std::string_view::npos)
        text.insert(0, 1, '\'');
    return text;
}

std::string cell_text(const json::value& value)
{
    if (const auto* text = value.if_string())
        return guarded(std::string(*text));
    if (const auto* list = value.if_array())
        return guarded(joined(*list));
    // Numbers exactly as in the file.
    return value.is_null() ? std::string() : to_json_line(value);
}

void append_cell(std::string& line, std::string_view text)
{
    // RFC 4180: quotes are needed only around these, and doubled inside.
    if (text.find_first_of(",\"\r\n") == std::string_view::npos)
    {
        line += text;
        return;
    }
    line += '"';
    for (const char c : text)
    {
        if (c == '"')
            line += '"';
        line += c;
    }
    line += '"';
}

std::vector<cells> flattened(const json::array& rows)
{
    std::vector<cells> out;
    for (const auto& row : rows)
    {
        auto& flat = out.emplace_back();
        if (const auto* members = row.if_object())
            flatten(*members, "", flat);
    }
    return out;
}

std::vector<std::string>
all_columns(const std::vector<cells>& rows, std::span<const std::string_view> first)
{
    std::vector<std::string> names(first.begin(), first.end());
    // Sorted, so that the columns do not depend on which row has them first.
    std::set<std::string> more;
    for (const auto& row : rows)
        for (const auto& [name, value] : row)
            if (std::find(first.begin(), first.end(), name) == first.end())
                more.insert(name);
    names.insert(names.end(), more.begin(), more.end());
    return names;
}

}  // namespace

std::span<const std::string_view> staging_columns() { return staging_names; }

std::span<const std::string_view> models_columns()
{
    static const auto origins = [] {
        std::vector<std::string> names;
        for (const auto& field : model_field_words)
            if (field.has_origin)
                names.push_back("origin_" + std::string(field.name));
        return names;
    }();
    static const auto columns = [] {
        std::vector<std::string_view> names{"model_id"};
        names.insert(names.end(), model_field_names.begin(), model_field_names.end());
        names.push_back("source");
        names.insert(names.end(), origins.begin(), origins.end());
        return names;
    }();
    return columns;
}

std::string write_csv(const json::array& rows, std::span<const std::string_view> columns)
{
    const auto flat = flattened(rows);
    const auto names = all_columns(flat, columns);
    std::string out;
    for (const auto& name : names)
    {
        out += &name == &names.front() ? "" : ",";
        append_cell(out, guarded(name));
    }
    out += csv_line_end;
    for (const auto& row : flat)
    {
        for (const auto& name : names)
        {
            out += &name == &names.front() ? "" : ",";
            if (const auto cell = row.find(name); cell != row.end())
                append_cell(out, cell_text(*cell->second));
        }
        out += csv_line_end;
    }
    return out;
}

std::string write_json_lines(const json::array& rows)
{
    std::string out;
    for (const auto& row : rows)
        out += to_json_line(row) + '\n';
    return out;
}

}  // namespace muster
