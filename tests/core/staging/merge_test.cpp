#include "staging/merge.hpp"
#include "staging/stage.hpp"
#include "support/written.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <random>

using namespace muster;
using test::write_stage;

namespace {

candidate one(std::string id, std::optional<std::string> license = {}, double score = 0)
{
    candidate out;
    out.model_id = std::move(id);
    out.license = std::move(license);
    out.popularity_score = score;
    return out;
}

/// The candidates of a plugin, each labelled and tagged with its name.
normalized_listing from(const std::string& plugin, std::vector<candidate> candidates)
{
    for (auto& each : candidates)
    {
        each.sources = {plugin + "_label"};
        each.tags.push_back("by-" + plugin);
    }
    normalized_listing out;
    out.plugin = plugin;
    out.candidates = std::move(candidates);
    return out;
}

std::vector<candidate> merged(const std::vector<normalized_listing>& listings)
{
    return test::owned(merge(listings));
}

/// Ids in all their spellings, licences and scores that collide.
std::vector<normalized_listing> anything(std::mt19937& random)
{
    const auto pick = [&random](auto... choices) {
        const std::array all = {choices...};
        return all[random() % all.size()];
    };
    std::vector<normalized_listing> listings;
    for (const auto* plugin : {"hub", "openrouter", "aaa", "zzz"})
    {
        std::vector<candidate> candidates;
        for (int i = 0; i < 30; ++i)
        {
            candidates.push_back(
                one(std::string(pick("a", "A", "b")) + '/' + pick("x", "X", "y", "Y", "z"),
                    std::nullopt,
                    pick(0.0, 1.0, 2.0))
            );
            if (random() % 2 == 0)
                candidates.back().license = pick("mit", "apache-2.0", "other");
            candidates.back().tags = {pick("p", "q")};
        }
        listings.push_back(from(plugin, std::move(candidates)));
    }
    return listings;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(merge_test)

BOOST_AUTO_TEST_CASE(ids_that_differ_in_case_are_one_model)
{
    const auto all =
        merged({from("hub", {one("Qwen/Qwen3-8B")}), from("x", {one("qwen/qwen3-8b")})});

    BOOST_TEST_REQUIRE(all.size() == 1u);
    BOOST_TEST(all[0].sources == (std::vector<std::string>{"hub_label", "x_label"}));
    BOOST_TEST(all[0].tags == (std::vector<std::string>{"by-hub", "by-x"}));
}

BOOST_AUTO_TEST_CASE(spelling_and_licence_come_from_the_most_trusted_source)
{
    const auto all = merged(
        {from("aaa", {one("A/B", "mit")}),
         from("openrouter", {one("A/b", "other")}),
         from("hub", {one("a/b", "apache-2.0")})}
    );

    BOOST_TEST(all[0].model_id == "a/b");
    BOOST_TEST(all[0].license.value() == "apache-2.0");
}

BOOST_AUTO_TEST_CASE(a_licence_the_most_trusted_does_not_have_comes_from_the_next)
{
    const auto all = merged(
        {from("hub", {one("a/b")}),
         from("zzz", {one("A/B", "mit")}),
         from("aaa", {one("A/b", "other")})}
    );

    BOOST_TEST(all[0].model_id == "a/b");
    BOOST_TEST(all[0].license.value() == "other");
}

BOOST_AUTO_TEST_CASE(a_person_may_say_whom_to_trust)
{
    const std::vector listings = {
        from("hub", {one("a/b", "mit")}), from("zzz", {one("A/B", "other")})};

    const auto all = merge(listings, {"zzz"});

    BOOST_TEST(all[0].model_id == "A/B");
    BOOST_TEST(all[0].license.value() == "other");
}

BOOST_AUTO_TEST_CASE(within_one_source_the_byte_smallest_spelling_stands)
{
    const auto all = merged({from("hub", {one("a/b"), one("A/B", "mit"), one("A/b")})});

    BOOST_TEST_REQUIRE(all.size() == 1u);
    BOOST_TEST(all[0].model_id == "A/B");
    BOOST_TEST(all[0].license.value() == "mit");
}

BOOST_AUTO_TEST_CASE(popularity_is_the_largest)
{
    const auto all = merged({from("hub", {one("a/b", {}, 3)}), from("x", {one("a/b", {}, 9)})});

    BOOST_TEST(all[0].popularity_score == 9.0);
}

BOOST_AUTO_TEST_CASE(the_most_popular_stand_first_and_equals_by_id)
{
    const auto all = merged(
        {from("hub", {one("b/b", {}, 1), one("a/a", {}, 1), one("B/a", {}, 1), one("z/z", {}, 2)})}
    );

    std::vector<std::string> ids;
    for (const auto& each : all)
        ids.emplace_back(each.model_id);
    BOOST_TEST(ids == (std::vector<std::string>{"z/z", "B/a", "a/a", "b/b"}));
}

BOOST_AUTO_TEST_CASE(the_order_of_the_input_does_not_matter)
{
    for (unsigned seed = 0; seed < 200; ++seed)
    {
        std::mt19937 random(seed);
        auto listings = anything(random);
        const auto expected = write_stage(merge(listings));
        std::shuffle(listings.begin(), listings.end(), random);
        for (auto& each : listings)
        {
            auto candidates = test::owned(each.candidates);
            std::shuffle(candidates.begin(), candidates.end(), random);
            each.candidates = std::move(candidates);
        }

        BOOST_TEST_REQUIRE(write_stage(merge(listings)) == expected, "seed " << seed);
    }
}

BOOST_AUTO_TEST_CASE(merging_what_was_merged_changes_nothing)
{
    std::mt19937 random(1);
    const auto once = merge(anything(random));
    normalized_listing again;
    again.candidates = once;

    BOOST_TEST(write_stage(merge(std::vector{again})) == write_stage(once));
}

BOOST_AUTO_TEST_CASE(nothing_merges_to_nothing)
{
    BOOST_TEST(merged({}).empty());
    BOOST_TEST(merged({from("hub", {})}).empty());
}

BOOST_AUTO_TEST_SUITE_END()
