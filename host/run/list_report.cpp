#include "list_report.hpp"

#include <boost/json/object.hpp>

namespace json = boost::json;

namespace muster {

namespace {

std::string accept_command(std::string_view id, std::string_view as)
{
    std::string command = "muster accept ";
    command += id;
    if (!as.empty())
        (command += " --as ") += as;
    return command + " --why TEXT";
}

json::object size_to_json(const accepted_size& size)
{
    json::object out;
    const auto put = [&out](std::string_view key, const std::optional<double>& value) {
        if (value)
            out[key] = *value;
    };
    put("params_b", size.params_b);
    put("active_params", size.active_params);
    put("layers", size.layers);
    put("ctx_len", size.ctx_len);
    return out;
}

json::array inferred_to_json(const std::vector<inferred_id>& inferred)
{
    json::array out;
    for (const auto& one : inferred)
        out.push_back(json::object{
            {"name", one.name}, {"model_id", one.model_id}, {"by", to_string(one.by)}});
    return out;
}

json::array left_to_json(const std::vector<left_model>& left)
{
    json::array out;
    for (const auto& one : left)
        out.push_back(json::object{{"model_id", one.model_id}, {"reason", one.reason}});
    return out;
}

json::array variants_to_json(const std::vector<left_variant>& variants)
{
    json::array out;
    for (const auto& one : variants)
        out.push_back(json::object{
            {"model_id", one.model_id}, {"relation", one.relation}, {"base_model", one.base}});
    return out;
}

// What is declared and uncontradicted, or not known, is in models.json as it is.
json::array licenses_to_json(const license_findings& licenses)
{
    json::array out;
    for (const auto& [id, found] : licenses)
    {
        json::object one{{"model_id", id}, {"state", to_string(found.state)}};
        if (found.license)
            one["license"] = *found.license;
        if (!found.bases.empty())
            one["base_models"] = json::array(found.bases.begin(), found.bases.end());
        if (!found.others.empty())
            one["others"] = json::array(found.others.begin(), found.others.end());
        if (found.state == license_state::inherited || found.state == license_state::conflicting)
            out.push_back(std::move(one));
    }
    return out;
}

}  // namespace

json::array unresolved_to_json(const std::vector<source_report>& sources)
{
    json::array out;
    for (const auto& source : sources)
        for (const auto& one : source.unresolved)
        {
            json::object row{{"name", one.name}, {"source", source.label}};
            if (!one.likely.empty())
            {
                row["likely"] = json::array(one.likely.begin(), one.likely.end());
                row["command"] = accept_command(one.name, one.likely.front());
            }
            out.push_back(std::move(row));
        }
    return out;
}

json::array held_to_json(const std::vector<held_change>& held)
{
    json::array out;
    for (const auto& one : held)
        out.push_back(json::object{
            {"model_id", one.model_id},
            {"reason", one.reason},
            {"size", size_to_json(one.size)},
            {"command", accept_command(one.model_id, {})}});
    return out;
}

std::vector<std::pair<std::string, json::array>> list_findings(const run_report& report)
{
    std::vector<std::pair<std::string, json::array>> lists;
    lists.emplace_back("inferred", inferred_to_json(report.inferred));
    lists.emplace_back("left_out", left_to_json(report.left));
    lists.emplace_back("variants", variants_to_json(report.variants));
    lists.emplace_back("rejected", json::array(report.rejected.begin(), report.rejected.end()));
    lists.emplace_back("licenses", licenses_to_json(report.licenses));
    return lists;
}

}  // namespace muster
