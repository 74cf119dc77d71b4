#pragma once

#include "parallel_for.hpp"
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
class prefix_sort
{
public:
    /// text_of: the text at a position. Where it can prefetch(position), or
    /// prefetch_place(position) sooner, it is asked to.
    explicit prefix_sort(TextOf text_of) : text_of_(std::move(text_of)) {}

    /// By nothing but text: sets the words.
    void sort_by_text(std::span<sort_key> keys, const parallel_for& over) const
    {
        task work = {over, keys.size() / shares};
        sort_run({keys, 0}, work);
        sort_small(work);
    }

    /// Sorts by word, and by text those that have the same. `prefix_lo` are the first four
    /// letters.
    void sort(std::span<sort_key> keys, const parallel_for& over) const
    {
        task work = {over, keys.size() / shares};
        sort_by_prefix(keys, over);
        sort_runs({keys, sizeof(sort_key::prefix_lo)}, work);
        sort_small(work);
    }

    /// Those that come first in a text; past its end there is nothing, which comes before all.
    static std::uint32_t first_letters(std::string_view text) noexcept
    {
        return load_prefix<std::uint32_t>(text, 0);
    }

private:
    /// Keys whose texts have the same letters before this place.
    struct run
    {
        std::span<sort_key> keys = {};
        std::size_t from = 0;
    };

    /// Runs of a good share of all keys are sorted by all cores together. The others are left for
    /// later, when each is work for one core.
    struct task
    {
        const parallel_for& over;
        std::size_t share = 0;
        std::vector<run> small = {};
    };
    static constexpr std::size_t shares = 32;  ///< of all keys: what is less than one is small

    // Of fewer, or beyond so many letters, the texts are compared as they are.
    static constexpr std::size_t few = 12;
    static constexpr std::size_t letters_limit = 256;

    // Into so many pieces the small runs are dealt.
    static constexpr std::size_t runs_at_once_limit = 64;

    // Where texts are is known before they are looked at: so many are fetched ahead.
    static constexpr std::size_t texts_ahead = 16;

    static constexpr std::size_t letters_of_a_key =
        sizeof(sort_key::prefix_hi) + sizeof(sort_key::prefix_lo);

    /// As many as the number has bytes.
    template <class Letters>
    static Letters load_prefix(std::string_view text, std::size_t from) noexcept
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
            if constexpr (requires { text_of_.prefetch_place(keys[i].position); })
                if (i + 2 * texts_ahead < keys.size())
                    text_of_.prefetch_place(keys[i + 2 * texts_ahead].position);
            if constexpr (requires { text_of_.prefetch(keys[i].position); })
                if (i + texts_ahead < keys.size())
                    text_of_.prefetch(keys[i + texts_ahead].position);
            const auto text = text_of_(keys[i].position);
            keys[i].prefix_hi = load_prefix<std::uint64_t>(text, from);
            keys[i].prefix_lo =
                load_prefix<std::uint32_t>(text, from + sizeof(sort_key::prefix_hi));
        }
    }

    template <class Visit>
    static void for_each_run(std::span<sort_key> keys, Visit visit)
    {
        for (std::size_t begin = 0; begin < keys.size();)
        {
            auto end = begin + 1;
            while (end < keys.size() && have_same_prefix(keys[end], keys[begin]))
                ++end;
            if (end - begin > 1)
                visit(keys.subspan(begin, end - begin));
            begin = end;
        }
    }

    /// Those with the same words, apart.
    void sort_runs(const run& sorted, task& work) const
    {
        for_each_run(sorted.keys, [&](std::span<sort_key> keys) {
            sort_run({keys, sorted.from}, work);
        });
    }

    void sort_run(const run& one, task& work) const
    {
        const auto size = one.keys.size();
        if (chunk_count(size) == 1 || size < work.share || one.from >= letters_limit)
            return work.small.push_back(one);
        work.over(chunk_count(size), [&](std::size_t chunk) {
            const auto [begin, end] = chunk_range(size, chunk);
            set_words(one.keys.subspan(begin, end - begin), one.from);
        });
        sort_by_prefix(one.keys, work.over);
        sort_runs({one.keys, one.from + letters_of_a_key}, work);
    }

    void sort_small(task& work) const
    {
        auto& runs = work.small;
        // The largest first, so that it is not what is waited for.
        std::sort(runs.begin(), runs.end(), [](const run& a, const run& b) {
            return a.keys.size() > b.keys.size();
        });
        const auto chunks = std::min(runs.size(), runs_at_once_limit);
        work.over(chunks, [&](std::size_t chunk) {
            for (auto i = chunk; i < runs.size(); i += chunks)
                sort_rest(runs[i].keys, runs[i].from);
        });
    }

    void sort_rest(std::span<sort_key> keys, std::size_t from) const
    {
        if (keys.size() <= few || from >= letters_limit)
            return sort_few(keys);
        set_words(keys, from);
        sort_by_prefix(keys);
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
