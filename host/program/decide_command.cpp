#include "accept_source.hpp"
#include "base/clock.hpp"
#include "catalog/decisions.hpp"
#include "context.hpp"
#include "contract/identity.hpp"
#include "data/data_files.hpp"
#include "data/data_lock.hpp"
#include "data/known_models.hpp"
#include "files/file_io.hpp"
#include "run/held_changes.hpp"
#include "settings/settings.hpp"

#include <boost/algorithm/string/replace.hpp>

#include <algorithm>
#include <map>

namespace asio = boost::asio;
namespace fs = std::filesystem;

namespace muster {

namespace {

// The names that sources use are no ids: "qwen/qwen3-8b:free".
bool is_decidable(const std::string& word)
{
    if (!is_decidable_name(word))
        return false;
    // Or with a suffix that a service appends to an id.
    return check_model_id(word).has_value() ||
           check_model_id(word.substr(0, word.rfind(':'))).has_value();
}

// A placeholder of a command that was copied from help or page is no reason.
bool is_reason(std::string why)
{
    // The review page prints commands with "…" for the reader to fill in.
    boost::replace_all(why, "…", "");
    // "TEXT" is what the help has in this place.
    return why != "TEXT" && why.find_first_not_of(" \t.") != std::string::npos;
}

result<void> check_decision(const program_context& context, decision_kind kind)
{
    const auto& chosen = context.asked.chosen;
    const std::string name(to_string(kind));
    const bool is_plain_accept = kind == decision_kind::accept && chosen.as.empty();
    if (!chosen.source.empty() && !(is_plain_accept && context.words.empty()))
        return wrong_usage("--source goes with accept alone: no model ids, no --as");
    if (chosen.source.empty() && context.words.empty())
        return wrong_usage(name + " needs at least one model id, such as Qwen/Qwen3-8B");
    for (const auto& word : context.words)
        if (!is_decidable(word))
            return wrong_usage(printable(word) + " is not the id of a model, owner/name");
    if (!is_reason(chosen.why))
        return wrong_usage(name + " needs a reason: --why TEXT");
    if (chosen.as.empty())
        return {};
    // --as says what one name stands for; several names cannot be one model.
    if (kind != decision_kind::accept || context.words.size() != 1)
        return wrong_usage("--as goes with accept and one name");
    if (check_model_id(chosen.as).has_error())
        return wrong_usage(
            "--as " + printable(chosen.as) + " is not the id of a model, owner/name"
        );
    // It would be an alias of itself.
    if (fold_id(chosen.as) == fold_id(context.words.front()))
        return wrong_usage("--as " + printable(chosen.as) + " is the same name");
    return {};
}

/// What a decision is made on.
struct decided_state
{
    std::vector<decision> decisions = {};
    std::map<std::string, accepted_size> held = {};  ///< by folded id of today
    known_models known = {};
    alias_table aliases = {};

