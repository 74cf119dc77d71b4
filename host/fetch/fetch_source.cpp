// One source from its first request to its verdict. While the plugin reads a page, its successor is
// downloaded and the records of its predecessor are added to the listing.

#include "fetch_source.hpp"

#include "base/amounts.hpp"
#include "base/plain_text.hpp"
#include "growing_listing.hpp"
#include "page_ahead.hpp"
#include "page_getter.hpp"
#include "page_links.hpp"
#include "text/seeded_hash.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/deferred.hpp>
#include <boost/asio/experimental/parallel_group.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/unordered/unordered_flat_set.hpp>

#include <deque>

namespace asio = boost::asio;
using std::chrono::steady_clock;

namespace muster {

namespace {

// Whether an option is part of the question. A mirror, a file's place or a token do not change what
// is listed, so that snapshots made with others stay comparable.
bool says_what(const descriptor& plugin, const std::string& name)
{
    const auto* option = plugin.find_option(name);
    return option && option->type != option_type::url && option->type != option_type::path &&
           option->type != option_type::secret;
}

// A page that is not what the plugin expects is often an error or login page; its beginning shows
// it.
constexpr std::size_t page_beginning_bytes = 200;

failure with_beginning(failure why, std::string_view beginning)
{
    if (why.code == make_error_code(errc::wrong_shape) && !beginning.empty())
        why.where += "; it begins with " + plain_text(beginning);
    return why;
}

// A page most of whose rows cannot be read has another form than it had: the few that can be read
// say little.
std::string trouble_of_rows(const page_reading& read)
{
    const auto rows = rows_in(read);
    if (read.rejected.size() <= rows / 2)
        return {};
    const auto& first = read.rejected.front();
    return std::to_string(read.rejected.size()) + " of its " + count_of(rows, "row") +
           " cannot be read, the first is " + first.where + ": " + first.why;
}

/// The state of one fetch. It lives outside the coroutine, so that what was fetched survives when
/// the coroutine is cancelled.
class source_fetch
{
public:
    source_fetch(
        const asio::any_io_executor& executor, const source_plan& plan, const fetch_context& context
    )
        : plan_(plan), context_(context), pages_(plan, context),
          deadline_(steady_clock::now() + context.deadline),
          grown_(found_.listing.request.published, *context.web, plan.record_limit),
          ahead_(executor, [this](std::string url) { return get(std::move(url)); })
    {
        found_.listing.request = empty_snapshot_of(plan, context);
        if (context.on_begin)
            context.on_begin(plan.description.name, found_.progress);
    }

    steady_clock::time_point deadline() const noexcept { return deadline_; }

    asio::awaitable<void> work()
    {
        auto begun = co_await plan_.runner->start(plan_.options);
        if (begun.has_error())
        {
            end(begun.error());
            co_return;
        }
        for (const auto& url : *begun)
            // For the report and the snapshot, where it must be printable; requests use the URL
            // itself.
            found_.listing.request.start.push_back(plain_text(url, std::string_view::npos));
        for (const auto& url : *begun)
            enqueue(url, {});
        while (!waiting_.empty() && !is_over())
        {
            auto url = std::move(waiting_.front());
            waiting_.pop_front();
            // Named first: g++ 12 miscompiles some statements that build what they await.
            auto read = take_page(std::move(url));
            co_await std::move(read);
        }
        keep_read();
        // What a limit cut off was not promised to this run.
        if (const auto trouble = is_over() ? "" : grown_.broken_promise(); !trouble.empty())
            end({errc::unavailable, trouble});
    }

    /// Downloads ahead; endless, so that the caller cancels it when work() has ended.
    asio::awaitable<void> look_ahead() { return ahead_.work(); }

    /// Sets the outcome after a cancellation, replacing whatever the cancelled work reported.
    void cut_off(verdict outcome, std::string why)
    {
        has_ended_ = true;
        found_.listing.outcome = outcome;
        found_.listing.reason = std::move(why);
    }

    void cut_off_at_deadline()
    {
        cut_off(
            verdict::timed_out,
            "not finished within " + seconds_text(context_.deadline) + " (--deadline)"
        );
    }

    fetched_source take(steady_clock::duration took)
    {
        keep_read();
        plan_.runner->rest();
        const auto& facts = grown_.facts();
        found_.listing.received = grown_.rows();
        found_.listing.skipped = facts.skipped;
        found_.listing.promised = facts.total;
        found_.listing.content_date = facts.content_date;
        found_.took = std::chrono::duration_cast<std::chrono::milliseconds>(took);
        return std::move(found_);
    }

private:
    asio::awaitable<result<fetched_page>> get(std::string url)
    {
        return pages_.get(std::move(url), deadline_, found_.progress.spent);
    }

