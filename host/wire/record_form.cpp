// The wire form of a record: its texts, `present` with the numbers, then each list with its count
// in front.

#include "record_form.hpp"

#include "batch_view.hpp"

#include <bit>
#include <span>

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

// Memory is reserved for what is there, whatever the count says: it is not trusted. An element
// takes at least the size of its text.
template <class Element, class Read>
std::span<const Element> read_list(byte_reader& in, text_arena& lists, Read read)
{
    const auto count = in.number<std::uint32_t>();
    // Checked before memory is taken, so that four bytes cannot ask for gigabytes.
    if (count > in.rest().size() / sizeof(std::uint32_t))
        in.fail();
    const auto elements = lists.array<Element>(in.ok() ? count : 0);
    for (auto& element : elements)
        element = read();
    return elements;
}

}  // namespace

void append_record(std::string& out, const muster_record& record)
{
    byte_writer to(out);
    // The order here is the order in read_record().
    for (const auto& text :
         {record.model_id, record.name, record.license, record.commit, record.gated})
        to.text(view(text));
    to.number(record.present & known_numbers);
    // As the contract has it: the bits of a double, in a whole number.
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

record read_record(byte_reader& in, text_arena& lists)
{
    record model;
    model.model_id = in.text();
    model.name = in.text();
    model.license = in.text();
    model.commit = in.text();
    model.gated = in.text();
    read_numbers(in, model);
    model.tags = read_list<std::string_view>(in, lists, [&in] { return in.text(); });
    model.safetensors = read_list<stored_elements>(in, lists, [&in] {
        const auto dtype = in.text();
        return stored_elements{dtype, in.number<std::uint64_t>()};
    });
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

}  // namespace muster::wire
