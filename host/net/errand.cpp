#include "net/errand.hpp"

#include "net/content.hpp"
#include "net/credentials.hpp"
#include "net/rate_limit.hpp"
#include "net/redirect.hpp"
#include "net/request_head.hpp"

#include <algorithm>

namespace asio = boost::asio;

namespace muster {

namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

// The body of a refusal may be larger than what was asked for: an HTML page, say.
constexpr std::uint64_t sent_body_bytes_least = 1 << 20;

std::optional<milliseconds> wait_asked(const raw_answer& answer)
{
    const auto now = std::chrono::system_clock::now();
    const auto after = retry_after(answer.headers, now);
    const auto rate = read_rate_limit(answer.headers, now);
    const bool is_spent = answer.status == 429 && rate.reset && rate.left.value_or(0) == 0;
    if (!is_spent)
        return after;
    const milliseconds reset = *rate.reset + reset_margin;
    return std::max(after.value_or(reset), reset);
}

std::string in_seconds(milliseconds time)
{
    return std::to_string(std::chrono::ceil<std::chrono::seconds>(time).count()) + " s";
}

bool is_worth_a_retry(const attempt<raw_answer>& outcome) noexcept
{
    return outcome ? is_retried(outcome->status) : is_retried(outcome.error().kind);
}

}  // namespace

errand::errand(std::shared_ptr<client_parts> parts, web_request request)
    : parts_(std::move(parts)), request_(std::move(request)), account_(request_.account)
{
    if (request_.deadline == moment())
        request_.deadline = steady_clock::now() + parts_->settings.times.request;
    if (account_ == nullptr)
        account_ = &uncounted_;
    allowed_.may_be_private = request_.may_be_private;
    allowed_.may_be_link = request_.may_be_private;
}

failure errand::to_final(const fault& problem) const
{
    auto final = to_failure(problem, brief(url_));
    parts_->secrets.redact(final.where);
    return final;
}

asio::awaitable<result<web_answer>> errand::run()
{
    auto url = parse_url(request_.url);
    if (!url)
    {
        auto bad = url.error();
        parts_->secrets.redact(bad.where);
        co_return bad;
    }
    url_ = *std::move(url);
    if (parts_->cache)
    {
        key_ = cache_key(request_, credentials_for(url_, parts_->settings.credentials));
        kept_ = parts_->cache->find(key_);
    }
    if (parts_->settings.offline && kept_)
        co_return *std::move(kept_);
    if (parts_->settings.offline)
        co_return to_final(make_fault(fault_kind::no_time, "offline, and not in the cache"));
    auto answer = co_await follow();
    if (!answer)
        co_return to_final(answer.error());
    co_return *std::move(answer);
}

asio::awaitable<attempt<web_answer>> errand::follow()
{
    for (unsigned hops = 0; hops <= redirect_limit; ++hops)
    {
        auto answer = co_await ask();
        if (!answer)
            co_return answer.error();
        if (!is_redirect(answer->status))
            co_return finish(*std::move(answer));
        const auto gone = go_to(*answer);
        if (!gone)
            co_return gone.error();
    }
    co_return make_fault(
        fault_kind::refused, "more than " + std::to_string(redirect_limit) + " redirects"
    );
}

attempt<void> errand::go_to(const raw_answer& redirect)
{
    auto target = redirect_target(url_, redirect.headers);
    if (!target)
        return target.error();
    if (origin(*target) != origin(url_))
    {
        // Who is private may point to his neighbours; the metadata services must be named.
        allowed_.may_be_private = allowed_.may_be_private && reached_ != reach::everywhere;
        allowed_.may_be_link = false;
    }
    url_ = *std::move(target);
    return {};
}

asio::awaitable<attempt<raw_answer>> errand::ask()
{
    for (tries_made_ = 1;; ++tries_made_)
    {
        auto outcome = co_await try_once();
        if (!is_worth_a_retry(outcome))
            co_return outcome;
        const auto next = plan(outcome);
        if (next.next == retry_plan::step::no_time)
            co_return no_time(outcome, next.wait);
        if (next.next == retry_plan::step::enough)
            co_return outcome;
        co_await sleep_until(steady_clock::now() + next.wait);
        ++account_->retries;
    }
}

