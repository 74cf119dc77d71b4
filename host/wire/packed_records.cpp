// The wire form of a record: its texts, `present` with the numbers, then each list with its count
// in front.

#include "packed_records.hpp"

#include "batch_view.hpp"

#include <algorithm>
#include <bit>

namespace muster::wire {

namespace {

// Bits that a later minor version may set are not passed on: the host would not know their numbers.
constexpr std::uint32_t known_numbers =
    MUSTER_HAS_POPULARITY | MUSTER_HAS_SAFETENSORS_TOTAL | MUSTER_HAS_GGUF_TOTAL;

void read_numbers(byte_reader& in, record& model)
{
    const auto present = in.number<std::uint32_t>();
    const auto popularity = in.number<std::uint64_t>();
    const auto safetensors_total = in.number<std::uint64_t>();
    const auto gguf_total = in.number<std::uint64_t>();
    // The number is always there, which keeps the layout fixed; absent is not zero, so the bit
    // decides.
    if (present & MUSTER_HAS_POPULARITY)
        model.popularity = std::bit_cast<double>(popularity);
    if (present & MUSTER_HAS_SAFETENSORS_TOTAL)
        model.safetensors_total = safetensors_total;
    if (present & MUSTER_HAS_GGUF_TOTAL)
        model.gguf_total = gguf_total;
}

}  // namespace

void append_record(std::string& out, const muster_record& record)
{
    byte_writer to(out);
    // The order here is the order in record_reader::next().
    for (const auto& text :
         {record.model_id, record.name, record.license, record.commit, record.gated})
        to.text(view(text));
    to.number(record.present & known_numbers);
    to.number(record.popularity);
    to.number(record.safetensors_total);
    to.number(record.gguf_total);
    to.number(static_cast<std::uint32_t>(record.tag_count));
    for (std::uint64_t i = 0; i < record.tag_count; ++i)
        to.text(view(record.tags[i]));
    to.number(static_cast<std::uint32_t>(record.safetensors_count));
    for (std::uint64_t i = 0; i < record.safetensors_count; ++i)
    {
        to.text(view(record.safetensors[i].dtype));
        to.number(record.safetensors[i].elements);
    }
}

// Counts are not trusted: nothing is reserved by them, and the lists grow only by what is there.
record record_reader::next(byte_reader& in)
{
    record model;
    model.model_id = in.text();
    model.name = in.text();
    model.license = in.text();
    model.commit = in.text();
    model.gated = in.text();
    read_numbers(in, model);
    tags_.clear();
    const auto tags = in.number<std::uint32_t>();
    for (std::uint32_t i = 0; i < tags && in.ok(); ++i)
        tags_.push_back(in.text());
    safetensors_.clear();
    const auto dtypes = in.number<std::uint32_t>();
    for (std::uint32_t i = 0; i < dtypes && in.ok(); ++i)
    {
        const auto dtype = in.text();
        safetensors_.push_back({dtype, in.number<std::uint64_t>()});
    }
    // The lists belong to the reader and are used again, so that unpacking allocates nothing in the
    // end.
    model.tags = tags_;
    model.safetensors = safetensors_;
    return model;
}

std::uint64_t bytes_of(const record& model) noexcept
{
    std::uint64_t total = model.model_id.size() + model.name.size() + model.license.size() +
                          model.commit.size() + model.gated.size();
    // The same sum as for the record of the contract: a worker and an in-process plugin meet one
    // limit.
    for (const auto& tag : model.tags)
        total += sizeof(muster_text) + tag.size();
    for (const auto& [dtype, elements] : model.safetensors)
        total += sizeof(muster_dtype_count) + dtype.size();
    return total;
}

void packed_records::add(const muster_record& record)
{
    append_record(bytes_, record);
    count_ += 1;
}

void packed_records::add_packed(std::string_view bytes)
{
    bytes_.append(bytes);
    count_ += 1;
}

}  // namespace muster::wire
