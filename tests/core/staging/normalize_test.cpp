#include "muster/license.hpp"
#include "staging/normalize.hpp"
#include "support/record_of.hpp"
#include "support/written.hpp"

#include <boost/test/unit_test.hpp>

#include <limits>

using namespace muster;
using test::listed_model;
using test::table_of;

namespace {

listed_model row(std::string id)
{
    listed_model model;
    model.model_id = std::move(id);
    return model;
}

normalized_listing normalized(const listed_model& model, std::string label = "x")
{
    listing published;
    published.label = std::move(label);
    published.models = table_of({model});
    return normalize(published);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(normalize_test)

BOOST_AUTO_TEST_CASE(a_row_takes_the_form_of_a_candidate)
{
    auto published = row(" Qwen/Qwen3-8B\n");
    published.license = "Apache-2.0";
    published.popularity = 12;
    published.tags = {"b", "a", "", "b"};

    const auto all = test::owned(normalized(published, "hub_label").candidates);

    BOOST_TEST_REQUIRE(all.size() == 1u);
    BOOST_TEST(all[0].model_id == "Qwen/Qwen3-8B");
    BOOST_TEST(all[0].license.value() == "apache-2.0");
    BOOST_TEST(all[0].popularity_score == 12.0);
    BOOST_TEST(all[0].tags == (std::vector<std::string>{"a", "b"}));
    BOOST_TEST(all[0].sources == std::vector<std::string>{"hub_label"});
}

BOOST_AUTO_TEST_CASE(popularity_is_zero_when_there_is_none_that_can_be_used)
{
    using limits = std::numeric_limits<double>;
    for (const auto published :
         {std::optional<double>(),
          std::optional(-3.0),
          std::optional(limits::quiet_NaN()),
          std::optional(limits::infinity()),
          std::optional(-limits::infinity())})
    {
        auto model = row("a/b");
        model.popularity = published;
        BOOST_TEST(normalized(model).candidates.front().popularity_score == 0.0);
    }
}

BOOST_AUTO_TEST_CASE(a_row_that_names_no_model_is_refused)
{
    const auto all = normalized(row("not an id"));

    BOOST_TEST(all.candidates.empty());
    BOOST_TEST_REQUIRE(all.rejected.size() == 1u);
    BOOST_TEST(all.rejected[0].why == "the model id is not owner/name over letters, digits, . _ -");
}

BOOST_AUTO_TEST_CASE(licences_are_lower_case_ids)
{
    BOOST_TEST(normalize_license(" MIT ").value() == "mit");
    BOOST_TEST(normalize_license("CC-BY-NC-4.0").value() == "cc-by-nc-4.0");
    BOOST_TEST(normalize_license("llama3.1").value() == "llama3.1");
    BOOST_TEST(normalize_license("other").value() == "other");
}

BOOST_AUTO_TEST_CASE(licences_that_cannot_be_read_are_absent)
{
    for (const auto* text :
         {"",
          " ",
          "unknown",
          "Unknown",
          "none",
          "null",
          "Apache 2.0",
          "see LICENSE file",
          "mit,gpl",
          "\xc2\xa9"})
        BOOST_TEST(!normalize_license(text), text);
    BOOST_TEST(!normalize_license(std::string(97, 'x')));
    const auto* const longest = "nvidia-internal-scientific-research-and-development-model-license";
    BOOST_TEST(normalize_license(longest).value() == longest);
}

BOOST_AUTO_TEST_CASE(a_listing_is_taken_row_by_row)
{
    listing published;
    published.plugin = "hub";
    published.label = "label";
    published.models = table_of({row("a/b"), row("bad id"), row("c/d")});
    published.rejected = {{"page 1 [7]", "downloads has the wrong type"}};

    const auto all = normalize(published);

    BOOST_TEST(all.plugin == "hub");
    BOOST_TEST_REQUIRE(all.candidates.size() == 2u);
    BOOST_TEST(all.candidates[1].model_id == "c/d");
    BOOST_TEST_REQUIRE(all.rejected.size() == 2u);
    BOOST_TEST(all.rejected[0].where == "page 1 [7]");
    BOOST_TEST(all.rejected[1].where == "bad id");
}

BOOST_AUTO_TEST_CASE(rows_without_an_id_are_unresolved_by_name)
{
    listing published;
    std::vector<listed_model> rows = {row(""), row(" "), row("")};
    rows[0].name = "z/closed";
    rows[1].name = "a/closed";
    rows[2].name = "z/closed";
    published.models = table_of(rows);

    const auto all = normalize(published);

    BOOST_TEST_REQUIRE(all.unresolved.size() == 2u);
    BOOST_TEST(all.unresolved[0].name == "a/closed");
    BOOST_TEST(all.unresolved[1].name == "z/closed");
    BOOST_TEST(all.candidates.empty());
    BOOST_TEST(all.rejected.empty());
}

BOOST_AUTO_TEST_SUITE_END()
