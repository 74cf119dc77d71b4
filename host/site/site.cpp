#include "site.hpp"

#include "base/amounts.hpp"
#include "catalog/changes.hpp"
#include "catalog/size_of_row.hpp"
#include "contract/identity.hpp"
#include "html.hpp"
#include "json/array_of.hpp"
#include "model_page.hpp"
#include "report/usual_needs.hpp"
#include "review/review_data.hpp"
#include "review/review_page.hpp"
#include "site_index.hpp"
#include "size/device.hpp"

#include <algorithm>
#include <set>

namespace json = boost::json;

namespace muster {

namespace {

/// The objects of a list by the model that they are about.
class rows_by_model
{
public:
    explicit rows_by_model(const json::array& list)
    {
        for (const auto& one : list)
        {
            const auto* const members = one.if_object();
            const auto* const id = members ? members->if_contains("model_id") : nullptr;
            if (id && id->is_string())
                rows_[fold_id(id->get_string())].push_back(without_id(*members));
        }
    }

    json::array about(const std::string& model_id) const
    {
        const auto found = rows_.find(fold_id(model_id));
        return found == rows_.end() ? json::array() : found->second;
    }

private:
    static json::object without_id(json::object members)
    {
        // A file of a model says its id once, and not in each element.
        members.erase("model_id");
        return members;
    }

    std::map<std::string, json::array> rows_ = {};
};

/// A row as the list of models has it: what is searched, sorted and fitted.
json::object listed_row(const model_row& row, const site_material& material)
{
    // Short names, as each stands in the page once a model.
    json::object out{{"id", row.model_id}, {"params_b", row.params_b}, {"layers", row.layers}};
    const auto add = [&out](std::string_view name, const auto& value) {
        if (value)
            out[name] = *value;
    };
    add("params", row.params);
    add("active", row.active_params);
    add("context", row.ctx_len);
    add("kv", row.kv_bytes_per_token);
    add("fixed", row.kv_bytes_fixed);
    add("kv_heads", row.kv_heads);
    add("head_dim", row.head_dim);
    add("dtype", row.dtype);
    add("weight_format", row.weight_format);
    add("lookup_params", row.lookup_params);
    // Computed here, so that the page's script need not know by which rule.
    add("text_params", size_of(row).text_params);
    add("matrix_params", row.matrix_params);
    add("expert_params", row.expert_params);
    add("license", row.license);
    add("exact", row.exact);
    const auto score = material.popularity.find(fold_id(row.model_id));
    if (score != material.popularity.end())
        out["popularity"] = score->second;
    return out;
}

json::object device_to_json(const device& one)
{
    return {
        {"name", one.name},
        {"memory_bytes", one.memory_bytes},
        {"bytes_per_second", one.bytes_per_second}};
}

// Formats that repositories are in and that nobody asks for, as "mxfp4+fp8".
json::array mixed_formats(const std::vector<model_row>& rows)
{
    std::set<std::string> names;
    for (const auto& row : rows)
        if (row.weight_format)
            names.insert(*row.weight_format);
    for (const auto& one : weight_formats())
        names.erase(std::string(one.name));
    json::array out;
    for (const auto& name : names)
        if (const auto* const format = find_weight_format(name))
            out.push_back(format_to_json(*format));
    return out;
}

std::string first_page(const site_material& material)
{
    // The page computes what fits by itself: with these it comes to what `muster fit` says.
    json::object data{
        {"reserve", usual_reserve},
        {"context", usual_context_tokens},
        {"formats", array_of(weight_formats(), format_to_json)},
        {"mixed", mixed_formats(material.models)},
        {"usual_formats",
         array_of(usual_formats(), [](const weight_format& one) { return json::value(one.name); })},
        {"gpus", array_of(material.gpus, device_to_json)},
        {"date", date_of_data(material)}};
    data["rows"] =
        array_of(material.models, [&](const model_row& row) { return listed_row(row, material); });
    return with_data(site_template(), data);
}

std::string dated(const std::string& date)
{
    return date.empty() ? date : "<p class=\"lead\">Data of " + escaped(date) + ".</p>\n";
}

// For browsers without scripts, and for those that follow links.
std::string plain_list(const site_material& material)
{
    std::vector<std::vector<std::string>> cells;
    for (const auto& row : material.models)
        cells.push_back(
            {link_to(model_page_path(row.model_id), row.model_id),
             escaped(number_text(row.params_b) + " B"),
             escaped(row.license.value_or(""))}
        );
    return html_page(
        "All models",
        "",
        "<header>\n<h1>All models</h1>\n" + dated(date_of_data(material)) + "</header>\n<main>\n" +
            html_table({"Model", "Parameters", "Licence"}, cells) + "</main>\n"
    );
}

}  // namespace

std::vector<site_file> site_files(const site_material& material)
{
    std::vector<site_file> out = material.copies;
    out.push_back({"index.html", first_page(material)});
    out.push_back({"all.html", plain_list(material)});
    out.push_back({"style.css", std::string(site_style())});
    // Else GitHub Pages leaves out names that begin with an underscore.
    out.push_back({".nojekyll", ""});
    const rows_by_model evidence(material.evidence);
    const rows_by_model builds(material.builds);
    const rows_by_model names(material.names);
    const changes_by_model changes(material.changes);
    for (const auto& row : material.models)
    {
        model_material model{&row, material.gpus};
        // At most one: an id occurs once in evidence.json.
        const auto known = evidence.about(row.model_id);
        if (!known.empty())
            model.evidence = known[0].as_object();
        // An element of builds.json is a model with the list of its builds.
        if (const auto found = builds.about(row.model_id); !found.empty())
            model.builds = list_in(found[0].as_object(), "builds");
        model.names = names.about(row.model_id);
        model.changes = changes.about(row.model_id);
        out.push_back({model_page_path(row.model_id), model_page(model)});
        out.push_back({model_file_path(row.model_id), model_file(model)});
    }
    // The index lists them, and is to differ only where a file does.
    std::ranges::sort(out, {}, &site_file::path);
    return out;
}

}  // namespace muster
