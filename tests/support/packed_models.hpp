#pragma once

#include "record_of.hpp"
#include "wire/batch_view.hpp"
#include "wire/record_list.hpp"

#include <bit>
#include <vector>

namespace muster::test {

inline std::vector<listed_model> owned(const wire::record_list& records)
{
    std::vector<listed_model> models;
    for (const auto& one : records)
        models.push_back(owned(one));
    return models;
}

inline void add(wire::record_list& records, const listed_model& model)
{
    std::vector<muster_text> tags;
    for (const auto& tag : model.tags)
        tags.push_back(muster::text_of(tag));
    std::vector<muster_dtype_count> safetensors;
    for (const auto& [dtype, elements] : model.facts.safetensors)
        safetensors.push_back({muster::text_of(dtype), elements});
    muster_record record{};
    record.model_id = muster::text_of(model.model_id);
    record.name = muster::text_of(model.name);
    record.license = muster::text_of(model.license);
    record.commit = muster::text_of(model.facts.commit);
    record.gated = muster::text_of(model.facts.gated);
    record.present = (model.popularity ? MUSTER_HAS_POPULARITY : 0U) |
                     (model.facts.safetensors_total ? MUSTER_HAS_SAFETENSORS_TOTAL : 0U) |
                     (model.facts.gguf_total ? MUSTER_HAS_GGUF_TOTAL : 0U);
    record.popularity = std::bit_cast<std::uint64_t>(model.popularity.value_or(0.0));
    record.safetensors_total = model.facts.safetensors_total.value_or(0);
    record.gguf_total = model.facts.gguf_total.value_or(0);
    record.tags = tags.data();
    record.tag_count = tags.size();
    record.safetensors = safetensors.data();
    record.safetensors_count = safetensors.size();
    records.add(record);
}

}  // namespace muster::test
