#include "list_report.hpp"

#include <boost/json/object.hpp>

namespace json = boost::json;

namespace muster {

namespace {

// Ids have no letters that a shell would take apart: check_model_id() saw to that.
std::string accept_command(std::string_view id, std::string_view as)
{
    std::string command = "muster accept ";
    command += id;
    if (!as.empty())
        (command += " --as ") += as;
    return command + " --why TEXT";
}

json::object inferred_to_json(const inferred_id& one)
{
    return {{"name", one.name}, {"model_id", one.model_id}, {"by", to_string(one.by)}};
}

json::object left_to_json(const left_model& one)
{
    return {{"model_id", one.model_id}, {"reason", one.reason}};
}

json::object variant_to_json(const left_variant& one)
{
    return {{"model_id", one.model_id}, {"relation", one.relation}, {"base_model", one.base}};
}

// What is declared and uncontradicted, or not known, is in models.json as it is.
limited_list licenses_to_json(const license_findings& licenses)
{
    limited_list out{"licenses"};
    for (const auto& [id, found] : licenses)
    {
        // Those that a person may want to look at.
        if (found.state != license_state::inherited && found.state != license_state::conflicting)
            continue;
        if (out.rows.size() == listed_models_limit)
        {
            out.more += 1;
            continue;
        }
        json::object one{{"model_id", id}, {"state", to_string(found.state)}};
        if (found.license)
            one["license"] = *found.license;
        if (!found.bases.empty())
            one["base_models"] = json::array(found.bases.begin(), found.bases.end());
        if (!found.others.empty())
            one["others"] = json::array(found.others.begin(), found.others.end());
        out.rows.push_back(std::move(one));
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
                // The best guess, ready to be pasted; a person still decides.
                row["command"] = accept_command(one.name, one.likely.front());
            }
            out.push_back(std::move(row));
        }
    return out;
}

json::array held_to_json(const std::vector<held_change>& held)
{
    return array_of(held, [](const held_change& one) {
        return json::object{
            {"model_id", one.model_id},
            {"reason", one.reason},
            {"size", to_json(one.size)},
            {"command", accept_command(one.model_id, {})}};
    });
}

std::vector<limited_list> list_findings(const run_report& report)
{
    const auto as_text = [](const std::string& id) { return json::value(id); };
    return {
        limited("inferred", report.inferred, inferred_to_json),
        limited("left_out", report.left, left_to_json),
        limited("variants", report.variants, variant_to_json),
        limited("rejected", report.rejected, as_text),
        licenses_to_json(report.licenses),
        {"unlisted", report.unlisted},
        {"archived", report.archived},
        {"back", report.back},
        {"doubtful_builds", report.doubtful_builds}};
}

}  // namespace muster
