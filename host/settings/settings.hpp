#pragma once

#include "flags.hpp"
#include "muster/failure.hpp"
#include "parse.hpp"
#include "size/ladder.hpp"
#include "staging/lineage.hpp"
#include "staging/merge.hpp"
#include "staging/rank.hpp"

#include <chrono>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace muster {

/// The value of an environment variable; nothing when it is not set.
using environment = std::function<std::optional<std::string>(const std::string& name)>;

environment process_environment();

enum class fail_on
{
    none,
    any,  ///< a verdict other than ok or disabled
    all,
};

/// What a run was told, apart from the options of plugins.
struct settings
{
    std::filesystem::path data_directory = {};
    std::vector<std::filesystem::path> named_plugin_directories = {};
    std::vector<std::filesystem::path> usual_plugin_directories = {};  ///< may be missing
    std::optional<std::vector<std::string>> sources = {};              ///< absent: all
    std::vector<std::string> with = {};  ///< asked though they are opt in
    std::vector<std::string> skip = {};
    trust_order trust = default_trust();
    variants_mode variants = variants_mode::keep;
    bool names_trust = false;  ///< the order was given, and its names must be known
    staging_order order = staging_order::popularity;
    bool allow_untrusted = false;
    bool in_process = false;
    std::uint64_t worker_memory_bytes = 0;  ///< 0: no limit
    std::chrono::milliseconds deadline = {};
    std::chrono::milliseconds size_deadline = {};
    std::chrono::milliseconds evidence_age = {};
    evidence_policy evidence = {};
    bool explain = false;
    std::string why = {};
    std::string as = {};
    double max_shrink = 0;
    bool no_stale = false;
    bool offline = false;
    bool allow_http = false;
    std::filesystem::path cache_directory = {};  ///< empty when there is no home for it
    std::uint64_t cache_bytes_limit = 0;
    enum fail_on fail_on = fail_on::none;
    std::string format = {};  ///< as given: "text", "csv"
    bool json = false;
    bool markdown = false;               ///< of diff
    std::filesystem::path out = {};      ///< of review, plugin verify; empty: not given
    std::filesystem::path against = {};  ///< of review; empty: what the last run found
    unsigned seed = 1;                   ///< of plugin verify
    unsigned mutations = 0;
    bool quiet = false;
    bool verbose = false;
};

/// Checks values against their flags and fills in defaults. Command line before configuration.
/// Fails with bad_value; `where` is a sentence that names the flag.
result<settings> make_settings(
    const flag_values& command_line, const flag_values& configuration, const environment& env
);

/// The installed plugins, seen from the program: ../lib/muster, or where the system's libraries
/// are (../lib/x86_64-linux-gnu/muster).
std::vector<std::filesystem::path> installed_plugin_directories();

/// "a, b" as its parts, without empty ones and the space around them.
std::vector<std::string> split_list(std::string_view joined);

}  // namespace muster
