#pragma once

#include "base/interruption.hpp"
#include "contract/descriptor.hpp"
#include "net/http/web_client.hpp"
#include "plugin/source_runner.hpp"
#include "sources/choose_listing.hpp"

#include <boost/asio/awaitable.hpp>

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace muster {

/// Defaults, far above what any listing needs: they end one that has no end.
inline constexpr std::uint64_t page_limit = 10'000;
inline constexpr std::uint64_t page_bytes_limit = std::uint64_t{64} << 20;

/// One of the questions that a source is asked: a listing of its own.
struct source_question
{
    /// What tells it from the usual one, for file names ("task-image-text-to-text+sort-trending")
    /// and for people ("task image-text-to-text, sort trending"). Empty for the usual one.
    std::string key = {};
    std::string words = {};
    option_values options = {};
    std::uint64_t record_limit = 0;  ///< 0 for none

    /// It is about a part of its own, an owner, say: its age says nothing of the source.
    bool is_beside = false;
};

/// Everything needed to fetch one source: the plugin and its checked options.
struct source_plan
{
    descriptor description = {};
    source_runner* runner = nullptr;  ///< must outlive the fetch
    bool is_shipped = false;          ///< its file is one that is installed with muster

    /// As whom it asks: credentials are sent for those of this name.
    std::string client_id = {};

    option_values options = {};                   ///< what the plugin gets: no secrets
    std::vector<std::string> origins = {};        ///< where requests may go
    std::vector<std::string> named_origins = {};  ///< named by the user: private ones are allowed
    std::vector<std::string> named_files = {};    ///< paths that the user named
    std::uint64_t record_limit = 0;               ///< 0 for none

    /// What it is asked; with none, the options as they are.
    std::vector<source_question> questions = {};
    std::string secret_flags = {};  ///< "--hub.token or HF_TOKEN", for messages; may be empty
};

/// The plan with one question alone.
source_plan plan_for(const source_plan& plan, const source_question& question);

/// What was fetched so far.
struct fetch_progress
{
    std::uint64_t pages = 0;
    std::uint64_t records = 0;
    traffic spent = {};

    fetch_progress& operator+=(const fetch_progress& more) noexcept
    {
        pages += more.pages;
        records += more.records;
        spent.requests += more.spent.requests;
        spent.retries += more.spent.retries;
        spent.bytes += more.spent.bytes;
        return *this;
    }
};

/// The outcome of one source: its listing with the verdict, also when it failed half-way.
struct fetched_source
{
    fetched_listing listing = {};
    bool lacks_network = false;  ///< it ended because a page could not be asked for
    fetch_progress progress = {};
    std::chrono::milliseconds took = {};  ///< since the source was first asked something
};

/// What the fetches of a run share.
struct fetch_context
{
    web_client* web = nullptr;
    std::filesystem::path data_directory = {};  ///< where "file:NAME" is read
    std::chrono::milliseconds deadline = {};    ///< for all pages of one source

    /// When that is over for a source that is asked several questions; absent: counted from now.
    std::optional<std::chrono::steady_clock::time_point> ends_at = {};
    std::string now = {};  ///< date of the run, ISO 8601
    std::uint64_t page_limit = muster::page_limit;
    bool wants_one_page = false;         ///< `muster check`: stop after the first page with rows
    const interruption* stop = nullptr;  ///< may be null

    /// Progress. The references stay valid, and grow, until on_end returns for the source. Called
    /// on the thread of the io_context.
    std::function<void(const std::string& name, const fetch_progress& so_far)> on_begin = {};
    std::function<void(const std::string& name, const fetch_progress&)> on_page = {};
    std::function<void(const std::string& name, const fetched_source&)> on_end = {};

    bool is_stopped() const noexcept { return stop && stop->is_requested; }
};

/// The listing that a plan asks for, still without models: its name, date and the options that
/// change what is in it. Snapshots are compared by it.
listing_snapshot empty_snapshot_of(const source_plan& plan, const fetch_context& context);

/// Fetches a source page by page until the plugin follows no more, its record limit is reached, or
/// something ends it; what came before is in the result, and the verdict says which. Never fails;
/// throws on a bug. Both arguments must outlive the call.
boost::asio::awaitable<fetched_source>
fetch_source(const source_plan& plan, const fetch_context& context);

/// How many questions of a source are under way at once: as many as the client sends at once under
/// one rate limit. Fewer cost a round trip each: with an answer after 100 ms an everyday run with
/// the 35 requests of the Hub's wider set took 0.62 s by 16 and 0.52 s by 32, where one by one they
/// would wait for 3.6 s. Each may hold a page that waits to be read and the next one, downloaded
/// ahead: at most 4 GiB, 32 times two pages of page_bytes_limit. A page of the Hub has some 2 MB,
/// of an owner 0.2 MB.
inline constexpr std::size_t questions_at_once_limit = 32;

/// How many questions in a row may bring nothing before the source counts as out of order.
inline constexpr std::size_t failures_in_a_row_limit = 3;

/// Asks a source its questions, several at once, within one deadline; the results are in their
/// order. One that fails, or at which the plugin crashes, does not affect the others; but once
/// failures_in_a_row_limit of them in a row failed, in their order, no more are begun than may be
/// under way with the last of these. Those that were not asked fail, with a reason that says so.
/// What was answered counts, whoever was answered first. When the time is over, what came counts.
///
/// The plugin reads one page at a time. How fast a service is asked is the web client's to decide:
/// a rate limit that one question meets holds all.
boost::asio::awaitable<std::vector<fetched_source>>
fetch_questions(const source_plan& plan, const fetch_context& context);

/// Fetches all sources at once, with results in the order of the plans and of their questions. A
/// source that fails does not affect the others.
boost::asio::awaitable<std::vector<std::vector<fetched_source>>>
fetch_sources(const std::vector<source_plan>& plans, const fetch_context& context);

}  // namespace muster
