#pragma once

#include "muster/spread.hpp"
#include "sort_key.hpp"

#include <boost/endian/conversion.hpp>

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

namespace muster {

/// Sorts by text, as bytes. Texts themselves are looked at once for twelve letters; what has the
/// same twelve is sorted by the next.
template <class TextOf>
class text_order
{
public:
    /// text_of: the text at a position. Where it can prefetch(position), it is asked to.
    explicit text_order(TextOf text_of) : text_of_(std::move(text_of)) {}

    /// By nothing but text: sets the words.
    void sort_by_text(std::span<sort_key> keys, const spread& over) const
    {
        std::vector<run> small;
        sort_run({keys, 0}, over, small);
        sort_small(small, over);
    }

    /// Sorts by word, and by text those that have the same.
    void sort(std::span<sort_key> keys, const spread& over) const
    {
        std::vector<run> small;
        sort_by_word(keys, over);
        sort_runs({keys, 0}, over, small);
        sort_small(small, over);
    }

private:
    /// Keys whose texts have the same letters before this place.
    struct run
    {
        std::span<sort_key> keys = {};
        std::size_t from = 0;
    };

    // Of fewer, or beyond so many letters, the texts are compared as they are.
    static constexpr std::size_t few = 12;
    static constexpr std::size_t letters_limit = 256;

    // Where texts are is known before they are looked at: so many are fetched ahead.
    static constexpr std::size_t texts_ahead = 16;

    static constexpr std::size_t letters_of_a_key = sizeof(sort_key::word) + sizeof(sort_key::more);

    /// As many as the number has bytes. Past the end there is nothing, which comes first.
    template <class Letters>
    static Letters letters_of(std::string_view text, std::size_t from) noexcept
    {
        Letters letters = 0;
        if (from + sizeof letters <= text.size())
            std::memcpy(&letters, text.data() + from, sizeof letters);
        else if (from < text.size())
            std::memcpy(&letters, text.data() + from, text.size() - from);
        return boost::endian::big_to_native(letters);
    }

    void set_words(std::span<sort_key> keys, std::size_t from) const
    {
        for (std::size_t i = 0; i < keys.size(); ++i)
        {
            if constexpr (requires { text_of_.prefetch(keys[i].position); })
                if (i + texts_ahead < keys.size())
                    text_of_.prefetch(keys[i + texts_ahead].position);
            const auto text = text_of_(keys[i].position);
            keys[i].word = letters_of<std::uint64_t>(text, from);
            keys[i].more = letters_of<std::uint32_t>(text, from + sizeof(sort_key::word));
        }
    }

    template <class Visit>
    static void for_each_run(std::span<sort_key> keys, Visit visit)
    {
        for (std::size_t begin = 0; begin < keys.size();)
        {
            auto end = begin + 1;
            while (end < keys.size() && have_same_words(keys[end], keys[begin]))
                ++end;
            if (end - begin > 1)
                visit(keys.subspan(begin, end - begin));
            begin = end;
        }
    }

    /// Those with the same word, apart. The small ones are left for later, when each is work for
    /// one core.
    void sort_runs(const run& all, const spread& over, std::vector<run>& small) const
    {
        for_each_run(all.keys, [&](std::span<sort_key> keys) {
            sort_run({keys, all.from}, over, small);
        });
    }

    void sort_run(const run& one, const spread& over, std::vector<run>& small) const
    {
        if (pieces_of(one.keys.size()) == 1 || one.from >= letters_limit)
            return small.push_back(one);
        over(pieces_of(one.keys.size()), [&](std::size_t piece) {
            const auto [begin, end] = piece_of(one.keys.size(), piece);
            set_words(one.keys.subspan(begin, end - begin), one.from);
        });
        sort_by_word(one.keys, over);
        sort_runs({one.keys, one.from + letters_of_a_key}, over, small);
    }

    void sort_small(std::vector<run>& runs, const spread& over) const
    {
        // The largest first, so that it is not what is waited for.
        std::sort(runs.begin(), runs.end(), [](const run& a, const run& b) {
            return a.keys.size() > b.keys.size();
        });
        const auto pieces = pieces_of(runs.size());
        over(pieces, [&](std::size_t piece) {
            for (auto i = piece; i < runs.size(); i += pieces)
                sort_rest(runs[i].keys, runs[i].from);
        });
    }

    void sort_rest(std::span<sort_key> keys, std::size_t from) const
    {
        if (keys.size() <= few || from >= letters_limit)
            return sort_few(keys);
        set_words(keys, from);
        sort_by_word(keys);
        for_each_run(keys, [&](std::span<sort_key> same) {
            sort_rest(same, from + letters_of_a_key);
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
