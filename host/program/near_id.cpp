#include "near_id.hpp"

#include "base/suggest.hpp"
#include "contract/identity.hpp"

#include <algorithm>
#include <vector>

namespace muster {

std::string did_you_mean_id(std::string_view given, std::span<const std::string> known)
{
    const auto name = fold_id(given.substr(given.find('/') + 1));
    std::vector<std::string> folded;
    for (const auto& id : known)
        folded.push_back(fold_id(id));
    // By the name first: to the spelling an owner that was left out is so many wrong letters.
    auto meant = std::ranges::find_if(folded, [ending = '/' + name](const std::string& id) {
        return id.ends_with(ending);
    });
    if (meant == folded.end())
        meant = std::ranges::find(folded, suggest(fold_id(given), folded));
    if (meant == folded.end())
        return {};
    return "; did you mean " + known[static_cast<std::size_t>(meant - folded.begin())] + '?';
}

}  // namespace muster
