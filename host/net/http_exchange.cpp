#include "http_exchange.hpp"

#include "content.hpp"
#include "net/http/rate_limit.hpp"
#include "request_head.hpp"

#include <algorithm>
#include <utility>

namespace asio = boost::asio;

namespace muster {

namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

// A refusal may be longer than the body that was wanted: an HTML page in place of a short header.
constexpr std::uint64_t sent_body_bytes_least = 1 << 20;

// How long the service wants us to wait. When a limit is spent, the end of its window counts too,
// since Retry-After alone is often shorter.
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

bool is_worth_a_retry(const net_result<raw_answer>& outcome) noexcept
{
    return outcome ? is_retried(outcome->status) : is_retried(outcome.error().kind);
}

net_error closed_gate(milliseconds wait)
{
    // The limit of requests at once is our own: the service has refused nothing.
    if (wait.count() == 0)
        return make_net_error(
            net_error_kind::no_time, "too many other requests to this service were waiting"
        );
    return make_net_error(
        net_error_kind::no_time, "its rate limit allows no request for another " + in_seconds(wait)
    );
}

}  // namespace

asio::awaitable<net_result<raw_answer>> http_exchange::ask()
{
    for (tries_made_ = 1;; ++tries_made_)
    {
        auto outcome = co_await try_once();
        if (!is_worth_a_retry(outcome))
            co_return outcome;
        const auto next = plan(outcome);
        if (next.next == retry_plan::step::no_time)
            co_return no_time(*outcome, next.wait);
        if (next.next == retry_plan::step::enough)
            co_return last(std::move(outcome));
        co_await sleep_until(steady_clock::now() + next.wait);
        // The sleep may end late: the machine was suspended, or busy.
        if (steady_clock::now() >= request_.deadline)
            co_return last(std::move(outcome));
        ++request_.account->retries;
    }
}

retry_plan http_exchange::plan(const net_result<raw_answer>& outcome)
{
    retry_view view;
    view.tries_made = tries_made_;
    view.time_left = time_left(steady_clock::now(), request_.deadline);
    if (outcome)
        view.wait_asked = wait_asked(*outcome);
    return plan_retry(parts_.settings.retries, view, parts_.throw_dice());
}

net_result<raw_answer> http_exchange::last(net_result<raw_answer>&& outcome) const
{
    // A response is returned as it is: its status speaks for itself.
    if (outcome || tries_made_ == 1)
        return std::move(outcome);
    auto error = outcome.error();
    error.text += " (tried " + std::to_string(tries_made_) + " times)";
    return error;
}

net_error http_exchange::no_time(const raw_answer& answer, milliseconds wait) const
{
    const auto left = time_left(steady_clock::now(), request_.deadline);
    return make_net_error(
        net_error_kind::no_time,
        "answered " + std::to_string(answer.status) + " and asks to wait " + in_seconds(wait) +
            ", but only " + in_seconds(left) + " are left"
    );
}

asio::awaitable<net_result<raw_answer>> http_exchange::try_once()
{
    if (steady_clock::now() >= request_.deadline)
        co_return make_net_error(net_error_kind::no_time, "no time was left to send it");
    auto way = parts_.rate_gate_of(url_);
    // Held until the try ends, and so counted among the requests under way.
    const auto pass = co_await rate_gate::enter(std::move(way), request_.deadline);
    if (!pass)
        co_return closed_gate(pass.error().wait);
    // A try has its own limit, so that one stalled connection leaves time for others.
    const auto limit = steady_clock::now() + parts_.settings.times.one_try;
    auto answer = co_await send(std::min(request_.deadline, limit));
    if (answer)
        // Every response counts: a refusal has rate limit headers too.
        learn(*answer);
    co_return answer;
}

void http_exchange::learn(const raw_answer& answer)
{
    const auto now = steady_clock::now();
    auto& pace = parts_.rate_gate_of(url_)->pace();
    const auto told = read_rate_limit(answer.headers, std::chrono::system_clock::now());
    pace.learn(answer.status, told, now);
    const auto wait = wait_asked(answer);
    // Other statuses may carry Retry-After as well, but concern this URL alone and not the service.
    if (wait && (answer.status == 429 || answer.status == 503))
        pace.hold_until(now + *wait);
}

asio::awaitable<net_result<raw_answer>> http_exchange::send(moment deadline)
{
    if (auto kept = parts_.pool.take(origin(url_), allowed_))
    {
        auto answer = co_await send_over(*kept, deadline);
        // The server may close an idle connection at any moment. That is not a try: the request
        // goes over a fresh one.
        if (answer || !answer.error().before_answer)
            co_return answer;
    }
    auto fresh = co_await parts_.connections.connect(url_, allowed_, deadline);
    if (!fresh)
        co_return fresh.error();
    auto answer = co_await send_over(*fresh, deadline);
    co_return answer;
}

asio::awaitable<net_result<raw_answer>> http_exchange::send_over(connection& over, moment deadline)
{
    exchange_limits limits;
    limits.deadline = deadline;
    limits.silence = parts_.settings.times.silence;
    limits.body_bytes = std::max(request_.body_bytes_limit, sent_body_bytes_least);
    limits.bytes_so_far = &request_.account->bytes;
    auto head = request_head(url_, parts_.settings, request_, kept_);
    ++request_.account->requests;
    // Before the exchange: a redirect is judged by the address that sent it, whatever comes.
    reached_ = over.to;
    auto raw = co_await exchange(*over.stream, std::move(head), limits);
    if (!raw)
        co_return raw;
    auto finished = finish_response(*std::move(raw), *over.stream);
    // After a failure the connection may hold unread bytes, and is dropped.
    if (finished && finished->can_go_on)
        parts_.pool.give_back(origin(url_), std::move(over));
    co_return finished;
}

net_result<raw_answer>
http_exchange::finish_response(raw_answer&& raw, const byte_stream& stream) const
{
    content_rules rules;
    rules.bytes_limit = request_.body_bytes_limit;
    rules.range = request_.range;
    rules.tells_its_end = stream.tells_its_end();
    const auto finished = decode_content(raw, rules);
    if (!finished)
        return finished.error();
    return std::move(raw);
}

}  // namespace muster
