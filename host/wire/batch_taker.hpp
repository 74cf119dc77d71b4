#pragma once

#include "muster/failure.hpp"
#include "muster/plugin_abi.h"
#include "page_reading.hpp"
#include "reading_budget.hpp"

namespace muster {

/// Receives the batches that a plugin delivers during one read(), and passes on each item that is
/// within the budget. A failure ends the reading.
class batch_taker
{
public:
    virtual ~batch_taker() = default;

    result<void> take(const muster_batch& batch);

private:
    virtual void add(const muster_record& record) = 0;
    virtual void reject(const muster_rejection& rejection) = 0;
    virtual void follow(const muster_text& url) = 0;
    virtual void note(const listing_facts& facts) = 0;

    reading_budget budget_ = {};
};

/// Collects everything in memory.
class keeping_taker final : public batch_taker
{
public:
    page_reading reading = {};

private:
    void add(const muster_record& record) override;
    void reject(const muster_rejection& rejection) override;
    void follow(const muster_text& url) override;
    void note(const listing_facts& facts) override { reading.facts.add(facts); }
};

}  // namespace muster
