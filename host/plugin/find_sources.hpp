#pragma once

#include "contract/descriptor.hpp"
#include "source_runner.hpp"
#include "wire/walls.hpp"
#include "worker_settings.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/thread_pool.hpp>

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace muster {

struct source_search
{
    /// Searched in this order; the first plugin of a name wins.
    std::vector<std::filesystem::path> directories = {};

    bool allow_untrusted = false;
    worker_settings workers = {};

    /// Threads of this process to run plugins on instead of workers (--in-process). Must outlive
    /// the runners, and be joined before the io_context goes. Null: each plugin gets a worker.
    boost::asio::thread_pool* in_process = nullptr;
};

enum class source_state
{
    usable,
    shadowed,   ///< another plugin of that name came first
    skipped,    ///< not a plugin, not one for this program, or it did not survive being loaded
    untrusted,  ///< somebody else could have changed it
};

std::string_view to_string(source_state state) noexcept;

/// A file with the library suffix, or a directory that could not be searched.
struct found_source
{
    descriptor description = {};  ///< without a name when nothing is known
    std::string abi = {};         ///< "1.0": the contract it was built for; empty when not known
    std::filesystem::path file = {};
    source_state state = source_state::skipped;
    std::string reason = {};  ///< why it is not usable, and what to do about it; one line
    std::vector<std::string> notes = {};         ///< what a user should know of a usable one; lines
    boost::system::error_code code = {};         ///< of a plugin that did not load
    walls standing = {};                         ///< what it is kept from, known once it was tried
    std::unique_ptr<source_runner> runner = {};  ///< of usable ones
};

/// Finds the plugins in all directories and has each one described, as many at once as there are
/// processors. What is wrong with a file is said in its entry; nothing here fails.
///
/// In the order of directories and, inside one, file names. Call it on the thread that will use
/// the runners. When it is cancelled, what was found until then comes back.
boost::asio::awaitable<std::vector<found_source>> find_sources(source_search search);

}  // namespace muster
