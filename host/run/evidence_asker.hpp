#pragma once

#include "size_models.hpp"

#include <chrono>
#include <cstddef>
#include <vector>

namespace muster {

struct asked_evidence;

/// Asks the Hub for what sizing wants to know. Shared by the coroutines of one thread.
class evidence_asker
{
public:
    /// The context must outlive it. The time that it allows begins now.
    explicit evidence_asker(const size_context& context);

    /// False where nothing may be asked, the time is over, or the Hub does not answer at all.
    bool may_go_on() const;

    /// Puts the answers, failures too, into the evidence.
    boost::asio::awaitable<void> ask(std::vector<evidence_request> requests, evidence& into);

    const traffic& spent() const noexcept { return spent_; }

private:
    boost::asio::awaitable<asked_evidence> ask_one(evidence_request request);

    const size_context& context_;
    std::chrono::steady_clock::time_point deadline_;
    std::size_t answered_ = 0;
    std::size_t unanswered_ = 0;
    traffic spent_ = {};
};

}  // namespace muster
