#include "suggest.hpp"

#include <algorithm>
#include <numeric>
#include <vector>

namespace muster {

// The table of prefixes by prefixes, of which one row at a time is enough.
std::size_t edit_distance(std::string_view a, std::string_view b)
{
    std::vector<std::size_t> row(b.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (std::size_t i = 0; i < a.size(); ++i)
    {
        auto diagonal = row[0];
        row[0] = i + 1;
        for (std::size_t j = 0; j < b.size(); ++j)
        {
            const auto replaced = diagonal + (a[i] == b[j] ? 0 : 1);
            diagonal = row[j + 1];
            row[j + 1] = std::min({replaced, row[j] + 1, row[j + 1] + 1});
        }
    }
    return row[b.size()];
}

std::string suggest(std::string_view given, std::span<const std::string> known)
{
    std::string best;
    auto best_distance = given.size() / 3 + 2;  // a third of the letters wrong: another word
    for (const auto& word : known)
    {
        const auto distance = edit_distance(given, word);
        // A distance of the word's own length shares no letter with it ("hub" for "xyz").
        if (distance < best_distance && distance < word.size())
        {
            best = word;
            best_distance = distance;
        }
    }
    return best;
}

std::string did_you_mean(std::string_view given, std::span<const std::string> known)
{
    const auto meant = suggest(given, known);
    return meant.empty() ? std::string() : "; did you mean " + meant + '?';
}

}  // namespace muster
