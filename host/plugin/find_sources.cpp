#include "find_sources.hpp"

#include "base/plain_text.hpp"
#include "base/run_on_pool.hpp"
#include "environment_policy.hpp"
#include "find_plugins.hpp"
#include "in_process_runner.hpp"
#include "worker_runner.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/deferred.hpp>
#include <boost/asio/experimental/parallel_group.hpp>

#include <algorithm>
#include <map>
#include <thread>

namespace asio = boost::asio;

namespace muster {

namespace {

/// Describes files one after the other; several of these share the list.
class description_round
{
public:
    description_round(const source_search& search, std::vector<plugin_file> files)
        : search_(search), files_(std::move(files)), found_(files_.size())
    {
    }

    asio::awaitable<void> work()
    {
        while (next_ < files_.size())
        {
            // All of them run on one thread: no lock is needed.
            const auto index = next_++;
            auto& out = found_[index];
            out.file = files_[index].path;
            // Filled in by take(), when the file that it is the same as has been described.
            if (!files_[index].same_as.empty())
                continue;
            if (files_[index].reason.empty())
                co_await describe(files_[index], out);
            else
                refuse(files_[index], out);
        }
    }

    std::size_t size() const noexcept { return files_.size(); }

    /// Precondition: all have been described.
    std::vector<found_source> take()
    {
        for (std::size_t i = 0; i < files_.size(); ++i)
            for (std::size_t first = 0; first < i && !files_[i].same_as.empty(); ++first)
                if (files_[first].path == files_[i].same_as)
                    mark_shadowed(found_[first], found_[i]);
        return std::move(found_);
    }

private:
    // Another name of a file that was looked at: it is not loaded again.
    static void mark_shadowed(const found_source& first, found_source& out)
    {
        // Two names of a file that cannot be used hide nothing: both say why.
        const bool is_used = first.state == source_state::usable;
        out.description = first.description;
        out.abi = first.abi;
        out.standing = first.standing;
        out.state = is_used ? source_state::shadowed : first.state;
        out.reason = (is_used ? "shadowed by " : "the same file as ") +
                     plain_text(first.file.string()) + (is_used ? "" : ": " + first.reason);
    }

    static void refuse(const plugin_file& file, found_source& out)
    {
        out.state = file.is_untrusted ? source_state::untrusted : source_state::skipped;
        out.reason = plain_text(file.reason);
    }

    static void refuse(const failure& why, found_source& out)
    {
        out.code = why.code;
        out.reason = plain_text(why.where);
    }

    asio::awaitable<void> describe(const plugin_file& file, found_source& out)
    {
        if (search_.in_process)
            co_await describe_in_process(file, out);
        else
            co_await describe_in_worker(file, out);
    }

    asio::awaitable<void> describe_in_worker(const plugin_file& file, found_source& out)
    {
        const auto executor = co_await asio::this_coro::executor;
        auto runner = std::make_unique<worker_runner>(executor, search_.workers, file);
        // Where this succeeds the worker goes on with the runner: a run starts no second one.
        auto introduced = co_await runner->describe();
        out.standing = runner->standing_walls();
        if (introduced.has_error())
        {
            refuse(introduced.error(), out);
            // What keeps everybody waiting is told while they wait.
            // The limit is seconds long, and nothing else is printed meanwhile.
            if (out.code == make_error_code(errc::timed_out) && search_.workers.log)
                search_.workers.log(plain_text(file.path.filename().string()), out.reason);
            co_return;
        }
        accept(*introduced, std::move(runner), out);
    }

