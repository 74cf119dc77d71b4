#include "support/serial_for_backwards.hpp"
#include "table/candidate_order.hpp"

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

/// Ids that begin alike, end within others, hold any byte, or are there twice.
std::vector<std::string> random_ids(std::mt19937& random, std::size_t limit)
{
    const std::vector<std::string> beginnings = {
        "", "a", "owner/", "owner/model", std::string(300, 'x'), std::string("nul\0", 4)};
    std::vector<std::string> ids(limit / 2 + random() % (limit / 2));
    for (auto& id : ids)
    {
        id = beginnings[random() % beginnings.size()];
        for (auto more = random() % 20; more > 0; --more)
            id += random() % 4 == 0 ? static_cast<char>(random() % 256) : 'm';
    }
    return ids;
}

/// Whether candidates of these ids and scores are sorted by score, then by the bytes of the id, and
/// then as they came.
template <class ScoreOf>
bool are_sorted(const std::vector<std::string>& ids, ScoreOf score_of, const parallel_for& over)
{
    std::vector<candidate> all(ids.size());
    std::vector<std::uint32_t> expected(ids.size());
    for (std::uint32_t i = 0; i < ids.size(); ++i)
    {
        all[i].model_id = ids[i];
        all[i].popularity_score = score_of(i);
        expected[i] = i;
    }
    std::sort(expected.begin(), expected.end(), [&](std::uint32_t a, std::uint32_t b) {
        return std::tuple(-all[a].popularity_score, ids[a], a) <
               std::tuple(-all[b].popularity_score, ids[b], b);
    });
    return staging_sort(candidate_table(all), over) == expected;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(candidate_order_test)

BOOST_AUTO_TEST_CASE(the_order_is_that_of_scores_and_then_of_bytes)
{
    for (unsigned seed = 0; seed < 12; ++seed)
    {
        std::mt19937 random(seed);
        const auto ids = random_ids(random, seed % 10 == 0 ? many : few);
        const auto score_of = [&](std::uint32_t) { return static_cast<double>(random() % 3); };
        BOOST_TEST_REQUIRE(are_sorted(ids, score_of, serial_for), "seed " << seed);
    }
}

BOOST_AUTO_TEST_CASE(ids_alone_are_sorted_by_their_bytes)
{
    for (unsigned seed = 0; seed < 6; ++seed)
    {
        std::mt19937 random(seed);
        const auto ids = random_ids(random, seed % 10 == 0 ? many : few);
        const auto none = [](std::uint32_t) { return 0.0; };
        BOOST_TEST_REQUIRE(are_sorted(ids, none, serial_for), "seed " << seed);
    }
}

BOOST_AUTO_TEST_CASE(long_runs_of_one_score_and_one_beginning_are_sorted)
{
    for (const std::uint32_t count : {20'000U, 120'000U})
    {
        std::mt19937 random(count);
        std::vector<std::string> ids(count);
        for (auto& id : ids)
            id = "a-long-owner/model-" + std::to_string(random() % 50'000);
        const auto score_of = [](std::uint32_t i) { return static_cast<double>(i / 8500); };
        BOOST_TEST(are_sorted(ids, score_of, serial_for_backwards));
    }
}

BOOST_AUTO_TEST_CASE(many_scores_of_every_shape_are_sorted)
{
    for (const std::uint64_t scores : {1ULL, 2ULL, 50ULL, 1'000'000ULL, ~0ULL})
    {
        std::mt19937_64 random(scores);
        const std::vector<std::string> ids(many, "a/b");
        const auto score_of = [&](std::uint32_t i) {
            return i == 0 ? 1e300 : static_cast<double>(random() % scores);
        };
        BOOST_TEST(are_sorted(ids, score_of, serial_for), scores << " scores");
        BOOST_TEST(are_sorted(ids, score_of, serial_for_backwards), scores << " scores");
    }
}

BOOST_AUTO_TEST_SUITE_END()
