#include "decisions.hpp"

#include "contract/identity.hpp"
#include "json/array_of.hpp"
#include "json/member_reader.hpp"
#include "muster/json_text.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <algorithm>
#include <array>
#include <set>

namespace json = boost::json;

namespace muster {

namespace {

constexpr std::array decision_kinds = {
    decision_kind::accept, decision_kind::reject, decision_kind::hold};

// Above any name in use; an id is the key of the entry, and is shown in commands.
constexpr std::size_t name_bytes_limit = 256;

// One list of the members for reading and writing, so that neither can miss one.
template <class Size, class Visit>
void for_each_size(Size& size, Visit visit)
{
    visit("params_b", size.params_b);
    visit("active_params", size.active_params);
    visit("layers", size.layers);
    visit("ctx_len", size.ctx_len);
}

std::optional<accepted_size> read_size(member_reader& members)
{
    std::optional<accepted_size> size;
    members.inside("size", [&size](member_reader& inside) {
        size = read_accepted_size(inside);
        // A misspelled member would accept less than was meant.
        inside.allow_only({"params_b", "active_params", "layers", "ctx_len"});
    });
    return size;
}

decision read_decision(member_reader& members)
{
    decision one;
    one.models = members.count("models");
    one.missing = members.count("missing");
    one.question = members.text("question");
    one.limit = members.count("limit");
    // That models are counted is what tells a decision on a source from one on a model.
    one.id = members.required_text(one.models ? "source" : "id");
    const auto word = members.required_text("decision");
    one.as = members.text("as");
    one.size = read_size(members);
    // Required: a decision outlives the memory of whoever made it.
    one.why = members.required_text("why");
    one.date = members.required_text("date");
    if (one.models)
        members.allow_only(
            {"source", "question", "decision", "models", "missing", "limit", "why", "date"}
        );
    else
        members.allow_only({"id", "decision", "as", "size", "why", "date"});
    if (members.ok() && !is_decidable_name(one.id))
        members.fault("id", "is not the name of a model");
    const auto kind =
        std::ranges::find(decision_kinds, word, [](auto known) { return to_string(known); });
    if (kind == decision_kinds.end())
        members.fault("decision", "is not accept, reject or hold");
    else
        one.kind = *kind;
    if (one.models && one.kind != decision_kind::accept)
        members.fault("decision", "is not accept, the only one on a source");
    // A target belongs to an acceptance; a name that is rejected or held means no model.
    if (one.as && (one.kind != decision_kind::accept || check_model_id(*one.as).has_error()))
        members.fault("as", "is not a model id that was accepted");
    return one;
}

// Sources and models have names of their own: a blank is in none of them.
std::string key_of(const decision& one)
{
    // With an end of its own, as questions have blanks.
    return is_on_source(one) ? "source " + fold_id(one.id) + '\n' + one.question.value_or("")
                             : fold_id(one.id);
}

json::object to_json(const decision& one)
{
    json::object out{
        {is_on_source(one) ? "source" : "id", one.id}, {"decision", to_string(one.kind)}};
    if (one.question)
        out["question"] = *one.question;
    if (one.as)
        out["as"] = *one.as;
    if (one.size)
        out["size"] = to_json(*one.size);
    if (one.models)
        out["models"] = *one.models;
    if (one.missing)
        out["missing"] = *one.missing;
    if (one.limit)
        out["limit"] = *one.limit;
    out["why"] = one.why;
    out["date"] = one.date;
    return out;
}

}  // namespace

std::string_view to_string(decision_kind value) noexcept
{
    switch (value)
    {
        case decision_kind::accept: return "accept";
        case decision_kind::reject: return "reject";
        case decision_kind::hold: return "hold";
    }
    return "";
}

accepted_size read_accepted_size(member_reader& members)
{
    accepted_size size;
    for_each_size(size, [&](std::string_view key, auto& value) { members.read(key, value); });
    return size;
}

json::object to_json(const accepted_size& size)
{
    json::object out;
    for_each_size(size, [&out](std::string_view key, const auto& value) {
        if (value)
            out[key] = *value;
    });
    return out;
}

bool is_decidable_name(std::string_view text) noexcept
{
    return !text.empty() && text.size() <= name_bytes_limit &&
           std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c < 0x7F; });
}

result<std::vector<decision>> read_decisions(std::string_view text, std::string_view file_name)
{
    std::vector<decision> decisions;
    std::set<std::string> seen;
    const auto done = read_list(text, file_name, [&](member_reader& members) -> result<void> {
        auto one = read_decision(members);
        // Two decisions on one id may contradict each other.
        if (members.ok() && !seen.insert(key_of(one)).second)
            members.fault("id", "is decided on by an earlier entry already");
        decisions.push_back(std::move(one));
        return {};
    });
    if (done.has_error())
        return done.error();
    return decisions;
}

std::string write_decisions(std::vector<decision> decisions)
{
    std::ranges::sort(decisions, {}, key_of);
    return to_json_text(array_of(decisions, [](const decision& one) { return to_json(one); }));
}

void decide(std::vector<decision>& decisions, decision made)
{
    // Letter case aside: there is one decision on a model.
    std::erase_if(decisions, [key = key_of(made)](const decision& earlier) {
        return key_of(earlier) == key;
    });
    decisions.push_back(std::move(made));
}

decision_table::decision_table(const std::vector<decision>& decisions, alias_table aliases)
    : aliases_(std::move(aliases))
{
    for (const auto& one : decisions)
    {
        if (is_on_source(one))
            continue;
        by_name_.insert_or_assign(fold_id(one.id), one);
        hashes_.insert(folded_hash(one.id));
        // "This name means that model" is no decision on the model.
        if (!one.as)
        {
            const auto today = aliases_.resolve(one.id);
            by_canonical_id_.insert_or_assign(fold_id(today), one);
            hashes_.insert(folded_hash(today));
        }
    }
}

const decision* decision_table::find(std::string_view id) const
{
    // Asked for every model of a run: one hash answers for nearly all.
    if (!hashes_.contains(folded_hash(id)) && !aliases_.may_rename(id))
        return nullptr;
    if (const auto found = by_name_.find(fold_id(id)); found != by_name_.end())
        return &found->second;
    // Made under an earlier name.
    const auto found = by_canonical_id_.find(fold_id(aliases_.resolve(id)));
    return found == by_canonical_id_.end() ? nullptr : &found->second;
}

bool decision_table::is_decided(std::string_view id, decision_kind kind) const
{
    const auto* decided = find(id);
    return decided && decided->kind == kind;
}

bool decision_table::is_rejected(std::string_view id) const
{
    return is_decided(id, decision_kind::reject);
}

bool decision_table::is_accepted(std::string_view id) const
{
    return is_decided(id, decision_kind::accept);
}

bool decision_table::is_held(std::string_view id) const
{
    return is_decided(id, decision_kind::hold);
}

}  // namespace muster
