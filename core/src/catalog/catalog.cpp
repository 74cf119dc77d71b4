#include "catalog.hpp"

#include "contract/identity.hpp"
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

// One list of the pins for reading and writing, so that neither can miss one.
template <class Pins, class Visit>
void for_each_pin(Pins& pins, Visit visit)
{
    visit("params_b", pins.params_b);
    visit("layers", pins.layers);
    visit("hidden", pins.hidden);
    visit("moe_active_ratio", pins.moe_active_ratio);
    visit("ctx_len", pins.ctx_len);
    visit("params", pins.params);
    visit("active_params", pins.active_params);
    visit("kv_heads", pins.kv_heads);
    visit("head_dim", pins.head_dim);
    visit("attention", pins.attention);
    visit("kv_bytes_per_token", pins.kv_bytes_per_token);
    visit("kv_bytes_fixed", pins.kv_bytes_fixed);
    visit("dtype", pins.dtype);
    visit("license", pins.license);
}

// The pin's type chooses how the member is read.
void read_pin(member_reader& members, std::string_view key, std::optional<double>& pin)
{
    pin = members.number(key);
}

void read_pin(member_reader& members, std::string_view key, std::optional<std::uint64_t>& pin)
{
    pin = members.count(key);
}

void read_pin(member_reader& members, std::string_view key, std::optional<std::string>& pin)
{
    pin = members.text(key);
}

// Zero never stands for "unknown": pages would divide by it.
void refuse_zero(
    member_reader& members, std::string_view key, const std::optional<std::uint64_t>& pin
)
{
    if (pin && *pin == 0)
        members.fault(key, "is 0: leave it out when it is not known");
}

// The values that models.schema.json allows.
constexpr std::array<std::string_view, 6> attention_kinds = {
    "mha", "mqa", "gqa", "mla", "hybrid", "none"};
// A typing error in the unit (parameters in place of billions) is far above it.
constexpr double params_b_limit = 1e6;

void check_values(member_reader& members, const pins& given)
{
    if (given.params_b && *given.params_b <= 0)
        members.fault("params_b", "is not positive: leave it out when it is not known");
    if (given.moe_active_ratio && (*given.moe_active_ratio < 0 || *given.moe_active_ratio > 1))
        members.fault("moe_active_ratio", "is not between 0 and 1");
    if (given.params_b && *given.params_b > params_b_limit)
        members.fault("params_b", "is more than a million billions");
    if (given.attention &&
        std::find(attention_kinds.begin(), attention_kinds.end(), *given.attention) ==
            attention_kinds.end())
        members.fault("attention", "is none of mha, mqa, gqa, mla, hybrid, none");
    refuse_zero(members, "layers", given.layers);
    refuse_zero(members, "hidden", given.hidden);
    refuse_zero(members, "ctx_len", given.ctx_len);
    refuse_zero(members, "params", given.params);
    refuse_zero(members, "active_params", given.active_params);
}

json::object to_json(const catalog_entry& entry)
{
    json::object out{{"model_id", entry.model_id}};
    const auto put = [&out](std::string_view key, const auto& value) {
        if (value)
            out[key] = *value;
    };
    for_each_pin(entry.pinned, put);
    put("why", entry.why);
    put("checked", entry.checked);
    return out;
}

}  // namespace

catalog_entry read_catalog_entry(member_reader& members)
{
    catalog_entry entry;
    entry.model_id = members.required_text("model_id");
    const auto checked = check_model_id(entry.model_id);
    if (members.ok() && checked.has_error())
        members.fault("model_id", "is not a model id: " + checked.error().where);
    for_each_pin(entry.pinned, [&](std::string_view key, auto& pin) {
        read_pin(members, key, pin);
    });
    // A wrong pin would beat right evidence: impossible values are refused here.
    check_values(members, entry.pinned);
    entry.why = members.text("why");
    entry.checked = members.text("checked");
    // A misspelled member would be a pin without effect.
    members.allow_only(
        {"model_id",
         "params_b",
         "layers",
         "hidden",
         "moe_active_ratio",
         "ctx_len",
         "params",
         "active_params",
         "kv_heads",
         "head_dim",
         "attention",
         "kv_bytes_per_token",
         "kv_bytes_fixed",
         "dtype",
         "license",
         "why",
         "checked"}
    );
    return entry;
}

result<std::vector<catalog_entry>> read_catalog(std::string_view text, std::string_view file_name)
{
    std::vector<catalog_entry> entries;
    std::set<std::string> seen;
    const auto done = read_list(text, file_name, [&](member_reader& members) -> result<void> {
        auto entry = read_catalog_entry(members);
        // Which of two entries' pins count would be a guess.
        if (members.ok() && !seen.insert(fold_id(entry.model_id)).second)
            members.fault("model_id", "names a model that an earlier entry names already");
        entries.push_back(std::move(entry));
        return {};
    });
    if (done.has_error())
        return done.error();
    return entries;
}

std::string write_catalog(std::vector<catalog_entry> entries)
{
    // By bytes, as every file, so that version control shows real changes only.
    std::sort(entries.begin(), entries.end(), [](const auto& a, const auto& b) {
        return a.model_id < b.model_id;
    });
    json::array rows;
    for (const auto& entry : entries)
        rows.push_back(to_json(entry));
    return to_json_text(rows);
}

import_outcome import_catalog(std::vector<catalog_entry> ours, std::vector<catalog_entry> theirs)
{
    import_outcome out;
    std::set<std::string> ids;
    for (const auto& entry : ours)
        ids.insert(fold_id(entry.model_id));
    out.entries = std::move(ours);
    for (auto& entry : theirs)
    {
        const bool is_new = ids.insert(fold_id(entry.model_id)).second;
        // A model that occurs twice in theirs is imported once.
        (is_new ? out.added : out.kept).push_back(entry.model_id);
        if (is_new)
            out.entries.push_back(std::move(entry));
    }
    return out;
}

}  // namespace muster
