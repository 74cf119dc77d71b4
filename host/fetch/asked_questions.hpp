#pragma once

#include "base/async_event.hpp"
#include "fetch_source.hpp"
#include "joint_progress.hpp"
#include "shared_runner.hpp"

#include <chrono>
#include <optional>
#include <vector>

namespace muster {

/// The questions of a source, some of them under way, and what came of them.
///
/// A question that fails, or at which the plugin crashes, affects no other. After
/// failures_in_a_row_limit of them in a row, in their order, the source counts as out of order, and
/// only those are asked that may be under way with the last of these: questions_at_once_limit,
/// itself among them. So it does not depend on who is answered first which are asked, nor what
/// counts.
class asked_questions
{
public:
    /// Both must outlive it.
    asked_questions(
        boost::asio::any_io_executor executor, const source_plan& plan, const fetch_context& context
    );

    /// Asks them, several at once. Returns when none is under way any more.
    boost::asio::awaitable<void> ask_all();

    /// What came of each, in their order. Precondition: nothing is under way.
    std::vector<fetched_source> take();

private:
    boost::asio::awaitable<void> ask();
    boost::asio::awaitable<void> wait_for_turn();
    bool is_over() const;
    void keep(std::size_t question, fetched_source fetched);
    void follow_order();
    bool has_failed(const fetched_source& answer) const;
    std::string not_asked_reason() const;
    fetched_source without_answer(std::size_t question) const;
    std::chrono::milliseconds took() const;

    boost::asio::any_io_executor executor_;
    const fetch_context& context_;
    std::chrono::steady_clock::time_point began_;
    std::chrono::steady_clock::time_point ends_at_;
    shared_runner runner_;
    joint_progress progress_;
    async_event change_;
    std::vector<source_plan> plans_ = {};  ///< of one question each
    std::vector<std::optional<fetched_source>> answers_;
    std::size_t begun_ = 0;  ///< how many of the first

    std::size_t answered_in_order_ = 0;  ///< how many of the first, without a gap
    std::size_t failures_in_a_row_ = 0;  ///< the last of these

    /// The question after which the source counts as out of order.
    std::optional<std::size_t> last_ = {};
};

}  // namespace muster
