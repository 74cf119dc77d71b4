#include "staging/stage.hpp"
#include "staging/staged_table.hpp"
#include "support/written.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <string>
#include <vector>

using namespace muster;
using test::write_stage;

namespace {

candidate staged(const std::string& id, std::vector<std::string> sources, double popularity)
{
    candidate one;
    one.model_id = id;
    one.sources = std::move(sources);
    one.popularity_score = popularity;
    one.tags = {"a tag", "b", "of " + id};
    one.license = "mit";
    return one;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(staged_table_test)

BOOST_AUTO_TEST_CASE(it_is_the_list_that_stands_in_the_file)
{
    std::vector<candidate> rows = {
        staged("a/most", {"community"}, 9),
        staged("b/both", {"community", "hub"}, 8),
        staged("c/typed", {"hub"}, 7),
        staged("d/none", {"hub"}, 0),
        staged("e/below", {"community"}, -2.5)};
    rows[2].license = "MIT or so";
    rows[3].license.reset();
    rows[3].tags.clear();
    rows[4].tags = {"", "b"};
    const auto text = write_stage(rows);

    const auto table = read_staged_table(long_list(text, "s.json"));

    BOOST_TEST_REQUIRE(table.has_value(), table.error().where);
    const auto plain = read_stage(text);
    BOOST_TEST_REQUIRE(plain.has_value());
    BOOST_TEST((*table == candidate_table(*plain)));
    BOOST_TEST(write_stage(*table) == text);
    BOOST_TEST((*table)[2].to_owned().license.value() == "MIT or so");
    BOOST_TEST((*table)[4].popularity_score == -2.5);
}

BOOST_AUTO_TEST_CASE(what_is_wrong_is_said_as_of_a_small_file)
{
    for (const auto* text :
         {"{}",
          "[{]",
          R"([{"model_id": "a/b"}])",
          R"([{"model_id": "a/b", "source": "hub"}, {"model_id": "A/b", "source": "hub"}])"})
    {
        const auto table = read_staged_table(long_list(text, "s.json"));
        const auto plain = read_stage(text, "s.json");
        BOOST_TEST_REQUIRE((table.has_error() && plain.has_error()));
        BOOST_TEST(table.error().where == plain.error().where);
    }
}

BOOST_AUTO_TEST_SUITE_END()
