#include "program/complete.hpp"

#include <boost/test/unit_test.hpp>

using namespace muster;
using strings = std::vector<std::string>;

namespace {

std::vector<flag> shop_flags()
{
    auto all = common_flags();
    descriptor shop;
    shop.name = "shop";
    shop.options = {
        {.name = "file", .type = option_type::path},
        {.name = "loud", .type = option_type::yes_no},
        {.name = "key", .type = option_type::secret}};
    for (auto& one : flags_of(shop))
        all.push_back(std::move(one));
    return all;
}

line_offer offer_for(const strings& words)
{
    const auto all = shop_flags();
    unfinished_line line;
    line.words = words;
    line.flags = all;
    line.sources = {"community", "hub", "shop"};
    line.cards = {{"RTX-4090", "24 GB"}, {"H100", "80 GB"}};
    line.formats = {{"bf16", "16 bits a weight"}, {"Q4_K_M", "4.89 bits a weight"}};
    line.model_ids = [] { return strings{"a/b", "c/d"}; };
    line.names = [] { return strings{"a/b", "vendor/b:free"}; };
    return complete(line);
}

strings words_for(const strings& words)
{
    const auto offer = offer_for(words);
    BOOST_TEST((offer.kind == offer_kind::words));
    strings out;
    for (const auto& one : offer.words)
        out.push_back(one.word);
    return out;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(complete_test)

BOOST_AUTO_TEST_CASE(first_comes_the_command)
{
    BOOST_TEST(words_for({"re"}) == (strings{"review", "reject"}));
    BOOST_TEST(words_for({"--quiet", "--data", "d", "ca"}) == strings{"catalog"});
    BOOST_TEST(words_for({""}).size() > 15u);
    BOOST_TEST(words_for({}).size() > 15u);
    BOOST_TEST(offer_for({"ru"}).words[0].meaning == "ingest, then update");
}

BOOST_AUTO_TEST_CASE(a_source_is_offered_where_one_is_accepted)
{
    BOOST_TEST(words_for({"accept", "--source", ""}) == (strings{"community", "hub", "shop"}));
    BOOST_TEST(words_for({"accept", "--source=h"}) == strings{"--source=hub"});
}

BOOST_AUTO_TEST_CASE(flags_of_plugins_are_offered_like_ours)
{
    BOOST_TEST(words_for({"run", "--size"}) == strings{"--size-deadline"});
    BOOST_TEST(
        words_for({"run", "--shop."}) ==
        (strings{"--shop.file", "--shop.loud", "--shop.key", "--shop.key-file"})
    );
}

BOOST_AUTO_TEST_CASE(what_can_be_chosen_is_offered_behind_a_space_and_behind_an_equals_sign)
{
    BOOST_TEST(words_for({"run", "--fail-on", "a"}) == (strings{"any", "all"}));
    BOOST_TEST(words_for({"run", "--fail-on=n"}) == strings{"--fail-on=none"});
    BOOST_TEST(words_for({"run", "--shop.loud", ""}) == (strings{"true", "false"}));
    BOOST_TEST(words_for({"run", "--quiet=f"}).empty());
    BOOST_TEST(words_for({"run", "--deadline", ""}).empty());
    BOOST_TEST(words_for({"run", "--shop.key", ""}).empty());
}

BOOST_AUTO_TEST_CASE(cards_and_formats_are_offered_to_fit)
{
    BOOST_TEST(words_for({"fit", "--gpu", "R"}) == strings{"RTX-4090"});
    BOOST_TEST(offer_for({"fit", "--gpu=H"}).words.at(0).meaning == "80 GB");
    BOOST_TEST(words_for({"fit", "--weights", ""}) == (strings{"bf16", "Q4_K_M"}));
}

BOOST_AUTO_TEST_CASE(a_list_is_continued_with_what_it_does_not_have)
{
    BOOST_TEST(words_for({"run", "--skip", ""}) == (strings{"community", "hub", "shop"}));
    BOOST_TEST(words_for({"run", "--with", "hub,"}) == (strings{"hub,community", "hub,shop"}));
    BOOST_TEST(words_for({"size", "--evidence=totals,c"}) == strings{"--evidence=totals,config"});
}

BOOST_AUTO_TEST_CASE(paths_are_left_to_the_shell)
{
    using enum offer_kind;
    BOOST_TEST((offer_for({"run", "--data", ""}).kind == directories));
    BOOST_TEST((offer_for({"run", "--shop.file=x"}).kind == files));
    BOOST_TEST((offer_for({"run", "--shop.key-file", ""}).kind == files));
    BOOST_TEST((offer_for({"diff", "a", ""}).kind == files));
    BOOST_TEST((offer_for({"audit", ""}).kind == files));
    BOOST_TEST((offer_for({"plugin", "new", "name", ""}).kind == directories));
    BOOST_TEST((offer_for({"plugin", "verify", "f", "p", ""}).kind == files));
}

BOOST_AUTO_TEST_CASE(words_of_a_command_come_in_their_order)
{
    BOOST_TEST(words_for({"catalog", ""}) == (strings{"import", "add", "check"}));
    BOOST_TEST((offer_for({"catalog", "import", ""}).kind == offer_kind::files));
    BOOST_TEST(words_for({"catalog", "add", "c"}) == strings{"c/d"});
    BOOST_TEST(words_for({"catalog", "check", ""}).empty());
    BOOST_TEST(words_for({"export", "m"}) == strings{"models"});
    BOOST_TEST(words_for({"export", "models", ""}).empty());
    BOOST_TEST(words_for({"size", "a/b", ""}) == (strings{"a/b", "c/d"}));
    BOOST_TEST(words_for({"which", ""}) == (strings{"a/b", "vendor/b:free"}));
    BOOST_TEST(words_for({"plugin", "new", ""}).empty());
    BOOST_TEST(words_for({"check", "hub", "s"}) == strings{"shop"});
    BOOST_TEST(words_for({"run", ""}).empty());
    BOOST_TEST(words_for({"nothing", ""}).empty());
}

BOOST_AUTO_TEST_SUITE_END()
