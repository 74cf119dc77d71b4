#pragma once

#include "table/listed_model.hpp"

#include <string_view>
#include <vector>

namespace muster::test {

/// A kept model as its source would publish it.
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

/// A kept model that has this name and no id.
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
