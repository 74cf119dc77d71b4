#include "model_page.hpp"

#include "base/amounts.hpp"
#include "catalog/model_fields.hpp"
#include "catalog/size_of_row.hpp"
#include "html.hpp"
#include "muster/json_text.hpp"
#include "report/change_text.hpp"
#include "report/usual_needs.hpp"
#include "text/amount.hpp"

#include <ranges>

namespace json = boost::json;

namespace muster {

namespace {

/// The way up from models/ID.html. The Hub's oldest models have ids without an owner ("gpt2"), and
/// so a page one folder higher.
std::string root_of(const std::string& model_id)
{
    return model_id.find('/') == std::string::npos ? "../" : "../../";
}

/// Empty where it is not there, as cells of a table are.
std::string member_text(const json::object& members, std::string_view name)
{
    const auto* const member = members.if_contains(name);
    return !member               ? std::string()
           : member->is_string() ? std::string(member->get_string())
                                 : value_text(*member);
}

std::string section(std::string_view title, const std::string& content)
{
    // Many models lack builds, names or changes: an empty section would look like a fault.
    if (content.empty())
        return {};
    return "<section>\n<h2>" + escaped(title) + "</h2>\n" + content + "</section>\n";
}

// What most people come for.
std::string answer(const model_row& row)
{
    std::string out = number_text(row.params_b) + " billion parameters";
    // The ratio of a dense model is 0: that all its weights are active is no news.
    if (row.active_params && row.moe_active_ratio > 0)
        out += ", " + number_text(round_params_b(static_cast<double>(*row.active_params) / 1e9)) +
               " of them active for a token";
    if (row.ctx_len)
        out += ", context " + with_separators(*row.ctx_len) + " tokens";
    out += row.license ? ", licence " + *row.license : ", licence not known";
    if (row.retires)
        out += ", retires on " + *row.retires;
    if (row.gone_since)
        out += ", gone from the Hub since " + *row.gone_since;
    if (row.unlisted_since)
        out += ", listed by no source since " + *row.unlisted_since;
    return out;
}

/// Empty where its parameters or its cache are not known: see usual_needs().
std::string needs_of(const model_row& row, std::span<const device> gpus)
{
    const auto found = usual_needs(size_of(row), gpus);
    if (found.empty())
        return {};
    std::vector<std::vector<std::string>> cells;
    for (const auto& [fit, card] : found)
        cells.push_back(
            {escaped(fit.format.name) + (fit.is_as_stored       ? ", as it is stored"
                                         : fit.may_be_as_stored ? ", how it is stored is not known"
                                                                : ", computed"),
             rounded_bytes(fit.needs.weights),
             rounded_bytes(fit.needs.cache + fit.needs.fixed),
             rounded_bytes(fit.needs.total()),
             escaped(card)}
        );
    return "<p class=\"lead\">For one user with " + with_separators(found.front().fit.context) +
           " tokens" +
           (found.front().fit.is_cache_a_bound
                ? ", at most: which layers keep every token is not known"
                : "") +
           ".</p>\n" + html_table({"As", "Weights", "KV cache", "Together", "Runs on"}, cells);
}

// As a person says it.
std::string shown(const field_words& field, const json::value& value)
{
    if (value.is_bool())
        return value.get_bool() ? "yes" : "no";
    if (field.name == "moe_active_ratio" && value.to_number<double>() == 0)
        return "all: every token passes all weights";
    return value_text(value) + std::string(field.unit);
}

std::string facts_of(const model_row& row)
{
    const auto members = to_json(row);
    std::vector<std::vector<std::string>> cells;
    // In the order and the words of the review page, so that a field is called alike everywhere.
    for (const auto& field : model_field_words)
        if (const auto* const value = members.if_contains(field.name))
        {
            const auto origin = row.origin.find(std::string(field.name));
            cells.push_back(
                {escaped(field.words),
                 escaped(shown(field, *value)),
                 origin == row.origin.end() ? "" : escaped(origin->second)}
            );
        }
    return html_table({"", "Value", "Where it comes from"}, cells);
}

std::string evidence_of(const json::object& evidence)
{
    if (evidence.empty())
        return {};
    std::string out =
        // The day alone: evidence has the second.
        "<p>Checked with the Hub on " + escaped(member_text(evidence, "checked").substr(0, 10));
    if (const auto commit = member_text(evidence, "commit"); !commit.empty())
        out += "; commit <code>" + escaped(commit) + "</code>";
    if (const auto total = member_text(evidence, "total"); !total.empty())
        out += "; " + escaped(total) + " stored elements";
    return out + ".</p>\n";
}

/// A table of the members that the objects of a list have, in the order of the first that has each.
std::string table_of(const json::array& list)
{
    // By what is there, so that a later member of these files shows up without a change here.
    std::vector<std::string> names;
    for (const auto& one : list)
        for (const auto& [name, value] : one.as_object())
            if (std::ranges::find(names, name) == names.end())
                names.emplace_back(name);
    std::vector<std::vector<std::string>> cells;
    for (const auto& one : list)
    {
        auto& line = cells.emplace_back();
        for (const auto& name : names)
            line.push_back(escaped(member_text(one.as_object(), name)));
    }
    // After the cells, which were looked up by the names as they are.
    for (auto& name : names)
        std::ranges::replace(name, '_', ' ');
    return list.empty() ? std::string() : html_table(names, cells);
}

std::string changes_of(const json::array& changes)
{
    std::vector<std::vector<std::string>> cells;
    // The feed has the latest last.
    for (const auto& one : std::views::reverse(changes))
        cells.push_back(
            {escaped(member_text(one.as_object(), "date")), escaped(change_text(one.as_object()))}
        );
    return cells.empty() ? std::string() : html_table({"Day", "Change"}, cells);
}

}  // namespace

// Not encoded: check_model_id() allows nothing that a path or a URL would have to encode.
std::string model_page_path(const std::string& model_id) { return "models/" + model_id + ".html"; }

std::string model_file_path(const std::string& model_id)
{
    return std::string(site_version) + "/models/" + model_id + ".json";
}

std::string model_page(const model_material& model)
{
    const auto& row = *model.row;
    // Links within the site are relative: it may lie below any path, or be opened from a disk.
    const auto root = root_of(row.model_id);
    std::string body = "<header>\n<p class=\"brand\">" +
                       link_to(root + "index.html", "All models") + "</p>\n<h1>" +
                       escaped(row.model_id) + "</h1>\n<p class=\"lead\">" + escaped(answer(row)) +
                       "</p>\n</header>\n<main>\n";
    body += section("What it takes", needs_of(row, model.gpus));
    body += section("Size and its evidence", facts_of(row) + evidence_of(model.evidence));
    body += section("Builds", table_of(model.builds));
    body += section("Names", table_of(model.names));
    body += section("What changed", changes_of(model.changes));
    body += "</main>\n<footer><p>" +
            link_to("https://huggingface.co/" + row.model_id, "Its page on the Hub") + " · " +
            link_to(root + model_file_path(row.model_id), "All of this as JSON") +
            "</p></footer>\n";
    return html_page(row.model_id, root, body);
}

std::string model_file(const model_material& model)
{
    json::object out{{"model_id", model.row->model_id}, {"row", to_json(*model.row)}};
    if (!model.evidence.empty())
        out["evidence"] = model.evidence;
    for (const auto& [name, list] :
         {std::pair("builds", &model.builds),
          std::pair("names", &model.names),
          std::pair("changes", &model.changes)})
        // Absent rather than empty, as in the other files.
        if (!list->empty())
            out[name] = *list;
    return to_json_text(out);
}

}  // namespace muster
