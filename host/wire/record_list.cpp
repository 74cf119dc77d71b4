#include "record_list.hpp"

#include "batch_view.hpp"

#include <algorithm>
#include <bit>
#include <tuple>

namespace muster::wire {

namespace {

bool is_same_record(const record& a, const record& b)
{
    const auto texts_of = [](const record& one) {
        return std::tie(one.model_id, one.name, one.license, one.commit, one.gated);
    };
    // By its bits: a plugin that gives NaN twice has said the same twice.
    const auto numbers_of = [](const record& one) {
        const auto popularity = std::bit_cast<std::uint64_t>(one.popularity.value_or(0));
        return std::tuple(
            one.popularity.has_value(), popularity, one.safetensors_total, one.gguf_total
        );
    };
    const auto is_same_count = [](const stored_elements& left, const stored_elements& right) {
        return left.dtype == right.dtype && left.elements == right.elements;
    };
    return texts_of(a) == texts_of(b) && numbers_of(a) == numbers_of(b) &&
           std::ranges::equal(a.tags, b.tags) &&
           std::ranges::equal(a.safetensors, b.safetensors, is_same_count);
}

}  // namespace

void record_list::add(const muster_record& record)
{
    // Copied: after the call the plugin's memory is its own again.
    const auto kept = [this](muster_text text) { return memory_.copy(view(text)); };
    // Lists first, as the record only refers to them. The counts were checked by the budget.
    const auto tags = memory_.array<std::string_view>(record.tag_count);
    for (std::size_t i = 0; i < tags.size(); ++i)
        tags[i] = kept(record.tags[i]);
    const auto safetensors = memory_.array<stored_elements>(record.safetensors_count);
    for (std::size_t i = 0; i < safetensors.size(); ++i)
        safetensors[i] = {kept(record.safetensors[i].dtype), record.safetensors[i].elements};

    auto& model = records_.emplace_back();
    model.model_id = kept(record.model_id);
    model.name = kept(record.name);
    model.license = kept(record.license);
    model.commit = kept(record.commit);
    model.gated = kept(record.gated);
    model.tags = tags;
    model.safetensors = safetensors;
    if (record.present & MUSTER_HAS_POPULARITY)
        model.popularity = std::bit_cast<double>(record.popularity);
    if (record.present & MUSTER_HAS_SAFETENSORS_TOTAL)
        model.safetensors_total = record.safetensors_total;
    if (record.present & MUSTER_HAS_GGUF_TOTAL)
        model.gguf_total = record.gguf_total;
}

bool operator==(const record_list& a, const record_list& b)
{
    return std::ranges::equal(a, b, is_same_record);
}

}  // namespace muster::wire
