#include "batch_view.hpp"

#include <cstddef>
#include <initializer_list>
#include <limits>

namespace muster {

// A member added to plugin_abi.h must not change what version 1.0 means.
static_assert(offsetof(muster_batch, present) == least_batch_bytes);
static_assert(sizeof(muster_batch) == batch_bytes_with_facts);
static_assert(sizeof(muster_record) == least_record_bytes);
static_assert(sizeof(muster_source_table) == least_table_bytes);

namespace {

std::uint64_t sum(std::uint64_t a, std::uint64_t b) noexcept
{
    // Saturates: lengths chosen to overflow must not add up to a small number.
    const auto most = std::numeric_limits<std::uint64_t>::max();
    return a > most - b ? most : a + b;
}

std::uint64_t sum_of(std::initializer_list<muster_text> texts) noexcept
{
    std::uint64_t total = 0;
    for (const auto& text : texts)
        total = sum(total, text.size);
    return total;
}

}  // namespace

std::uint64_t bytes_of(const muster_record& record, std::uint64_t enough) noexcept
{
    auto total =
        sum_of({record.model_id, record.name, record.license, record.commit, record.gated});
    // Each element has at least one byte, so that the count alone decides.
    if (record.tag_count > enough || record.safetensors_count > enough)
        return std::numeric_limits<std::uint64_t>::max();
    for (std::uint64_t i = 0; i < record.tag_count && total <= enough; ++i)
        total = sum(total, sum(sizeof(muster_text), record.tags[i].size));
    for (std::uint64_t i = 0; i < record.safetensors_count && total <= enough; ++i)
        total = sum(total, sum(sizeof(muster_dtype_count), record.safetensors[i].dtype.size));
    return total;
}

std::uint64_t bytes_of(const muster_rejection& rejection) noexcept
{
    return sum_of({rejection.where, rejection.why});
}

}  // namespace muster
