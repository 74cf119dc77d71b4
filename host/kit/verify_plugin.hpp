#pragma once

#include "plugin/worker_settings.hpp"
#include "wire/page_reading.hpp"

#include <boost/asio/awaitable.hpp>

#include <filesystem>
#include <string>
#include <vector>

namespace muster {

struct verify_request
{
    std::filesystem::path file = {};

    /// Pages as the source publishes them. Without any, made-up ones are read in their place, and
    /// what takes a page of the source is not tried.
    std::vector<fetched_page> pages = {};

    option_values options = {};  ///< given instead of the descriptor's defaults
    worker_settings workers = {};
    unsigned mutations = 10000;  ///< of the pages, all together
    unsigned seed = 1;
};

enum class check_outcome
{
    kept,
    broken,
    not_tried,
};

/// One promise of the contract, and whether the plugin kept it.
struct plugin_check
{
    std::string name = {};
    check_outcome outcome = check_outcome::kept;
    std::string detail = {};  ///< what went wrong, how much was tried, or what it takes to try it
    std::string page = {};    ///< the page that it broke on, when that was made for it
};

/// Kept when there is no trouble to tell; then it says how much was tried.
plugin_check outcome_of(std::string name, const std::string& trouble, std::string tried = {});

plugin_check not_tried(std::string name, const std::string& what_it_takes);

/// Holds a built plugin to the contract, in a worker: descriptor, symbols, start, purity, follow
/// links, single bad rows, hostile pages, and what it leaves in its process. When it does not load,
/// the first check says why and there are no others.
boost::asio::awaitable<std::vector<plugin_check>> verify_plugin(verify_request request);

/// Whether nothing is broken.
bool all_kept(const std::vector<plugin_check>& checks) noexcept;

/// One line a check.
std::string to_text(const std::vector<plugin_check>& checks);

}  // namespace muster
