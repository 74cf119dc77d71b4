#include "staging/stage.hpp"
#include "support/written.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <limits>

using namespace muster;
using test::write_stage;

namespace {

candidate full_candidate()
{
    candidate one;
    one.model_id = "Qwen/Qwen3-8B";
    one.license = "apache-2.0";
    one.sources = {"huggingface_hub", "openrouter_index"};
    one.popularity_score = 12.5;
    one.tags = {"gr\xc3\xb6\xc3\x9f\"e", "hub-listing"};
    return one;
}

bool is_readable(std::string_view text, std::size_t piece_bytes = 7)
{
    stage_check check;
    for (; !text.empty(); text.remove_prefix(std::min(piece_bytes, text.size())))
        check.take(text.substr(0, piece_bytes));
    return check.is_readable();
}

/// What is wrong with a file of one element.
std::string fault_of_staged(const std::string& element)
{
    const auto read = read_stage("[" + element + "]", "data/staging.json");
    BOOST_TEST(is_readable("[" + element + "]") == read.has_value(), element);
    return read.has_error() ? read.error().where : "";
}

// The parts refer to what they are made of: one that ends with the call is refused.
template <class Candidates>
concept can_be_staged = requires(Candidates&& given)
{
    staging_text(std::forward<Candidates>(given));
};
static_assert(can_be_staged<const candidate_table&>);
static_assert(!can_be_staged<candidate_table>);
static_assert(!can_be_staged<const candidate_table>);
static_assert(!can_be_staged<std::vector<candidate>&>);

}  // namespace

BOOST_AUTO_TEST_SUITE(stage_test)

BOOST_AUTO_TEST_CASE(the_file_has_exactly_these_bytes)
{
    candidate bare;
    bare.model_id = "gpt2";
    bare.sources = {"x"};

    BOOST_TEST(write_stage(std::vector{full_candidate(), bare}) == R"([
  {
    "model_id": "Qwen/Qwen3-8B",
    "provider": "Qwen",
    "license": "apache-2.0",
    "source": "huggingface_hub+openrouter_index",
    "popularity_score": 12.5,
    "tags": [
      "größ\"e",
      "hub-listing"
    ]
  },
  {
    "model_id": "gpt2",
    "provider": "gpt2",
    "license": null,
    "source": "x",
    "popularity_score": 0,
    "tags": []
  }
]
)");
}

BOOST_AUTO_TEST_CASE(no_candidates_are_an_empty_list)
{
    BOOST_TEST(write_stage({}) == "[]\n");
    BOOST_TEST(read_stage("[]\n")->empty());
}

BOOST_AUTO_TEST_CASE(what_is_written_reads_back)
{
    candidate popular = full_candidate();
    popular.model_id = "a/b";
    popular.popularity_score = 186'238'424;
    const auto written = write_stage(std::vector{full_candidate(), popular});

    BOOST_TEST(write_stage(*read_stage(written)) == written);
}

BOOST_AUTO_TEST_CASE(edits_by_people_are_brought_to_form)
{
    const auto read = read_stage(R"([{"tags": ["b", "a", "b"], "source": "z+a++z", "license": "",
        "popularity_score": 3, "model_id": "a/b", "provider": "wrong", "note": "mine"},
        {"model_id": "c/d", "source": "by-hand"}])");

    BOOST_TEST_REQUIRE(read.has_value());
    BOOST_TEST(read->at(0).tags == (std::vector<std::string>{"a", "b"}));
    BOOST_TEST(read->at(0).sources == (std::vector<std::string>{"a", "z"}));
    BOOST_TEST(!read->at(0).license);
    BOOST_TEST(read->at(1).popularity_score == 0.0);
    BOOST_TEST(read->at(1).tags.empty());
}

BOOST_AUTO_TEST_CASE(whether_a_file_can_be_read_is_known_from_its_pieces)
{
    const auto written = write_stage(std::vector{full_candidate()});
    for (const std::size_t bytes : {1, 2, 3, 50, 10'000})
    {
        BOOST_TEST(is_readable(written, bytes));
        BOOST_TEST(!is_readable(written.substr(0, written.size() / 2), bytes));
    }
    for (const std::string other : {"", "{}", "{\"\": []}", "7", "[]x", "[", "[[]]"})
    {
        BOOST_TEST(!is_readable(other), other);
        BOOST_TEST(read_stage(other).has_error(), other);
    }
    BOOST_TEST(is_readable("[]"));
}

BOOST_AUTO_TEST_CASE(the_order_a_person_gave_is_kept)
{
    const auto read = read_stage(R"([{"model_id": "z/z", "source": "x"},
        {"model_id": "a/a", "source": "x", "popularity_score": 9}])");

    BOOST_TEST(read->front().model_id == "z/z");
}

BOOST_AUTO_TEST_CASE(a_fault_is_named_with_its_place)
{
    BOOST_TEST(fault_of_staged("7") == "data/staging.json: [0] is not an object");
    BOOST_TEST(fault_of_staged("{}") == "data/staging.json: [0].model_id is missing or empty");
    BOOST_TEST(
        fault_of_staged(R"({"model_id": "a/b"})") ==
        "data/staging.json: [0].source is missing or empty"
    );
    BOOST_TEST(
        fault_of_staged(R"({"model_id": "a/b", "source": "x", "tags": "t"})") ==
        "data/staging.json: [0].tags is not a list"
    );
    BOOST_TEST(
        fault_of_staged(R"({"model_id": "a/b", "source": "x", "popularity_score": "9"})") ==
        "data/staging.json: [0].popularity_score is not a number"
    );
    BOOST_TEST(
        fault_of_staged(R"({"model_id": "a/b", "source": "x", "license": 7})") ==
        "data/staging.json: [0].license is not text"
    );
    BOOST_TEST(
        fault_of_staged(R"({"model_id": "a/b", "source": "x", "tags": ["a", 7]})") ==
        "data/staging.json: [0].tags holds something that is not text"
    );
}

BOOST_AUTO_TEST_CASE(an_id_that_is_none_is_refused)
{
    BOOST_TEST(
        fault_of_staged(R"({"model_id": "a b", "source": "x"})") ==
        "data/staging.json: [0].model_id is not a model id: the model id is not owner/name over "
        "letters, digits, . _ -"
    );
}

BOOST_AUTO_TEST_CASE(a_model_stands_in_it_once)
{
    const std::string twice =
        R"([{"model_id": "a/b", "source": "x"}, {"model_id": "A/B", "source": "x"}])";
    const auto read = read_stage(twice);
    BOOST_TEST(!is_readable(twice));

    BOOST_TEST(
        read.error().where == "staging_candidates.json: [1].model_id names a model that an "
                              "earlier element names already"
    );
}

BOOST_AUTO_TEST_CASE(half_a_file_is_refused)
{
    const auto whole = write_stage(std::vector{full_candidate()});
    for (std::size_t size = 0; size + 2 < whole.size(); ++size)
        BOOST_TEST_REQUIRE(read_stage(whole.substr(0, size)).has_error(), size);
}

BOOST_AUTO_TEST_SUITE_END()
