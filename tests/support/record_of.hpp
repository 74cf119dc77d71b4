#pragma once

#include "table/model_table.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace muster::test {

/// A record (see source.hpp) as plain values, which a test can write down and compare.
struct listed_model
{
    std::string model_id = {};
    std::string name = {};
    std::string license = {};
    std::optional<double> popularity = {};
    std::vector<std::string> tags = {};
    repository_facts facts = {};

    friend bool operator==(const listed_model&, const listed_model&) = default;
};

/// One as its source would publish it.
struct record_of
{
    explicit record_of(const listed_model& model) : tags(model.tags.begin(), model.tags.end())
    {
        for (const auto& [dtype, elements] : model.facts.safetensors)
            safetensors.push_back({dtype, elements});
        view.model_id = model.model_id;
        view.name = model.name;
        view.license = model.license;
        view.popularity = model.popularity;
        view.tags = tags;
        view.commit = model.facts.commit;
        view.gated = model.facts.gated;
        view.safetensors = safetensors;
        view.safetensors_total = model.facts.safetensors_total;
        view.gguf_total = model.facts.gguf_total;
    }
    record_of(const record_of&) = delete;

    std::vector<std::string_view> tags;
    std::vector<stored_elements> safetensors = {};
    record view = {};
};

inline listed_model owned(const record& published)
{
    listed_model out;
    out.model_id = published.model_id;
    out.name = published.name;
    out.license = published.license;
    out.popularity = published.popularity;
    out.tags.assign(published.tags.begin(), published.tags.end());
    out.facts.commit = published.commit;
    out.facts.gated = published.gated;
    for (const auto& [dtype, elements] : published.safetensors)
        out.facts.safetensors.emplace_back(dtype, elements);
    out.facts.safetensors_total = published.safetensors_total;
    out.facts.gguf_total = published.gguf_total;
    return out;
}

inline listed_model owned(const model_view& row)
{
    return {
        std::string(row.model_id),
        std::string(row.name),
        std::string(row.license),
        row.popularity,
        row.tags.to_owned(),
        row.facts()};
}

inline std::vector<listed_model> owned(const model_table& table)
{
    std::vector<listed_model> models;
    for (const auto& row : table)
        models.push_back(owned(row));
    return models;
}

inline void add(model_table& table, const listed_model& model) { table.add(record_of(model).view); }

inline model_table table_of(const std::vector<listed_model>& models)
{
    model_table table;
    for (const auto& model : models)
        add(table, model);
    return table;
}

/// One that has this name and no id.
inline listed_model named(std::string name)
{
    listed_model model;
    model.name = std::move(name);
    return model;
}

inline listed_model with_id(std::string model_id)
{
    listed_model model;
    model.model_id = std::move(model_id);
    return model;
}

}  // namespace muster::test
