#include "aliases.hpp"

#include "contract/identity.hpp"
#include "json/member_reader.hpp"

#include <set>

namespace muster {

namespace {

void check_alias_name(member_reader& members, std::string_view key, const std::string& name)
{
    const auto checked = check_model_id(name);
    if (members.ok() && checked.has_error())
        members.fault(key, "is not a model id: " + checked.error().where);
}

void check_owner(member_reader& members, std::string_view key, const std::string& name)
{
    check_alias_name(members, key, name);
    if (members.ok() && name.find('/') != std::string::npos)
        members.fault(key, "is not the name of an owner: it has a slash");
}

alias read_alias(member_reader& members)
{
    alias one;
    one.vendor = members.text("vendor");
    one.owner = members.text("owner");
    one.model_id = members.text("model_id");
    one.now = members.required_text("now");
    one.why = members.required_text("why");
    members.allow_only({"vendor", "owner", "model_id", "now", "why"});
    if (one.vendor.has_value() + one.owner.has_value() + one.model_id.has_value() != 1)
        members.fault("vendor", "owner and model_id: exactly one of them is needed");
    // Owners have no slash; renaming one renames the part before it.
    else if (!one.model_id)
    {
        check_owner(members, one.owner ? "owner" : "vendor", *(one.owner ? one.owner : one.vendor));
        check_owner(members, "now", one.now);
    }
    else
    {
        check_alias_name(members, "model_id", *one.model_id);
        check_alias_name(members, "now", one.now);
    }
    return one;
}

// A key under which an owner, a vendor and a bare model id of the same name differ.
std::string key_of(const alias& one)
{
    if (one.vendor)
        return fold_id(*one.vendor) + "//";
    return fold_id(one.owner ? *one.owner + '/' : one.model_id.value_or(""));
}

bool leads_back(const alias_table& table, const alias& one)
{
    // Vendors and owners are names of two sorts: what leads from one to the other does not return.
    if (one.vendor)
        return false;
    // Any model of the owner shows where the owner's models go.
    const auto name = one.owner ? *one.owner + "/x" : *one.model_id;
    const auto now = one.owner ? one.now + "/x" : one.now;
    return fold_id(table.resolve(now)) == fold_id(name);
}

}  // namespace

result<std::vector<alias>> read_aliases(std::string_view text, std::string_view file_name)
{
    std::vector<alias> aliases;
    // Loops are found against the entries before: the one that closes a loop is the one to report.
    alias_table so_far;
    std::set<std::string> seen;
    const auto done = read_list(text, file_name, [&](member_reader& members) -> result<void> {
        auto one = read_alias(members);
        const auto* key = one.vendor ? "vendor" : one.owner ? "owner" : "model_id";
        if (members.ok() && !seen.insert(key_of(one)).second)
            members.fault(key, "is named by an earlier entry already");
        if (members.ok() && leads_back(so_far, one))
            members.fault("now", "makes a loop of renames");
        // read_list() reports the fault; the entry is not used.
        if (!members.ok())
            return {};
        if (one.owner)
            so_far.add_owner(*one.owner, one.now);
        else if (one.model_id)
            so_far.add_model(*one.model_id, one.now);
        aliases.push_back(std::move(one));
        return {};
    });
    if (done.has_error())
        return done.error();
    return aliases;
}

alias_table::alias_table(const std::vector<alias>& aliases)
{
    for (const auto& one : aliases)
    {
        if (one.vendor)
            add_vendor(*one.vendor, one.now);
        else if (one.owner)
            add_owner(*one.owner, one.now);
        else if (one.model_id)
            add_model(*one.model_id, one.now);
    }
}

void alias_table::add_vendor(std::string_view vendor, std::string_view owner)
{
    vendors_.try_emplace(fold_id(vendor), owner);
}

void alias_table::add_owner(std::string_view owner, std::string_view now)
{
    // The first entry counts: callers add the most certain first.
    owners_.try_emplace(fold_id(owner), now);
    hashes_.insert(id_hash(owner));
}

void alias_table::add_model(std::string_view name, std::string_view now)
{
    models_.try_emplace(fold_id(name), now);
    hashes_.insert(id_hash(name));
}

// Asked for every id of a run: two hashes decide it for nearly all without a look-up.
bool alias_table::may_rename(std::string_view name) const noexcept
{
    return may_rename(name, id_hash(name));
}

bool alias_table::may_rename(std::string_view name, std::uint32_t hash) const noexcept
{
    return hashes_.contains(hash) || hashes_.contains(id_hash(provider_of(name)));
}

std::optional<std::string> alias_table::owner_for(std::string_view vendor) const
{
    const auto found = vendors_.find(fold_id(vendor));
    const std::string owner = found == vendors_.end() ? std::string(vendor) : found->second;
    if (found == vendors_.end() && !owners_.contains(fold_id(vendor)))
        return {};
    // The owner itself may have been renamed: resolved by way of an imaginary model.
    auto now = resolve(owner + "/-");
    now.erase(now.find('/'));
    return now;
}

std::optional<std::string> alias_table::renamed(std::string_view name) const
{
    if (empty())
        return {};
    const auto model = models_.find(fold_id(name));
    if (model != models_.end())
        return model->second;
    // A bare name has no owner.
    const auto slash = name.find('/');
    if (slash == std::string_view::npos)
        return {};
    const auto owner = owners_.find(fold_id(name.substr(0, slash)));
    if (owner == owners_.end())
        return {};
    return owner->second + std::string(name.substr(slash));
}

std::string alias_table::resolve(std::string_view name) const
{
    std::string now(name);
    // A rename may lead to a name that was renamed again.
    auto next = renamed(now);
    if (!next)
        return now;
    // Only reached when there is a rename, so that the usual call does not make a set.
    std::set<std::string> met = {fold_id(now)};
    for (; next && met.insert(fold_id(*next)).second; next = renamed(now))
        now = std::move(*next);
    return now;
}

std::optional<std::string> alias_table::find(std::string_view name) const
{
    // Only what has an entry itself: where an owner went says nothing of a source's own name.
    if (!models_.contains(fold_id(name)))
        return {};
    return resolve(name);
}

}  // namespace muster
