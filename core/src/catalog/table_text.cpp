#include "table_text.hpp"

#include "model_fields.hpp"
#include "muster/json_text.hpp"

#include <boost/json/object.hpp>

#include <algorithm>
#include <array>
#include <vector>

namespace json = boost::json;

namespace muster {

namespace {

constexpr std::string_view csv_line_end = "\r\n";
// OWASP's list for CSV injection.
constexpr std::string_view formula_starts = "=+-@\t\r";

constexpr std::array<std::string_view, 6> staging_names = {
    "model_id", "provider", "license", "source", "popularity_score", "tags"};

// "origin": {"layers": ...} is the column "origin_layers". name: of the object, then of each
// member.
template <class Take>
void for_each_cell(const json::object& row, std::string& name, Take take)
{
    for (const auto& [key, value] : row)
    {
        // One buffer for the names of all cells: a file has as many as rows times columns.
        const auto length = name.size();
        name += key;
        if (const auto* nested = value.if_object())
            for_each_cell(*nested, name += '_', take);
        else
            take(name, value);
        name.resize(length);
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
        // Views of the texts above, which live as long.
        names.insert(names.end(), origins.begin(), origins.end());
        return names;
    }();
    return columns;
}

csv_table::csv_table(std::span<const std::string_view> columns)
{
    for (const auto name : columns)
    {
        places_.emplace(name, names_.size());
        names_.emplace_back(name);
    }
}

void csv_table::add_columns_of(const json::value& row)
{
    std::string name;
    if (const auto* members = row.if_object())
        for_each_cell(*members, name, [this](const std::string& cell, const json::value&) {
            if (!places_.contains(cell))
                more_.insert(cell);
        });
}

void csv_table::write_head(std::string& out)
{
    // Sorted, so that the columns do not depend on which row has them first.
    for (const auto& name : more_)
    {
        places_.emplace(name, names_.size());
        names_.push_back(name);
    }
    for (const auto& name : names_)
    {
        out += &name == &names_.front() ? "" : ",";
        append_cell(out, guarded(name));
    }
    out += csv_line_end;
}

void csv_table::write_row(std::string& out, const json::value& row)
{
    cells_.assign(names_.size(), nullptr);
    std::string name;
    if (const auto* members = row.if_object())
        for_each_cell(*members, name, [this](const std::string& cell, const json::value& value) {
            // It is there: add_columns_of() has seen all rows.
            cells_[places_.find(cell)->second] = &value;
        });
    for (std::size_t i = 0; i < cells_.size(); ++i)
    {
        out += i == 0 ? "" : ",";
        if (cells_[i])
            append_cell(out, cell_text(*cells_[i]));
    }
    out += csv_line_end;
}

std::string write_csv(const json::array& rows, std::span<const std::string_view> columns)
{
    csv_table table(columns);
    for (const auto& row : rows)
        table.add_columns_of(row);
    std::string out;
    table.write_head(out);
    for (const auto& row : rows)
        table.write_row(out, row);
    return out;
}

}  // namespace muster
