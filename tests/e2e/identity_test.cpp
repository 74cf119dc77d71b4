#include "e2e/small_world.hpp"
#include "muster/json_text.hpp"
#include "staging/stage.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/test/unit_test.hpp>

#include <algorithm>

using namespace muster;
using namespace muster::test;

namespace {

struct named_world : small_world
{
    void vendor_says(const std::string& rows)
    {
        answer_with("/openrouter", answer("{\"data\": [" + rows + "]}"));
    }

    std::vector<candidate> candidates() const
    {
        const auto read = read_stage(staged());
        BOOST_TEST_REQUIRE(read.has_value());
        return *read;
    }

    std::size_t times_staged(const std::string& id) const
    {
        const auto all = candidates();
        return static_cast<std::size_t>(std::count_if(all.begin(), all.end(), [&](const auto& one) {
            return one.model_id == id;
        }));
    }

    boost::json::value told() const { return *parse_json(report(), "report"); }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(identity_test, named_world)

BOOST_AUTO_TEST_CASE(an_id_that_flips_neither_loses_nor_doubles_its_model)
{
    for (const auto* id :
         {R"("Solo/Model-7B-v9")", R"("")", "null", R"("Solo/Model-7B-v9")", "null"})
    {
        vendor_says(
            std::string(R"({"id": "solo/model", "hugging_face_id": )") + id +
            R"(}, {"id": "open/weights", "hugging_face_id": "Open/Weights"})"
        );
        muster_well({"ingest"});
        BOOST_TEST(times_staged("Solo/Model-7B-v9") == 1u, id);
    }
    const auto before = kept_files();
    muster_well({"ingest"});
    BOOST_TEST((kept_files() == before));
}

BOOST_AUTO_TEST_CASE(a_likely_match_joins_once_a_person_confirms_it)
{
    vendor_says(R"({"id": "acme/dense-large", "hugging_face_id": ""},
                   {"id": "acme/str", "hugging_face_id": "Acme/Gated"})");
    put_file(data / "community_rankings.json", R"([{"model_id": "Acme/Dense-Large-70B-2506"}])");
    muster_well({"ingest"});
    const auto unresolved = told().at("unresolved").at(0);
    BOOST_TEST(unresolved.at("likely").at(0) == "Acme/Dense-Large-70B-2506");
    BOOST_TEST(
        unresolved.at("command") ==
        "muster accept acme/dense-large --as Acme/Dense-Large-70B-2506 --why TEXT"
    );

    muster_well(
        {"accept", "acme/dense-large", "--as", "Acme/Dense-Large-70B-2506", "--why", "its card"}
    );
    muster_well({"ingest"});
    BOOST_TEST(told().at("unresolved").as_array().empty());
    for (const auto& one : candidates())
        if (one.model_id == "Acme/Dense-Large-70B-2506")
            BOOST_TEST(one.sources.size() == 2u);
}

BOOST_AUTO_TEST_CASE(a_certain_match_joins_by_itself_and_is_tagged)
{
    vendor_says(R"({"id": "acme/strange:free", "hugging_face_id": null},
                   {"id": "open/weights", "hugging_face_id": "Open/Weights"})");
    muster_well({"ingest"});
    const auto all = candidates();
    const auto strange = std::find_if(all.begin(), all.end(), [](const auto& one) {
        return one.model_id == "Acme/Strange";
    });

    BOOST_TEST_REQUIRE((strange != all.end()));
    BOOST_TEST(strange->sources.size() == 2u);
    BOOST_TEST(std::count(strange->tags.begin(), strange->tags.end(), "inferred-id") == 1);
    BOOST_TEST(told().at("inferred").at(0).at("name") == "acme/strange:free");
}

BOOST_AUTO_TEST_CASE(a_name_that_was_rejected_needs_no_more_looks)
{
    muster_well({"reject", "acme/closed", "--why", "closed weights"});
    muster_well({"ingest"});

    BOOST_TEST(told().at("unresolved").as_array().empty());
}

BOOST_AUTO_TEST_CASE(an_alias_folds_two_names_into_one_row)
{
    put_file(data / "aliases.json", R"([{"owner": "Open", "now": "Acme", "why": "bought"},
        {"model_id": "Acme/Weights", "now": "Acme/Dense", "why": "renamed"}])");
    muster_well({"ingest"});

    BOOST_TEST(times_staged("Open/Weights") == 0u);
    BOOST_TEST(times_staged("Acme/Weights") == 0u);
    BOOST_TEST(times_staged("Acme/Dense") == 1u);
}

BOOST_AUTO_TEST_CASE(variants_are_kept_folded_or_dropped)
{
    answer_with("/api/models?", answer(R"([
        {"id": "Acme/Dense", "downloads": 9, "tags": []},
        {"id": "copies/Dense-GGUF", "downloads": 8, "tags": ["base_model:quantized:acme/dense"]},
        {"id": "copies/Far-GGUF", "downloads": 7, "tags": ["base_model:quantized:far/away"]}])"));
    muster_well({"ingest"});
    BOOST_TEST(times_staged("copies/Dense-GGUF") == 1u);

    muster_well({"ingest", "--variants", "fold"});
    BOOST_TEST(times_staged("copies/Dense-GGUF") == 0u);
    BOOST_TEST(times_staged("copies/Far-GGUF") == 1u);
    BOOST_TEST(told().at("variants").at(0).at("model_id") == "copies/Dense-GGUF");
    BOOST_TEST(told().at("variants").at(0).at("base_model") == "Acme/Dense");

    muster_well({"ingest", "--variants", "drop"});
    BOOST_TEST(times_staged("copies/Far-GGUF") == 0u);
    BOOST_TEST(muster({"ingest", "--variants", "hide"}).status == 2);

    muster_well({"accept", "copies/dense-gguf", "--why", "we serve this one"});
    for (const std::string mode : {"fold", "drop"})
    {
        muster_well({"ingest", "--variants", mode});
        BOOST_TEST(times_staged("copies/Dense-GGUF") == 1u, mode);
    }
}

BOOST_AUTO_TEST_CASE(the_policy_leaves_out_of_what_it_says)
{
    const std::string rules = R"("rules": [{"owner": "acme", "why": "a test"}]})";
    put_file(data / "policy.json", "{" + rules);
    muster_well({"run"});
    BOOST_TEST(models() == "[]\n");
    BOOST_TEST(times_staged("Acme/Dense") == 1u);
    BOOST_TEST(told().at("left_out").at(0).at("model_id") == "Acme/Dense");
    BOOST_TEST(told().at("left_out").at(0).at("reason") == "a test");

    put_file(data / "policy.json", R"({"leave_out_of": "staging", )" + rules);
    muster_well({"run"});
    BOOST_TEST(times_staged("Acme/Dense") == 0u);
    BOOST_TEST(told().at("left_out").as_array().size() == 3u);
}

BOOST_AUTO_TEST_SUITE_END()
