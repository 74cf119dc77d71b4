#include "items.hpp"

#include "batch_view.hpp"
#include "bytes.hpp"
#include "frame.hpp"
#include "record_form.hpp"

namespace muster::wire {

namespace {

// One byte in front of each item; kinds may be mixed in any order.
// From 1: what is read past the end of a payload is 0, and so no kind.
enum class item_kind : std::uint8_t
{
    record = 1,
    rejection,
    follow,
    facts,
};

void append_kind(byte_writer& out, item_kind kind) { out.number(static_cast<std::uint8_t>(kind)); }

result<void> read_one_record(byte_reader& in, reading_budget& budget, page_reading& out)
{
    const auto model = read_record(in, out.models.memory());
    if (!in.ok())
        return {};  // the caller checks
    // Held: its texts lie in the list's own memory already, see read_items().
    out.models.add_held(model);
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

result<void> read_facts(byte_reader& in, reading_budget& budget, page_reading& out)
{
    listing_facts facts;
    facts.skipped = in.number<std::uint64_t>();
    const auto present = in.number<std::uint8_t>();
    // Always there, as with the numbers of records: the bit says whether it counts.
    const auto total = in.number<std::uint64_t>();
    if (present & MUSTER_HAS_TOTAL)
        facts.total = total;
    facts.has_more = (present & MUSTER_MORE_FOLLOWS) != 0;
    // Not trusted, as nothing that a worker sends.
    keep_newest_of(facts.content_date, in.text());
    out.facts.add(facts);
    return budget.spend(facts.content_date.size());
}

result<void> read_item(byte_reader& in, reading_budget& budget, page_reading& out)
{
    switch (static_cast<item_kind>(in.number<std::uint8_t>()))
    {
        case item_kind::record: return read_one_record(in, budget, out);
        case item_kind::rejection: return read_rejection(in, budget, out);
        case item_kind::follow: return read_follow(in, budget, out);
        case item_kind::facts: return read_facts(in, budget, out);
    }
    return protocol_error("unknown item kind");
}

}  // namespace

void append_item(std::string& payload, const muster_record& record)
{
    byte_writer out(payload);
    append_kind(out, item_kind::record);
    append_record(payload, record);
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

void append_item(std::string& payload, const listing_facts& facts)
{
    byte_writer out(payload);
    append_kind(out, item_kind::facts);
    // The order here is the order in read_facts().
    out.number(facts.skipped);
    const auto present =
        (facts.total ? MUSTER_HAS_TOTAL : 0U) | (facts.has_more ? MUSTER_MORE_FOLLOWS : 0U);
    out.number(static_cast<std::uint8_t>(present));
    out.number(facts.total.value_or(0));
    out.text(facts.content_date);
}

result<void> read_items(std::string_view payload, reading_budget& budget, page_reading& out)
{
    // The frame's memory is used again for the next one. One copy of it serves all its texts.
    byte_reader in(out.models.memory().copy(payload));
    while (!in.at_end())
    {
        auto done = read_item(in, budget, out);
        if (done.has_error())
            return done;
        // A text's size led past the end: the item is not complete, whatever was read of it.
        if (!in.ok())
            return protocol_error("an item ends outside its frame");
    }
    return {};
}

}  // namespace muster::wire
