#include "worker_session.hpp"

#include "worker_end.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>

#include <array>
#include <csignal>
#include <limits>

namespace asio = boost::asio;

namespace muster {

namespace {

using boost::system::error_code;

constexpr auto no_throw = asio::as_tuple(asio::use_awaitable);

// Between asking a worker to end and killing it, and between killing it and leaving it.
constexpr std::chrono::milliseconds grace(300);
constexpr std::chrono::milliseconds kill_grace(1000);

// So that a plugin that prints without end does not keep the host from its other work.
constexpr int output_reads_at_once = 16;

// With few calls: the link takes and gives what it has room for. Asio's own condition stops after
// each 64 KiB.
std::size_t all_there_is_room_for(const error_code& ec, std::size_t) noexcept
{
    return ec ? 0 : std::numeric_limits<std::size_t>::max();
}

asio::local::stream_protocol::socket
opened(const asio::any_io_executor& executor, child_process& process)
{
    return {executor, asio::local::stream_protocol(), process.take_link().release()};
}

failure cancelled() { return {errc::unavailable, "cancelled"}; }

}  // namespace

result<worker_session::shared> worker_session::begin(
    const asio::any_io_executor& executor,
    const worker_settings& settings,
    std::vector<std::string> arguments,
    output_lines::line_sink log
)
{
    auto process = child_process::start(settings.program, std::move(arguments));
    if (process.has_error())
        return process.error();
    return std::make_shared<worker_session>(
        executor, std::move(*process), output_lines(std::move(log))
    );
}

worker_session::worker_session(
    const asio::any_io_executor& executor, child_process process, output_lines output
)
    : process_(std::move(process)), link_(opened(executor, process_)),
      end_(executor, process_.end_descriptor()),
      output_(executor, process_.take_output().release()), limit_timer_(executor), ended_(executor),
      lines_(std::move(output))
{
}

worker_session::~worker_session()
{
    end_.release();  // the process owns it
}

worker_session::watch::watch(worker_session& session, std::chrono::milliseconds limit)
    : session_(session)
{
    session_.begin_watch(limit);
}

worker_session::watch::~watch() { session_.end_watch(); }

asio::awaitable<result<void>>
worker_session::send(wire::frame_kind kind, std::string_view head, std::string_view body)
{
    const auto size = static_cast<std::uint32_t>(head.size() + body.size());
    const auto header = wire::encode({kind, size});
    const std::array<asio::const_buffer, 3> parts = {
        asio::buffer(header), asio::buffer(head), asio::buffer(body)};
    const auto [ec, sent] =
        co_await asio::async_write(link_, parts, all_there_is_room_for, no_throw);
    if (!ec)
        co_return result<void>();
    if (is_cancelled(ec))
        co_return cancelled();
    auto why = co_await explain_end();
    co_return why;
}

asio::awaitable<result<worker_session::frame>> worker_session::receive()
{
    wire::header_buffer bytes = {};
    const auto [ec, size] = co_await asio::async_read(link_, asio::buffer(bytes), no_throw);
    if (is_cancelled(ec))
        co_return cancelled();
    if (ec)
    {
        auto why = co_await explain_end();
        co_return why;
    }
    const auto header = wire::decode_header(bytes, wire::response_bytes_limit);
    if (header.has_error())
        co_return failure{header.error().code, with_last_words(header.error().where)};
    if (room_.size() < header->payload_bytes)
        room_.resize(header->payload_bytes);
    const auto payload = asio::buffer(room_.data(), header->payload_bytes);
    const auto [body_ec, body_size] =
        co_await asio::async_read(link_, payload, all_there_is_room_for, no_throw);
    if (is_cancelled(body_ec))
        co_return cancelled();
    if (body_ec)
    {
        auto why = co_await explain_end();
        co_return why;
    }
    // What comes before is sent while the library is not loaded yet.
    is_introduced_ = is_introduced_ || header->kind != wire::frame_kind::walled;
    frame came;
    came.kind = header->kind;
    came.payload = std::string_view(room_).substr(0, header->payload_bytes);
    co_return came;
}

// When it is not this object that gave the wait up, it is the caller's coroutine: from then on
// every co_await throws.
bool worker_session::is_cancelled(error_code ec) const noexcept
{
    return ec == asio::error::operation_aborted && ending_ != ending::given_up;
}

void worker_session::begin_watch(std::chrono::milliseconds limit)
{
    watch_number_ += 1;
    limit_ = limit;
    wait_for_limit(limit);
    wait_for_end();
    wait_for_output();
}

// The number goes first: handlers that are queued already belong to no watch then.
void worker_session::end_watch()
{
    watch_number_ += 1;
    limit_timer_.cancel();
    error_code ignored;
    end_.cancel(ignored);
    output_.cancel(ignored);
    if (output_.is_open())
        take_output();
    lines_.finish();
}

void worker_session::wait_for_limit(std::chrono::milliseconds limit)
{
    limit_timer_.expires_after(limit);
    limit_timer_.async_wait([self = weak_from_this(), watch = watch_number_](error_code ec) {
        if (const auto session = self.lock(); session && !ec && session->watches(watch))
            session->on_limit();
    });
}

void worker_session::wait_for_end()
{
    if (end_state_)
        return;
    end_.async_wait(
        asio::posix::descriptor_base::wait_read,
        [self = weak_from_this(), watch = watch_number_](error_code ec) {
            if (const auto session = self.lock(); session && !ec && session->watches(watch))
                session->note_end();
        }
    );
}

void worker_session::wait_for_output()
{
    if (!output_.is_open())
        return;
    output_.async_wait(
        asio::posix::descriptor_base::wait_read,
        [self = weak_from_this(), watch = watch_number_](error_code ec) {
            const auto session = self.lock();
            if (!session || ec || !session->watches(watch))
                return;
            session->take_output();
            session->wait_for_output();
        }
    );
}

// Each step sets the time of the next. The last leaves the process alone: one that waits in the
// kernel without end cannot be killed.
void worker_session::on_limit()
{
    switch (ending_)
    {
        case ending::none:
            is_timed_out_ = true;
            ask_to_end();
            break;
        case ending::asked:
            process_.signal(SIGKILL);
            ending_ = ending::killed;
            wait_for_limit(kill_grace);
            break;
        case ending::killed:
        case ending::given_up:
            ending_ = ending::given_up;
            link_.cancel();
            ended_.cancel();
            break;
    }
}

void worker_session::ask_to_end()
{
    process_.signal(SIGTERM);
    ending_ = ending::asked;
    wait_for_limit(grace);
}

void worker_session::take_output()
{
    std::array<char, 65536> bytes;
    for (int reads = 0; reads < output_reads_at_once; ++reads)
    {
        const auto got = ::read(output_.native_handle(), bytes.data(), bytes.size());
        if (got > 0)
            lines_.take({bytes.data(), static_cast<std::size_t>(got)});
        else if (got == 0)
            output_.close();
        if (got <= 0)
            return;
    }
}

void worker_session::note_end()
{
    end_state_ = process_.reap();
    if (!end_state_)
        return wait_for_end();
    if (output_.is_open())
        // Its last words may still be in the pipe.
        take_output();
    ended_.cancel();
}

asio::awaitable<failure> worker_session::explain_end()
{
    if (!end_state_ && ending_ == ending::none)
        ask_to_end();  // it hung up: if it is not ending by itself, it shall
    if (!end_state_ && ending_ != ending::given_up)
    {
        ended_.expires_at(asio::steady_timer::time_point::max());
        [[maybe_unused]] const auto [ec] = co_await ended_.async_wait(no_throw);
    }
    co_return described_end();
}

failure worker_session::described_end() const
{
    const auto phase = is_introduced_ ? "" : " while its library was loaded";
    if (is_timed_out_)
        return {
            errc::timed_out,
            with_last_words("no answer within " + std::to_string(limit_.count()) + " ms" + phase)};
    if (!end_state_)
        return {errc::crashed, with_last_words("it hung up and cannot be ended")};
    const auto how = end_text(*end_state_);
    if (ending_ != ending::none && ended_by_signal(*end_state_) &&
        (how == "SIGTERM" || how == "SIGKILL"))
        return wire::protocol_error(with_last_words("it hung up on the host"));
    if (!is_introduced_)
        return {errc::crashed, with_last_words("died-during-load (" + how + ')')};
    if (ended_by_signal(*end_state_))
        return {errc::crashed, with_last_words("crashed " + how)};
    return {errc::crashed, with_last_words("incomplete: it ended in mid-answer (" + how + ')')};
}

std::string worker_session::with_last_words(std::string sentence) const
{
    const auto words = lines_.last_words();
    return words.empty() ? sentence : sentence + "; it printed: " + words;
}

}  // namespace muster
