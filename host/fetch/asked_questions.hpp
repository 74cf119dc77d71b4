#pragma once

#include "base/async_event.hpp"
#include "fetch_source.hpp"
#include "joint_progress.hpp"
#include "shared_runner.hpp"

#include <chrono>
#include <optional>
#include <vector>

namespace muster {

/// The questions of a source, some of them under way, and what came of them. It lives outside the
/// coroutines, so that what came survives when they are cancelled.
///
/// Once one of them, in their order, ends the source, no more are begun. What was answered well
/// counts, wherever it is in that order: it is no less true for what came of the others.
class asked_questions
{
public:
    /// Both must outlive it.
    asked_questions(
        boost::asio::any_io_executor executor, const source_plan& plan, const fetch_context& context
    );

    /// Asks them, several at once.
    boost::asio::awaitable<void> ask_all();

    /// Returns when one has ended the source for all that are under way: then these are to be
    /// cancelled.
    boost::asio::awaitable<void> wait_until_over();

    /// What came of each, in their order. Precondition: nothing is under way.
    std::vector<fetched_source> take();

private:
    boost::asio::awaitable<void> ask();
    bool is_more_to_begin() const;
    void keep(std::size_t question, fetched_source fetched);
    std::optional<std::size_t> first_to_end() const;
    bool ends_at_once(const fetched_source& answer) const;
    bool was_cut_off(const fetched_source& answer) const;
    std::string not_asked_reason(const fetched_source& end) const;
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

    /// The first that ends the source, of those that were answered; one before it may be to come.
    std::optional<std::size_t> last_ = {};
    bool is_over_ = false;  ///< what is under way would fail as it did
};

}  // namespace muster
