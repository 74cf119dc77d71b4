#include "key_facts.hpp"

#include "contract/identity.hpp"
#include "json/member_reader.hpp"
#include "text/date.hpp"

#include <set>

namespace muster {

namespace {

// Without its model_type no configuration says which formula is meant.
boost::json::object read_members(member_reader& entry)
{
    const auto* const config = entry.object("config");
    if (!config)
    {
        entry.fault("config", "is missing");
        return {};
    }
    entry.inside("config", [](member_reader& members) { members.required_text("model_type"); });
    return *config;
}

key_facts read_entry(member_reader& members)
{
    key_facts facts;
    facts.model_id = members.required_text("model_id");
    const auto id = check_model_id(facts.model_id);
    if (members.ok() && id.has_error())
        members.fault("model_id", "is not a model id: " + id.error().where);
    facts.config = read_members(members);
    facts.from = members.required_text("from");
    facts.checked = members.required_text("checked");
    if (members.ok() && !is_date(facts.checked))
        members.fault("checked", "is not a date such as 2026-10-12");
    // Written by hand: a misspelt key must not be a fact that is missing.
    members.allow_only({"model_id", "config", "from", "checked"});
    return facts;
}

}  // namespace

result<std::vector<key_facts>> read_key_facts(std::string_view text, std::string_view file_name)
{
    std::vector<key_facts> all;
    std::set<std::string> seen;
    const auto done = read_list(text, file_name, [&](member_reader& members) -> result<void> {
        auto facts = read_entry(members);
        // Ids are one whatever their case, as on the Hub.
        if (members.ok() && !seen.insert(fold_id(facts.model_id)).second)
            members.fault("model_id", "names a model that an earlier entry names already");
        all.push_back(std::move(facts));
        return {};
    });
    if (done.has_error())
        return done.error();
    return all;
}

}  // namespace muster
