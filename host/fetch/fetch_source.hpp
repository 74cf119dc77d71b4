#pragma once

#include "base/interruption.hpp"
#include "contract/descriptor.hpp"
#include "net/http/web_client.hpp"
#include "plugin/source_runner.hpp"
#include "sources/settle.hpp"

#include <boost/asio/awaitable.hpp>

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace muster {

inline constexpr std::uint64_t page_limit = 10'000;
inline constexpr std::uint64_t page_bytes_limit = std::uint64_t{64} << 20;

/// A source, ready to be asked.
struct source_plan
{
    descriptor description = {};
    source_runner* runner = nullptr;  ///< must outlive the fetch

    option_values options = {};                   ///< as the plugin sees them: no secrets
    std::vector<std::string> origins = {};        ///< where requests may go
    std::vector<std::string> named_origins = {};  ///< those a user named: they may be private
    std::vector<std::string> named_files = {};    ///< paths a user named, beside the data directory
    std::uint64_t record_limit = 0;               ///< 0 for none
    std::string secret_flags = {};  ///< "--hub.token or HF_TOKEN", for messages; may be empty
};

/// What came so far.
struct fetch_progress
{
    std::uint64_t pages = 0;
    std::uint64_t records = 0;
    traffic spent = {};
};

struct fetched_source
{
    fetched_listing listing = {};
    fetch_progress progress = {};
    std::chrono::milliseconds took = {};
};

/// What a fetch needs of the program around it.
struct fetch_context
{
    web_client* web = nullptr;
    std::filesystem::path data_directory = {};  ///< where file:NAME is
    std::chrono::milliseconds deadline = {};    ///< for one source, all its pages
    std::string now = {};                       ///< date of the run, ISO 8601
    std::uint64_t page_limit = muster::page_limit;
    bool wants_one_page = false;         ///< a trial: the first page is all that is asked for
    const interruption* stop = nullptr;  ///< may be null

    /// What is handed over grows until on_end is called for the source.
    std::function<void(const std::string& name, const fetch_progress& so_far)> on_begin = {};
    std::function<void(const std::string& name, const fetch_progress&)> on_page = {};
    std::function<void(const std::string& name, const fetched_source&)> on_end = {};

    bool is_stopped() const noexcept { return stop && stop->is_requested; }
};

/// What a plan asks for, with nothing published yet.
last_good question_of(const source_plan& plan, const fetch_context& context);

/// Asks a source page by page until it has no more to follow, its record limit is reached, or
/// something ends it. What came before that is in the result. Both must outlive the call.
boost::asio::awaitable<fetched_source>
fetch_source(const source_plan& plan, const fetch_context& context);

/// All sources at once. Results have the order of the plans; one source that fails takes nothing
/// from the others.
boost::asio::awaitable<std::vector<fetched_source>>
fetch_sources(const std::vector<source_plan>& plans, const fetch_context& context);

}  // namespace muster
