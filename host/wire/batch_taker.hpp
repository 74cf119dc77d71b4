#pragma once

#include "muster/failure.hpp"
#include "muster/plugin_abi.h"
#include "page_reading.hpp"
#include "reading_budget.hpp"

namespace muster {

/// Takes what a plugin delivers during one call, piece by piece. A failure ends the reading.
class batch_taker
{
public:
    virtual ~batch_taker() = default;

    result<void> take(const muster_batch& batch);

private:
    virtual void add(const muster_record& record) = 0;
    virtual void reject(const muster_rejection& rejection) = 0;
    virtual void follow(const muster_text& url) = 0;

    reading_budget budget_ = {};
};

/// Keeps all of it.
class keeping_taker final : public batch_taker
{
public:
    page_reading reading = {};

private:
    void add(const muster_record& record) override;
    void reject(const muster_rejection& rejection) override;
    void follow(const muster_text& url) override;
};

}  // namespace muster
