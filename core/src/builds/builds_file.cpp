#include "builds_file.hpp"

#include "contract/identity.hpp"
#include "json/array_of.hpp"
#include "json/member_reader.hpp"
#include "muster/json_text.hpp"

#include <algorithm>

namespace json = boost::json;

namespace muster {

namespace {

json::object builds_to_json(const model_builds& one)
{
    json::object out{{"model_id", one.model_id}, {"builds", array_of(one.builds)}};
    if (one.not_listed > 0)
        out["not_listed"] = one.not_listed;
    return out;
}

build read_build(member_reader& members)
{
    build out;
    out.repository = members.required_text("repository");
    out.format = members.text("format").value_or("");
    out.bits_per_weight = members.number("bits_per_weight");
    out.params = members.count("params");
    out.bytes = members.count("bytes");
    out.downloads = members.count("downloads");
    out.is_by_owner = members.yes_no("by_owner").value_or(false);
    out.made_from = members.text("made_from").value_or("");
    members.allow_only(
        {"repository",
         "format",
         "bits_per_weight",
         "params",
         "bytes",
         "downloads",
         "by_owner",
         "made_from"}
    );
    return out;
}

}  // namespace

json::object to_json(const build& one)
{
    json::object out{{"repository", one.repository}};
    if (!one.format.empty())
        out["format"] = one.format;
    if (one.bits_per_weight)
        out["bits_per_weight"] = *one.bits_per_weight;
    if (one.params)
        out["params"] = *one.params;
    if (one.bytes)
        out["bytes"] = *one.bytes;
    if (one.downloads)
        out["downloads"] = *one.downloads;
    // Always there: false says as much as true, where an absent number says nothing.
    out["by_owner"] = one.is_by_owner;
    if (!one.made_from.empty())
        out["made_from"] = one.made_from;
    return out;
}

std::string write_builds(std::span<const model_builds> models)
{
    return to_json_text(array_of(models, builds_to_json));
}

result<std::vector<model_builds>> read_builds(std::string_view text, std::string_view file_name)
{
    std::vector<model_builds> models;
    const auto done = read_list(text, file_name, [&](member_reader& members) -> result<void> {
        auto& one = models.emplace_back();
        one.model_id = members.required_text("model_id");
        members.each("builds", [&one](member_reader& inner) {
            one.builds.push_back(read_build(inner));
        });
        one.not_listed = members.count("not_listed").value_or(0);
        members.allow_only({"model_id", "builds", "not_listed"});
        return {};
    });
    if (done.has_error())
        return done.error();
    return models;
}

const model_builds* find_builds_of(std::span<const model_builds> models, std::string_view model_id)
{
    const auto found = std::ranges::find_if(models, [model_id](const model_builds& one) {
        return is_same_id(one.model_id, model_id);
    });
    return found == models.end() ? nullptr : &*found;
}

}  // namespace muster
