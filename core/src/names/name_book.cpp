#include "name_book.hpp"

#include "builds/named_copy.hpp"
#include "contract/identity.hpp"
#include "identity/name_evidence.hpp"
#include "muster/hub_id.hpp"
#include "site_link.hpp"

#include <algorithm>
#include <set>
#include <utility>

namespace muster {

namespace {

constexpr std::size_t day_size = 10;
constexpr std::string_view hub_label = "huggingface_hub";

/// "hf.co/owner/name:Q4_K_M" and "https://huggingface.co/owner/name" are owner/name, a link to
/// another site is what that calls the model; another name stays as it is.
std::string name_in(std::string_view written)
{
    if (auto name = name_in_site_link(written); !name.empty())
        return name;
    for (const auto text : {written, without_quantization(written)})
        if (const auto id = read_hub_id(text); id.has_value() && !id->empty())
            if (text == written || is_hub_link(text))
                return std::string(*id);
    return std::string(written);
}

/// A serving variant is told of only with a vendor: "qwen3:8b" has its size behind the colon.
std::string_view plain_name(std::string_view name)
{
    return name.find('/') == std::string_view::npos ? name : without_serving_variant(name);
}

known_name meaning(std::string_view name, std::string_view source, certainty how)
{
    known_name out;
    out.name = name;
    out.source = source;
    out.how = how;
    return out;
}

std::string words_for(const build& one)
{
    return (one.format.empty() ? std::string("a build") : "a " + one.format + " build") +
           ", as its card says";
}

void add_once(std::vector<std::string>& ids, const std::string& id)
{
    const auto is_it = [&id](const std::string& one) { return is_same_id(one, id); };
    if (!id.empty() && std::ranges::none_of(ids, is_it))
        ids.push_back(id);
}

}  // namespace

name_book::name_book(const name_facts& facts) : facts_(facts)
{
    for (const auto& id : facts.ids)
        if (ids_.emplace(fold_id(id), id).second)
            words_.add(id);
    for (const auto& model : facts.builds)
    {
        builds_.emplace(fold_id(model.model_id), &model);
        if (ids_.emplace(fold_id(model.model_id), model.model_id).second)
            words_.add(model.model_id);
        for (const auto& one : model.builds)
            by_repository_.emplace(fold_id(one.repository), std::pair(&model, &one));
    }
    for (const auto& one : facts.names)
    {
        const auto name = fold_id(one.name);
        by_name_.emplace(name, &one);
        const std::string plain(plain_name(name));
        // With its serving variant and without, it is asked for either way.
        if (plain != name)
            by_name_.emplace(plain, &one);
        if (plain.find('/') != std::string::npos)
            by_ending_.emplace(plain.substr(plain.rfind('/') + 1), &one);
        // A set: under each model a name stands once, however often it names the model.
        std::set<std::string> ids = {fold_id(one.model_id)};
        for (const auto& other : one.others)
            ids.insert(fold_id(other));
        for (const auto& id : ids)
            if (!id.empty())
                by_model_.emplace(id, &one);
    }
}

void name_book::add_decision(name_answer& answer, const std::string& name) const
{
    for (const auto& made : facts_.decisions)
        if (made.as && (is_same_id(made.id, name) || is_same_id(made.id, plain_name(name))))
        {
            auto one = meaning(made.id, "decisions", certainty::certain);
            one.model_id = facts_.aliases->resolve(*made.as);
            one.evidence = "a person: " + made.why;
            one.since = made.date.substr(0, day_size);
            answer.meanings.push_back(std::move(one));
        }
}

void name_book::add_meanings(name_answer& answer, const std::string& name) const
{
    const auto folded = fold_id(name);
    auto [at, end] = by_name_.equal_range(folded);
    if (at == end)
        std::tie(at, end) = by_name_.equal_range(std::string(plain_name(folded)));
    bool is_found = at != end;
    for (; at != end; ++at)
        answer.meanings.push_back(*at->second);
    // Without its vendor a name may be that of another model.
    if (is_found || folded.find('/') != std::string::npos)
        return;
    for (auto [one, last] = by_ending_.equal_range(folded); one != last; ++one)
    {
        answer.meanings.push_back(*one->second);
        auto& how = answer.meanings.back().how;
        how = how == certainty::certain ? certainty::likely : how;
    }
}

void name_book::add_repository(name_answer& answer, const std::string& name) const
{
    if (const auto found = by_repository_.find(fold_id(name)); found != by_repository_.end())
    {
        const auto& [model, what] = found->second;
        auto one = meaning(what->repository, hub_label, certainty::certain);
        one.model_id = model->model_id;
        one.evidence = words_for(*what);
        answer.meanings.push_back(std::move(one));
    }
    const auto now = facts_.aliases->resolve(name);
    if (is_same_id(now, name) || check_model_id(name).has_error())
        return;
    auto one = meaning(name, hub_label, certainty::certain);
    one.model_id = now;
    one.evidence = "renamed on the Hub";
    answer.meanings.push_back(std::move(one));
}

void name_book::add_guess(name_answer& answer, const std::string& name) const
{
    const auto found = words_.find(name);
    if (found.empty())
        return;
    auto one = meaning(name, words_label, certainty::likely);
    one.model_id = found.front();
    const auto named = std::min(found.size(), guesses_limit);
    one.others.assign(found.begin() + 1, found.begin() + static_cast<long>(named));
    one.evidence = "its words are those of the id";
    answer.not_named = found.size() - named;
    answer.meanings.push_back(std::move(one));
}

void name_book::judge(name_answer& answer, const std::string& name) const
{
    std::vector<std::string> certain;
    std::vector<std::string> likely;
    std::vector<std::string> same;
    if (const auto known = ids_.find(fold_id(name)); known != ids_.end())
    {
        answer.is_id = true;
        // A source may use the letters of an id for another model: then the id's own spelling
        // counts.
        const bool is_meant = known->second == name || answer.meanings.empty();
        // A build is a model that is known, too: it is asked for what it was made from.
        if (!by_repository_.contains(fold_id(name)))
            add_once(is_meant ? certain : likely, facts_.aliases->resolve(known->second));
    }
    for (const auto& one : answer.meanings)
    {
        if (one.how == certainty::none)
            continue;
        add_once(one.how == certainty::certain ? certain : likely, one.model_id);
        for (const auto& other : one.others)
            add_once(one.how == certainty::certain ? same : likely, other);
    }
    // Sources that contradict each other leave open which is meant.
    if (!certain.empty() && put_plain_first(certain))
        answer.how = certainty::certain;
    else
        answer.how = certain.empty() && likely.empty() ? certainty::none : certainty::likely;
    auto& ids = answer.others;
    for (const auto* list : {&certain, answer.how == certainty::certain ? &same : &likely})
        for (const auto& id : *list)
            add_once(ids, id);
    if (ids.empty())
        return;
    answer.model_id = ids.front();
    ids.erase(ids.begin());
}

void name_book::add_names_of(name_answer& answer) const
{
    // Beside a guess the names of a model would read as if they were known to be its own.
    if (answer.how != certainty::certain)
        return;
    const auto id = fold_id(answer.model_id);
    for (auto [one, last] = by_model_.equal_range(id); one != last; ++one)
        answer.names.push_back(*one->second);
    if (const auto found = builds_.find(id); found != builds_.end())
        answer.builds = found->second;
}

name_answer name_book::ask(std::string_view written) const
{
    name_answer answer;
    answer.asked = written;
    const auto name = name_in(written);
    add_decision(answer, name);
    // What a person decided settles it.
    if (answer.meanings.empty())
    {
        add_meanings(answer, name);
        add_repository(answer, name);
    }
    judge(answer, name);
    if (answer.how == certainty::none)
    {
        add_guess(answer, name);
        // The first judgement found nothing, so that nothing of it has to be taken back.
        judge(answer, name);
    }
    add_names_of(answer);
    return answer;
}

}  // namespace muster
