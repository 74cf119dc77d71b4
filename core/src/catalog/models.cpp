#include "models.hpp"

#include "json/array_of.hpp"
#include "json/member_reader.hpp"
#include "model_fields.hpp"
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
    json::object out{{"model_id", row.model_id}};
    for_each_model_field([&](const auto& field) {
        if (const std::optional value = row.*field.value)
            out[field.about.name] = *value;
    });
    if (row.source)
        out["source"] = *row.source;
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
    std::ranges::sort(rows, {}, &model_row::model_id);
    return to_json_text(array_of(rows));
}

model_row read_model_row(member_reader& members)
{
    model_row row;
    row.model_id = members.required_text("model_id");
    // Lenient: a row that lacks a member is replaced by the next update, and must not stop it. What
    // is no optional stays 0 then.
    for_each_model_field([&](const auto& field) {
        std::optional given = row.*field.value;
        members.read(field.about.name, given);
        if (given)
            row.*field.value = *given;
    });
    row.source = members.text("source");
    if (const auto* origin = members.object("origin"))
        for (const auto& [field, evidence] : *origin)
            // An entry of another type is dropped: evidence is for people, and no row fails for it.
            if (const auto* text = evidence.if_string())
                row.origin.emplace(field, *text);
    return row;
}

result<void> for_each_model(const long_list& file, const std::function<void(model_row&&)>& take)
{
    return read_list(file, [&](member_reader& members) -> result<void> {
        take(read_model_row(members));
        return {};
    });
}

result<std::vector<model_row>> read_models(std::string_view text, std::string_view file_name)
{
    std::vector<model_row> rows;
    const auto done = for_each_model(long_list::of_view(text, file_name), [&](model_row&& row) {
        rows.push_back(std::move(row));
    });
    if (done.has_error())
        return done.error();
    return rows;
}

}  // namespace muster
