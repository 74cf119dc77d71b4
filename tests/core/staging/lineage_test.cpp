#include "staging/lineage.hpp"

#include <boost/test/unit_test.hpp>

using namespace muster;
using strings = std::vector<std::string>;

namespace {

candidate tagged(const std::string& id, strings tags = {})
{
    candidate one;
    one.model_id = id;
    one.tags = std::move(tags);
    return one;
}

strings ids_of(const candidate_table& models)
{
    strings ids;
    for (const auto& one : models)
        ids.emplace_back(one.model_id);
    return ids;
}

const std::set<std::string> quantized = {"quantized"};

}  // namespace

BOOST_AUTO_TEST_SUITE(lineage_test)

BOOST_AUTO_TEST_CASE(relations_are_told_apart)
{
    for (const std::string relation : {"quantized", "finetune", "adapter", "merge"})
    {
        const auto from =
            lineage_of(tagged("a/x", {"base_model:b/y", "base_model:" + relation + ":b/y"}));
        BOOST_TEST(from.relation == relation);
        BOOST_TEST(from.bases == strings{"b/y"});
    }
    BOOST_TEST(lineage_of(tagged("a/x", {"base_model:b/y"})).relation.empty());
    BOOST_TEST(lineage_of(tagged("a/x", {"license:mit"})).bases.empty());
}

BOOST_AUTO_TEST_CASE(a_merge_has_all_its_bases_and_a_model_is_not_its_own)
{
    BOOST_TEST(
        lineage_of(tagged("a/x", {"base_model:merge:c/z", "base_model:merge:b/y"})).bases ==
        (strings{"b/y", "c/z"})
    );
    BOOST_TEST(lineage_of(tagged("a/x", {"base_model:quantized:A/X"})).bases.empty());
    BOOST_TEST(lineage_of(tagged("a/x", {"base_model:odd:b/y", "base_model:", "base_model:b y"}))
                   .bases.empty());
}

BOOST_AUTO_TEST_CASE(keep_leaves_all_as_they_are)
{
    const auto all = leave_variants(
        std::vector{tagged("a/x"), tagged("q/x", {"base_model:quantized:a/x"})},
        variants_mode::keep,
        quantized
    );

    BOOST_TEST(all.kept.size() == 2u);
    BOOST_TEST(all.left.empty());
}

BOOST_AUTO_TEST_CASE(fold_leaves_a_variant_to_a_base_that_is_there)
{
    const auto all = leave_variants(
        std::vector{
            tagged("q/x", {"base_model:quantized:A/x"}),
            tagged("a/X"),
            tagged("q/far", {"base_model:quantized:b/not-listed"}),
            tagged("q/q", {"base_model:quantized:q/x"}),
            tagged("a/tuned", {"base_model:finetune:a/X"})},
        variants_mode::fold,
        quantized
    );

    BOOST_TEST(ids_of(all.kept) == (strings{"a/X", "q/far", "a/tuned"}));
    BOOST_TEST_REQUIRE(all.left.size() == 2u);
    BOOST_TEST(all.left[0].model_id == "q/q");
    BOOST_TEST(all.left[0].base == "a/X");
    BOOST_TEST(all.left[1].model_id == "q/x");
    BOOST_TEST(all.left[1].relation == "quantized");
}

BOOST_AUTO_TEST_CASE(two_that_name_each_other_both_stay)
{
    const auto all = leave_variants(
        std::vector{
            tagged("a/x", {"base_model:quantized:b/y"}),
            tagged("b/y", {"base_model:quantized:a/x"})},
        variants_mode::fold,
        quantized
    );

    BOOST_TEST(all.kept.size() == 2u);
}

BOOST_AUTO_TEST_CASE(drop_leaves_variants_out_wherever_their_base_is)
{
    const auto all = leave_variants(
        std::vector{tagged("q/far", {"base_model:quantized:b/not-listed"}), tagged("a/x")},
        variants_mode::drop,
        quantized
    );

    BOOST_TEST(ids_of(all.kept) == strings{"a/x"});
    BOOST_TEST(all.left.at(0).base == "b/not-listed");
}

BOOST_AUTO_TEST_SUITE_END()
