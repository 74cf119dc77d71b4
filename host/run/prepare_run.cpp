#include "prepare_run.hpp"

namespace muster {

namespace {

// An empty staging file would look as if every source had listed nothing.
failure no_sources(const settings& chosen)
{
    if (!chosen.skip.empty())
        return {errc::bad_value, "--skip leaves no source to ask"};
    return {
        errc::unavailable,
        "no plugin was found that can be used: muster sources says why, and --plugin-dir names "
        "another place to look"};
}

result<void> open_own_files(program_context& context, prepared_run& out)
{
    const auto& data = context.asked.chosen.data_directory;
    auto opened = open_data_directory(data);
    if (opened.has_error())
        return opened.error();
    if (opened->started == data_start::from_shipped)
        context.out.say(data.string() + " was started from the data that ships with muster");
    out.lock.emplace(std::move(opened->lock));
    auto own = read_own_files(data);
    if (own.has_error())
        return own.error();
    out.own = std::move(*own);
    return {};
}

result<void> read_what_was_staged(const settings& chosen, prepared_run& out)
{
    auto staged = read_staging_file(chosen.data_directory);
    if (staged.has_error())
        return staged.error();
    out.staged = std::move(*staged);
    out.facts = read_kept_facts(chosen.data_directory, chosen.trust);
    return {};
}

}  // namespace

result<prepared_run> prepare_run(program_context& context, bool ingests)
{
    const auto& chosen = context.asked.chosen;
    const option_givers givers{
        context.asked.command_line, context.env, context.asked.configuration};
    prepared_run out;
    auto sources = plan_sources(context.found, chosen, givers);
    if (sources.has_error())
        return sources.error();
    out.sources = std::move(*sources);
    if (ingests && out.sources.plans.empty() && out.sources.disabled.empty() &&
        out.sources.unusable.empty())
        return no_sources(chosen);
    auto hub = find_hub_access(givers);
    if (hub.has_error())
        return hub.error();
    out.hub = std::move(*hub);
    const auto opened = open_own_files(context, out);
    if (opened.has_error())
        return opened.error();
    const auto read = ingests ? result<void>() : read_what_was_staged(chosen, out);
    if (read.has_error())
        return read.error();
    return out;
}

}  // namespace muster
