#include "commands.hpp"

#include <array>

namespace muster {

namespace {

constexpr std::array specs = {
    // The last column: whether plugins are to be found first.
    command_spec{"run", "", "ingest, then update", run_command, true},
    command_spec{
        "ingest", "", "ask the sources; write staging_candidates.json", ingest_command, true},
    command_spec{
        "update", "", "make models.json from the staging file and the catalog", update_command},
    command_spec{
        "sources", "", "the plugins found, and what is wrong with any", sources_command, true},
    command_spec{
        "check", "[SOURCE...]", "ask each source for one page; write nothing", check_command, true},
    command_spec{
        "diff", "A B", "what changed between two staging files, or two models.json", diff_command},
    command_spec{
        "history", "[ID]", "what changed in models.json, and when (--since DATE)", history_command},
    command_spec{"review", "", "write a page to look at it all: DIR/review.html", review_command},
    command_spec{"size", "ID...", "size single models, showing the evidence", size_command},
    command_spec{
        "audit", "[FILE]", "pins of the catalog that the evidence contradicts", audit_command},
    command_spec{
        "accept", "ID...", "yes to a candidate, a held change, or a name (--as)", accept_command},
    command_spec{"reject", "ID...", "keep models out of models.json, for good", reject_command},
    command_spec{"hold", "ID...", "keep the rows of models as they are", hold_command},
    command_spec{
        "catalog", "import FILE", "take over a catalog of the previous form", catalog_command},
    command_spec{
        "catalog", "add ID", "one entry more, with --pin FIELD=VALUE and --why", catalog_command},
    command_spec{
        "catalog", "check", "what is wrong with the entries of the catalog", catalog_command},
    command_spec{
        "export",
        "staging|models",
        "the file as --format csv or jsonl, on standard output",
        export_command},
    command_spec{"plugin", "new NAME DIR", "write a working plugin to begin with", plugin_command},
    command_spec{
        "plugin", "verify FILE [PAGE...]", "hold a built plugin to the contract", plugin_command},
    command_spec{
        "completion",
        "bash|zsh|fish",
        "the script that has a shell complete commands and options",
        completion_command},
    command_spec{
        "help",
        "[man|configuration]",
        "this text; as a manual page; as a configuration file to begin with",
        help_command,
        true}};

}  // namespace

std::span<const command_spec> all_commands() noexcept { return specs; }

const command_spec* find_command(std::string_view name) noexcept
{
    for (const auto& spec : specs)
        if (spec.name == name)
            return &spec;
    return nullptr;
}

}  // namespace muster
