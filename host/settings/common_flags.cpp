#include "base/split.hpp"
#include "flags.hpp"

#include <algorithm>
#include <array>

namespace muster {

namespace {

/// One line of the table of common flags.
struct row
{
    const char* group;
    const char* name;
    option_type type;
    const char* value_name;  // "" for a switch
    const char* default_value;
    const char* help;
};

constexpr const char* files = "Files";
constexpr const char* plugins = "Sources";
constexpr const char* network = "Network and time";
constexpr const char* sizes = "Sizes";
constexpr const char* decisions = "Decisions";
constexpr const char* fit = "What fits";
constexpr const char* output = "Output";

using enum option_type;

// The order of --help. The first of a group brings its heading.
constexpr std::array rows = {
    row{files, "data", path, "DIR", "data", "the data directory: what muster reads and writes"},
    row{files, "config", path, "FILE", "", "read options from FILE, as lines name = value"},
    row{files, "pin", text, "FIELD=VALUE", "", "catalog add: a fact to pin; may be repeated"},
    row{plugins,
        "sources",
        text,
        "A,B",
        "",
        "use these sources only (default: all found, except those that are opt-in)"},
    row{plugins, "with", text, "A,B", "", "use these opt-in sources as well"},
    row{plugins, "skip", text, "A,B", "", "leave these sources out"},
    row{plugins,
        "trust",
        text,
        "A,B",
        "",
        "which source counts where they differ, the most trusted first (default: hub,openrouter, "
        "then the others by name)"},
    row{plugins,
        "sort",
        choice,
        "popularity|rank-fusion",
        "popularity",
        "order of the staging file: by score, or by the ranks that the sources give, which "
        "compare"},
    row{plugins,
        "plugin-dir",
        path,
        "DIR",
        "",
        "look for plugins here first; may be repeated (then $MUSTER_PLUGIN_PATH, then the "
        "installed ones)"},
    row{plugins, "allow-untrusted", yes_no, "", "", "load plugins that others could have changed"},
    row{plugins,
        "in-process",
        yes_no,
        "",
        "",
        "run plugins inside muster itself, without walls, to debug them"},
    row{plugins,
        "require-walls",
        yes_no,
        "",
        "",
        "load no plugin where the system cannot keep it from files, network and processes"},
    row{plugins, "worker-memory", integer, "MIB", "512", "memory a plugin may use; 0 for no limit"},
    row{plugins,
        "variants",
        choice,
        "keep|fold|drop",
        "keep",
        "quantised copies and adapters (data/policy.json lists which): keep them as rows, fold "
        "them "
        "into the model they were made from, or drop them"},
    row{plugins,
        "license",
        text,
        "LICENSES",
        "",
        "models of these licences alone, each a class (open, conditions, research, unknown) or a "
        "licence such as apache-2.0; run and update leave the others out of models.json, but for "
        "entries of the catalog and models that a person accepted"},
    row{plugins, "seed", integer, "N", "1", "plugin verify: the seed of the first mutation"},
    row{plugins,
        "mutations",
        integer,
        "N",
        "10000",
        "plugin verify: how many mutations of its pages"},
    row{network, "deadline", duration, "TIME", "120", "time for a source, all its pages"},
    row{network,
        "max-shrink",
        real,
        "SHARE",
        "0.5",
        "use the earlier listing of a source that lost more than this share of its models"},
    row{network,
        "content-age",
        duration,
        "TIME",
        "",
        "call a source old when the newest date in its content is older; 0 for never (default: "
        "what each source says of itself)"},
    row{network,
        "no-stale",
        yes_no,
        "",
        "",
        "take the listings of this run as they are, never an earlier one in place of one that "
        "failed or shrank: what only a source that failed in all lists leaves models.json at once"},
    row{network,
        "grace",
        duration,
        "TIME",
        "14d",
        "how long the row of a model stands on that no source lists any more, before it goes to "
        "data/archive.json"},
    row{network, "offline", yes_no, "", "", "do not use the network"},
    row{network,
        "allow-http",
        yes_no,
        "",
        "",
        "allow http without TLS, tokens included, to any host that you name; otherwise to this "
        "machine only"},
    row{network, "cache-limit", integer, "MIB", "256", "size limit of the response cache"},
    row{sizes, "size-deadline", duration, "TIME", "120", "time for sizing, all models"},
    row{sizes,
        "evidence-age",
        duration,
        "TIME",
        "24h",
        "how long evidence of a model that no source lists, and any answer that there is none, "
        "stays valid"},
    row{sizes, "evidence", text, "A,B", "config,totals,headers", "what sizes may be derived from"},
    row{sizes,
        "explain",
        yes_no,
        "",
        "",
        "size: show each number with its evidence and arithmetic"},
    row{decisions,
        "why",
        text,
        "TEXT",
        "",
        "accept, reject, hold, add, catalog add: the reason, recorded with the decision"},
    row{decisions,
        "source",
        text,
        "NAME",
        "",
        "accept: the source whose listing has shrunk for good, or never holds all that it "
        "promises; later ones are measured by it"},
    row{decisions,
        "as",
        text,
        "OWNER/NAME",
        "",
        "accept: the id of the model that a source's name means"},
    row{fit,
        "gpu",
        text,
        "CARD",
        "",
        "fit: a card of the machine, such as \"RTX 4090\" or \"2x H100\"; may be repeated"},
    row{fit, "memory", text, "BYTES", "", "fit: in place of a card, memory such as 24GB or 16GiB"},
    row{fit,
        "context",
        text,
        "TOKENS",
        "32k",
        "fit: tokens of each user; a model with a shorter context is taken with its own"},
    row{fit, "users", integer, "N", "1", "fit: sequences at once"},
    row{fit,
        "kv",
        choice,
        "16|8|4|q8_0|q4_0",
        "16",
        "fit: bits of each number in the KV cache, or a format of llama.cpp"},
    row{fit,
        "weights",
        text,
        "FORMATS",
        "",
        "fit: formats of weights to try, the best first (default: how each model is stored, then "
        "those of bf16,fp8,Q6_K,Q4_K_M that have fewer bits)"},
    row{fit, "min-params", text, "N", "", "fit: models from this size on, such as 7b"},
    row{fit,
        "reserve",
        real,
        "SHARE",
        "0.1",
        "fit: share of the memory that the engine and its buffers need"},
    row{fit, "by", choice, "popularity|size", "popularity", "fit: what comes first"},
    row{fit,
        "rows",
        integer,
        "N",
        "30",
        "fit: models to show as text; 0 for all (json and csv have all)"},
    row{output, "since", text, "DATE", "", "history: changes of that day and later, as 2026-11-01"},
    row{output,
        "fail-on",
        choice,
        "none|any|all",
        "none",
        "exit with status 3 when any source, or every source, failed or answered in part"},
    row{output,
        "format",
        choice,
        "text|json|markdown|csv|jsonl",
        "text",
        "how results are printed; markdown is for diff, csv for export and fit, jsonl for export"},
    row{output,
        "out",
        path,
        "FILE",
        "",
        "review: the page to write (default: DIR/review.html); plugin verify: where to put the "
        "page that broke the plugin"},
    row{output,
        "against",
        path,
        "DIR|FILE",
        "",
        "review: the earlier state to compare with (default: what the last run found)"},
    row{output,
        "dry-run",
        yes_no,
        "",
        "",
        "say what would change, and write nothing to the data directory"},
    row{output, "quiet", yes_no, "", "", "print errors only"},
    row{output, "verbose", yes_no, "", "", "print every page and every rejected row"},
    row{output, "help", yes_no, "", "", "print this text"},
    row{output, "version", yes_no, "", "", "print the version"}};

// Bounds against typing errors: a day for any deadline, 1 TiB for memory.
constexpr double longest_seconds = 86'400;
constexpr double most_mebibytes = 1 << 20;

void set_bounds(option_spec& spec)
{
    // Zero would mean no time at all; evidence, content and absence may be of any age, and no age.
    const bool is_age =
        spec.name == "evidence-age" || spec.name == "content-age" || spec.name == "grace";
    const bool is_time = spec.type == duration && !is_age;
    if (is_time)
        spec.min = 0.001;
    if (is_time)
        spec.max = longest_seconds;
    else if (spec.type == integer)
        spec.max = most_mebibytes;
    // The only real number is a share, 0 to 1.
    else if (spec.type == real)
        spec.max = 1;
    if (spec.type == real)
        spec.min = 0;
    // Nobody at all would need no cache, and fit everywhere.
    if (spec.name == "users")
        spec.min = 1;
}

flag flag_of(const row& one)
{
    flag out;
    out.group = one.group;
    out.value_name = one.value_name;
    out.is_switch = one.type == yes_no;
    out.spec.name = one.name;
    // Of these all values count. Of others it would be a guess which: see refuse_repetition().
    out.is_repeatable =
        out.spec.name == "plugin-dir" || out.spec.name == "pin" || out.spec.name == "gpu";
    out.spec.type = one.type;
    out.spec.help = one.help;
    // An empty text in the table means that there is none.
    if (*one.default_value != '\0')
        out.spec.default_value = one.default_value;
    // "text|json" is what help shows and the list of choices.
    if (one.type == choice)
        out.spec.choices = split(one.value_name, '|');
    set_bounds(out.spec);
    return out;
}

}  // namespace

const std::vector<flag>& common_flags()
{
    // Made once, when the first asks: flags are looked up for each word of the line.
    static const auto flags = [] {
        std::vector<flag> made;
        for (const auto& one : rows)
            made.push_back(flag_of(one));
        return made;
    }();
    return flags;
}

}  // namespace muster