    asio::awaitable<void> take_page(std::string url)
    {
        auto getting = ahead_.holds(url) ? ahead_.take() : get(std::move(url));
        auto page = co_await std::move(getting);
        if (page.has_error())
        {
            end(of_page(page.error()));
            // The request has the same deadline as the source. Which of the two expires first is
            // chance, and the report must not depend on it.
            const bool is_unavailable = page.error().code == make_error_code(errc::unavailable);
            if (is_unavailable && steady_clock::now() >= deadline_)
                cut_off_at_deadline();
            co_return;
        }
        // Taken before the page is moved to the plugin.
        const auto base = page->url;
        const auto next = linked_page(*page);
        if (is_likely_to_follow(next, base))
            ahead_.begin(next);
        const auto beginning = page->body.substr(0, page_beginning_bytes);
        // The runner calls this once the page is on its way to the worker.
        std::function<void()> meanwhile = [this] { keep_read(); };
        auto read =
            co_await plan_.runner->read(std::move(*page), plan_.options, std::move(meanwhile));
        if (read.has_error())
        {
            end(with_beginning(read.error(), beginning));
            co_return;
        }
        keep_read();
        if (const auto trouble = trouble_of_rows(*read); !trouble.empty())
        {
            // Without its beginning: the rows may be what a token alone can see.
            drop_page(*std::move(read), {errc::wrong_shape, trouble});
            co_return;
        }
        found_.progress.pages += 1;
        go_on(*std::move(read), base);
        // Exactly the linked page and no other: only then is the next download a safe guess.
        follows_links_ = !next.empty() && waiting_.size() == 1 && waiting_.front() == next;
    }

    // The address has no query, and so is the same for all pages of many services.
    failure of_page(failure why) const
    {
        const bool is_unavailable = why.code == make_error_code(errc::unavailable) ||
                                    why.code == make_error_code(errc::no_network);
        if (is_unavailable && found_.progress.pages > 0)
            why.where.insert(0, "page " + std::to_string(found_.progress.pages + 1) + ": ");
        return why;
    }

    /// The rejected rows go into the report, and no model into the listing.
    void drop_page(page_reading read, failure why)
    {
        const auto page = found_.progress.pages + 1;
        read.models = {};
        grown_.add(read, page);
        end({why.code, "page " + std::to_string(page) + ": " + why.where});
    }

    void go_on(page_reading read, const std::string& base)
    {
        const auto follow = read.follow;
        read_ = std::move(read);
        if (plan_.record_limit > 0)
            keep_read();  // the record count decides whether to go on
        for (const auto& url : follow)
            enqueue(url, base);
        // No page is ready for the plugin: nothing is gained by waiting to add the records.
        if (waiting_.empty() || !ahead_.is_here(waiting_.front()))
            keep_read();
    }

    /// Adds the records of the page that was read last. When the next page has already arrived,
    /// this is put off until the plugin is reading that one, so that both happen at once.
    void keep_read()
    {
        if (!read_)
            return;
        const page_reading read = *std::move(read_);
        read_.reset();
        grown_.add(read, found_.progress.pages);
        found_.progress.records = grown_.models();
        if (context_.on_page)
            context_.on_page(plan_.description.name, found_.progress);
    }

    std::string told(std::string_view words) const
    {
        return plain_text(context_.web->redacted(words));
    }

    bool is_over() const noexcept
    {
        return has_ended_ || (context_.wants_one_page && found_.progress.pages > 0) ||
               grown_.is_full();
    }

    // Whether the next page is worth requesting before the plugin has read this one. A plugin that
    // followed the page's link last time will do so again; if it does not, one request was wasted.
    bool is_likely_to_follow(const std::string& next, const std::string& base) const
    {
        return follows_links_ && waiting_.empty() && ahead_.is_free() && !context_.wants_one_page &&
               !asked_.contains(next) && asked_.size() < context_.page_limit &&
               are_of_one_origin(next, base) && grown_.has_room_for_more_than_a_page();
    }

