#include "signal_watch.hpp"

#include <boost/asio/post.hpp>

#include <chrono>
#include <csignal>
#include <cstdlib>

namespace asio = boost::asio;

namespace muster {

namespace {

// A second signal waits this long for the loop, which may be putting files in place, or reading a
// pipe that nobody writes.
constexpr std::chrono::seconds patience(1);

// As shells report a process that a signal ended. No destructors: they might wait for a plugin.
[[noreturn]] void end_as_by(int signal) { std::_Exit(128 + signal); }

// By who started it: nohup, or a shell that starts it in the background.
bool is_ignored(int signal) noexcept
{
    struct sigaction now = {};
    return ::sigaction(signal, nullptr, &now) == 0 && now.sa_handler == SIG_IGN;
}

}  // namespace

signal_watch::signal_watch(
    asio::io_context& loop, interruption& stop, const std::atomic<bool>& only_reads
)
    : loop_(loop), stop_(stop), only_reads_(only_reads)
{
    for (const int signal : {SIGINT, SIGTERM, SIGHUP})
        if (!is_ignored(signal))
            signals_.add(signal);
    // Before the thread: a loop with nothing to wait for would return at once.
    wait_for_first();
    thread_ = std::thread([this] { waiting_.run(); });
}

signal_watch::~signal_watch()
{
    waiting_.stop();
    thread_.join();
}

void signal_watch::wait_for_first()
{
    // A handler of the loop, not of the signal: anything may be called here.
    signals_.async_wait([this](boost::system::error_code ec, int signal) {
        if (ec)
            return;
        stop_.is_requested = true;
        if (only_reads_)
            end_after_patience(signal);
        // co_spawn takes no other type.
        asio::post(loop_, [this] { cancel_.emit(asio::cancellation_type::terminal); });
        wait_for_second();
    });
}

void signal_watch::wait_for_second()
{
    signals_.async_wait([this](boost::system::error_code ec, int signal) {
        if (ec)
            return;
        // On the loop, and so between two of its steps: no file is half in place then.
        asio::post(loop_, [signal] { end_as_by(signal); });
        end_after_patience(signal);
    });
}

void signal_watch::end_after_patience(int signal)
{
    patience_.expires_after(patience);
    patience_.async_wait([signal](boost::system::error_code ec) {
        if (!ec)
            end_as_by(signal);
    });
}

}  // namespace muster
