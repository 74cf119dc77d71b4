#include "text_order.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <random>
#include <string>
#include <vector>

using namespace muster;

namespace {

/// Texts that begin alike, end within others, hold any byte, or are there twice.
std::vector<std::string> random_texts(std::mt19937& random)
{
    const std::vector<std::string> beginnings = {
        "", "a", "owner/", "owner/model", std::string(300, 'x'), std::string("nul\0", 4)};
    std::vector<std::string> texts(random() % 3000);
    for (auto& text : texts)
    {
        text = beginnings[random() % beginnings.size()];
        for (auto more = random() % 20; more > 0; --more)
            text += random() % 4 == 0 ? static_cast<char>(random() % 256) : 'm';
    }
    return texts;
}

std::vector<std::uint32_t> positions_of(const std::vector<sort_key>& keys)
{
    std::vector<std::uint32_t> positions;
    for (const auto& key : keys)
        positions.push_back(key.position);
    return positions;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(text_order_test)

BOOST_AUTO_TEST_CASE(the_order_is_that_of_words_and_then_of_bytes)
{
    for (unsigned seed = 0; seed < 40; ++seed)
    {
        std::mt19937 random(seed);
        const auto texts = random_texts(random);
        std::vector<sort_key> keys(texts.size());
        for (std::uint32_t i = 0; i < keys.size(); ++i)
            keys[i] = {random() % 3, i};
        auto expected = keys;
        std::sort(expected.begin(), expected.end(), [&](const sort_key& a, const sort_key& b) {
            return std::tie(a.word, texts[a.position], a.position) <
                   std::tie(b.word, texts[b.position], b.position);
        });

        std::shuffle(keys.begin(), keys.end(), random);
        text_order([&texts](std::uint32_t at) { return std::string_view(texts[at]); }
        ).sort(keys, in_turn);
        BOOST_TEST_REQUIRE((positions_of(keys) == positions_of(expected)), "seed " << seed);
    }
}

BOOST_AUTO_TEST_CASE(texts_alone_are_sorted_by_their_bytes)
{
    for (unsigned seed = 0; seed < 20; ++seed)
    {
        std::mt19937 random(seed);
        const auto texts = random_texts(random);
        std::vector<sort_key> keys(texts.size());
        for (std::uint32_t i = 0; i < keys.size(); ++i)
            keys[i] = {random(), i};
        text_order([&texts](std::uint32_t at) { return std::string_view(texts[at]); }
        ).sort_by_text(keys, in_turn);
        const auto is_before = [&](const sort_key& a, const sort_key& b) {
            return std::tie(texts[a.position], a.position) <
                   std::tie(texts[b.position], b.position);
        };
        BOOST_TEST(std::is_sorted(keys.begin(), keys.end(), is_before), "seed " << seed);
    }
}

BOOST_AUTO_TEST_SUITE_END()
