#include "e2e/small_world.hpp"

#include <boost/test/unit_test.hpp>

#include <iomanip>
#include <sstream>

using namespace muster;
using namespace muster::test;

namespace {

struct add_world : small_world
{
    add_world() { put_file(data / "community_rankings.json", list); }

    std::string curated() const { return text_of(data / "community_rankings.json"); }

    const std::string list = "[\n  {\"model_id\": \"Open/Weights\", \"score\": 3}\n]\n";
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(add_command_test, add_world)

BOOST_AUTO_TEST_CASE(a_link_and_a_name_are_added_and_staged_by_the_next_run)
{
    answer_with("/openrouter", answer(R"({"data": [
        {"id": "acme/dense:free", "hugging_face_id": "Acme/Dense"}]})"));
    muster_well({"ingest"});
    const auto done = muster_well(
        {"add",
         "https://huggingface.co/new/Model/tree/main?x=1",
         "acme/dense:free",
         "--why",
         "people ask for it"}
    );

    BOOST_TEST(holds(done.out, "new/Model (https://huggingface.co/new/Model/tree/main?x=1) added"));
    BOOST_TEST(holds(done.out, "Acme/Dense (acme/dense:free) added"));
    BOOST_TEST(curated().starts_with(list.substr(0, list.size() - 3)));
    BOOST_TEST(holds(
        curated(), "{\n    \"model_id\": \"new/Model\",\n    \"why\": \"people ask for it\"\n  }"
    ));
    muster_well({"ingest"});
    BOOST_TEST(holds(staged(), "\"model_id\": \"new/Model\""));
}

BOOST_AUTO_TEST_CASE(what_is_on_the_list_is_told_and_not_repeated)
{
    const auto done = muster_well({"add", "open/weights", "a/b", "A/B"});

    BOOST_TEST(holds(done.out, "open/weights is in "));
    BOOST_TEST(holds(done.out, "A/B is in "));
    BOOST_TEST(holds(curated(), "\"a/b\""));
    BOOST_TEST(!holds(curated(), "\"A/B\""));
}

BOOST_AUTO_TEST_CASE(what_is_taken_without_certainty_says_why)
{
    put_file(
        data / "names.json", R"([{"name": "gpt:20b", "source": "ollama",
        "certainty": "likely", "model_id": "Acme/GPT-20B", "evidence": "its words", "since": "2026-01-01"}])"
    );
    const auto done = muster_well({"add", "https://ollama.com/library/gpt:20b"});
    BOOST_TEST(
        holds(
            done.out,
            "Acme/GPT-20B (https://ollama.com/library/gpt:20b; likely, by ollama: its words) added"
        ),
        done.out
    );
    BOOST_TEST(holds(curated(), "\"Acme/GPT-20B\""));
    BOOST_TEST(holds(
        muster_well({"add", "https://huggingface.co/api/models/Qwen/Qwen3-14B"}).out,
        "Qwen/Qwen3-14B (https"
    ));
    BOOST_TEST(!holds(curated(), "api/models"));
}

BOOST_AUTO_TEST_CASE(the_examples_of_its_help_work_with_what_ships)
{
    std::filesystem::remove_all(data);
    std::filesystem::copy(
        MUSTER_SOURCE_DIRECTORY "/data", data, std::filesystem::copy_options::recursive
    );
    std::istringstream lines(muster_well({"add", "--help"}).out);
    std::size_t examples = 0;
    for (std::string line; std::getline(lines, line);)
    {
        std::istringstream parts(line);
        std::vector<std::string> words;
        for (std::string word; parts >> std::quoted(word);)
            words.push_back(word);
        if (words.size() < 3 || words[0] != "muster" || words[1] != "add" ||
            words[2] == "ID|LINK...")
            continue;
        ++examples;
        const auto done = muster({words.begin() + 1, words.end()});
        BOOST_TEST(done.status == 0, line << ": " << done.err);
    }
    BOOST_TEST(examples == 2u);
}

BOOST_AUTO_TEST_CASE(a_name_that_may_be_several_adds_nothing_and_names_them)
{
    put_file(data / "names.json", R"([{"name": "acme/big", "source": "openrouter_index",
        "certainty": "likely", "model_id": "Acme/Big", "others": ["Acme/Big-2"],
        "evidence": "its words", "since": "2026-01-01"}])");
    const auto refused = muster({"add", "a/b", "acme/big", "some words"});

    BOOST_TEST(refused.status == 2);
    BOOST_TEST(holds(refused.err, "acme/big may be Acme/Big, Acme/Big-2: name the one"));
    BOOST_TEST(holds(refused.err, "some words is no name that is known"));
    BOOST_TEST(curated() == list);
    BOOST_TEST(muster({"add", "https://huggingface.co/datasets/a/b"}).status == 2);
    BOOST_TEST(muster({"add"}).status == 2);
}

BOOST_AUTO_TEST_SUITE_END()
