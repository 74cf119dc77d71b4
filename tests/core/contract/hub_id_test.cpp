#include "muster/hub_id.hpp"

#include <boost/test/unit_test.hpp>

using namespace muster;

namespace {

/// The id, "-" for a place without one, or what is odd.
std::string read(std::string_view written)
{
    const auto id = read_hub_id(written);
    if (id.has_error())
        return id.error().where;
    return id->empty() ? "-" : std::string(*id);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(hub_id_test)

BOOST_AUTO_TEST_CASE(an_id_is_understood_as_people_write_it)
{
    for (const auto* written :
         {"o/Name-7B",
          "`o/Name-7B`",
          " o/Name-7B ",
          "**o/Name-7B**",
          "\u201co/Name-7B\u201d",
          "\"o/Name-7B\",",
          "\u00a0o/Name-7B\u200b",
          "hf:o/Name-7B",
          "hf://o/Name-7B",
          "https://huggingface.co/o/Name-7B",
          "<https://huggingface.co/o/Name-7B>",
          "http://huggingface.co/o/Name-7B/",
          "https://www.huggingface.co/o/Name-7B/tree/main?x=1#y",
          "https://hf.co/o/Name-7B/blob/main/model.safetensors",
          "huggingface.co/o/Name-7B",
          "https://huggingface.co/api/models/o/Name-7B",
          "https://huggingface.co/api/models/o/Name-7B/tree/main?recursive=1",
          "https://hf-mirror.com/o/Name-7B/tree/main",
          " https://HuggingFace.co/o/Name-7B#usage "})
        BOOST_TEST(read(written) == "o/Name-7B", written);
    BOOST_TEST(read("gpt2") == "gpt2");
}

BOOST_AUTO_TEST_CASE(what_is_odd_is_said)
{
    BOOST_TEST(read("o/With space-7B") == "has a blank, which no id of the Hub has");
    BOOST_TEST(read("o/Tag-7B:free") == "has ':', which no id of the Hub has");
    BOOST_TEST(read("o/Rev-7B@main") == "has '@', which no id of the Hub has");
    BOOST_TEST(read("o\u2215Slash-7B") == "has U+2215, which no id of the Hub has");
    BOOST_TEST(read("o/Zero\u200bWidth-7B") == "has U+200B, which no id of the Hub has");
    BOOST_TEST(read("o/Face\U0001F917") == "has U+01F917, which no id of the Hub has");
    BOOST_TEST(read("o/\xFF") == "has U+00FF, which no id of the Hub has");
    BOOST_TEST(read("a/b/c") == "is not owner/name");
    BOOST_TEST(read("") == "is not owner/name");
    BOOST_TEST(read("a/..") == "is not owner/name");
    BOOST_TEST(
        read("https://modelscope.cn/models/o/n") == "is a link to another site than the Hub"
    );
    BOOST_TEST(
        read("https://huggingface.co/gpt2") ==
        "links to the page of an owner, or to a model without one"
    );
}

BOOST_AUTO_TEST_CASE(other_places_of_the_hub_are_no_models)
{
    for (const auto* place :
         {"datasets/o/d",
          "spaces/o/s",
          "collections/o/c-1",
          "docs/hub",
          "api/datasets/o/d",
          "api/models",
          "api/models?search=x",
          "models?search=x",
          "models/o",
          "settings/tokens",
          "join/discord",
          "login/x",
          "posts/o/1",
          "tasks/text-generation"})
        BOOST_TEST(read("https://huggingface.co/" + std::string(place)) == "-", place);
}

BOOST_AUTO_TEST_CASE(links_to_the_hub_are_told_from_others)
{
    for (const auto* link : {"https://huggingface.co/x", "hf.co/x", " HTTP://WWW.HF.CO/x"})
        BOOST_TEST(is_hub_link(link), link);
    for (const auto* other :
         {"",
          "o/Name-7B",
          "https://huggingface.co.evil.example/a/b",
          "https://huggingface.co",
          "https://x.example/huggingface.co/a/b"})
        BOOST_TEST(!is_hub_link(other), other);
}

BOOST_AUTO_TEST_SUITE_END()
