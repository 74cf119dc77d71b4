#include "builds/builds_file.hpp"
#include "catalog/model_fields.hpp"
#include "catalog/overlay.hpp"
#include "catalog/size_of_row.hpp"
#include "context.hpp"
#include "contract/identity.hpp"
#include "data/data_directory.hpp"
#include "data/gpus_file.hpp"
#include "data/name_files.hpp"
#include "muster/json_text.hpp"
#include "near_id.hpp"
#include "report/build_text.hpp"
#include "report/size_text.hpp"
#include "single_sizes.hpp"
#include "size/explain.hpp"

#include <boost/algorithm/string/join.hpp>
#include <boost/json/array.hpp>

namespace asio = boost::asio;
namespace json = boost::json;

namespace muster {

namespace {

/// One model as asked for: its row, or why there is none.
struct answer
{
    std::string model_id = {};
    std::optional<model_row> row = {};
    unsized_model unsized = {};
    const catalog_entry* pins = nullptr;  ///< its entry in the catalog, if it has one
};

// What a person restricts to some evidence is not for pins to answer.
bool may_use_pins(const evidence_policy& policy)
{
    return policy.uses_config && policy.uses_totals && policy.uses_headers;
}

answer answer_for(const std::string& model_id, const named_sizes& sizes, bool uses_pins)
{
    candidate asked;
    asked.model_id = model_id;
    answer out;
    out.model_id = model_id;
    out.pins = uses_pins ? sizes.entry_of(model_id) : nullptr;
    std::vector<catalog_entry> catalog;
    if (out.pins)
    {
        catalog.push_back(*out.pins);
        // The catalog may have it under an older name.
        catalog.back().model_id = model_id;
    }
    // The same steps that make a row of models.json, without listings.
    auto laid = overlay(std::vector<candidate>{asked}, catalog, [&sizes](const std::string& id) {
        return sizes.finding_of(id);
    });
    if (laid.rows.empty())
    {
        out.unsized = std::move(laid.unsized.front());
        return out;
    }
    out.row = laid.rows[0];
    out.row->source.reset();  // no source listed it
    return out;
}

json::object to_json(const answer& one)
{
    if (one.row)
        return muster::to_json(*one.row);
    return {
        {"model_id", one.model_id},
        {"unsized", one.unsized.reason},
        {"kind", to_string(one.unsized.kind)}};
}

// Here, in the catalog or, if it was asked, on the Hub.
bool is_known(const answer& one, const named_sizes& sizes)
{
    const auto known = sizes.evidence_of(one.model_id);
    const bool has_answer = known && known->info != ask_state::failed && !is_negative(known->info);
    return one.row || sizes.entry_of(one.model_id) || (has_answer && says_anything(*known));
}

std::string nothing_known_text(const answer& one, const named_sizes& sizes)
{
    std::vector<std::string> known;
    sizes.found.keep.for_each([&known](const evidence_book::summary& other) {
        known.emplace_back(other.model_id);
    });
    // In order, so that of two names that are as near the same is suggested each time.
    std::ranges::sort(known, {}, fold_id);
    std::erase(known, one.model_id);
    return "no size of " + one.model_id + ": " + printable(one.unsized.reason) +
           did_you_mean_id(one.model_id, known);
}

// "  pinned in catalog.json (context): as its card gives it"
std::string pins_text(const answer& one)
{
    std::vector<std::string> fields;
    for (const auto& [field, origin] : one.row->origin)
        if (const auto* const words = origin == "pin" ? find_model_field(field) : nullptr)
            fields.emplace_back(words->words);
    if (fields.empty())
        return {};
    return "\n  pinned in catalog.json (" + boost::join(fields, ", ") +
           "): " + printable(one.pins->why.value_or("no reason is given")) + '\n';
}

std::string text_of(
    const answer& one,
    const named_sizes& sizes,
    const model_builds* builds,
    std::span<const device> cards,
    bool explains
)
{
    if (!one.row)
        return one.model_id + "\n  no size: " + printable(one.unsized.reason) + '\n';
    const auto finding = sizes.finding_of(one.model_id);
    auto text = size_table(*one.row, size_of(*one.row), cards, builds) + pins_text(one);
    if (builds)
        text += builds_text(*builds);
    const auto known = sizes.evidence_of(one.model_id);
    if (explains && known)
        text += "\n" + explain_text(explain(finding ? finding->size : model_size(), *known)) + '\n';
    return text;
}

result<void> check_ids(std::span<const std::string> words)
{
    if (words.empty())
        return wrong_usage("size needs at least one model id, such as Qwen/Qwen3-8B");
    for (const auto& word : words)
    {
        // Before any request: ids become paths of URLs.
        const auto checked = check_model_id(word);
        if (checked.has_error())
            return wrong_usage(
                printable(word) + ": " + checked.error().where + " (muster which " +
                printable(word) + " looks for its Hub id)"
            );
    }
    return {};
}

}  // namespace

asio::awaitable<command_result> size_command(program_context& context)
{
    const auto checked = check_ids(context.words);
    if (checked.has_error())
        co_return checked.error();
    std::vector<std::string> ids(context.words.begin(), context.words.end());
    auto sizing = size_named_models(context, ids);
    const auto sizes = co_await std::move(sizing);
    if (sizes.has_error())
        co_return sizes.error();

    const auto& chosen = context.asked.chosen;
    const auto builds = read_builds_file(directory_to_read(chosen.data_directory));
    if (builds.has_error())
        co_return builds.error();
    const auto cards = read_gpus();
    if (cards.has_error())
        co_return cards.error();
    json::array rows;
    std::string text;
    auto status = exit_status::ok;
    for (const auto& id : ids)
    {
        const auto one = answer_for(id, *sizes, may_use_pins(chosen.evidence));
        // Also of a model that nobody knows: scripts get an element for each word.
        rows.push_back(to_json(one));
        if (!is_known(one, *sizes))
        {
            context.out.error(nothing_known_text(one, *sizes));
            status = exit_status::host_failed;
            continue;
        }
        const auto* const known = find_builds_of(*builds, sizes->aliases.resolve(id));
        text += (text.empty() ? "" : "\n") + text_of(one, *sizes, known, *cards, chosen.explain);
    }
    if (chosen.json || !text.empty())
        context.out.result(chosen.json ? to_json_text(rows) : text);
    co_return status;
}

}  // namespace muster
