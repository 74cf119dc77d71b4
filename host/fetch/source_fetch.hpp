#pragma once

#include "fetch_source.hpp"
#include "growing_listing.hpp"
#include "page_ahead.hpp"
#include "page_getter.hpp"
#include "text/seeded_hash.hpp"

#include <boost/unordered/unordered_flat_set.hpp>

#include <deque>

namespace muster {

/// That the time of a source is over, in words.
std::string deadline_reason(const fetch_context& context);

/// The state of one fetch. It lives outside the coroutine, so that what was fetched survives when
/// the coroutine is cancelled.
class source_fetch
{
public:
    source_fetch(
        const boost::asio::any_io_executor& executor,
        const source_plan& plan,
        const fetch_context& context
    );

    std::chrono::steady_clock::time_point deadline() const noexcept { return deadline_; }

    boost::asio::awaitable<void> work();

    /// Downloads ahead; endless, so that the caller cancels it when work() has ended.
    boost::asio::awaitable<void> look_ahead() { return ahead_.work(); }

    /// Sets the outcome after a cancellation, replacing whatever the cancelled work reported.
    void cut_off(verdict outcome, std::string why);
    void cut_off_at_deadline();

    fetched_source take(std::chrono::steady_clock::duration took);

private:
    boost::asio::awaitable<result<fetched_page>> get(std::string url);
    boost::asio::awaitable<void> take_page(std::string url);
    failure of_page(failure why) const;
    /// The rejected rows go into the report, and no model into the listing.
    void drop_page(page_reading read, failure why);
    void reject_missing_ids();
    void go_on(page_reading read, const std::string& base);
    /// Adds the records of the page that was read last. When the next page has already arrived,
    /// this is put off until the plugin is reading that one, so that both happen at once.
    void keep_read();
    std::string told(std::string_view words) const;
    bool is_over() const noexcept;
    bool is_likely_to_follow(const std::string& next, const std::string& base) const;
    void enqueue(const std::string& url, const std::string& base);
    void end(const failure& why);

    const source_plan& plan_;
    const fetch_context& context_;
    page_getter pages_;
    std::chrono::steady_clock::time_point deadline_;
    fetched_source found_ = {};
    std::deque<std::string> waiting_ = {};
    boost::unordered_flat_set<std::string, text_hash> asked_ = {};
    bool follows_links_ = false;  ///< after the page read last: the plugin goes where it points
    bool has_ended_ = false;
    growing_listing grown_;
    std::optional<page_reading> read_ = {};  ///< its records are not in the listing yet
    page_ahead ahead_;
};

}  // namespace muster
