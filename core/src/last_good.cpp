#include "muster/last_good.hpp"

#include "muster/identity.hpp"
#include "muster/json_text.hpp"
#include "muster/member_reader.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <algorithm>
#include <charconv>
#include <unordered_set>

namespace json = boost::json;

namespace muster {

namespace {

json::object facts_to_json(const repository_facts& facts)
{
    json::object out;
    if (!facts.commit.empty())
        out["commit"] = facts.commit;
    if (!facts.gated.empty())
        out["gated"] = facts.gated;
    if (!facts.safetensors.empty())
    {
        auto sorted = facts.safetensors;
        std::sort(sorted.begin(), sorted.end());
        json::object counts;
        for (const auto& [dtype, elements] : sorted)
            counts[dtype] = elements;
        out["safetensors"] = std::move(counts);
    }
    if (facts.safetensors_total)
        out["safetensors_total"] = *facts.safetensors_total;
    if (facts.gguf_total)
        out["gguf_total"] = *facts.gguf_total;
    return out;
}

json::object to_json(const listed_model& model)
{
    json::object out;
    const auto put_text = [&out](std::string_view key, const std::string& value) {
        if (!value.empty())
            out[key] = value;
    };
    put_text("model_id", model.model_id);
    put_text("name", model.name);
    put_text("license", model.license);
    if (model.popularity)
        out["popularity"] = *model.popularity;
    if (!model.tags.empty())
        out["tags"] = json::array(model.tags.begin(), model.tags.end());
    for (auto& fact : facts_to_json(model.facts))
        out.insert_or_assign(fact.key(), std::move(fact.value()));
    return out;
}

listed_model read_model(member_reader& members)
{
    listed_model model;
    model.model_id = members.text("model_id").value_or("");
    model.name = members.text("name").value_or("");
    model.license = members.text("license").value_or("");
    model.popularity = members.number("popularity");
    model.tags = members.texts("tags");
    model.facts.commit = members.text("commit").value_or("");
    model.facts.gated = members.text("gated").value_or("");
    model.facts.safetensors_total = members.count("safetensors_total");
    model.facts.gguf_total = members.count("gguf_total");
    if (const auto* counts = members.object("safetensors"))
    {
        member_reader by_dtype(*counts, members.place_of("safetensors"));
        for (const auto& [dtype, elements] : *counts)
            model.facts.safetensors.emplace_back(dtype, by_dtype.count(dtype).value_or(0));
        members.take_fault(by_dtype);
    }
    return model;
}

void read_models(member_reader& members, listing& out)
{
    const auto* list = members.list("models");
    for (std::size_t i = 0; list && i < list->size() && members.ok(); ++i)
    {
        const auto key = "models[" + std::to_string(i) + ']';
        member_reader one(list->at(i), members.place_of(key));
        out.models.push_back(read_model(one));
        members.take_fault(one);
    }
}

std::unordered_set<std::string> folded_ids(const listing& published, std::uint64_t limit)
{
    std::unordered_set<std::string> ids;
    std::uint64_t rows = 0;
    for (const auto& model : published.models)
        if (!model.model_id.empty() && (limit == 0 || rows++ < limit))
            ids.insert(fold_id(model.model_id));
    return ids;
}

std::unordered_set<std::string> folded_names(const listing& published)
{
    std::unordered_set<std::string> names;
    for (const auto& model : published.models)
        if (!model.name.empty())
            names.insert(fold_id(model.name));
    return names;
}

json::object to_json(const last_good& kept)
{
    json::object options;
    for (const auto& [name, value] : kept.options)
        options[name] = value;
    json::array models;
    models.reserve(kept.published.models.size());
    for (const auto& model : kept.published.models)
        models.push_back(to_json(model));
    json::object out{
        {"plugin", kept.published.plugin},
        {"source", kept.published.label},
        {"date", kept.date},
        {"start", json::array(kept.start.begin(), kept.start.end())},
        {"options", std::move(options)}};
    if (!kept.told_ids.empty())
    {
        json::object told;
        for (const auto& [name, id] : kept.told_ids)
            told[name] = id;
        out["told_ids"] = std::move(told);
    }
    out["models"] = std::move(models);
    return out;
}

last_good read_one(member_reader& members)
{
    last_good kept;
    kept.published.plugin = members.required_text("plugin");
    kept.published.label = members.required_text("source");
    kept.date = members.required_text("date");
    kept.start = members.texts("start");
    if (const auto* options = members.object("options"))
    {
        member_reader by_name(*options, members.place_of("options"));
        for (const auto& [name, value] : *options)
            kept.options.emplace_back(name, by_name.text(name).value_or(""));
        members.take_fault(by_name);
    }
    if (const auto* told = members.object("told_ids"))
    {
        member_reader by_name(*told, members.place_of("told_ids"));
        for (const auto& [name, value] : *told)
            kept.told_ids.emplace(name, by_name.required_text(name));
        members.take_fault(by_name);
    }
    read_models(members, kept.published);
    return kept;
}

void read_narrower(member_reader& members, last_good& out)
{
    const auto* list = members.list("narrower");
    for (std::size_t i = 0; list && i < list->size() && members.ok(); ++i)
    {
        const auto key = "narrower[" + std::to_string(i) + ']';
        member_reader one(list->at(i), members.place_of(key));
        out.narrower.push_back(read_one(one));
        members.take_fault(one);
    }
}

}  // namespace

std::string write_last_good(const last_good& kept)
{
    auto out = to_json(kept);
    json::array narrower;
    for (const auto& one : kept.narrower)
        narrower.push_back(to_json(one));
    if (!narrower.empty())
        out["narrower"] = std::move(narrower);
    return to_json_text(out);
}

result<last_good> read_last_good(std::string_view text, std::string_view file_name)
{
    const auto document = parse_json(text, file_name);
    if (document.has_error())
        return document.error();
    member_reader members(*document, std::string(file_name) + ':');
    auto kept = read_one(members);
    read_narrower(members, kept);
    if (!members.ok())
        return members.to_failure();
    return kept;
}

bool is_same_content(const last_good& a, const last_good& b)
{
    return is_same_question(a, b) && a.start == b.start &&
           a.published.plugin == b.published.plugin && a.published.label == b.published.label &&
           a.published.models == b.published.models && a.told_ids == b.told_ids;
}

bool is_same_question(const last_good& a, const last_good& b) { return a.options == b.options; }

bool is_same_subject(const last_good& a, const last_good& b)
{
    const auto without_limit = [](auto options) {
        std::erase_if(options, [](const auto& option) { return option.first == "limit"; });
        return options;
    };
    return without_limit(a.options) == without_limit(b.options);
}

std::uint64_t limit_of(const last_good& asked)
{
    std::uint64_t limit = 0;
    for (const auto& [name, value] : asked.options)
        if (name == "limit")
            std::from_chars(value.data(), value.data() + value.size(), limit);
    return limit;
}

bool is_narrower(const last_good& listing, const last_good& than)
{
    const auto limit = limit_of(listing);
    const auto other = limit_of(than);
    return is_same_subject(listing, than) && limit != 0 && (other == 0 || limit < other);
}

double lost_share(const listing& before, const listing& now, std::uint64_t limit)
{
    auto earlier = folded_ids(before, limit);
    const bool is_of_names = earlier.empty();
    if (is_of_names)
        earlier = folded_names(before);
    if (earlier.empty())
        return 0;
    const auto present = is_of_names ? folded_names(now) : folded_ids(now, limit);
    const auto lost = std::count_if(earlier.begin(), earlier.end(), [&present](const auto& id) {
        return !present.contains(id);
    });
    return static_cast<double>(lost) / static_cast<double>(earlier.size());
}

void cut_to_limit(listing& published, std::uint64_t limit)
{
    if (limit == 0)
        return;
    std::uint64_t kept = 0;
    std::erase_if(published.models, [&](const listed_model& model) {
        return !model.model_id.empty() && kept++ >= limit;
    });
}

}  // namespace muster
