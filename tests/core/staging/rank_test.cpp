#include "staging/merge.hpp"
#include "staging/rank.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>

using namespace muster;

namespace {

using scores = std::vector<std::pair<std::string, double>>;

candidate one(const std::string& id, double score)
{
    candidate out;
    out.model_id = id;
    out.popularity_score = score;
    return out;
}

normalized_listing from(const std::string& plugin, const scores& given)
{
    normalized_listing out;
    out.plugin = plugin;
    for (const auto& [id, score] : given)
        out.candidates.push_back(one(id, score));
    return out;
}

std::vector<std::string> ids_in_order(const candidate_table& candidates)
{
    std::vector<std::string> ids;
    for (const auto& each : candidates)
        ids.emplace_back(each.model_id);
    return ids;
}

rank_table ranks_in(const std::vector<normalized_listing>& listings)
{
    return rank_models(merge(listings), listings);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(rank_test)

BOOST_AUTO_TEST_CASE(units_that_differ_become_ranks_that_compare)
{
    const std::vector listings = {
        from("hub", {{"a/x", 9000}, {"a/y", 12'000}}), from("community", {{"A/X", 2}, {"b/z", 1}})};
    const auto table = ranks_in(listings);

    BOOST_TEST(table.size() == 3u);
    BOOST_TEST((table.at("a/x") == ranks_by_source{{"hub", 2}, {"community", 1}}));
    BOOST_TEST((table.at("a/y") == ranks_by_source{{"hub", 1}}));
    BOOST_TEST((table.at("b/z") == ranks_by_source{{"community", 2}}));
}

BOOST_AUTO_TEST_CASE(equal_popularity_is_equal_rank)
{
    const std::vector listings = {
        from("hub", {{"a/a", 5}, {"a/b", 7}, {"a/c", 5}, {"a/d", 5}, {"a/e", 1}})};
    const auto table = ranks_in(listings);

    BOOST_TEST(table.at("a/b").at("hub") == 1u);
    for (const auto* id : {"a/a", "a/c", "a/d"})
        BOOST_TEST(table.at(id).at("hub") == 2u);
    BOOST_TEST(table.at("a/e").at("hub") == 5u);
}

BOOST_AUTO_TEST_CASE(no_popularity_is_no_rank)
{
    const std::vector listings = {from("openrouter", {{"a/x", 0}, {"a/y", 0}})};
    BOOST_TEST(ranks_in(listings).empty());
}

BOOST_AUTO_TEST_CASE(a_model_listed_twice_counts_once_with_its_best)
{
    const std::vector listings = {from("hub", {{"a/x", 1}, {"A/X", 9}, {"a/y", 5}, {"a/z", 0.5}})};
    const auto table = ranks_in(listings);

    BOOST_TEST(table.at("a/x").at("hub") == 1u);
    BOOST_TEST(table.at("a/y").at("hub") == 2u);
    BOOST_TEST(table.at("a/z").at("hub") == 3u);
}

BOOST_AUTO_TEST_CASE(the_first_models_alone_can_be_ranked_among_all)
{
    const std::vector listings = {from("hub", {{"a/x", 1}, {"a/y", 5}, {"a/z", 9}})};
    const candidate_table staged(std::vector{one("a/y", 5), one("a/x", 1)});

    BOOST_TEST((rank_models(staged, listings, 1) == rank_table{{"a/y", {{"hub", 2}}}}));
}

BOOST_AUTO_TEST_CASE(scores_are_those_of_reciprocal_rank_fusion)
{
    BOOST_TEST(fused_score({}) == 0.0);
    BOOST_TEST(fused_score({{"hub", 1}}) == 1.0 / 61.0);
    BOOST_TEST(fused_score({{"hub", 1}, {"lmarena", 40}}) == 1.0 / 61.0 + 1.0 / 100.0);
}

BOOST_AUTO_TEST_CASE(what_several_sources_rank_stands_before_what_one_ranks_first)
{
    const std::vector listings = {
        from("hub", {{"a/first", 900}, {"a/both", 800}, {"a/none", 0}}),
        from("lmarena", {{"a/other", 1400}, {"a/both", 1300}})};
    std::vector candidates = {
        one("a/none", 0), one("a/other", 1400), one("a/first", 900), one("a/both", 1300)};
    const auto table = ranks_in(listings);
    const std::vector<std::string> expected = {"a/both", "a/other", "a/first", "a/none"};

    std::sort(candidates.begin(), candidates.end(), [](const auto& a, const auto& b) {
        return a.model_id < b.model_id;
    });
    do
    {
        candidate_table sorted(candidates);
        sort_by_rank_fusion(sorted, table);
        BOOST_TEST(ids_in_order(sorted) == expected);
    } while (std::next_permutation(
        candidates.begin(),
        candidates.end(),
        [](const auto& a, const auto& b) { return a.model_id < b.model_id; }
    ));
}

BOOST_AUTO_TEST_SUITE_END()
