#include "cli/settings.hpp"
#include "context.hpp"
#include "files/data_lock.hpp"
#include "files/file_io.hpp"
#include "muster/decisions.hpp"
#include "muster/identity.hpp"
#include "run/held_changes.hpp"
#include "run/own_files.hpp"

#include <algorithm>

namespace asio = boost::asio;

namespace muster {

namespace {

constexpr std::size_t date_characters = 10;

failure wrong(const std::string& sentence) { return {errc::bad_value, sentence}; }

// The names that sources use are no ids: "qwen/qwen3-8b:free".
bool is_decidable(const std::string& word)
{
    if (!is_decidable_name(word))
        return false;
    return check_model_id(word).has_value() ||
           check_model_id(word.substr(0, word.rfind(':'))).has_value();
}

result<void> check_decision(const program_context& context, decision_kind kind)
{
    const auto& chosen = context.asked.chosen;
    const std::string name(to_string(kind));
    if (context.words.empty())
        return wrong(name + " needs at least one model id, such as Qwen/Qwen3-8B");
    for (const auto& word : context.words)
        if (!is_decidable(word))
            return wrong(printable(word) + " is not the id of a model, owner/name");
    if (chosen.why.find_first_not_of(" \t") == std::string::npos)
        return wrong(name + " needs a reason: --why TEXT");
    if (chosen.as.empty())
        return {};
    if (kind != decision_kind::accept || context.words.size() != 1)
        return wrong("--as goes with accept and one name");
    if (check_model_id(chosen.as).has_error())
        return wrong("--as " + printable(chosen.as) + " is not the id of a model, owner/name");
    if (fold_id(chosen.as) == fold_id(context.words.front()))
        return wrong("--as " + printable(chosen.as) + " is the same name");
    return {};
}

std::string sentence_for(const decision& made, bool is_release)
{
    const auto id = printable(made.id);
    if (made.as)
        return id + " stands for " + printable(*made.as) + " from the next ingest on\n";
    switch (made.kind)
    {
        case decision_kind::reject: return id + " stays out from the next run on\n";
        case decision_kind::hold: return id + " stays as it is in models.json\n";
        case decision_kind::accept: break;
    }
    return is_release ? id + ": its held change is published with the next update\n"
                      : id + " is accepted; the last run held no change of it\n";
}

command_result write_down(program_context& context, decision_kind kind)
{
    const auto checked = check_decision(context, kind);
    if (checked.has_error())
        return checked.error();
    const auto& chosen = context.asked.chosen;
    const auto& data = chosen.data_directory;
    const auto lock = open_data_directory(data);
    if (lock.has_error())
        return lock.error();
    auto decisions = read_decisions_file(data);
    if (decisions.has_error())
        return decisions.error();

    const auto held = read_held_changes(data);
    std::string told;
    for (const auto& word : context.words)
    {
        decision made{word, kind, {}, {}, chosen.why, context.now.substr(0, date_characters)};
        if (!chosen.as.empty())
            made.as = chosen.as;
        const auto change = held.find(fold_id(word));
        const bool is_release = kind == decision_kind::accept && change != held.end();
        if (is_release)
            made.size = change->second;
        told += sentence_for(made, is_release);
        decide(*decisions, std::move(made));
    }
    const auto written = replace_file(data / decisions_file_name, write_decisions(*decisions));
    if (written.has_error())
        return written.error();
    context.out.result(told);
    return exit_status::ok;
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
