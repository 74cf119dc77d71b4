#include "identity/aliases.hpp"

#include <boost/test/unit_test.hpp>

#include <fstream>
#include <iterator>

using namespace muster;

namespace {

std::string fault_of_aliases(const std::string& text)
{
    const auto aliases = read_aliases(text);
    BOOST_TEST_REQUIRE(aliases.has_error());
    return aliases.error().where;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(aliases_test)

BOOST_AUTO_TEST_CASE(an_owner_takes_all_of_its_models_along)
{
    alias_table table;
    table.add_owner("CohereForAI", "CohereLabs");

    BOOST_TEST(table.resolve("cohereforai/aya-23-8B") == "CohereLabs/aya-23-8B");
    BOOST_TEST(table.resolve("CohereForAI") == "CohereForAI");
    BOOST_TEST(table.resolve("Other/aya-23-8B") == "Other/aya-23-8B");
}

BOOST_AUTO_TEST_CASE(a_vendor_is_an_owner_and_renames_none)
{
    const auto read = read_aliases(
        R"([{"vendor": "cohere", "now": "CohereForAI", "why": "w"},
            {"owner": "CohereForAI", "now": "CohereLabs", "why": "w"},
            {"owner": "Cohere", "now": "Other", "why": "w"}])"
    );
    BOOST_TEST_REQUIRE(read.has_value(), read.error().where);
    const alias_table table(*read);

    BOOST_TEST(table.owner_for("Cohere").value() == "CohereLabs");
    BOOST_TEST(table.resolve("cohere/x") == "Other/x");
    BOOST_TEST(table.owner_for("CohereForAI").value() == "CohereLabs");
    BOOST_TEST(!table.owner_for("CohereLabs"));
    BOOST_TEST(
        fault_of_aliases(R"([{"vendor": "a/b", "now": "b", "why": "w"}])") ==
        "aliases.json: [0].vendor is not the name of an owner: it has a slash"
    );
}

BOOST_AUTO_TEST_CASE(a_model_counts_before_its_owner)
{
    alias_table table;
    table.add_owner("CohereForAI", "CohereLabs");
    table.add_model("CohereForAI/command-r", "CohereLabs/c4ai-command-r-v01");

    BOOST_TEST(table.resolve("CohereForAI/command-r") == "CohereLabs/c4ai-command-r-v01");
}

BOOST_AUTO_TEST_CASE(several_renames_are_followed_and_circles_end)
{
    alias_table table;
    table.add_model("a", "b/b");
    table.add_owner("b", "c");
    table.add_model("x/x", "y/y");
    table.add_model("y/y", "X/x");

    BOOST_TEST(table.resolve("A") == "c/b");
    BOOST_TEST(table.resolve("x/x") == "y/y");
}

BOOST_AUTO_TEST_CASE(what_was_added_first_counts)
{
    alias_table table;
    table.add_model("a/a", "b/b");
    table.add_model("A/A", "c/c");

    BOOST_TEST(table.find("a/a").value() == "b/b");
    BOOST_TEST(!table.find("b/b").has_value());
}

BOOST_AUTO_TEST_CASE(a_file_is_read_strictly)
{
    const auto good = read_aliases(R"([{"owner": "A", "now": "B", "why": "w"},
                         {"model_id": "gpt2", "now": "o/gpt2", "why": "w"}])");

    BOOST_TEST_REQUIRE(good.has_value());
    BOOST_TEST(alias_table(*good).resolve("a/x") == "B/x");
    BOOST_TEST(alias_table(*good).resolve("gpt2") == "o/gpt2");
}

BOOST_AUTO_TEST_CASE(each_fault_is_named_with_its_place)
{
    BOOST_TEST(
        fault_of_aliases(R"([{"now": "b/b", "why": "w"}])").find("exactly one") != std::string::npos
    );
    BOOST_TEST(
        fault_of_aliases(R"([{"owner": "a", "model_id": "a/b", "now": "b", "why": "w"}])")
            .find("exactly one") != std::string::npos
    );
    BOOST_TEST(
        fault_of_aliases(R"([{"owner": "a/b", "now": "b", "why": "w"}])") ==
        "aliases.json: [0].owner is not the name of an owner: it has a slash"
    );
    BOOST_TEST(
        fault_of_aliases(R"([{"model_id": "a/b", "now": "b/c"}])") ==
        "aliases.json: [0].why is missing or empty"
    );
    BOOST_TEST(
        fault_of_aliases(R"([{"model_id": "a/b", "now": "b/c", "why": "w", "when": "x"}])") ==
        "aliases.json: [0].when is not known here"
    );
    BOOST_TEST(
        fault_of_aliases(
            R"([{"owner": "a", "now": "b", "why": "w"}, {"owner": "A", "now": "c", "why": "w"}])"
        ) == "aliases.json: [1].owner is named by an earlier entry already"
    );
    BOOST_TEST(
        fault_of_aliases(
            R"([{"owner": "a", "now": "b", "why": "w"}, {"owner": "b", "now": "A", "why": "w"}])"
        ) == "aliases.json: [1].now makes a loop of renames"
    );
}

BOOST_AUTO_TEST_CASE(what_ships_is_read)
{
    std::ifstream in(MUSTER_SOURCE_DIR "/data/aliases.json");
    const auto aliases = read_aliases(std::string(std::istreambuf_iterator<char>(in), {}));

    BOOST_TEST_REQUIRE(aliases.has_value(), aliases.error().where);
    const alias_table table(*aliases);
    BOOST_TEST(table.resolve("CohereForAI/aya-23-8B") == "CohereLabs/aya-23-8B");
    BOOST_TEST(table.resolve("CohereForAI/command-r") == "CohereLabs/c4ai-command-r-v01");
    BOOST_TEST(table.resolve("gpt2") == "openai-community/gpt2");
}

BOOST_AUTO_TEST_SUITE_END()
