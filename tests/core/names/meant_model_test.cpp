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
        if (found.has_error())
            return "refused: " + found.error().where;
        return found->model_id + (found->why.empty() ? "" : " (" + found->why + ')');
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

BOOST_AUTO_TEST_CASE(links_to_other_sites_mean_what_these_call_the_model)
{
    for (const auto* const written :
         {"https://openrouter.ai/acme/d:free",
          "<https://www.openrouter.ai/acme/d/providers?tab=1>",
          "openrouter.ai/acme/d",
          "https://modelscope.cn/models/Acme/Dense/summary",
          "https://www.modelscope.cn/models/acme/dense",
          "https://hf-mirror.com/Acme/Dense/tree/main",
          "https://huggingface.co/api/models/Acme/Dense"})
        BOOST_TEST(meant(written) == "Acme/Dense", written << " is " << meant(written));
    for (const auto* const written :
         {"https://openrouter.ai/models",
          "https://openrouter.ai/docs/quickstart",
          "https://openrouter.ai/nobody/knows-7b",
          "https://ollama.com/somebody/model",
          "https://modelscope.cn/models/Nobody/Knows",
          "https://huggingface.co/models/x",
          "https://huggingface.co/settings/tokens"})
        BOOST_TEST(meant(written).starts_with("refused: "), written << " is " << meant(written));
}

BOOST_AUTO_TEST_CASE(a_tag_of_one_candidate_is_that_one_and_why_is_said)
{
    known_name tag;
    tag.name = "big:20b";
    tag.source = "ollama";
    tag.how = certainty::likely;
    tag.model_id = "Acme/Big";
    tag.evidence = "its words are those of a build";
    names.push_back(tag);
    const std::string why = " (likely, by ollama: its words are those of a build)";
    BOOST_TEST(meant("big:20b") == "Acme/Big" + why);
    BOOST_TEST(meant("https://ollama.com/library/big:20b") == "Acme/Big" + why);
    ids.emplace_back("Acme/Wide-8B");
    BOOST_TEST(
        meant("wide:8b") == "Acme/Wide-8B (likely, by words: its words are those of the id)"
    );
    // Not another owner's for an id that is written out.
    BOOST_TEST(meant("new/Wide-8B").starts_with("refused: new/Wide-8B may be Acme/Wide-8B"));
    BOOST_TEST(meant("hf.co/new/Wide-8B") == "new/Wide-8B");
    ids.emplace_back("Other/Wide-8B");
    BOOST_TEST(meant("wide:8b").starts_with("refused: wide:8b may be Acme/Wide-8B, Other/Wide-8B"));
}

BOOST_AUTO_TEST_CASE(what_may_be_several_or_none_is_refused)
{
    BOOST_TEST(
        meant("acme/big") ==
        "refused: acme/big may be Acme/Big, Acme/Big-2: name the one that is meant, by id or "
        "link (hf.co/acme/big for that very repository)"
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
