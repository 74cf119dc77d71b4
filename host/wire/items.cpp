#include "items.hpp"

#include "bytes.hpp"
#include "frame.hpp"
#include "plugin/batch_view.hpp"

#include <bit>

namespace muster::wire {

namespace {

enum class item_kind : std::uint8_t
{
    record = 1,
    rejection,
    follow,
};

constexpr std::uint32_t known_numbers =
    MUSTER_HAS_POPULARITY | MUSTER_HAS_SAFETENSORS_TOTAL | MUSTER_HAS_GGUF_TOTAL;

void append_kind(byte_writer& out, item_kind kind) { out.number(static_cast<std::uint8_t>(kind)); }

listed_model read_texts(byte_reader& in)
{
    listed_model model;
    model.model_id = in.text();
    model.name = in.text();
    model.license = in.text();
    model.facts.commit = in.text();
    model.facts.gated = in.text();
    return model;
}

void read_numbers(byte_reader& in, listed_model& model)
{
    const auto present = in.number<std::uint32_t>();
    const auto popularity = in.number<std::uint64_t>();
    const auto safetensors_total = in.number<std::uint64_t>();
    const auto gguf_total = in.number<std::uint64_t>();
    if (present & MUSTER_HAS_POPULARITY)
        model.popularity = std::bit_cast<double>(popularity);
    if (present & MUSTER_HAS_SAFETENSORS_TOTAL)
        model.facts.safetensors_total = safetensors_total;
    if (present & MUSTER_HAS_GGUF_TOTAL)
        model.facts.gguf_total = gguf_total;
}

// A count is a claim: room is made for what the payload can hold, no more.
template <class Element>
void make_room(std::vector<Element>& list, std::uint32_t count, const byte_reader& in)
{
    list.reserve(std::min<std::size_t>(count, in.rest().size() / sizeof(std::uint32_t)));
}

void read_lists(byte_reader& in, listed_model& model)
{
    const auto tags = in.number<std::uint32_t>();
    make_room(model.tags, tags, in);
    for (std::uint32_t i = 0; i < tags && in.ok(); ++i)
        model.tags.emplace_back(in.text());
    const auto dtypes = in.number<std::uint32_t>();
    for (std::uint32_t i = 0; i < dtypes && in.ok(); ++i)
    {
        const auto dtype = in.text();
        model.facts.safetensors.emplace_back(dtype, in.number<std::uint64_t>());
    }
}

std::uint64_t bytes_of(const listed_model& model)
{
    std::uint64_t total = model.model_id.size() + model.name.size() + model.license.size() +
                          model.facts.commit.size() + model.facts.gated.size();
    for (const auto& tag : model.tags)
        total += sizeof(muster_text) + tag.size();
    for (const auto& [dtype, elements] : model.facts.safetensors)
        total += sizeof(muster_dtype_count) + dtype.size();
    return total;
}

result<void> read_record(byte_reader& in, reading_budget& budget, page_reading& out)
{
    auto& model = out.models.emplace_back(read_texts(in));
    read_numbers(in, model);
    read_lists(in, model);
    return budget.spend(bytes_of(model));
}

result<void> read_rejection(byte_reader& in, reading_budget& budget, page_reading& out)
{
    auto& rejected = out.rejected.emplace_back();
    rejected.where = in.text();
    rejected.why = in.text();
    return budget.spend(rejected.where.size() + rejected.why.size());
}

result<void> read_follow(byte_reader& in, reading_budget& budget, page_reading& out)
{
    const auto& url = out.follow.emplace_back(in.text());
    return budget.spend(url.size());
}

result<void> read_item(byte_reader& in, reading_budget& budget, page_reading& out)
{
    switch (static_cast<item_kind>(in.number<std::uint8_t>()))
    {
        case item_kind::record: return read_record(in, budget, out);
        case item_kind::rejection: return read_rejection(in, budget, out);
        case item_kind::follow: return read_follow(in, budget, out);
    }
    return protocol_error("an item of no kind");
}

}  // namespace

void append_item(std::string& payload, const muster_record& record)
{
    byte_writer out(payload);
    append_kind(out, item_kind::record);
    for (const auto& text :
         {record.model_id, record.name, record.license, record.commit, record.gated})
        out.text(view(text));
    out.number(record.present & known_numbers);
    out.number(record.popularity);
    out.number(record.safetensors_total);
    out.number(record.gguf_total);
    out.number(static_cast<std::uint32_t>(record.tag_count));
    for (std::uint64_t i = 0; i < record.tag_count; ++i)
        out.text(view(record.tags[i]));
    out.number(static_cast<std::uint32_t>(record.safetensors_count));
    for (std::uint64_t i = 0; i < record.safetensors_count; ++i)
    {
        out.text(view(record.safetensors[i].dtype));
        out.number(record.safetensors[i].elements);
    }
}

void append_item(std::string& payload, const muster_rejection& rejection)
{
    byte_writer out(payload);
    append_kind(out, item_kind::rejection);
    out.text(view(rejection.where));
    out.text(view(rejection.why));
}

void append_item(std::string& payload, const muster_text& url_to_follow)
{
    byte_writer out(payload);
    append_kind(out, item_kind::follow);
    out.text(view(url_to_follow));
}

result<void> read_items(std::string_view payload, reading_budget& budget, page_reading& out)
{
    byte_reader in(payload);
    while (!in.at_end())
    {
        auto done = read_item(in, budget, out);
        if (done.has_error())
            return done;
        if (!in.ok())
            return protocol_error("an item ends outside its frame");
    }
    return {};
}

}  // namespace muster::wire
