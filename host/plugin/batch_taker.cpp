#include "batch_taker.hpp"

#include "batch_view.hpp"

#include <bit>

namespace muster {

result<void> batch_taker::take(const muster_batch& batch)
{
    if (batch.struct_size < least_batch_bytes || batch.record_size < least_record_bytes)
        return failure{errc::unavailable, "delivered a batch of a size that no version has"};
    for (std::uint64_t i = 0; i < batch.record_count; ++i)
    {
        const auto& record = record_at(batch, i);
        auto spent = budget_.spend(bytes_of(record, item_bytes_limit));
        if (spent.has_error())
            return spent;
        add(record);
    }
    for (std::uint64_t i = 0; i < batch.rejection_count; ++i)
    {
        auto spent = budget_.spend(bytes_of(batch.rejections[i]));
        if (spent.has_error())
            return spent;
        reject(batch.rejections[i]);
    }
    for (std::uint64_t i = 0; i < batch.follow_count; ++i)
    {
        auto spent = budget_.spend(batch.follow[i].size);
        if (spent.has_error())
            return spent;
        follow(batch.follow[i]);
    }
    return {};
}

void keeping_taker::add(const muster_record& record)
{
    auto& out = reading.models.emplace_back();
    out.model_id = view(record.model_id);
    out.name = view(record.name);
    out.license = view(record.license);
    if (record.present & MUSTER_HAS_POPULARITY)
        out.popularity = std::bit_cast<double>(record.popularity);
    out.tags.reserve(record.tag_count);
    for (std::uint64_t i = 0; i < record.tag_count; ++i)
        out.tags.emplace_back(view(record.tags[i]));
    out.facts.commit = view(record.commit);
    out.facts.gated = view(record.gated);
    for (std::uint64_t i = 0; i < record.safetensors_count; ++i)
        out.facts.safetensors.emplace_back(
            view(record.safetensors[i].dtype), record.safetensors[i].elements
        );
    if (record.present & MUSTER_HAS_SAFETENSORS_TOTAL)
        out.facts.safetensors_total = record.safetensors_total;
    if (record.present & MUSTER_HAS_GGUF_TOTAL)
        out.facts.gguf_total = record.gguf_total;
}

void keeping_taker::reject(const muster_rejection& rejection)
{
    reading.rejected.push_back(
        {std::string(view(rejection.where)), std::string(view(rejection.why))}
    );
}

void keeping_taker::follow(const muster_text& url) { reading.follow.emplace_back(view(url)); }

}  // namespace muster
