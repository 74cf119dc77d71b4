#include "list_policy.hpp"

#include "contract/identity.hpp"
#include "json/member_reader.hpp"
#include "muster/json_text.hpp"

#include <algorithm>
#include <array>

namespace json = boost::json;

namespace muster {

namespace {

// The relations of the Hub's base_model tags.
constexpr std::array<std::string_view, 4> variant_relations = {
    "quantized", "adapter", "merge", "finetune"};

list_rule read_rule(member_reader& members)
{
    list_rule rule;
    rule.id_contains = members.text("id_contains");
    rule.owner = members.text("owner");
    rule.popularity_below = members.number("popularity_below");
    rule.params_b_below = members.number("params_b_below");
    rule.why = members.required_text("why");
    members.allow_only({"id_contains", "owner", "popularity_below", "params_b_below", "why"});
    const auto conditions = (rule.id_contains ? 1 : 0) + (rule.owner ? 1 : 0) +
                            (rule.popularity_below ? 1 : 0) + (rule.params_b_below ? 1 : 0);
    // Two conditions in one rule could mean "and" or "or": a second rule says it clearly.
    if (conditions != 1)
        members.fault(
            "why",
            "needs one condition beside it: id_contains, owner, popularity_below or "
            "params_b_below"
        );
    for (const auto& [key, text] :
         {std::pair("id_contains", rule.id_contains), {"owner", rule.owner}})
        if (text && text->empty())
            members.fault(key, "is empty: that would leave out everything");
    return rule;
}

void read_where(member_reader& members, list_policy& policy)
{
    // By default the staging file still shows what the policy leaves out.
    const auto where = members.text("leave_out_of").value_or("models");
    if (where == "staging")
        policy.where = left_out_of::staging;
    else if (where != "models")
        members.fault("leave_out_of", "is neither models nor staging");
}

void read_variants(member_reader& members, list_policy& policy)
{
    if (!members.list("variants"))
        return;
    // The file's list replaces the default one; an empty list means no variants.
    policy.variants.clear();
    for (auto& relation : members.texts("variants"))
    {
        if (std::find(variant_relations.begin(), variant_relations.end(), relation) ==
            variant_relations.end())
            members.fault("variants", "may hold quantized, adapter, merge and finetune only");
        policy.variants.insert(std::move(relation));
    }
}

bool applies(const list_rule& rule, const candidate_view& model, std::optional<double> params_b)
{
    if (rule.id_contains)
        return fold_id(model.model_id).find(fold_id(*rule.id_contains)) != std::string::npos;
    if (rule.owner)
        // A bare id has no owner: provider_of() would return the id.
        return model.model_id.find('/') != std::string_view::npos &&
               fold_id(provider_of(model.model_id)) == fold_id(*rule.owner);
    // A model that several sources list, or one without a popularity (0 stands for unknown), is on
    // a list because somebody put it there.
    if (rule.popularity_below)
        return model.sources.size() == 1 && model.popularity_score > 0 &&
               model.popularity_score < *rule.popularity_below;
    // The last of the four conditions.
    return params_b && rule.params_b_below && *params_b < *rule.params_b_below;
}

}  // namespace

list_policy default_list_policy()
{
    list_policy policy;
    policy.variants = {"adapter", "quantized"};
    return policy;
}

result<list_policy> read_list_policy(std::string_view text, std::string_view file_name)
{
    const auto document = parse_json(text, file_name);
    if (document.has_error())
        return document.error();
    member_reader members(*document, std::string(file_name) + ':');
    auto policy = default_list_policy();
    read_where(members, policy);
    read_variants(members, policy);
    members.each("rules", [&policy](member_reader& one) {
        policy.rules.push_back(read_rule(one));
    });
    members.allow_only({"leave_out_of", "variants", "rules"});
    if (!members.ok())
        return members.to_failure();
    return policy;
}

std::optional<std::string> reason_to_leave(
    const candidate_view& model, std::optional<double> params_b, const list_policy& policy
)
{
    for (const auto& rule : policy.rules)
        if (applies(rule, model, params_b))
            return rule.why;
    return {};
}

}  // namespace muster
