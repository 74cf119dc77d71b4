#include "catalog/overlay.hpp"
#include "context.hpp"
#include "contract/identity.hpp"
#include "muster/json_text.hpp"
#include "report/size_text.hpp"
#include "single_sizes.hpp"
#include "size/explain.hpp"

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
};

answer answer_for(const std::string& model_id, const sized_models& found)
{
    candidate asked;
    asked.model_id = model_id;
    auto laid = overlay({&asked, 1}, {}, [&found](const std::string& id) {
        const auto finding = found.findings.find(id);
        return finding == found.findings.end() ? nullptr : &finding->second;
    });
    if (laid.rows.empty())
        return {model_id, {}, std::move(laid.unsized.front())};
    auto row = std::move(laid.rows.front());
    row.source.reset();  // nobody listed it: it was asked for
    return {model_id, std::move(row), {}};
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

std::string text_of(const answer& one, const sized_models& found, bool explains)
{
    if (!one.row)
        return one.model_id + "\n  no size: " + printable(one.unsized.reason) + '\n';
    const auto id = fold_id(one.model_id);
    const auto& size = found.findings.at(id).size;
    auto text = size_table(*one.row, size);
    const auto* const known = found.evidence_of(id);
    if (explains && known)
        text += "\n" + explain_text(explain(size, *known)) + '\n';
    return text;
}

result<void> check_ids(std::span<const std::string> words)
{
    if (words.empty())
        return wrong_usage("size needs at least one model id, such as Qwen/Qwen3-8B");
    for (const auto& word : words)
    {
        const auto checked = check_model_id(word);
        if (checked.has_error())
            return wrong_usage(printable(word) + ": " + checked.error().where);
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
    const auto found = co_await std::move(sizing);
    if (found.has_error())
        co_return found.error();

    json::array rows;
    std::string text;
    for (const auto& id : ids)
    {
        const auto one = answer_for(id, *found);
        rows.push_back(to_json(one));
        text += (text.empty() ? "" : "\n") + text_of(one, *found, context.asked.chosen.explain);
    }
    context.out.result(context.asked.chosen.json ? to_json_text(rows) : text);
    co_return exit_status::ok;
}

}  // namespace muster
