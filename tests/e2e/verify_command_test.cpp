#include "e2e/small_world.hpp"
#include "muster/json_text.hpp"

#include <boost/json/array.hpp>
#include <boost/test/unit_test.hpp>

using namespace muster;
using namespace muster::test;
namespace fs = std::filesystem;

namespace {

std::string fixture(const std::string& name)
{
    return (fs::path(MUSTER_FIXTURE_DIRECTORY) / (name + ".so")).string();
}

}  // namespace

BOOST_FIXTURE_TEST_SUITE(verify_command_test, small_world)

BOOST_AUTO_TEST_CASE(without_a_page_it_does_not_end_without_a_word)
{
    const auto done = muster_well({"plugin", "verify", fixture("kit_good"), "--mutations", "10"});

    BOOST_TEST(holds(done.out, "\n-       reads its sample pages: not tried: give a sample page"));
    BOOST_TEST(holds(done.err, "no sample page was given"));
    for (const auto* bad : {"kit_state", "kit_leaves_file", "kit_stray_follow", "kit_bad_row"})
        BOOST_TEST(
            muster({"plugin", "verify", fixture(bad), "--mutations", "10"}).status == 1, bad
        );
}

BOOST_AUTO_TEST_CASE(a_seed_gives_the_page_that_broke_it_again)
{
    put_file(directory.path() / "page.txt", "owner/one\nowner/two\n");
    const auto verify = [&](const char* seed, const char* mutations, const char* out) {
        return muster(
            {"plugin",
             "verify",
             fixture("kit_fears_a_byte"),
             "page.txt",
             "--seed",
             seed,
             "--mutations",
             mutations,
             "--out",
             out}
        );
    };
    const auto first = verify("5", "3000", "a.json");
    BOOST_TEST(first.status == 1);
    const auto at = first.out.find("seed ");
    BOOST_TEST_REQUIRE(at != std::string::npos, first.out);
    const auto seed = first.out.substr(at + 5, first.out.find(':', at) - at - 5);
    verify(seed.c_str(), "1", "b.json");

    BOOST_TEST(holds(text_of(directory.path() / "a.json"), "#"));
    BOOST_TEST(text_of(directory.path() / "a.json") == text_of(directory.path() / "b.json"));
}

BOOST_AUTO_TEST_CASE(what_it_finds_can_be_read_by_programs)
{
    const auto done = muster_well(
        {"plugin", "verify", fixture("kit_good"), "--mutations", "10", "--format", "json"}
    );
    const auto rows = parse_json(done.out, "output");

    BOOST_TEST_REQUIRE(rows.has_value(), done.out);
    BOOST_TEST(rows->as_array().at(0).at("check").as_string() == "loads");
    BOOST_TEST(rows->as_array().at(0).at("outcome").as_string() == "kept");
}

BOOST_AUTO_TEST_CASE(wrong_words_are_wrong_usage)
{
    const auto said = [this](std::vector<std::string> words) {
        const auto done = muster(std::move(words));
        BOOST_TEST(done.status == 2, done.err);
        return done.err;
    };

    BOOST_TEST(holds(said({"plugin", "verify", "/no/file.so"}), "/no/file.so"));
    BOOST_TEST(holds(said({"plugin", "verify"}), "plugin verify needs FILE"));
    BOOST_TEST(holds(said({"plugin", "new", "foo"}), "plugin new needs NAME and DIR"));
    BOOST_TEST(holds(said({"plugin"}), "plugin needs: new NAME DIR"));
}

BOOST_AUTO_TEST_SUITE_END()