retry_plan errand::plan(const attempt<raw_answer>& outcome)
{
    retry_view view;
    view.tries_made = tries_made_;
    view.time_left = time_left(steady_clock::now(), request_.deadline);
    if (outcome)
        view.wait_asked = wait_asked(*outcome);
    return plan_retry(parts_->settings.retries, view, parts_->throw_dice());
}

fault errand::no_time(const attempt<raw_answer>& outcome, milliseconds wait) const
{
    const auto left = time_left(steady_clock::now(), request_.deadline);
    return make_fault(
        fault_kind::no_time,
        "answered " + std::to_string(outcome->status) + " and asks to wait " + in_seconds(wait) +
            ", but only " + in_seconds(left) + " are left"
    );
}

asio::awaitable<attempt<raw_answer>> errand::try_once()
{
    const auto way = parts_->gate_of(url_);
    const auto pass = co_await gate::enter(way, request_.deadline);
    if (!pass)
        co_return make_fault(
            fault_kind::no_time,
            "its rate limit leaves no request for another " + in_seconds(pass.error().wait)
        );
    const auto limit = steady_clock::now() + parts_->settings.times.one_try;
    auto answer = co_await send(std::min(request_.deadline, limit));
    if (answer)
        learn(*answer);
    co_return answer;
}

void errand::learn(const raw_answer& answer)
{
    const auto now = steady_clock::now();
    auto& pace = parts_->gate_of(url_)->pace();
    const auto told = read_rate_limit(answer.headers, std::chrono::system_clock::now());
    pace.learn(answer.status, told, now);
    const auto wait = wait_asked(answer);
    if (wait && (answer.status == 429 || answer.status == 503))
        pace.hold_until(now + *wait);
}

asio::awaitable<attempt<raw_answer>> errand::send(moment deadline)
{
    if (auto kept = parts_->pool.take(origin(url_), allowed_))
    {
        auto answer = co_await send_over(*kept, deadline);
        // The server may close a kept connection at any time: that is no try.
        if (answer || !answer.error().before_answer)
            co_return answer;
    }
    auto fresh = co_await parts_->connections.connect(url_, allowed_, deadline);
    if (!fresh)
        co_return fresh.error();
    auto answer = co_await send_over(*fresh, deadline);
    co_return answer;
}

asio::awaitable<attempt<raw_answer>> errand::send_over(connection& over, moment deadline)
{
    exchange_limits limits;
    limits.deadline = deadline;
    limits.silence = parts_->settings.times.silence;
    limits.body_bytes = std::max(request_.body_bytes_limit, sent_body_bytes_least);
    auto head = request_head(url_, parts_->settings, request_.range, kept_for_this_hop());
    ++account_->requests;
    reached_ = over.to;
    auto raw = co_await exchange(*over.stream, std::move(head), limits);
    if (!raw)
        co_return raw;
    account_->bytes += raw->body.size();
    auto settled = settle(*std::move(raw), *over.stream);
    if (settled && settled->can_go_on)
        parts_->pool.give_back(origin(url_), std::move(over));
    co_return settled;
}

attempt<raw_answer> errand::settle(raw_answer&& raw, const byte_stream& stream) const
{
    content_rules rules;
    rules.bytes_limit = request_.body_bytes_limit;
    rules.range = request_.range;
    rules.tells_its_end = stream.tells_its_end();
    const auto settled = settle_content(raw, rules);
    if (!settled)
        return settled.error();
    return std::move(raw);
}

const web_answer* errand::kept_for_this_hop() const noexcept
{
    // Signed addresses change with each run: a validator means nothing at another one.
    const bool holds = kept_ && kept_->status == 200 && kept_->url == to_string(url_);
    return holds ? &*kept_ : nullptr;
}

attempt<web_answer> errand::finish(raw_answer&& raw)
{
    if (raw.status == 304 && kept_for_this_hop() != nullptr)
    {
        parts_->cache->refresh(key_);
        return *std::move(kept_);
    }
    if (raw.status == 304)
        return make_fault(fault_kind::malformed, "says that nothing changed, unasked");
    web_answer answer;
    answer.status = raw.status;
    answer.url = parts_->secrets.redacted(to_string(url_));
    answer.body = std::move(raw.body);
    answer.headers = std::move(raw.headers);
    parts_->secrets.redact(answer.body);
    for (auto& header : answer.headers)
        parts_->secrets.redact(header.second);
    if (parts_->cache && is_kept(answer.status))
        parts_->cache->store(key_, answer);
    return answer;
}

}  // namespace muster
