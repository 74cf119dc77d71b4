#include "muster/normalize.hpp"

#include "muster/identity.hpp"

#include <boost/algorithm/string/case_conv.hpp>
#include <boost/algorithm/string/trim.hpp>

#include <algorithm>

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

result<candidate> normalize(const listed_model& row, std::string_view label)
{
    candidate out;
    out.model_id = trimmed(row.model_id);
    const auto checked = check_model_id(out.model_id);
    if (checked.has_error())
        return checked.error();

    out.license = normalize_license(row.license);
    out.sources = {std::string(label)};
    out.popularity_score = std::max(0.0, row.popularity.value_or(0.0));
    out.tags = row.tags;
    std::erase(out.tags, "");
    sort_and_drop_repeats(out.tags);
    return out;
}

normalized_listing normalize(const listing& published)
{
    normalized_listing out;
    out.plugin = published.plugin;
    out.rejected = published.rejected;
    for (const auto& row : published.models)
    {
        if (trimmed(row.model_id).empty() && !row.name.empty())
        {
            out.unresolved.push_back(row.name);
            continue;
        }
        auto one = normalize(row, published.label);
        if (one.has_value())
            out.candidates.push_back(std::move(*one));
        else
            out.rejected.push_back({row.model_id, one.error().where});
    }
    sort_and_drop_repeats(out.unresolved);
    return out;
}

}  // namespace muster
