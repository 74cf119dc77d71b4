#include "models.hpp"

#include "json/member_reader.hpp"
#include "muster/json_text.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <algorithm>
#include <cmath>

namespace json = boost::json;

namespace muster {

namespace {

double rounded(double value, int decimals)
{
    const auto scale = std::pow(10.0, decimals);
    return std::round(value * scale) / scale;
}

// One list of the members for writing and reading, so that neither can miss one.
template <class Row, class Visit>
void for_each_optional(Row& row, Visit visit)
{
    visit("ctx_len", row.ctx_len);
    visit("params", row.params);
    visit("active_params", row.active_params);
    visit("kv_heads", row.kv_heads);
    visit("head_dim", row.head_dim);
    visit("attention", row.attention);
    visit("kv_bytes_per_token", row.kv_bytes_per_token);
    visit("kv_bytes_fixed", row.kv_bytes_fixed);
    visit("dtype", row.dtype);
    visit("license", row.license);
    visit("source", row.source);
}

void read_optional(member_reader& members, std::string_view key, std::optional<std::uint64_t>& into)
{
    into = members.count(key);
}

void read_optional(member_reader& members, std::string_view key, std::optional<std::string>& into)
{
    into = members.text(key);
}

model_row read_row(member_reader& members)
{
    model_row row;
    row.model_id = members.required_text("model_id");
    // Lenient: a row that lacks a member is replaced by the next update, and must not stop it.
    row.params_b = members.number("params_b").value_or(0);
    row.layers = members.count("layers").value_or(0);
    row.hidden = members.count("hidden").value_or(0);
    row.moe_active_ratio = members.number("moe_active_ratio").value_or(0);
    for_each_optional(row, [&](std::string_view key, auto& value) {
        read_optional(members, key, value);
    });
    if (const auto* origin = members.object("origin"))
        for (const auto& [field, evidence] : *origin)
            // An entry of another type is dropped: evidence is for people, and no row fails for it.
            if (const auto* text = evidence.if_string())
                row.origin.emplace(field, *text);
    return row;
}

}  // namespace

double round_params_b(double billions)
{
    if (billions >= 0.1 || billions <= 0)
        return rounded(billions, 3);
    // The exponent: 0.0123 has -1 digits before the point, so that 4 decimals show 3 digits.
    const auto digits_before = static_cast<int>(std::floor(std::log10(billions))) + 1;
    return rounded(billions, 3 - digits_before);
}

json::object to_json(const model_row& row)
{
    json::object out{
        {"model_id", row.model_id},
        {"params_b", row.params_b},
        {"layers", row.layers},
        {"hidden", row.hidden},
        {"moe_active_ratio", row.moe_active_ratio}};
    for_each_optional(row, [&out](std::string_view key, const auto& value) {
        if (value)
            out[key] = *value;
    });
    if (row.origin.empty())
        return out;
    json::object origin;
    for (const auto& [field, evidence] : row.origin)
        origin[field] = evidence;
    out["origin"] = std::move(origin);
    return out;
}

std::string write_models(std::vector<model_row> rows)
{
    // By bytes, as every file: equal content gives equal bytes, whatever the order of sizing.
    std::sort(rows.begin(), rows.end(), [](const model_row& a, const model_row& b) {
        return a.model_id < b.model_id;
    });
    json::array out;
    out.reserve(rows.size());
    for (const auto& row : rows)
        out.push_back(to_json(row));
    return to_json_text(out);
}

result<std::vector<model_row>> read_models(std::string_view text, std::string_view file_name)
{
    std::vector<model_row> rows;
    const auto done = read_list(text, file_name, [&](member_reader& members) -> result<void> {
        rows.push_back(read_row(members));
        return {};
    });
    if (done.has_error())
        return done.error();
    return rows;
}

}  // namespace muster
