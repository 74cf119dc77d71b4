#include "catalog/finding_table.hpp"

#include <boost/test/unit_test.hpp>

#include <string>

using namespace muster;

BOOST_AUTO_TEST_SUITE(finding_table_test)

BOOST_AUTO_TEST_CASE(a_size_comes_back_as_it_was)
{
    size_finding found;
    found.size.params = 8'030'261'248;
    found.size.active_params = 0;
    found.size.is_exact = true;
    found.size.is_moe = false;
    found.size.layers = 32;
    found.size.attention = attention_kind::none;
    found.size.dtype = "bfloat16";
    found.size.expert_params = 1;
    found.size.origin = {{"params", "Hub totals"}, {"layers", "config.json"}};
    finding_table all;
    all.add("A/b", found);
    all.add("a/c", {});

    const auto back = all.at("a/B");
    BOOST_TEST(back.size.params.value() == 8'030'261'248U);
    BOOST_TEST(back.size.active_params.value() == 0u);
    BOOST_TEST(back.size.is_exact);
    BOOST_TEST(!back.size.is_moe.value());
    BOOST_TEST(back.size.layers.value() == 32u);
    BOOST_TEST((back.size.attention.value() == attention_kind::none));
    BOOST_TEST(back.size.dtype.value() == "bfloat16");
    BOOST_TEST(back.size.expert_params.value() == 1u);
    BOOST_TEST_REQUIRE(back.size.origin.size() == 2u);
    BOOST_TEST(back.size.origin[1].field == "layers");
    BOOST_TEST(back.size.origin[1].evidence == "config.json");
    BOOST_TEST(back.reason == "");
    BOOST_TEST(!back.size.hidden);
    BOOST_TEST(!back.size.text_params);
    BOOST_TEST(!back.size.weight_format);

    const auto empty = all.at("a/c");
    BOOST_TEST(!empty.size.params);
    BOOST_TEST(!empty.size.is_moe);
    BOOST_TEST(!empty.size.attention);
    BOOST_TEST(!empty.size.is_exact);
}

BOOST_AUTO_TEST_CASE(a_reason_comes_back_with_its_kind)
{
    finding_table all;
    all.add("a/b", {{}, "it is gated", unsized_kind::gated});
    BOOST_TEST(all.at("a/b").reason == "it is gated");
    BOOST_TEST((all.at("a/b").kind == unsized_kind::gated));
}

BOOST_AUTO_TEST_CASE(the_first_of_a_model_stays_and_others_are_not_there)
{
    finding_table all;
    all.add("a/b", {{}, "first", unsized_kind::gated});
    all.add("A/B", {{}, "second", unsized_kind::gated});
    BOOST_TEST(all.at("a/b").reason == "first");
    BOOST_TEST(all.size() == 1u);
    BOOST_TEST(!all.contains("a/c"));
    BOOST_TEST(!all.find("a/c"));
    BOOST_CHECK_THROW(all.at("a/c"), std::out_of_range);
}

BOOST_AUTO_TEST_SUITE_END()
