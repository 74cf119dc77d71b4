#pragma once

#include "base/interruption.hpp"

#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>

#include <atomic>
#include <thread>

namespace muster {

/// The first signal (Ctrl-C, SIGTERM, SIGHUP) asks the run to stop; the second ends the process as
/// soon as it is not writing, and of a command that writes nothing the first does, too. Those that
/// whoever started it ignores stay ignored.
///
/// Signals are waited for on a thread of their own: that of the loop may be busy with a long list.
class signal_watch
{
public:
    /// All of these must outlive it. only_reads: that the command writes nothing, once it is known.
    signal_watch(
        boost::asio::io_context& loop, interruption& stop, const std::atomic<bool>& only_reads
    );
    ~signal_watch();
    signal_watch(const signal_watch&) = delete;
    signal_watch& operator=(const signal_watch&) = delete;

    /// Emits when the run is to stop.
    boost::asio::cancellation_slot slot() noexcept { return cancel_.slot(); }

private:
    void wait_for_first();
    void wait_for_second();
    void end_after_patience(int signal);

    boost::asio::io_context& loop_;
    interruption& stop_;
    const std::atomic<bool>& only_reads_;
    boost::asio::cancellation_signal cancel_ = {};
    boost::asio::io_context waiting_{1};
    boost::asio::signal_set signals_{waiting_};
    boost::asio::steady_timer patience_{waiting_};
    std::thread thread_ = {};
};

}  // namespace muster
