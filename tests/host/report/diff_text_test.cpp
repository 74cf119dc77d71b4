#include "report/diff_text.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>

using namespace muster;

namespace {

diff_digest digest(std::string_view before, std::string_view after)
{
    const auto diff = diff_rows({before, "a"}, {after, "b"});
    BOOST_TEST_REQUIRE(diff.has_value(), diff.error().where);
    return digest_of(*diff, {});
}

std::string many_rows(unsigned first, unsigned count)
{
    std::string text = "[";
    for (unsigned i = first; i < first + count; ++i)
        text += (i == first ? "{\"model_id\": \"a/" : ", {\"model_id\": \"a/") + std::to_string(i) +
                "\", \"popularity_score\": " + std::to_string(i) + "}";
    return text + "]";
}

}  // namespace

BOOST_AUTO_TEST_SUITE(diff_text_test)

BOOST_AUTO_TEST_CASE(a_size_that_changed_shows_how_much)
{
    const auto text = to_text(
        digest(
            R"([{"model_id": "a/b", "params_b": 7.2, "license": null}])",
            R"([{"model_id": "a/b", "params_b": 14.4, "license": "mit"}])"
        ),
        screen_lines
    );
    BOOST_TEST(
        text == "1 changed; 0 as they were\n\nchanged\n"
                "  a/b                                          parameters 7.2 B → 14.4 B (2.00×), "
                "licence none → mit\n"
    );
}

BOOST_AUTO_TEST_CASE(what_left_and_came_back_has_sections_of_its_own)
{
    auto diff = diff_rows(
        {R"([{"model_id": "a/archived"}, {"model_id": "a/gone"}, {"model_id": "a/marked"},
             {"model_id": "a/old"}, {"model_id": "a/back", "unlisted_since": "2026-11-01"}])",
         "a"},
        {R"([{"model_id": "a/marked", "gone_since": "2026-11-02"}, {"model_id": "a/back"},
             {"model_id": "a/new"}, {"model_id": "a/returned"}])",
         "b"}
    );
    BOOST_TEST_REQUIRE(diff.has_value());
    model_fates known;
    known.aliases.add_model("a/old", "a/new");
    known.archived = {"a/archived"};
    known.returned = {"a/returned"};
    tell_fates(*diff, known);
    const auto found = digest_of(*diff, {});

    BOOST_TEST(
        found.summary == "2 back, 1 gone, 1 archived, 1 unlisted, 1 changed; 0 as they were"
    );
    BOOST_TEST_REQUIRE(found.sections.size() == 5u);
    BOOST_TEST(found.sections[0].lines.at(0).model_id == "a/returned");
    BOOST_TEST(found.sections[0].lines.at(1).what == "was unlisted since 2026-11-01");
    BOOST_TEST(found.sections[3].lines.at(0).what == "gone since 2026-11-02");
    BOOST_TEST(found.sections[4].lines.at(0).what == "name a/old → a/new");
}

BOOST_AUTO_TEST_CASE(one_mark_in_place_of_another_is_a_change)
{
    auto diff = diff_rows(
        {R"([{"model_id": "a/b", "unlisted_since": "2026-11-01"}])", "a"},
        {R"([{"model_id": "a/b", "gone_since": "2026-11-02"}])", "b"}
    );
    tell_fates(*diff, {});
    BOOST_TEST(diff->unlisted.empty());
    BOOST_TEST(diff->back.empty());
    BOOST_TEST(digest_of(*diff, {}).summary == "1 changed; 0 as they were");
}

BOOST_AUTO_TEST_CASE(of_a_list_only_the_difference_is_shown)
{
    const auto found = digest(
        R"([{"model_id": "a/b", "tags": ["chat", "old"]}])",
        R"([{"model_id": "a/b", "tags": ["chat", "new"]}])"
    );
    BOOST_TEST_REQUIRE(found.sections.size() == 1u);
    BOOST_TEST(found.sections[0].lines.at(0).what == "tags +new -old");
}

BOOST_AUTO_TEST_CASE(a_source_that_came_is_named_once)
{
    const auto found = digest(
        R"([{"model_id": "a/b", "source": "hub", "tags": ["chat", "hub-listing"]}])",
        R"([{"model_id": "a/b", "source": "shop", "tags": ["chat", "vendor-index", "text"]}])"
    );
    BOOST_TEST(
        found.sections.at(0).lines.at(0).what ==
        "now listed by shop, no longer listed by hub, tags +text"
    );
}