    void enqueue(const std::string& url, const std::string& base)
    {
        if (is_over())
            return;
        const auto whole = whole_url(url, base);
        // By complete URL: a plugin may give the same page relative and absolute, and A→B→A is a
        // cycle too.
        if (!asked_.insert(whole).second)
            end(
                {errc::wrong_shape,
                 "pagination-cycle: page " + std::to_string(found_.progress.pages) +
                     " leads back to a page that was read"}
            );
        else if (asked_.size() > context_.page_limit)
            end(
                {errc::too_large,
                 "page-limit: more than " + std::to_string(context_.page_limit) + " pages"}
            );
        else
            waiting_.push_back(whole);
    }

    void end(const failure& why)
    {
        if (has_ended_)
            return;
        has_ended_ = true;
        // What came before the failure is usable; an empty listing is not.
        const bool has_some = found_.progress.pages > 0;
        auto& outcome = found_.listing.outcome;
        outcome = has_some ? verdict::partial : verdict::failed;
        if (why.code == make_error_code(errc::crashed))
            outcome = verdict::crashed;
        else if (why.code == make_error_code(errc::timed_out))
            outcome = verdict::timed_out;
        found_.lacks_network = why.code == make_error_code(errc::no_network);
        found_.listing.reason = told(why.where);
    }

    const source_plan& plan_;
    const fetch_context& context_;
    page_getter pages_;
    steady_clock::time_point deadline_;
    fetched_source found_ = {};
    std::deque<std::string> waiting_ = {};
    boost::unordered_flat_set<std::string, text_hash> asked_ = {};
    bool follows_links_ = false;  ///< after the page read last: the plugin goes where it points
    bool has_ended_ = false;
    growing_listing grown_;
    std::optional<page_reading> read_ = {};  ///< its records are not in the listing yet
    page_ahead ahead_;
};

}  // namespace

listing_snapshot empty_snapshot_of(const source_plan& plan, const fetch_context& context)
{
    listing_snapshot question;
    question.date = context.now;
    question.published.plugin = plan.description.name;
    question.published.label = plan.description.source;
    for (const auto& [name, value] : plan.options)
        if (says_what(plan.description, name))
            question.options.emplace_back(name, value);
    std::sort(question.options.begin(), question.options.end());
    return question;
}

asio::awaitable<fetched_source> fetch_source(const source_plan& plan, const fetch_context& context)
{
    const auto began = steady_clock::now();
    const auto executor = co_await asio::this_coro::executor;
    source_fetch fetch(executor, plan, context);
    asio::steady_timer timer(executor, fetch.deadline());

    auto work = asio::co_spawn(executor, fetch.work(), asio::deferred);
    auto limit = timer.async_wait(asio::deferred);
    auto ahead = asio::co_spawn(executor, fetch.look_ahead(), asio::deferred);
    auto race = asio::experimental::make_parallel_group(
        std::move(work), std::move(limit), std::move(ahead)
    );
    // The first to end cancels the others; all three have ended when this returns.
    const auto [order, work_bug, timer_error, ahead_bug] =
        co_await race.async_wait(asio::experimental::wait_for_one(), asio::use_awaitable);
    // Only an exception of the one that ended first is a bug; the others were cancelled, which
    // throws.
    const auto& bug = order[0] == 2 ? ahead_bug : work_bug;
    if (order[0] != 1 && bug && !context.is_stopped())
        std::rethrow_exception(bug);
    if (context.is_stopped())
        fetch.cut_off(verdict::failed, "interrupted");
    else if (order[0] == 1)
        fetch.cut_off_at_deadline();
    auto fetched = fetch.take(steady_clock::now() - began);
    if (context.on_end)
        context.on_end(plan.description.name, fetched);
    co_return fetched;
}

asio::awaitable<std::vector<fetched_source>>
fetch_sources(const std::vector<source_plan>& plans, const fetch_context& context)
{
    std::vector<fetched_source> answers;
    if (plans.empty())
        co_return answers;
    const auto executor = co_await asio::this_coro::executor;
    auto start = [&](const source_plan& plan) {
        return asio::co_spawn(executor, fetch_source(plan, context), asio::deferred);
    };
    // A group of equal operations wants a vector of them; their type has no name.
    std::vector<decltype(start(plans[0]))> fetches;
    for (const auto& plan : plans)
        fetches.push_back(start(plan));

    auto group = asio::experimental::make_parallel_group(std::move(fetches));
    auto [order, bugs, fetched] =
        co_await group.async_wait(asio::experimental::wait_for_all(), asio::use_awaitable);
    for (const auto& bug : bugs)
        if (bug)
            std::rethrow_exception(bug);
    co_return std::move(fetched);
}

}  // namespace muster
