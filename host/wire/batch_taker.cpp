#include "batch_taker.hpp"

#include "batch_view.hpp"

namespace muster {

namespace {

listing_facts facts_in(const muster_batch& batch)
{
    listing_facts facts;
    // From here on the batch has members that version 1.0 does not have.
    if (batch.struct_size < batch_bytes_with_facts)
        return facts;
    facts.skipped = batch.skipped;
    if (batch.present & MUSTER_HAS_TOTAL)
        facts.total = batch.total;
    facts.has_more = (batch.present & MUSTER_MORE_FOLLOWS) != 0;
    keep_newest_of(facts.content_date, view(batch.content_date));
    return facts;
}

}  // namespace

result<void> batch_taker::take(const muster_batch& batch)
{
    // Smaller structs lack members that are read below; larger ones come from a later minor
    // version.
    if (batch.struct_size < least_batch_bytes || batch.record_size < least_record_bytes)
        return failure{errc::unavailable, "delivered a batch that is smaller than in any version"};
    for (std::uint64_t i = 0; i < batch.record_count; ++i)
    {
        // Checked and passed on one by one: a plugin may deliver a whole listing as one batch.
        const auto& record = record_at(batch, i);
        // Judged by the sizes that the plugin gives, before any of the text is read or copied.
        auto spent = budget_.spend(bytes_of(record, item_bytes_limit));
        if (spent.has_error())
            return spent;
        add(record);
    }
    // Rejections and links count, too: a plugin could fill memory with either.
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
    // A listing is delivered in many batches, most of which say nothing of the whole.
    if (const auto facts = facts_in(batch); facts != listing_facts())
        note(facts);
    return {};
}

void keeping_taker::add(const muster_record& record) { reading.models.add(record); }

void keeping_taker::reject(const muster_rejection& rejection)
{
    reading.rejected.push_back(
        {std::string(view(rejection.where)), std::string(view(rejection.why))}
    );
}

void keeping_taker::follow(const muster_text& url) { reading.follow.emplace_back(view(url)); }

}  // namespace muster