    /// Ids are compared by it: a person may type any name that the model ever had.
    std::string today(const std::string& id) const { return fold_id(aliases.resolve(id)); }
};

result<decided_state> read_decided_state(const fs::path& data)
{
    decided_state out;
    auto decisions = read_decisions_file(data);
    if (decisions.has_error())
        return decisions.error();
    out.decisions = std::move(*decisions);
    const auto held = read_held_rows(data);
    if (held.has_error())
        return held.error();
    // Without the aliases a change that is held under another name would not be found.
    const auto own = read_data_files(data);
    if (own.has_error())
        return own.error();
    out.aliases = aliases_of(*own);
    for (const auto& [id, size] : sizes_of_held(*held))
        // Held under the name it had then; a person types the one of today, or either.
        out.held.emplace(out.today(id), size);
    auto known = read_known_models(data);
    if (known.has_error())
        return known.error();
    out.known = std::move(*known);
    return out;
}

result<void> check_name(const std::string& word, const decided_state& state)
{
    const auto meant = state.known.has(word) ? std::string() : state.known.meant_by(word);
    if (meant.empty())
        return {};
    return wrong_usage(
        "no file here names " + printable(word) + "; did you mean " + printable(meant) +
        "? (A name yet to come can be written into " + std::string(decisions_file_name) + ')'
    );
}

// What sources call models and what the Hub does share one space of names: a model of its own
// would be lost in another.
result<void> check_against(const decided_state& state, const program_context& context)
{
    for (const auto& word : context.words)
        if (const auto checked = check_name(word, state); checked.has_error())
            return checked;
    const auto& as = context.asked.chosen.as;
    if (as.empty())
        return {};
    const auto& name = context.words.front();
    // Two models would become one row, and one of them would vanish without a word.
    if (state.known.on_the_hub.contains(fold_id(name)))
        return wrong_usage(
            "the Hub has a model " + printable(name) +
            " of its own: --as is for what a source calls a model, and would fold that one into " +
            printable(as)
        );
    return check_name(as, state);
}

/// What an acceptance ends, in words; empty where no rejection and no hold stood.
std::string undone_by(const decision& made, const decided_state& state)
{
    const auto earlier = std::ranges::find_if(state.decisions, [&](const decision& one) {
        return !is_on_source(one) && state.today(one.id) == state.today(made.id);
    });
    if (made.kind != decision_kind::accept || earlier == state.decisions.end() ||
        earlier->kind == decision_kind::accept)
        return {};
    const bool was_rejected = earlier->kind == decision_kind::reject;
    return printable(
        made.id + ": its " + (was_rejected ? "rejection" : "hold") + " of " + earlier->date + " (" +
        earlier->why + ") is taken back; " +
        (was_rejected ? "it comes in again with the next run"
                      : "its row follows the evidence again from the next update on")
    );
}

std::string sentence_for(const decision& made, const decided_state& state)
{
    const auto id = printable(made.id);
    // A decision about a name to come is allowed; the sentence says that it waits.
    const bool is_known = state.known.has(made.id);
    if (made.as)
        return id + " stands for " + printable(*made.as) + " from the next ingest on\n";
    if (const auto undone = undone_by(made, state); !undone.empty())
        return undone + '\n';
    if (made.kind == decision_kind::accept && made.size)
        return id + ": its held change is published with the next update\n";
    const std::string unknown = is_known ? "" : "; no file here names it yet";
    if (made.kind == decision_kind::reject)
        return id + " stays out from the next run on" + unknown + '\n';
    if (made.kind == decision_kind::accept)
        return id + " is accepted; no change of it is held" + unknown + '\n';
    // Compared by today's names: the row may have been published under an earlier one.
    for (const auto& row : state.known.published)
        if (state.today(row) == state.today(made.id))
            return id + " stays as it is in models.json\n";
    return id + " stays out of models.json until accepted" + unknown + '\n';
}

command_result
store(program_context& context, std::vector<decision> decisions, const std::string& told)
{
    const auto file = context.asked.chosen.data_directory / decisions_file_name;
    const auto written = replace_file(file, write_decisions(std::move(decisions)));
    if (written.has_error())
        return written.error();
    context.out.result(told);
    return exit_status::ok;
}

command_result write_down_source(program_context& context, std::vector<decision> decisions)
{
    auto accepted = acceptances_of_source(context);
    if (accepted.has_error())
        return accepted.error();
    std::string told;
    for (auto& made : *accepted)
    {
        told += sentence_for_source(made);
        // Takes the place of an earlier decision about the same listing.
        decide(decisions, std::move(made));
    }
    return store(context, std::move(decisions), told);
}

command_result write_down(program_context& context, decision_kind kind)
{
    const auto checked = check_decision(context, kind);
    if (checked.has_error())
        return checked.error();
    const auto& chosen = context.asked.chosen;
    const auto& data = chosen.data_directory;
    // A run that is going on would write over the decision, or miss it.
    const auto lock = open_data_directory(data);
    if (lock.has_error())
        return lock.error();
    auto state = read_decided_state(data);
    if (state.has_error())
        return state.error();
    if (!chosen.source.empty())
        return write_down_source(context, std::move(state->decisions));
    const auto fits = check_against(*state, context);
    if (fits.has_error())
        return fits.error();

    std::string told;
    for (const auto& word : context.words)
    {
        decision made{word, kind, {}, {}, chosen.why, day_of(context.now), {}};
        if (!chosen.as.empty())
            made.as = chosen.as;
        const auto change = state->held.find(state->today(word));
        // The size is part of the decision: another change later is held again.
        if (kind == decision_kind::accept && !made.as && change != state->held.end())
            made.size = change->second;
        // Before the decision is stored: the sentence says what it changes.
        told += sentence_for(made, *state);
        decide(state->decisions, std::move(made));
    }
    // All or none: one bad word above has written nothing.
    return store(context, std::move(state->decisions), told);
}

}  // namespace

asio::awaitable<command_result> accept_command(program_context& context)
{
    co_return write_down(context, decision_kind::accept);
}

asio::awaitable<command_result> reject_command(program_context& context)
{
    co_return write_down(context, decision_kind::reject);
}

asio::awaitable<command_result> hold_command(program_context& context)
{
    co_return write_down(context, decision_kind::hold);
}

}  // namespace muster
