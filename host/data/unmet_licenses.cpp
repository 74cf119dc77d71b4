#include "unmet_licenses.hpp"

#include "base/suggest.hpp"
#include "catalog/license_class.hpp"
#include "text/lower.hpp"

#include <algorithm>
#include <set>

namespace muster {

namespace {

/// "; did you mean gpl-3.0?" of "gpl-3": what begins so is nearer than what has as few other
/// letters.
std::string near_license(const std::string& word, const std::set<std::string>& held)
{
    auto known = known_licenses();
    known.insert(known.end(), held.begin(), held.end());
    const auto longer = std::ranges::find_if(known, [&word](const std::string& one) {
        return one.starts_with(lower(word));
    });
    return longer == known.end() ? did_you_mean(word, known) : "; did you mean " + *longer + '?';
}

/// The licences of all rows, in lower case.
std::set<std::string> licenses_in(const row_table& rows)
{
    std::set<std::string> held;
    for (std::size_t i = 0; i < rows.size(); ++i)
        if (const auto license = rows[i].license)
            held.insert(lower(*license));
    return held;
}

}  // namespace

std::vector<std::string> unmet_licenses(std::span<const std::string> wanted, const row_table& rows)
{
    std::vector<std::string> licenses(wanted.begin(), wanted.end());
    // A class that no row has is no slip: its words were checked with the flags.
    std::erase_if(licenses, [](const std::string& word) {
        return license_class_of(lower(word)).has_value();
    });
    if (licenses.empty())
        return {};
    std::vector<std::string> sentences;
    const auto held = licenses_in(rows);
    for (const auto& word : licenses)
        if (!held.contains(lower(word)))
            sentences.push_back(
                "--license names " + word + ", which no row of models.json has" +
                (is_license_word(word) ? "" : near_license(word, held))
            );
    return sentences;
}

}  // namespace muster
