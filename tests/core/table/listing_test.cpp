#include "contract/unfit_record.hpp"
#include "support/record_of.hpp"
#include "table/listing.hpp"

#include <boost/test/unit_test.hpp>

#include <limits>

using namespace muster;
using test::listed_model;
using test::owned;

BOOST_AUTO_TEST_SUITE(listing_test)

BOOST_AUTO_TEST_CASE(a_record_is_kept_whole)
{
    const std::string_view tags[] = {"b", "a"};
    const stored_elements stored[] = {{"BF16", 7}};
    record published;
    published.model_id = "a/b";
    published.name = "name";
    published.license = "mit";
    published.popularity = 12;
    published.tags = tags;
    published.commit = "0123";
    published.gated = "auto";
    published.safetensors = stored;
    published.safetensors_total = 8;
    published.gguf_total = 9;
    const listed_model expected = {
        "a/b", "name", "mit", 12.0, {"b", "a"}, {"0123", "auto", {{"BF16", 7}}, 8, 9}};

    BOOST_TEST((owned(published) == expected));
}

BOOST_AUTO_TEST_CASE(text_of_any_kind_must_be_utf8)
{
    const std::string bad = "x\xff";
    std::vector<listed_model> unfit(7);
    unfit[0].model_id = bad;
    unfit[1].name = bad;
    unfit[2].license = bad;
    unfit[3].tags = {"good", bad};
    unfit[4].facts.commit = bad;
    unfit[5].facts.gated = bad;
    unfit[6].facts.safetensors = {{bad, 1}};

    for (const auto& model : unfit)
        BOOST_TEST(unfit_for_files(test::record_of(model).view) == "holds text that is not UTF-8");
    BOOST_TEST(unfit_for_files({}).empty());
}

BOOST_AUTO_TEST_CASE(a_popularity_must_be_a_number)
{
    record model;
    for (const auto number :
         {std::numeric_limits<double>::infinity(),
          -std::numeric_limits<double>::infinity(),
          std::numeric_limits<double>::quiet_NaN()})
    {
        model.popularity = number;
        BOOST_TEST(unfit_for_files(model) == "has a popularity that is not a number");
    }
    model.popularity = -1;
    BOOST_TEST(unfit_for_files(model).empty());
}

BOOST_AUTO_TEST_SUITE_END()
