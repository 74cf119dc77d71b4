#pragma once

#include "base/interruption.hpp"
#include "plugin/worker_settings.hpp"
#include "wire/page_reading.hpp"

#include <boost/asio/awaitable.hpp>

#include <filesystem>
#include <string>
#include <vector>

namespace muster {

/// What to verify, and with what.
struct verify_request
{
    std::filesystem::path file = {};

    /// Pages as the source publishes them. Without any, made-up ones are read instead, and checks
    /// that need a real page are not tried.
    std::vector<fetched_page> pages = {};

    option_values options = {};  ///< in place of the descriptor's defaults
    worker_settings workers = {};
    unsigned mutations = 10000;  ///< of all pages together
    unsigned seed = 1;
    const interruption* stop = nullptr;  ///< null: nobody can stop it

    bool is_stopped() const noexcept { return stop && stop->is_requested; }
};

enum class check_outcome
{
    kept,
    broken,
    not_tried,
};

/// One promise of the contract, and whether the plugin keeps it.
struct plugin_check
{
    std::string name = {};
    check_outcome outcome = check_outcome::kept;
    std::string detail = {};  ///< what went wrong, how much was tried, or what it takes to try it
    std::string page = {};    ///< the generated page that broke it, if any
};

/// The check's outcome: broken if there is a reason, else kept; `tried` says how much was tried.
plugin_check outcome_of(std::string name, const std::string& reason, std::string tried = {});

plugin_check not_tried(std::string name, const std::string& what_it_takes);

/// Checks a built plugin against the contract, in workers: descriptor, symbols, start, purity,
/// links, bad rows, hostile pages, and what it leaves in its process. When it does not load, that
/// is the only check in the result.
boost::asio::awaitable<std::vector<plugin_check>> verify_plugin(verify_request request);

/// Whether no check is broken.
bool all_kept(const std::vector<plugin_check>& checks) noexcept;

/// One line for each check.
std::string to_text(const std::vector<plugin_check>& checks);

}  // namespace muster
