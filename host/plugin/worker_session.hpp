#pragma once

#include "child_process.hpp"
#include "library_file.hpp"
#include "output_lines.hpp"
#include "wire/frame.hpp"
#include "wire/response.hpp"
#include "worker_settings.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/steady_timer.hpp>

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace muster {

/// One worker process, from its start to its end, as the host sees it.
///
/// Everything happens on one thread, that of the io_context, and only while a `watch` is alive:
/// between requests the host does not listen. A session that broke stays broken; end it.
class worker_session : public std::enable_shared_from_this<worker_session>
{
public:
    /// A frame that came. Its payload stands in the session's room, until the next is received.
    struct frame
    {
        wire::frame_kind kind = wire::frame_kind::done;
        std::string_view payload = {};
    };

    using shared = std::shared_ptr<worker_session>;

    /// Fails with unavailable when no process can be started.
    static result<shared> begin(
        const boost::asio::any_io_executor& executor,
        const worker_settings& settings,
        std::vector<std::string> arguments,
        output_lines::line_sink log
    );

    worker_session(
        const boost::asio::any_io_executor& executor, child_process process, output_lines output
    );
    ~worker_session();

    /// As long as it lives, the worker's output is taken, its end noticed, and the worker ended
    /// when the time is over: asked first, then killed.
    class watch
    {
    public:
        watch(worker_session& session, std::chrono::milliseconds limit);
        ~watch();
        watch(const watch&) = delete;
        watch& operator=(const watch&) = delete;

    private:
        worker_session& session_;
    };

    /// Sends one frame. Fails as receive() does.
    boost::asio::awaitable<result<void>>
    send(wire::frame_kind kind, std::string_view head, std::string_view body);

    /// Waits for a frame. Fails with crashed or timed_out, telling how the worker ended and what
    /// it printed last, and with unavailable when the caller was cancelled.
    boost::asio::awaitable<result<frame>> receive();

    pid_t process_id() const noexcept { return process_.id(); }

private:
    enum class ending
    {
        none,
        asked,
        killed,
        given_up,
    };

    void begin_watch(std::chrono::milliseconds limit);
    void end_watch();
    void wait_for_limit(std::chrono::milliseconds limit);
    void wait_for_end();
    void wait_for_output();
    void on_limit();
    void ask_to_end();
    void take_output();
    void note_end();
    bool watches(unsigned number) const noexcept { return number == watch_number_; }
    bool is_cancelled(boost::system::error_code ec) const noexcept;
    boost::asio::awaitable<failure> explain_end();
    failure described_end() const;
    std::string with_last_words(std::string sentence) const;

    child_process process_;
    boost::asio::local::stream_protocol::socket link_;
    boost::asio::posix::stream_descriptor end_;
    boost::asio::posix::stream_descriptor output_;
    boost::asio::steady_timer limit_timer_;
    boost::asio::steady_timer ended_;  ///< never expires; cancelled when the worker has ended
    output_lines lines_;
    std::string room_ = {};  ///< of the largest payload that came; at most response_bytes_limit

    unsigned watch_number_ = 0;  ///< handlers of an earlier watch do nothing
    std::chrono::milliseconds limit_ = {};
    bool is_introduced_ = false;
    bool is_timed_out_ = false;
    ending ending_ = ending::none;
    std::optional<process_end> end_state_ = {};  ///< none as long as it runs
};

}  // namespace muster
