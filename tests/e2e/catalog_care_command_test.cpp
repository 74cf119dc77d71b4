#include "e2e/small_world.hpp"

#include <boost/test/unit_test.hpp>

using namespace muster;
using namespace muster::test;

struct catalog_fixture : small_world
{
    std::string catalog() const { return text_of(data / "catalog.json"); }
};

BOOST_FIXTURE_TEST_SUITE(catalog_care_command_test, catalog_fixture)

BOOST_AUTO_TEST_CASE(an_entry_is_added_with_its_reason_and_date)
{
    put_file(
        data / "catalog.json", "[\n  {\"model_id\": \"a/a\"},\n  {\"model_id\": \"c/c\"}\n]\n"
    );
    muster_well(
        {"catalog",
         "add",
         "b/b",
         "--pin",
         "layers=36",
         "--pin",
         "hidden=4096",
         "--why",
         "from its paper"}
    );

    const auto text = catalog();
    BOOST_TEST(text.starts_with("[\n  {\"model_id\": \"a/a\"},\n  {\n    \"model_id\": \"b/b\",\n"
                                "    \"layers\": 36,\n    \"hidden\": 4096,\n"
                                "    \"why\": \"from its paper\",\n    \"checked\": \"20"));
    BOOST_TEST(text.ends_with("\"\n  },\n  {\"model_id\": \"c/c\"}\n]\n"));
    BOOST_TEST(muster_well({"catalog", "check"}).out.starts_with("nothing is wrong with "));
}

BOOST_AUTO_TEST_CASE(what_is_wrong_with_an_addition_changes_nothing)
{
    const std::string before = "[\n  {\"model_id\": \"a/a\"}\n]\n";
    put_file(data / "catalog.json", before);

    BOOST_TEST(muster({"catalog", "add", "A/A"}).status == 2);
    BOOST_TEST(muster({"catalog", "add", "b/b", "--pin", "layers=0", "--why", "x"}).status == 2);
    BOOST_TEST(muster({"catalog", "add", "b b"}).status == 2);
    const auto silent = muster({"catalog", "add", "b/b", "--pin", "layers=3"});
    BOOST_TEST(silent.status == 2);
    BOOST_TEST(holds(silent.err, "a pin needs --why"));
    BOOST_TEST(catalog() == before);
}

BOOST_AUTO_TEST_CASE(a_check_tells_everything_and_fails)
{
    put_file(data / "catalog.json", R"([{"model_id": "b/b", "layers": 0}, {"model_id": "a/a"}])");
    const auto done = muster({"catalog", "check"});

    BOOST_TEST(done.status == 1);
    BOOST_TEST(holds(done.out, "[0].layers is 0"));
    BOOST_TEST(holds(done.out, "[1] a/a comes after b/b"));
    BOOST_TEST(holds(muster({"catalog", "check", "--format", "json"}).out, "[\n  \""));
}

BOOST_AUTO_TEST_SUITE_END()
