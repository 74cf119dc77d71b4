#include "contract/identity.hpp"
#include "text/seeded_hash.hpp"

#include <boost/test/unit_test.hpp>

#include <map>
#include <set>
#include <string>

using namespace muster;

BOOST_AUTO_TEST_SUITE(identity_test)

BOOST_AUTO_TEST_CASE(owner_and_name_are_an_id_and_so_is_a_bare_name)
{
    for (const auto* id : {"Qwen/Qwen3-8B", "a/b", "gpt2", "01-ai/Yi-1.5_9B", "o.w/n..x", "a/..."})
        BOOST_TEST(check_model_id(id).has_value(), id);
}

BOOST_AUTO_TEST_CASE(anything_else_is_none)
{
    for (const auto* id :
         {"",
          "/",
          "a/",
          "/b",
          "a/b/c",
          "a b/c",
          " a/b",
          "a/b ",
          "~a/b",
          "a/b:free",
          "a/\xc3\xa4",
          "../b",
          "a/..",
          "./b",
          "a/.",
          "..",
          "a\\b",
          "a/b\n"})
    {
        const auto checked = check_model_id(id);
        BOOST_TEST_REQUIRE(checked.has_error(), id);
        BOOST_TEST(checked.error().code == make_error_code(errc::bad_id));
    }
}

BOOST_AUTO_TEST_CASE(an_id_has_a_longest_length)
{
    const auto longest = "a/" + std::string(model_id_bytes_limit - 2, 'x');

    BOOST_TEST(check_model_id(longest).has_value());
    BOOST_TEST(
        check_model_id(longest + "x").error().where == "the model id is longer than 192 characters"
    );
}

BOOST_AUTO_TEST_CASE(spellings_that_differ_in_case_fold_to_one)
{
    BOOST_TEST(fold_id("Qwen/QWEN3-8b") == "qwen/qwen3-8b");
    BOOST_TEST(fold_id("I/II") == fold_id("i/ii"));
}

// All bytes, at each place of a text that is read eight at a time.
BOOST_AUTO_TEST_CASE(what_folds_to_one_has_one_hash_and_nothing_else)
{
    for (std::size_t place = 0; place < 19; ++place)
    {
        std::map<std::uint64_t, std::string> folded_by_hash;
        for (int byte = 0; byte < 256; ++byte)
        {
            std::string id(19, 'm');
            id[place] = static_cast<char>(byte);
            const auto folded = fold_id(id);
            BOOST_TEST(folded_hash(id) == folded_hash(folded));
            BOOST_TEST(folded_by_hash.emplace(folded_hash(id), folded).first->second == folded);
        }
    }
}

// Else a thousand spellings of one tag would be compared each with all others.
BOOST_AUTO_TEST_CASE(texts_are_hashed_as_they_are_spelled)
{
    std::set<std::size_t> hashes;
    for (const auto* text : {"", "abcdefgh", "Abcdefgh", "abcdefgH", "abcdefghi", "abcdefghI"})
        BOOST_TEST(hashes.insert(text_hash()(text)).second, text);
}

BOOST_AUTO_TEST_CASE(the_hash_tells_lengths_apart)
{
    std::set<std::uint64_t> hashes;
    for (std::size_t size = 0; size < 40; ++size)
        BOOST_TEST(hashes.insert(folded_hash(std::string(size, '\0'))).second);
}

BOOST_AUTO_TEST_CASE(the_provider_stands_before_the_slash)
{
    BOOST_TEST(provider_of("Qwen/Qwen3-8B") == "Qwen");
    BOOST_TEST(provider_of("gpt2") == "gpt2");
}

BOOST_AUTO_TEST_SUITE_END()
