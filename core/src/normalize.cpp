#include "muster/normalize.hpp"

#include "muster/identity.hpp"

#include <boost/algorithm/string/case_conv.hpp>
#include <boost/algorithm/string/trim.hpp>

#include <algorithm>
#include <cmath>
#include <tuple>

namespace muster {

namespace {

constexpr std::size_t license_bytes_limit = 64;

void sort_and_drop_repeats(std::vector<std::string>& texts)
{
    std::sort(texts.begin(), texts.end());
    texts.erase(std::unique(texts.begin(), texts.end()), texts.end());
}

bool is_license_character(char c) noexcept
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '+' || c == '_' ||
           c == '-';
}

std::string trimmed(std::string_view text)
{
    return boost::trim_copy(std::string(text), std::locale::classic());
}

}  // namespace

std::optional<std::string> normalize_license(std::string_view published)
{
    auto license = boost::to_lower_copy(trimmed(published), std::locale::classic());
    const bool is_id = !license.empty() && license.size() <= license_bytes_limit &&
                       std::all_of(license.begin(), license.end(), is_license_character);
    if (!is_id || license == "unknown" || license == "none" || license == "null")
        return {};
    return license;
}

namespace {

/// All but the id.
candidate without_id(const listed_model& row, std::string_view label)
{
    candidate out;
    out.license = normalize_license(row.license);
    out.sources = {std::string(label)};
    const auto popularity = row.popularity.value_or(0.0);
    out.popularity_score = std::isfinite(popularity) ? std::max(0.0, popularity) : 0.0;
    out.tags = row.tags;
    std::erase(out.tags, "");
    sort_and_drop_repeats(out.tags);
    return out;
}

// Which of several rows with one name stands for it must not depend on their order.
void sort_by_name(std::vector<unresolved_row>& rows)
{
    const auto key = [](const unresolved_row& row) {
        return std::tie(row.name, row.model.license, row.model.popularity_score, row.model.tags);
    };
    std::sort(rows.begin(), rows.end(), [&](const auto& a, const auto& b) {
        return key(a) < key(b);
    });
    const auto same_name = [](const auto& a, const auto& b) { return a.name == b.name; };
    rows.erase(std::unique(rows.begin(), rows.end(), same_name), rows.end());
}

}  // namespace

result<candidate> normalize(const listed_model& row, std::string_view label)
{
    auto id = trimmed(row.model_id);
    const auto checked = check_model_id(id);
    if (checked.has_error())
        return checked.error();
    auto out = without_id(row, label);
    out.model_id = std::move(id);
    return out;
}

normalized_listing normalize(const listing& published)
{
    normalized_listing out;
    out.plugin = published.plugin;
    out.label = published.label;
    out.rejected = published.rejected;
    for (const auto& row : published.models)
    {
        if (trimmed(row.model_id).empty() && !row.name.empty())
        {
            out.unresolved.push_back({row.name, without_id(row, published.label)});
            continue;
        }
        auto one = normalize(row, published.label);
        if (one.has_value())
        {
            if (!row.name.empty())
                out.named.push_back({row.name, one->model_id});
            if (row.facts != repository_facts{})
                out.seen.push_back(one->model_id);
            out.candidates.push_back(std::move(*one));
        }
        else
            out.rejected.push_back({row.model_id, one.error().where});
    }
    sort_by_name(out.unresolved);
    return out;
}

}  // namespace muster
