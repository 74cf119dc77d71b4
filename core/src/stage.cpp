#include "muster/stage.hpp"

#include "muster/identity.hpp"
#include "muster/json_text.hpp"
#include "muster/member_reader.hpp"

#include <boost/algorithm/string/join.hpp>
#include <boost/algorithm/string/split.hpp>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <algorithm>
#include <set>

namespace json = boost::json;

namespace muster {

namespace {

json::object to_json(const candidate& one)
{
    return {
        {"model_id", one.model_id},
        {"provider", provider_of(one.model_id)},
        {"license", one.license ? json::value(*one.license) : json::value(nullptr)},
        {"source", boost::join(one.sources, "+")},
        {"popularity_score", one.popularity_score},
        {"tags", json::array(one.tags.begin(), one.tags.end())}};
}

std::vector<std::string> split_sources(const std::string& joined)
{
    std::set<std::string> labels;
    std::vector<std::string> parts;
    boost::split(parts, joined, [](char c) { return c == '+'; });
    for (auto& part : parts)
        if (!part.empty())
            labels.insert(std::move(part));
    return {labels.begin(), labels.end()};
}

candidate read_candidate(member_reader& members)
{
    candidate one;
    one.model_id = members.required_text("model_id");
    if (members.ok())
    {
        const auto checked = check_model_id(one.model_id);
        if (checked.has_error())
            members.fault("model_id", "is not a model id: " + checked.error().where);
    }
    one.license = members.text("license");
    one.sources = split_sources(members.required_text("source"));
    one.popularity_score = members.number("popularity_score").value_or(0.0);
    one.tags = members.texts("tags");
    std::sort(one.tags.begin(), one.tags.end());
    one.tags.erase(std::unique(one.tags.begin(), one.tags.end()), one.tags.end());
    return one;
}

}  // namespace

bool stands_before(const candidate& a, const candidate& b) noexcept
{
    if (a.popularity_score != b.popularity_score)
        return a.popularity_score > b.popularity_score;
    return a.model_id < b.model_id;
}

std::string write_stage(std::span<const candidate> candidates)
{
    json::array rows;
    rows.reserve(candidates.size());
    for (const auto& one : candidates)
        rows.push_back(to_json(one));
    return to_json_text(rows);
}

result<std::vector<candidate>> read_stage(std::string_view text, std::string_view file_name)
{
    std::vector<candidate> candidates;
    std::set<std::string> seen;
    const auto done = read_list(text, file_name, [&](member_reader& members) -> result<void> {
        auto one = read_candidate(members);
        if (members.ok() && !seen.insert(fold_id(one.model_id)).second)
            members.fault("model_id", "names a model that an earlier element names already");
        candidates.push_back(std::move(one));
        return {};
    });
    if (done.has_error())
        return done.error();
    return candidates;
}

}  // namespace muster
