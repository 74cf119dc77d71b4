#include "support/serial_for_backwards.hpp"
#include "table/bucketed_keys.hpp"
#include "table/prefix_sort.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <random>
#include <string>
#include <tuple>
#include <vector>

using namespace muster;
using test::serial_for_backwards;

namespace {

constexpr std::size_t few = 3000;
constexpr std::size_t many = 60'000;  // more than are sorted as one piece

/// Texts that begin alike, end within others, hold any byte, or are there twice.
std::vector<std::string> random_texts(std::mt19937& random, std::size_t limit)
{
    const std::vector<std::string> beginnings = {
        "", "a", "owner/", "owner/model", std::string(300, 'x'), std::string("nul\0", 4)};
    std::vector<std::string> texts(limit / 2 + random() % (limit / 2));
    for (auto& text : texts)
    {
        text = beginnings[random() % beginnings.size()];
        for (auto more = random() % 20; more > 0; --more)
            text += random() % 4 == 0 ? static_cast<char>(random() % 256) : 'm';
    }
    return texts;
}

std::uint32_t first_letters(const std::string& text)
{
    std::uint32_t letters = 0;
    for (std::size_t i = 0; i < sizeof letters; ++i)
        letters = letters * 256 + (i < text.size() ? static_cast<unsigned char>(text[i]) : 0U);
    return letters;
}

std::vector<std::uint32_t> positions_of(const std::vector<sort_key>& keys)
{
    std::vector<std::uint32_t> positions;
    for (const auto& key : keys)
        positions.push_back(key.position);
    return positions;
}

/// Whether keys of these words are sorted by these, and then by their texts.
template <class WordOf>
bool are_sorted(const std::vector<std::string>& texts, WordOf word_of, const parallel_for& over)
{
    std::vector<sort_key> keys(texts.size());
    for (std::uint32_t i = 0; i < keys.size(); ++i)
        keys[i] = {i, first_letters(texts[i]), word_of(i)};
    auto expected = keys;
    std::sort(expected.begin(), expected.end(), [&](const sort_key& a, const sort_key& b) {
        return std::tie(a.prefix_hi, texts[a.position], a.position) <
               std::tie(b.prefix_hi, texts[b.position], b.position);
    });
    std::mt19937 random(0);
    std::shuffle(keys.begin(), keys.end(), random);
    prefix_sort([&texts](std::uint32_t at) { return std::string_view(texts[at]); }
    ).sort(keys, over);
    return positions_of(keys) == positions_of(expected);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(prefix_sort_test)

BOOST_AUTO_TEST_CASE(the_order_is_that_of_words_and_then_of_bytes)
{
    for (unsigned seed = 0; seed < 40; ++seed)
    {
        std::mt19937 random(seed);
        const auto texts = random_texts(random, seed % 10 == 0 ? many : few);
        const auto word_of = [&](std::uint32_t) { return random() % 3; };
        BOOST_TEST_REQUIRE(are_sorted(texts, word_of, serial_for), "seed " << seed);
    }
}

BOOST_AUTO_TEST_CASE(texts_alone_are_sorted_by_their_bytes)
{
    for (unsigned seed = 0; seed < 20; ++seed)
    {
        std::mt19937 random(seed);
        const auto texts = random_texts(random, seed % 10 == 0 ? many : few);
        std::vector<sort_key> keys(texts.size());
        for (std::uint32_t i = 0; i < keys.size(); ++i)
            keys[i] = {i, static_cast<std::uint32_t>(random()), random()};
        prefix_sort([&texts](std::uint32_t at) { return std::string_view(texts[at]); }
        ).sort_by_text(keys, serial_for);
        const auto is_before = [&](const sort_key& a, const sort_key& b) {
            return std::tie(texts[a.position], a.position) <
                   std::tie(texts[b.position], b.position);
        };
        BOOST_TEST(std::is_sorted(keys.begin(), keys.end(), is_before), "seed " << seed);
    }
}

// Runs of 8,500 keys: of the most keys that is less than a share, which is left to one core.
BOOST_AUTO_TEST_CASE(runs_on_both_sides_of_a_share_are_sorted)
{
    for (const std::uint32_t count : {100'000U, 300'000U})
    {
        std::mt19937 random(count);
        std::vector<std::string> texts(count);
        for (auto& text : texts)
            text = "owner/model-" + std::to_string(random() % 50'000);
        const auto word_of = [](std::uint32_t i) { return i / 8500; };
        BOOST_TEST(are_sorted(texts, word_of, serial_for_backwards));
    }
}

BOOST_AUTO_TEST_CASE(keys_are_dealt_to_ranges_in_their_order)
{
    for (const std::size_t count : {0UL, 1UL, many})
    {
        const auto key_at = [](std::size_t i) {
            return sort_key{static_cast<std::uint32_t>(i), 0, i * 7919 % 5};
        };
        const auto range_of = [](const sort_key& key) { return std::size_t{key.prefix_hi} * 3; };
        bucketed_keys dealt(count, key_at, range_of, serial_for_backwards);
        std::size_t found = 0;
        for (std::size_t range = 0; range < bucketed_keys::range_count; ++range)
        {
            BOOST_TEST(dealt.begin_of(range) == found);
            found += dealt[range].size();
            BOOST_TEST((dealt[range].empty() || (range % 3 == 0 && range / 3 < 5)));
            for (std::size_t i = 0; i < dealt[range].size(); ++i)
            {
                const auto& key = dealt[range][i];
                BOOST_TEST_REQUIRE(key.prefix_hi == range / 3);
                BOOST_TEST_REQUIRE((i == 0 || dealt[range][i - 1].position < key.position));
            }
        }
        BOOST_TEST(found == count);
    }
}

BOOST_AUTO_TEST_CASE(many_keys_are_sorted_by_words_of_every_shape)
{
    for (const std::uint64_t words : {1ULL, 2ULL, 50ULL, 1'000'000ULL, ~0ULL})
    {
        std::mt19937_64 random(words);
        std::vector<sort_key> keys(many);
        for (std::uint32_t i = 0; i < keys.size(); ++i)
            keys[i] = {i, static_cast<std::uint32_t>(random() % 3), random() % words};
        if (words == 50)
            keys.back().prefix_hi = ~0ULL;
        std::shuffle(keys.begin(), keys.end(), random);
        auto expected = keys;
        std::sort(expected.begin(), expected.end(), [](const sort_key& a, const sort_key& b) {
            return std::tie(a.prefix_hi, a.prefix_lo, a.position) <
                   std::tie(b.prefix_hi, b.prefix_lo, b.position);
        });

        auto backwards = keys;
        sort_by_prefix(keys, serial_for);
        sort_by_prefix(backwards, serial_for_backwards);
        BOOST_TEST((positions_of(keys) == positions_of(expected)), words << " words");
        BOOST_TEST((positions_of(backwards) == positions_of(expected)), words << " words");
    }
}

BOOST_AUTO_TEST_SUITE_END()