BOOST_AUTO_TEST_CASE(the_catalog_is_no_source_that_comes_or_goes)
{
    const auto told = [](const char* before, const char* after) {
        const auto row = [](const char* source) {
            return R"([{"model_id": "a/b", "source": ")" + std::string(source) + "\"}]";
        };
        return digest(row(before), row(after)).sections.at(0).lines.at(0).what;
    };
    BOOST_TEST(told("catalog", "shop") == "now listed by shop");
    BOOST_TEST(told("shop", "catalog") == "in the catalog alone, no longer listed by shop");
    const auto came = digest("[]", R"([{"model_id": "a/b", "source": "catalog"}])");
    BOOST_TEST(came.sections.at(0).lines.at(0).what == "in the catalog alone");
}

BOOST_AUTO_TEST_CASE(what_came_is_told_without_zeros)
{
    const auto found = digest(
        "[]",
        R"([{"model_id": "a/b", "params_b": 7.25, "ctx_len": 131072, "popularity_score": 0,
             "source": "hub+shop"}])"
    );
    BOOST_TEST(
        found.sections.at(0).lines.at(0).what ==
        "7.25 B parameters, 131,072 tokens of context, listed by hub and shop"
    );
}

BOOST_AUTO_TEST_CASE(sizes_stand_before_licences_and_those_before_the_rest)
{
    const auto found = digest(
        R"([{"model_id": "a/source", "source": "x"}, {"model_id": "a/licence", "license": "mit"},
            {"model_id": "a/size", "params_b": 7, "params": 7000000000}])",
        R"([{"model_id": "a/source", "source": "y"}, {"model_id": "a/licence", "license": "x"},
            {"model_id": "a/size", "params_b": 8, "params": 8000000000}])"
    );
    const auto& lines = found.sections.at(0).lines;
    BOOST_TEST_REQUIRE(lines.size() == 3u);
    BOOST_TEST(lines[0].model_id == "a/size");
    BOOST_TEST(lines[0].what == "parameters 7 B → 8 B (1.14×)");
    BOOST_TEST(lines[1].model_id == "a/licence");
}

BOOST_AUTO_TEST_CASE(a_screen_is_enough_and_says_how_much_it_left_out)
{
    const auto found = digest(many_rows(0, 60), many_rows(50, 60));
    const auto text = to_text(found, screen_lines);
    BOOST_TEST(std::count(text.begin(), text.end(), '\n') <= 24);
    BOOST_TEST(text.find("50 added, 50 gone") == 0u);
    BOOST_TEST(text.find("… and 42 more (--verbose shows all)") != std::string::npos);

    const auto whole = to_text(found, all_lines);
    BOOST_TEST(whole.find("more") == std::string::npos);
    BOOST_TEST(std::count(whole.begin(), whole.end(), '\n') >= 100);
}

BOOST_AUTO_TEST_CASE(markdown_cannot_be_broken_out_of)
{
    const auto page = to_markdown(
        digest("[]", R"([{"model_id": "a/`|b<script>\nx", "license": "<b>*@me*|"}])"), screen_lines
    );
    BOOST_TEST(
        page.find("| `a/'\\|b<script>\\x0ax` | `<b>*@me*\\|` |\n") != std::string::npos, page
    );
}

BOOST_AUTO_TEST_CASE(markdown_makes_no_link_and_calls_nobody)
{
    const auto page = to_markdown(
        digest(
            R"([{"model_id": "a/b", "tags": []}])",
            R"([{"model_id": "a/b", "tags": ["https://evil.example/?x=1", "www.evil.example",
                "@octocat", "#12", "a`b"]}])"
        ),
        screen_lines
    );
    BOOST_TEST(
        page.find("| `a/b` | `tags +#12 +@octocat +a'b +https://evil.example/?x=1 "
                  "+www.evil.example` |\n") != std::string::npos,
        page
    );
}

BOOST_AUTO_TEST_CASE(held_changes_are_listed_with_their_reason)
{
    const boost::json::array held{{{"model_id", "a/b"}, {"reason", "params_b 7 → 70"}}};
    const auto found = digest_of({}, held);
    BOOST_TEST(found.summary == "1 held; 0 as they were");
    BOOST_TEST(found.sections.at(0).lines.at(0).what == "params_b 7 → 70");
}

BOOST_AUTO_TEST_CASE(who_reads_of_a_held_change_is_told_what_to_do)
{
    const boost::json::array held{
        {{"model_id", "a/b"},
         {"reason", "a person holds it: unsure"},
         {"command", "muster accept a/b --why TEXT"}}};
    const auto page = to_markdown(digest_of({}, held), screen_lines);
    BOOST_TEST(
        page.find("| `a/b` | `a person holds it: unsure; to let it pass: muster accept a/b --why "
                  "TEXT` |") != std::string::npos,
        page
    );
}

BOOST_AUTO_TEST_SUITE_END()
