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

/// Looks up an environment variable; nothing when it is not set. Tests pass a table.
using environment = std::function<std::optional<std::string>(const std::string& name)>;

environment system_environment();

/// By the words that huggingface_hub accepts for its switches: 1, ON, YES and TRUE, in any case.
bool is_switched_on(const environment& env, const std::string& name);

/// With "~", "$HOME" or "${HOME}" at its begin replaced. Files of variables (systemd, Docker) are
/// read by no shell, and the Hub's own tools understand these.
std::filesystem::path with_home(const environment& env, const std::string& path);

enum class fail_on
{
    none,
    any,  ///< a verdict other than ok or disabled
    all,
};

/// What `fit` is asked with. Texts are read by the command, which knows cards and formats.
struct fit_settings
{
    std::vector<std::string> cards = {};  ///< "RTX 4090", "2x H100"
    std::string memory = {};              ///< in place of a card: "24GB"; empty: not given
    std::string context = {};             ///< "32k"
    std::uint64_t users = 1;
    double cache_bits = 16;
    std::vector<std::string> formats = {};  ///< of weights; empty: none is named
    std::string min_params = {};            ///< "7b"; empty: any
    double reserve = 0;                     ///< share of the memory
    bool by_size = false;                   ///< order, else by popularity
    std::uint64_t rows = 0;                 ///< at most so many; 0: all
};

/// The checked options of a run, without those of plugins.
struct settings
{
    std::filesystem::path data_directory = {};
    std::vector<std::filesystem::path> named_plugin_directories = {};
    std::vector<std::filesystem::path> usual_plugin_directories = {};  ///< may be missing
    std::optional<std::vector<std::string>> sources = {};              ///< absent: all
    std::vector<std::string> with = {};  ///< opt-in sources that take part
    std::vector<std::string> skip = {};
    trust_order trust = default_trust();
    variants_mode variants = variants_mode::keep;
    std::vector<std::string> licenses = {};  ///< classes and licences of models to keep; empty: any
    bool names_trust = false;                ///< --trust was given: its names must exist
    staging_order order = staging_order::popularity;
    bool dry_run = false;  ///< nothing is written: only told what would be
    bool allow_untrusted = false;
    bool in_process = false;
    bool require_walls = false;
    std::uint64_t worker_memory_bytes = 0;  ///< 0: no limit
    std::chrono::milliseconds deadline = {};
    std::chrono::milliseconds size_deadline = {};
    std::chrono::milliseconds evidence_age = {};
    std::chrono::milliseconds grace = {};  ///< of rows that no source lists any more
    evidence_policy evidence = {};
    bool explain = false;
    std::string why = {};
    std::string as = {};
    double max_shrink = 0;
    std::optional<std::chrono::milliseconds> content_age = {};  ///< absent: by source; 0: any
    std::string source = {};                                    ///< of accept
    bool no_stale = false;
    bool offline = false;
    bool allow_http = false;
    std::filesystem::path cache_directory = {};  ///< empty: no cache
    std::uint64_t cache_bytes_limit = 0;
    enum fail_on fail_on = fail_on::none;
    std::string format = {};  ///< as given: "text", "csv"
    bool json = false;
    bool markdown = false;               ///< of diff
    std::filesystem::path out = {};      ///< of review, plugin verify; empty: not given
    std::filesystem::path against = {};  ///< of review; empty: the last run's state
    std::string since = {};              ///< of history, a date; empty: not given
    unsigned seed = 1;                   ///< of plugin verify
    unsigned mutations = 0;
    fit_settings fit = {};
    bool quiet = false;
    bool verbose = false;
};

/// Checks values and fills in defaults. The command line wins over the configuration file. Fails
/// with bad_value for the first wrong value; `where` is a sentence that names the flag as it was
/// given.
result<settings> make_settings(
    const flag_values& command_line, const flag_values& configuration, const environment& env
);

/// Where plugins are installed, relative to the program: ../lib/muster, or the directory of the
/// system's libraries (../lib/x86_64-linux-gnu/muster). Empty without /proc.
std::vector<std::filesystem::path> installed_plugin_directories();

/// Splits "a, b" into its parts, trimmed, without empty ones.
std::vector<std::string> split_list(std::string_view joined);

}  // namespace muster
