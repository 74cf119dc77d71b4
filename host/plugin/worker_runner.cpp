#include "worker_runner.hpp"

#include "base/plain_text.hpp"
#include "wire/items.hpp"
#include "wire/request.hpp"

#include <boost/asio/awaitable.hpp>

#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace asio = boost::asio;

namespace muster {

namespace {

// A worker runs foreign code: what it says of a failure may be anything.
failure failure_of_worker(failure word)
{
    word.where = plain_text(word.where);
    return word;
}

// A plugin that could read /proc would find this process's environment there, with its secrets.
// Where no Landlock keeps it from that, the kernel does: then nobody debugs this process, either.
void hide_environment(const worker_settings& settings) noexcept
{
    constexpr auto ask_version = 1;
    const bool has_landlock = settings.without_walls.find("landlock") == std::string::npos &&
                              ::syscall(SYS_landlock_create_ruleset, nullptr, 0, ask_version) > 0;
    if (!has_landlock)
        ::prctl(PR_SET_DUMPABLE, 0);
}

}  // namespace

/// One request and its response. A worker that did not respond as agreed, or was not listened to
/// until the end, is in an unknown state: it is ended.
class worker_runner::exchange
{
public:
    exchange(worker_runner& runner, std::chrono::milliseconds limit) : runner_(runner)
    {
        runner_.is_sound_ = false;
        watch_.emplace(*runner_.session_, limit);
    }
    ~exchange()
    {
        watch_.reset();
        if (!runner_.is_sound_)
            runner_.session_.reset();
    }
    exchange(const exchange&) = delete;
    exchange& operator=(const exchange&) = delete;

private:
    worker_runner& runner_;
    std::optional<worker_session::watch> watch_ = {};
};

worker_runner::worker_runner(
    asio::any_io_executor executor, worker_settings settings, plugin_file file
)
    : executor_(std::move(executor)), settings_(std::move(settings)), file_(std::move(file)),
      name_(std::make_shared<std::string>(plain_text(file_.path.filename().string())))
{
}

worker_runner::~worker_runner() = default;

asio::awaitable<result<plugin_introduction>> worker_runner::describe()
{
    auto loaded = co_await load();
    if (loaded.has_error())
        co_return loaded.error();
    co_return introduction_;
}

asio::awaitable<result<std::vector<std::string>>> worker_runner::start(option_values options)
{
    request asked;
    asked.head = wire::encode_options(options);
    auto answer = co_await ask(std::move(asked));
    if (answer.has_error())
        co_return answer.error();
    co_return std::move(answer->follow);
}

asio::awaitable<result<page_reading>>
worker_runner::read_page(fetched_page page, option_values options, std::function<void()> meanwhile)
{
    request asked;
    asked.kind = wire::frame_kind::read;
    asked.head = wire::encode_page_head(page, options);
    asked.body = std::move(page.body);
    asked.meanwhile = std::move(meanwhile);
    // The worker would refuse it as a broken frame, and be ended for it.
    if (asked.head.size() + asked.body.size() > wire::request_bytes_limit)
        co_return failure{errc::too_large, "the page is too large to hand to a plugin"};
    auto answer = co_await ask(std::move(asked));
    co_return answer;
}

asio::awaitable<result<void>> worker_runner::load()
{
    if (session_)
        co_return result<void>();
    auto begun = begin_session();
    if (begun.has_error())
        co_return begun;
    const exchange loading(*this, settings_.load_limit);
    auto introduced = co_await introduce();
    is_sound_ = introduced.has_value();
    co_return introduced;
}

result<void> worker_runner::begin_session()
{
    // In the order of read_orders() in worker/main.cpp.
    std::vector<std::string> arguments = {
        file_.path.string(),
        to_string(file_.identity),
        std::to_string(settings_.memory_bytes),
        std::to_string(::getpid()),
        settings_.watches_itself ? "1" : "0",
        settings_.requires_walls ? "1" : "0",
        settings_.without_walls};
    output_lines::line_sink log;
    if (settings_.log)
        log = [log = settings_.log, name = name_](std::string_view line) { log(*name, line); };
    hide_environment(settings_);
    auto begun = worker_session::begin(executor_, settings_, std::move(arguments), std::move(log));
    if (begun.has_error())
        return begun.error();
    session_ = std::move(*begun);
    return {};
}

// Sent before any foreign code could send it.
asio::awaitable<result<void>> worker_runner::receive_walls()
{
    auto frame = co_await session_->receive();
    if (frame.has_error())
        co_return frame.error();
    if (frame->kind != wire::frame_kind::walled)
        co_return wire::protocol_error("no word about walls came");
    auto standing = wire::read_walls(frame->payload);
    if (standing.has_error())
        co_return standing.error();
    walls_ = std::move(*standing);
    co_return result<void>();
}

asio::awaitable<result<void>> worker_runner::introduce()
{
    auto walled = co_await receive_walls();
    if (walled.has_error())
        co_return walled.error();
    auto frame = co_await session_->receive();
    if (frame.has_error())
        co_return frame.error();
    if (frame->kind == wire::frame_kind::out_of_memory)
        co_return out_of_memory();
    if (frame->kind == wire::frame_kind::done)
    {
        const auto word = wire::read_trailer(frame->payload);
        if (word.has_error() || !word->outcome.code)
            co_return wire::protocol_error("no description came");
        co_return failure_of_worker(word->outcome);
    }
    if (frame->kind != wire::frame_kind::described)
        co_return wire::protocol_error("no description came");
    const auto said = wire::read_described(frame->payload);
    if (said.has_error())
        co_return said.error();
    auto description = read_descriptor(said->descriptor);
    if (description.has_error())
        co_return failure_of_worker(description.error());
    introduction_ = {said->abi_major, said->abi_minor, std::move(*description)};
    // Shared with the log, which says the plugin's name from here on, and not its file's.
    *name_ = introduction_.description.name;
    co_return result<void>();
}

asio::awaitable<result<page_reading>> worker_runner::ask(request asked)
{
    auto loaded = co_await load();
    if (loaded.has_error())
        co_return loaded.error();
    const exchange asking(*this, settings_.call_limit);
    auto sent = co_await session_->send(asked.kind, asked.head, asked.body);
    if (sent.has_error())
        co_return sent.error();
    // The request is out: the worker reads it while this process does other work.
    if (asked.meanwhile)
        asked.meanwhile();
    auto answer = co_await receive_response();
    co_return answer;
}

asio::awaitable<result<page_reading>> worker_runner::receive_response()
{
    page_reading reading;
    reading_budget budget;
    std::uint64_t items_bytes = 0;
    while (true)
    {
        auto frame = co_await session_->receive();
        if (frame.has_error())
            co_return frame.error();
        if (frame->kind == wire::frame_kind::out_of_memory)
            co_return out_of_memory();
        if (frame->kind == wire::frame_kind::done)
        {
            auto word = wire::read_trailer(frame->payload);
            if (word.has_error())
                co_return word.error();
            if (word->items_bytes != items_bytes)
                co_return wire::protocol_error("parts of the answer are missing");
            // Ended as agreed: also after a failure of the plugin the worker can be asked again.
            is_sound_ = true;
            if (word->outcome.code)
                co_return failure_of_worker(std::move(word->outcome));
            co_return std::move(reading);
        }
        if (frame->kind != wire::frame_kind::items)
            co_return wire::protocol_error("a frame that is no part of an answer");
        auto taken = wire::read_items(frame->payload, budget, reading);
        if (taken.has_error())
            co_return taken.error();
        items_bytes += frame->payload.size();
    }
}

failure worker_runner::out_of_memory() const
{
    return {
        errc::crashed,
        "memory-limit: it needs more than " +
            std::to_string(settings_.memory_bytes / (std::uint64_t{1024} * 1024)) +
            " MiB (--worker-memory)"};
}

}  // namespace muster
