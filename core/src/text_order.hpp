#pragma once

#include "muster/spread.hpp"

#include <boost/endian/conversion.hpp>
#include <boost/sort/pdqsort/pdqsort.hpp>

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

namespace muster {

/// Something to be sorted, by where it is. What is compared stands beside it as one number: eight
/// letters, or whatever comes before these.
struct sort_key
{
    std::uint64_t word = 0;
    std::uint32_t position = 0;
};

/// Equal ones by position: their texts mostly lie in this order in memory, too.
inline void sort_by_word(std::span<sort_key> keys)
{
    const auto is_before = [](const sort_key& a, const sort_key& b) {
        return (a.word < b.word) | (static_cast<int>(a.word == b.word) & (a.position < b.position));
    };
    boost::sort::pdqsort_branchless(keys.begin(), keys.end(), is_before);
}

/// Sorts by text, as bytes. Texts themselves are looked at once for eight letters; what has the
/// same eight is sorted by the next.
template <class TextOf>
class text_order
{
public:
    /// text_of: the text at a position.
    explicit text_order(TextOf text_of) : text_of_(std::move(text_of)) {}

    /// Sorts by word, and by text those that have the same.
    void sort(std::span<sort_key> keys, const spread& over) const
    {
        sort_by_word(keys);
        std::vector<std::span<sort_key>> runs;
        for_each_run(keys, [&runs](std::span<sort_key> run) { runs.push_back(run); });
        // The largest first, so that it is not what is waited for.
        std::sort(runs.begin(), runs.end(), [](const auto& a, const auto& b) {
            return a.size() > b.size();
        });
        const auto sort_run = [&](std::size_t i) { sort_by_text(runs[i], 0); };
        if (pieces_of(keys.size()) == 1)
            in_turn(runs.size(), sort_run);
        else
            over(runs.size(), sort_run);
    }

private:
    // Of fewer, or beyond so many letters, the texts are compared as they are.
    static constexpr std::size_t few = 12;
    static constexpr std::size_t letters_limit = 256;

    /// Past the end there is nothing, which comes first.
    static std::uint64_t letters_of(std::string_view text, std::size_t from) noexcept
    {
        std::uint64_t letters = 0;
        if (from + sizeof letters <= text.size())
            std::memcpy(&letters, text.data() + from, sizeof letters);
        else if (from < text.size())
            std::memcpy(&letters, text.data() + from, text.size() - from);
        return boost::endian::big_to_native(letters);
    }

    template <class Visit>
    static void for_each_run(std::span<sort_key> keys, Visit visit)
    {
        for (std::size_t begin = 0; begin < keys.size();)
        {
            auto end = begin + 1;
            while (end < keys.size() && keys[end].word == keys[begin].word)
                ++end;
            if (end - begin > 1)
                visit(keys.subspan(begin, end - begin));
            begin = end;
        }
    }

    /// Of keys whose texts have the same letters before this place.
    void sort_by_text(std::span<sort_key> keys, std::size_t from) const
    {
        if (keys.size() <= few || from >= letters_limit)
            return sort_few(keys);
        for (auto& key : keys)
            key.word = letters_of(text_of_(key.position), from);
        sort_by_word(keys);
        for_each_run(keys, [&](std::span<sort_key> run) {
            sort_by_text(run, from + sizeof(sort_key::word));
        });
    }

    void sort_few(std::span<sort_key> keys) const
    {
        std::sort(keys.begin(), keys.end(), [this](const sort_key& a, const sort_key& b) {
            const auto order = text_of_(a.position).compare(text_of_(b.position));
            return order != 0 ? order < 0 : a.position < b.position;
        });
    }

    TextOf text_of_;
};

}  // namespace muster
