#include "names/meant_model.hpp"

#include <boost/test/unit_test.hpp>

using namespace muster;

namespace {

struct meant_fixture
{
    meant_fixture()
    {
        aliases.add_model("Old/Dense", "Acme/Dense");
        known_name big;
        big.name = "acme/big";
        big.source = "openrouter_index";
        big.how = certainty::likely;
        big.model_id = "Acme/Big";
        big.others = {"Acme/Big-2"};
        known_name dense = big;
        dense.name = "acme/d:free";
        dense.how = certainty::certain;
        dense.model_id = "Acme/Dense";
        dense.others = {};
        known_name closed = dense;
        closed.name = "acme/closed";
        closed.how = certainty::none;
        closed.model_id = {};
        names = {big, dense, closed};
    }

    /// The id, or why there is none.
    std::string meant(std::string_view written) const
    {
        const name_book book({names, {}, {}, &aliases, ids});
        const auto found = meant_model(written, book, aliases);
        return found.has_value() ? *found : "refused: " + found.error().where;
    }

    alias_table aliases = {};
    std::vector<known_name> names = {};
    std::vector<std::string> ids = {"Acme/Dense", "Acme/Big"};
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(meant_model_test, meant_fixture)

BOOST_AUTO_TEST_CASE(what_people_paste_means_one_repository)
{
    for (const auto* const written :
         {"acme/dense",
          " `Acme/Dense` ",
          "hf:Acme/Dense",
          "https://huggingface.co/acme/dense/tree/main?a=b",
          "hf.co/Acme/Dense:Q4_K_M",
          "Old/Dense",
          "acme/d:free"})
        BOOST_TEST(meant(written) == "Acme/Dense", written << " is " << meant(written));
    BOOST_TEST(meant("nobody/Knows-7B") == "nobody/Knows-7B");
}

BOOST_AUTO_TEST_CASE(what_may_be_several_or_none_is_refused)
{
    BOOST_TEST(
        meant("acme/big") ==
        "refused: acme/big may be Acme/Big, Acme/Big-2: name the one that is meant, by id or link"
    );
    BOOST_TEST(meant("https://hf.co/Acme/Big") == "Acme/Big");
    BOOST_TEST(
        meant("acme/closed") ==
        "refused: acme/closed is a name of a source for no model of the Hub that is known"
    );
    BOOST_TEST(
        meant("two words") ==
        "refused: two words is no name that is known, and no id of the Hub, owner/name"
    );
    BOOST_TEST(
        meant("https://huggingface.co/datasets/a/b") ==
        "refused: https://huggingface.co/datasets/a/b links to no model"
    );
}

BOOST_AUTO_TEST_SUITE_END()