    asio::awaitable<void> describe_in_process(const plugin_file& file, found_source& out)
    {
        out.standing.missing =
            "with --in-process plugins run without walls: they can do what you can";
        if (search_.workers.requires_walls)
        {
            refuse({errc::refused, "no-walls: " + out.standing.missing}, out);
            co_return;
        }
        // On the pool: constructors of the library run here, and may take any time.
        std::function<result<loaded_plugin>()> work = [path = file.path] {
            return load_library(path);
        };
        auto loaded = co_await run_on_pool(*search_.in_process, std::move(work));
        if (loaded.has_error())
        {
            refuse(loaded.error(), out);
            co_return;
        }
        const auto& table = *loaded->table;
        plugin_introduction introduced{table.abi_major, table.abi_minor, loaded->description};
        accept(
            introduced,
            std::make_unique<in_process_runner>(std::move(*loaded), *search_.in_process),
            out
        );
    }

    static void accept(
        plugin_introduction& introduced, std::unique_ptr<source_runner> runner, found_source& out
    )
    {
        out.abi = std::to_string(introduced.abi_major) + '.' + std::to_string(introduced.abi_minor);
        out.description = std::move(introduced.description);
        out.state = source_state::usable;
        out.runner = std::move(runner);
    }

    const source_search& search_;
    std::vector<plugin_file> files_;
    std::vector<found_source> found_;
    std::size_t next_ = 0;
};

// The search was given up from outside: whoever did that knows.
bool is_cancellation(const std::exception_ptr& thrown)
{
    try
    {
        std::rethrow_exception(thrown);
    }
    catch (const boost::system::system_error& error)
    {
        return error.code() == asio::error::operation_aborted;
    }
    catch (...)
    {
        return false;
    }
}

asio::awaitable<void> describe_all(description_round& round)
{
    const auto executor = co_await asio::this_coro::executor;
    const auto count =
        // Starting a worker is work for a core. hardware_concurrency() may be 0, which means
        // unknown.
        std::min<std::size_t>(std::max(1U, std::thread::hardware_concurrency()), round.size());
    using work = decltype(asio::co_spawn(executor, round.work(), asio::deferred));
    std::vector<work> all;
    for (std::size_t i = 0; i < count; ++i)
        all.push_back(asio::co_spawn(executor, round.work(), asio::deferred));
    if (all.empty())
        co_return;
    auto group = asio::experimental::make_parallel_group(std::move(all));
    const auto [order, thrown] =
        co_await group.async_wait(asio::experimental::wait_for_all(), asio::use_awaitable);
    for (const auto& one : thrown)
        if (one && !is_cancellation(one))
            std::rethrow_exception(one);
}

// Which of two plugins of a name is used does not depend on how fast they were described.
void shadow_later_ones(std::vector<found_source>& found)
{
    std::map<std::string, std::filesystem::path> first;
    for (auto& one : found)
    {
        if (one.state != source_state::usable)
            continue;
        const auto [place, is_first] = first.emplace(one.description.name, one.file);
        if (is_first)
            continue;
        one.state = source_state::shadowed;
        one.reason = "shadowed by " + plain_text(place->second.string());
        // Ends its worker, which nothing will ask.
        one.runner.reset();
    }
}

void append_unreadable(
    const std::vector<unreadable_directory>& unreadable, std::vector<found_source>& found
)
{
    for (const auto& one : unreadable)
    {
        auto& out = found.emplace_back();
        out.file = one.path;
        out.reason = plain_text("cannot be searched: " + one.reason);
    }
}

}  // namespace

std::string_view to_string(source_state state) noexcept
{
    switch (state)
    {
        case source_state::usable: return "usable";
        case source_state::shadowed: return "shadowed";
        case source_state::skipped: return "skipped";
        case source_state::untrusted: return "untrusted";
    }
    return "skipped";
}

asio::awaitable<std::vector<found_source>> find_sources(source_search search)
{
    auto plugins = find_plugins(search.directories, search.allow_untrusted);
    description_round round(search, std::move(plugins.files));
    co_await describe_all(round);
    auto found = round.take();
    // After all are described: names are known only then.
    shadow_later_ones(found);
    apply_environment_policy(found);
    append_unreadable(plugins.unreadable, found);
    co_return found;
}

}  // namespace muster
