#include "meant_model.hpp"

#include "contract/identity.hpp"
#include "identity/name_evidence.hpp"
#include "muster/hub_id.hpp"

#include <algorithm>

namespace muster {

namespace {

failure not_one(std::string_view written, const std::string& why)
{
    return {errc::bad_id, std::string(written) + ' ' + why};
}

/// The id in what was written, with an owner; empty where it is a name of another kind.
std::string_view id_in(std::string_view written)
{
    auto id = read_hub_id(written);
    // Tools for GGUF files append the quantisation: "hf.co/owner/name:Q4_K_M".
    if (id.has_error() && is_hub_link(written))
        id = read_hub_id(without_quantization(written));
    return id.has_value() && id->find('/') != id->npos ? *id : std::string_view();
}

std::string candidates_of(const name_answer& answer)
{
    auto all = answer.model_id;
    for (const auto& other : answer.others)
        all += ", " + other;
    return all;
}

/// What says that a name is likely one model and no other; null where it may be several. Who wrote
/// an id did not mean another owner's model, which words alone would find.
const known_name* only_meaning(const name_answer& answer, bool is_id)
{
    if (answer.how != certainty::likely || !answer.others.empty() || answer.not_named > 0)
        return nullptr;
    const auto found = std::ranges::find_if(answer.meanings, [&](const known_name& one) {
        return is_same_id(one.model_id, answer.model_id) && !(is_id && one.source == words_label);
    });
    return found == answer.meanings.end() ? nullptr : &*found;
}

}  // namespace

result<meant_repository>
meant_model(std::string_view written, const name_book& book, const alias_table& aliases)
{
    const auto id = id_in(written);
    const auto read = read_hub_id(written);
    if (is_hub_link(written) && read.has_value() && read->empty())
        return not_one(written, "links to no model");
    const auto answer = book.ask(written);
    const bool is_sure = answer.how == certainty::certain;
    // A build is a model of its own to somebody who names the repository itself.
    if (!id.empty() && (is_hub_link(written) || (is_sure && answer.is_id)))
    {
        const auto now = aliases.resolve(std::string(id));
        return meant_repository{is_same_id(now, answer.model_id) ? answer.model_id : now, {}};
    }
    if (is_sure)
        return meant_repository{answer.model_id, {}};
    if (const auto* const only = only_meaning(answer, !id.empty()))
        return meant_repository{
            answer.model_id, "likely, by " + only->source + ": " + only->evidence};
    if (answer.how == certainty::likely)
        return not_one(
            written,
            "may be " + candidates_of(answer) + ": name the one that is meant, by id or link" +
                (id.empty() ? "" : " (hf.co/" + std::string(id) + " for that very repository)")
        );
    if (!answer.meanings.empty())
        return not_one(written, "is a name of a source for no model of the Hub that is known");
    if (id.empty())
        return not_one(written, "is no name that is known, and no id of the Hub, owner/name");
    return meant_repository{std::string(id), {}};
}

}  // namespace muster
