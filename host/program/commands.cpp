#include "commands.hpp"

#include "base/split.hpp"

#include <algorithm>
#include <array>

namespace muster {

namespace {

// Groups of flags that several commands share: what one of them takes, all take.
constexpr std::string_view plugins =
    "plugin-dir allow-untrusted in-process require-walls worker-memory";
constexpr std::string_view network =
    "offline allow-http cache-limit hub.endpoint hub.token hub.token-file";
constexpr std::string_view asking =
    "data sources with skip trust sort variants deadline max-shrink content-age no-stale grace "
    "dry-run fail-on";
constexpr std::string_view sizing = "evidence evidence-age size-deadline";
constexpr std::string_view updating = "evidence evidence-age size-deadline license";

constexpr std::array specs = {
    command_spec{
        .name = "run",
        .words = "",
        .summary = "ingest, then update",
        .details =
            "Asks the sources, stages what they list in staging_candidates.json, sizes each model "
            "from evidence, lays the catalog over it, and writes models.json. What each source "
            "did, what has no size and what waits for a person is told at the end and stands in "
            "run_report.json. Without a network it goes by what is recorded.",
        .run = run_command,
        .needs_plugins = true,
        .options = {asking, plugins, network, updating},
        .examples = "muster run\nmuster run --hub.limit 1000 --skip community"},
    command_spec{
        .name = "ingest",
        .words = "",
        .summary = "ask the sources; write staging_candidates.json",
        .details =
            "The first half of run. The file is there to be looked at and edited; update then "
            "takes it as it stands. It takes the options of run, those of update to no effect.",
        .run = ingest_command,
        .needs_plugins = true,
        .options = {asking, plugins, network, updating},
        .examples = "muster ingest --sources hub,openrouter\nmuster ingest --with modelsdev"},
    command_spec{
        .name = "update",
        .words = "",
        .summary = "make models.json from the staging file and the catalog",
        .details =
            "The second half of run: sizes what is staged and what the catalog names. Pins of the "
            "catalog win, field by field. A change that is hard to believe is held until somebody "
            "accepts it. It takes the options of run, those of ingest to no effect.",
        .run = update_command,
        .options = {asking, plugins, network, updating},
        .examples = "muster update\nmuster update --offline"},
    command_spec{
        .name = "sources",
        .words = "",
        .summary = "the plugins found, and what is wrong with any",
        .details =
            "Of each its name, version, file, what stands between it and your machine, and why it "
            "is not used where it is not.",
        .run = sources_command,
        .needs_plugins = true,
        .options = {plugins, "format"},
        .examples = "muster sources\nmuster sources --plugin-dir my-plugins --format json"},
    command_spec{
        .name = "check",
        .words = "[SOURCE...]",
        .summary = "ask each source for one page; write nothing",
        .details = "Is the network there, is the token good, does the source answer. A source that "
                   "is asked several questions is asked each of them, for one page.",
        .run = check_command,
        .needs_plugins = true,
        .options = {"data sources with skip deadline fail-on format", plugins, network},
        .examples = "muster check\nmuster check hub openrouter"},
    command_spec{
        .name = "diff",
        .words = "A B",
        .summary = "what changed between two staging files, or two models.json",
        .details =
            "What came, went, changed and moved, the gravest first. A file may be a pipe, so that "
            "git can give it.",
        .run = diff_command,
        .only_reads = true,
        .options = {"format"},
        .examples = "muster diff old/models.json data/models.json\n"
                    "muster diff <(git show HEAD:data/models.json) data/models.json"},
    command_spec{
        .name = "history",
        .words = "[ID]",
        .summary = "what changed in models.json, and when",
        .details =
            "From changes.jsonl, to which each run that changed something adds a line a change: of "
            "one model, or of all since a day.",
        .run = history_command,
        .only_reads = true,
        .options = {"data since format"},
        .examples = "muster history Qwen/Qwen3-8B\nmuster history --since 2026-11-01"},
    command_spec{
        .name = "review",
        .words = "",
        .summary = "write a page to look at it all: DIR/review.html",
        .details =
            "Sources and their history, what changed, what waits for a person with the command "
            "that settles it, plots, and every model with its evidence. One file, which needs no "
            "server.",
        .run = review_command,
        .options = {"data out against"},
        .examples = "muster review\nmuster review --against last-week/data --out /tmp/review.html"},
    command_spec{
        .name = "publish",
        .words = "DIR",
        .summary = "write the catalogue as static files for a web server",
        .details =
            "A page to search, filter and fit models to a machine, a page a model with its "
            "evidence, and the same as JSON under v1/, with checksums in v1/index.json. What is "
            "published again keeps its bytes where the data did not change, and files of models "
            "that left are removed. No finding and nothing that is not in models.json is on it.",
        .run = publish_command,
        .options = {"data format"},
        .examples = "muster publish site\nmuster publish --data data public && python3 -m "
                    "http.server --directory public"},
    command_spec{
        .name = "size",
        .words = "ID...",
        .summary = "size single models, showing the evidence",
        .details =
            "Parameters, layers, context, KV cache, and the memory of weights and cache in usual "
            "formats; and, where asked, the sum behind each number.",
        .run = size_command,
        .options = {"data explain format", network, sizing},
        .examples = "muster size Qwen/Qwen3-8B\nmuster size deepseek-ai/DeepSeek-V3 --explain"},
    command_spec{
        .name = "fit",
        .words = "[ID...]",
        .summary = "which models run on a GPU, and how",
        .details =
            "Lists the models of models.json that fit, the most popular first, each in the best "
            "format that does, with the longest context; or tells of one model what it takes, and "
            "what would make it fit. A repository that is quantised is taken as it is stored; "
            "other "
            "formats are known builds or computed. Bytes are counted; what the engine needs "
            "besides is a share "
            "that you can set.",
        .run = fit_command,
        .only_reads = true,
        .options =
            {"data gpu memory context users kv weights min-params license reserve by rows format"},
        .examples = "muster fit --gpu \"RTX 4090\" --context 32k\n"
                    "muster fit Qwen/Qwen3-32B --gpu \"2x RTX 3090\" --users 4"},
    command_spec{
        .name = "which",
        .words = "NAME...",
        .summary = "what a name stands for, and what a model is called",
        .details =
            "Of a name of OpenRouter, models.dev, LiteLLM, LMArena, ModelScope, Artificial "
            "Analysis or Ollama the Hub id, how certain that is, by which evidence and since when; "
            "of a Hub id all names that are known, and its builds. Goes by names.json, which runs "
            "write, and by what people accepted; asks no network.",
        .run = which_command,
        .only_reads = true,
        .options = {"data format"},
        .examples = "muster which qwen/qwen3-8b:free qwen3:8b\nmuster which Qwen/Qwen3-8B"},
    command_spec{
        .name = "add",
        .words = "ID|LINK...",
        .summary = "put models on the curated list, community_rankings.json",
        .details =
            "As people paste them: a link to the Hub, to hf-mirror.com, openrouter.ai, "
            "ollama.com/library or modelscope.cn/models, an id, a name of a vendor or an Ollama "
            "tag. A name that is likely one model and no other is taken, with the reason; one that "
            "may mean several is refused, and they are named. A new entry is the last of the list, "
            "whose other bytes stay; the next run stages it.",
        .run = add_command,
        .options = {"data why"},
        .examples = "muster add https://huggingface.co/Qwen/Qwen3-8B --why \"asked for twice\"\n"
                    "muster add gpt-oss:20b https://ollama.com/library/qwen3:4b"},
    command_spec{
        .name = "audit",
        .words = "[FILE]",
        .summary = "pins of the catalog that the evidence contradicts",
        .details =
            "Also those that say what the evidence says anyway, and entries whose model moved or "
            "is not there.",
        .run = audit_command,
        .options = {"data fail-on format", network, sizing},
        .examples = "muster audit\nmuster audit --format json"},
    command_spec{
        .name = "accept",
        .words = "ID...",
        .summary = "yes to a candidate, a held change, a name, or a shrunk listing",
        .details = "Takes back a rejection, publishes a change that is held, says which model a "
                   "source means by a name (--as), or takes the listing of a source as it is that "
                   "shrank, or lacks rows that were promised (--source). Kept in decisions.json, "
                   "with the reason.",
        .run = accept_command,
        .options = {"data why as source"},
        .examples =
            "muster accept Qwen/Qwen3-8B --why \"its card says so\"\n"
            "muster accept qwen/qwen3-8b:free --as Qwen/Qwen3-8B --why \"the same weights\""},
    command_spec{
        .name = "reject",
        .words = "ID...",
        .summary = "keep models out of models.json, for good",
        .details = "And out of the staging file, under whichever of its names; until accepted.",
        .run = reject_command,
        .options = {"data why"},
        .examples = "muster reject some/model --why \"a copy\"\n"
                    "muster reject a/b c/d --why \"tests\""},
    command_spec{
        .name = "hold",
        .words = "ID...",
        .summary = "keep the rows of models as they are",
        .details = "Even when no source lists them any more, and whatever the evidence says; until "
                   "accepted.",
        .run = hold_command,
        .options = {"data why"},
        .examples = "muster hold some/model --why \"until its card is mended\"\n"
                    "muster hold a/b c/d --why \"measured by hand\""},
    command_spec{
        .name = "catalog",
        .words = "import FILE",
        .summary = "take over a catalog of the previous form",
        .details = "A JSON list of model_id and sizes becomes entries of catalog.json.",
        .run = catalog_command,
        .options = {"data"},
        .examples = "muster catalog import models_manual.json"},
    command_spec{
        .name = "catalog",
        .words = "add ID",
        .summary = "one entry more, with --pin FIELD=VALUE and --why",
        .details = "The rest of the file stays as it is.",
        .run = catalog_command,
        .options = {"data pin why"},
        .examples = "muster catalog add a/b --pin layers=36 --why \"from its paper\""},
    command_spec{
        .name = "catalog",
        .words = "check",
        .summary = "what is wrong with the entries of the catalog",
        .details = "Each entry that cannot be read, repeated models, and the order.",
        .run = catalog_command,
        .options = {"data format"},
        .examples = "muster catalog check"},
    command_spec{
        .name = "validate",
        .words = "[DIR]",
        .summary = "hold a data directory to its schemas and promises",
        .details =
            "For a maintainer's CI: each violation is a line with the file, the place in it and "
            "what to do, and the status is 1. Ids occur once and in order, provenance is known, "
            "models are staged or in the catalog, licences are of their class, builds and names "
            "lead to models and are in order, changes are in "
            "the order of their dates; and files of a published site have their checksums.",
        .run = validate_command,
        .only_reads = true,
        .options = {"data format"},
        .examples = "muster validate\nmuster validate data --format json"},
    command_spec{
        .name = "export",
        .words = "staging|models",
        .summary = "the file as --format csv or jsonl, on standard output",
        .details = "For spreadsheets, DuckDB and Spark: a line a model, its evidence in columns.",
        .run = export_command,
        .only_reads = true,
        .options = {"data format"},
        .examples = "muster export models --format csv > models.csv\n"
                    "muster export staging --format jsonl"},
    command_spec{
        .name = "plugin",
        .words = "new NAME DIR",
        .summary = "write a working plugin to begin with",
        .details = "Its source, a test, and the CMake files that build it.",
        .run = plugin_command,
        .options = {},
        .examples = "muster plugin new myindex my-plugin"},
    command_spec{
        .name = "plugin",
        .words = "verify FILE [PAGE...]",
        .summary = "hold a built plugin to the contract",
        .details = "With pages of its source, and with thousands of damaged ones, behind the same "
                   "walls as in a run.",
        .run = plugin_command,
        .options = {"require-walls worker-memory seed mutations out format"},
        .examples = "muster plugin verify build/libmuster_myindex.so page.json"},
    command_spec{
        .name = "completion",
        .words = "bash|zsh|fish",
        .summary = "the script that has a shell complete commands and options",
        .details = "Options of plugins that you drop in complete too.",
        .run = completion_command,
        .only_reads = true,
        .options = {},
        .examples = "source <(muster completion bash)\nmuster completion fish | source"},
    command_spec{
        .name = "help",
        .words = "[COMMAND|sources|options|gpus|man|configuration]",
        .summary = "a command; the options of sources; all options; cards; other forms",
        .details =
            "man is the manual page, configuration a file of all lasting options to begin with.",
        .run = help_command,
        .needs_plugins = true,
        .options = {plugins},
        .examples = "muster help run\nmuster help sources"}};

// Whole words: "hub.token" is also the beginning of "hub.token-file".
bool is_among(std::string_view flag, std::string_view group)
{
    const auto names = split(group, ' ');
    return std::ranges::find(names, flag) != names.end();
}

}  // namespace

std::span<const command_spec> all_commands() noexcept { return specs; }

// The first of several rows: forms of one command run the same function.
const command_spec* find_command(std::string_view name) noexcept
{
    for (const auto& spec : specs)
        if (spec.name == name)
            return &spec;
    return nullptr;
}

bool has_option(std::string_view command, std::string_view flag)
{
    return is_among(flag, options_of_all) ||
           std::ranges::any_of(specs, [&](const command_spec& spec) {
               return spec.name == command &&
                      std::ranges::any_of(spec.options, [&](std::string_view group) {
                          return is_among(flag, group);
                      });
           });
}

bool accepts_option(std::string_view command, std::string_view flag)
{
    // A point is in the flags of sources alone.
    return flag.find('.') != std::string_view::npos || is_among(flag, options_of_machine) ||
           has_option(command, flag);
}

}  // namespace muster
