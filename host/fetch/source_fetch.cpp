// While the plugin reads a page, its successor is downloaded and the records of its predecessor are
// added to the listing.

#include "source_fetch.hpp"

#include "base/amounts.hpp"
#include "base/plain_text.hpp"
#include "base/split.hpp"
#include "contract/identity.hpp"
#include "page_links.hpp"

#include <set>

namespace asio = boost::asio;
using std::chrono::steady_clock;

namespace muster {

namespace {

// A page that is not what the plugin expects is often an error or login page; its beginning shows
// it.
constexpr std::size_t page_beginning_bytes = 200;

constexpr std::string_view missing_id_reason =
    "is asked for, and the source has no such public model (it may have moved)";

failure with_beginning(failure why, std::string_view beginning)
{
    if (why.code == make_error_code(errc::wrong_shape) && !beginning.empty())
        why.where += "; it begins with " + plain_text(beginning);
    return why;
}

// A page most of whose rows cannot be read has another form than it had: the few that can be read
// say little.
std::string reason_to_drop(const page_reading& read)
{
    const auto rows = rows_in(read);
    if (read.rejected.size() <= rows / 2)
        return {};
    const auto& first = read.rejected.front();
    return std::to_string(read.rejected.size()) + " of its " + count_of(rows, "row") +
           " cannot be read, the first is " + first.where + ": " + first.why;
}

}  // namespace

std::string deadline_reason(const fetch_context& context)
{
    return "not finished within " + seconds_text(context.deadline) + " (--deadline)";
}

source_fetch::source_fetch(
    const asio::any_io_executor& executor, const source_plan& plan, const fetch_context& context
)
    : plan_(plan), context_(context), pages_(plan, context),
      deadline_(context.ends_at.value_or(steady_clock::now() + context.deadline)),
      grown_(found_.listing.request.published, *context.web, plan.record_limit),
      ahead_(executor, [this](std::string url) { return get(std::move(url)); })
{
    found_.listing.request = empty_snapshot_of(plan, context);
    if (context.on_begin)
        context.on_begin(plan.description.name, found_.progress);
}

asio::awaitable<void> source_fetch::work()
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
    if (const auto reason = is_over() ? "" : grown_.broken_promise(); !reason.empty())
    {
        found_.listing.missing = grown_.missing();
        end({errc::unavailable, reason});
    }
    if (!has_ended_ && !context_.wants_one_page)
        reject_missing_ids();
}

// That a model is gone is no fault of the source: its other ids are there, and this one is named.
void source_fetch::reject_missing_ids()
{
    std::vector<std::string> asked;
    for (const auto& option : plan_.description.options)
        for (const auto& [name, value] : plan_.options)
            if (option.type == option_type::ids && option.name == name && !value.empty())
                for (auto& id : split(value, ','))
                    asked.push_back(std::move(id));
    // Most questions name none, and a listing may have a million.
    if (asked.empty())
        return;
    auto& published = found_.listing.request.published;
    std::set<std::string> found;
    for (const auto& model : published.models)
        found.insert(fold_id(model.model_id));
    for (auto& id : asked)
        if (!found.contains(fold_id(id)))
            published.rejected.push_back({std::move(id), std::string(missing_id_reason)});
}

void source_fetch::cut_off(verdict outcome, std::string why)
{
    has_ended_ = true;
    found_.listing.outcome = outcome;
    found_.listing.reason = std::move(why);
}

void source_fetch::cut_off_at_deadline() { cut_off(verdict::timed_out, deadline_reason(context_)); }

fetched_source source_fetch::take(steady_clock::duration took)
{
    keep_read();
    const auto& facts = grown_.facts();
    found_.listing.received = grown_.rows();
    found_.listing.skipped = facts.skipped;
    found_.listing.promised = facts.total;
    found_.listing.content_date = facts.content_date;
    found_.took = std::chrono::duration_cast<std::chrono::milliseconds>(took);
    return std::move(found_);
}

asio::awaitable<result<fetched_page>> source_fetch::get(std::string url)
{
    return pages_.get(std::move(url), deadline_, found_.progress.spent);
}

asio::awaitable<void> source_fetch::take_page(std::string url)
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
    auto read = co_await plan_.runner->read(std::move(*page), plan_.options, std::move(meanwhile));
    if (read.has_error())
    {
        end(with_beginning(read.error(), beginning));
        co_return;
    }
    keep_read();
    if (const auto reason = reason_to_drop(*read); !reason.empty())
    {
        // Without its beginning: the rows may be what a token alone can see.
        drop_page(*std::move(read), {errc::wrong_shape, reason});
        co_return;
    }
    found_.progress.pages += 1;
    go_on(*std::move(read), base);
    // Exactly the linked page and no other: only then is the next download a safe guess.
    follows_links_ = !next.empty() && waiting_.size() == 1 && waiting_.front() == next;
}

// The address has no query, and so is the same for all pages of many services.
failure source_fetch::of_page(failure why) const
{
    const bool is_unavailable = why.code == make_error_code(errc::unavailable) ||
                                why.code == make_error_code(errc::no_network);
    if (is_unavailable && found_.progress.pages > 0)
        why.where.insert(0, "page " + std::to_string(found_.progress.pages + 1) + ": ");
    return why;
}

void source_fetch::drop_page(page_reading read, failure why)
{
    const auto page = found_.progress.pages + 1;
    read.models = {};
    grown_.add(read, page);
    end({why.code, "page " + std::to_string(page) + ": " + why.where});
}

void source_fetch::go_on(page_reading read, const std::string& base)
{
    const auto follow = read.follow;
    read_ = std::move(read);
    if (plan_.record_limit > 0 || context_.wants_one_page)
        keep_read();  // the record count decides whether to go on
    for (const auto& url : follow)
        enqueue(url, base);
    // No page is ready for the plugin: nothing is gained by waiting to add the records.
    if (waiting_.empty() || !ahead_.is_here(waiting_.front()))
        keep_read();
}

void source_fetch::keep_read()
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

std::string source_fetch::told(std::string_view words) const
{
    return plain_text(context_.web->redacted(words));
}

bool source_fetch::is_over() const noexcept
{
    // A page without a row shows nothing of the source: it may only lead to others.
    return has_ended_ || (context_.wants_one_page && grown_.rows() > 0) || grown_.is_full();
}

// Whether the next page is worth requesting before the plugin has read this one. A plugin that
// followed the page's link last time will do so again; if it does not, one request was wasted.
bool source_fetch::is_likely_to_follow(const std::string& next, const std::string& base) const
{
    return follows_links_ && waiting_.empty() && ahead_.is_free() && !context_.wants_one_page &&
           !asked_.contains(next) && asked_.size() < context_.page_limit &&
           are_of_one_origin(next, base) && grown_.has_room_for_more_than_a_page();
}

void source_fetch::enqueue(const std::string& url, const std::string& base)
{
    if (is_over())
        return;
    const auto address = absolute_url(url, base);
    // By complete URL: a plugin may give the same page relative and absolute, and A→B→A is a
    // cycle too.
    if (!asked_.insert(address).second)
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
        waiting_.push_back(address);
}

void source_fetch::end(const failure& why)
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

}  // namespace muster
