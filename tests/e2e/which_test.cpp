#include "e2e/small_world.hpp"
#include "muster/json_text.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/test/unit_test.hpp>

using namespace muster;
using namespace muster::test;
namespace json = boost::json;

namespace {

struct names_world : small_world
{
    names_world()
    {
        answer_with("/openrouter", answer(R"({"data": [
            {"id": "acme/dense:free", "hugging_face_id": "acme/dense"},
            {"id": "acme/strange", "hugging_face_id": null},
            {"id": "acme/dense-large", "hugging_face_id": ""},
            {"id": "acme/closed", "hugging_face_id": null}]})"));
        put_file(
            data / "community_rankings.json",
            R"([{"model_id": "Open/Weights"}, {"model_id": "Acme/Dense-Large-70B-2506"}])"
        );
    }

    std::string which(std::vector<std::string> words)
    {
        words.insert(words.begin(), "which");
        return muster_well(std::move(words)).out;
    }

    json::value in_json(const std::string& name)
    {
        return parse_json(which({name, "--format", "json"}), "which")->at(0);
    }

    std::string names() const { return text_of(data / "names.json"); }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(which_test, names_world)

BOOST_AUTO_TEST_CASE(what_two_names_of_a_source_say_is_told_once)
{
    put_file(
        data / "names.json", R"([
        {"name": "acme/dense", "source": "openrouter_index", "certainty": "certain",
         "model_id": "Acme/Dense", "evidence": "the source gives the id", "since": "2026-01-01"},
        {"name": "acme/dense:free", "source": "openrouter_index", "certainty": "certain",
         "model_id": "Acme/Dense", "evidence": "the source gives the id", "since": "2026-01-01"}])"
    );
    const auto text = which({"acme/dense"});
    const auto first = text.find("(the source gives the id)");
    BOOST_TEST_REQUIRE(first != std::string::npos);
    BOOST_TEST(text.find("(the source gives the id)", first + 1) == std::string::npos, text);
    BOOST_TEST(in_json("acme/dense:8b").at("certainty") != "certain");
}

BOOST_AUTO_TEST_CASE(names_stand_for_models_with_evidence_and_a_day)
{
    muster_well({"ingest"});
    BOOST_TEST(in_json("acme/dense").at("certainty") == "certain");
    BOOST_TEST(in_json("acme/dense:free").at("model_id") == "Acme/Dense");
    const auto by_words = in_json("acme/strange");
    BOOST_TEST(by_words.at("model_id") == "Acme/Strange");
    BOOST_TEST(
        by_words.at("meanings").at(0).at("evidence") ==
        "its words are those of one model of this maker"
    );
    BOOST_TEST(by_words.at("meanings").at(0).at("since").as_string().size() == 10u);
    const auto likely = in_json("acme/dense-large");
    BOOST_TEST(likely.at("certainty") == "likely");
    BOOST_TEST(likely.at("model_id") == "Acme/Dense-Large-70B-2506");
    BOOST_TEST(in_json("acme/closed").at("certainty") == "none");
}

BOOST_AUTO_TEST_CASE(several_names_are_answered_and_the_unknown_says_what_is_near)
{
    muster_well({"ingest"});
    const auto text = which({"acme/dense", "acme/closed", "acme/dence", "Acme/Dense"});
    BOOST_TEST(holds(
        text,
        "acme/dense\n  is Acme/Dense\n  certain, by openrouter_index: Acme/Dense (the source gives "
        "the id), since "
    ));
    BOOST_TEST(holds(
        text,
        "acme/closed\n  no model is known that it could be\n  none, by openrouter_index: it has "
        "the "
        "name, and no model is known that it could be, since "
    ));
    BOOST_TEST(holds(
        text,
        "acme/dence\n  is not known: no source, no file of the data directory and no build has "
        "it; did you mean Acme/Dense?\n"
    ));
    BOOST_TEST(holds(text, "  it is called\n    openrouter_index: acme/dense:free\n"), text);
    BOOST_TEST(muster({"which"}).status == 2);
}

BOOST_AUTO_TEST_CASE(what_a_person_accepts_counts_at_once_and_is_kept)
{
    muster_well({"ingest"});
    muster_well({"accept", "acme/closed", "--as", "Acme/Gated", "--why", "their own words"});
    BOOST_TEST(in_json("acme/closed").at("model_id") == "Acme/Gated");
    muster_well({"ingest"});
    const auto now = in_json("acme/closed");
    BOOST_TEST(now.at("certainty") == "certain");
    BOOST_TEST(now.at("meanings").at(0).at("evidence") == "a person: their own words");
    BOOST_TEST(holds(names(), "\"evidence\": \"a person: their own words\""));
}

BOOST_AUTO_TEST_CASE(names_keep_their_first_day_and_the_file_its_bytes)
{
    muster_well({"ingest"});
    const auto before = kept_files();
    muster_well({"ingest"});
    BOOST_TEST((kept_files() == before));

    auto earlier = names();
    const auto day = earlier.substr(earlier.find("\"since\": \"") + 10, 10);
    for (auto at = earlier.find(day); at != std::string::npos; at = earlier.find(day))
        earlier.replace(at, day.size(), "2026-01-02");
    put_file(data / "names.json", earlier);
    muster_well({"ingest"});
    BOOST_TEST(names() == earlier);
    // What its source is not asked for stays as it was.
    muster_well({"ingest", "--sources", "community"});
    BOOST_TEST(names() == earlier);
}

// An invented page in the form of theirs: a Hub id behind who serves it, bare names, closed ones.
BOOST_AUTO_TEST_CASE(litellm_gives_names_and_none_of_them_is_certain_by_chance)
{
    answer_with("/litellm", answer(R"({
        "sample_spec": {"litellm_provider": "one of", "mode": "one of: chat, embedding"},
        "deepinfra/Acme/Dense": {"litellm_provider": "deepinfra", "mode": "chat"},
        "together_ai/Acme/Dense-Turbo": {"litellm_provider": "together_ai", "mode": "chat"},
        "groq/dense": {"litellm_provider": "groq", "mode": "chat"},
        "acme/dense-large": {"litellm_provider": "acme", "mode": "chat"},
        "vertex_ai/acme/strange@001": {"litellm_provider": "vertex_ai", "mode": "chat"},
        "closed-5": {"litellm_provider": "acme", "mode": "chat"},
        "acme/embedder": {"litellm_provider": "acme", "mode": "embedding"}})"));
    muster_well(
        {"ingest", "--with", "litellm", "--litellm.url", variables["HF_ENDPOINT"] + "/litellm"}
    );
    const auto meaning = [this](const std::string& name) {
        const auto known = in_json(name);
        for (const auto& one : known.at("meanings").as_array())
            if (one.at("source") == "litellm_prices")
                return std::string(one.at("certainty").as_string()) + ' ' +
                       (one.as_object().contains("model_id")
                            ? std::string(one.at("model_id").as_string())
                            : "");
        return std::string("not there");
    };
    BOOST_TEST(meaning("Acme/Dense") == "certain Acme/Dense");
    BOOST_TEST(meaning("closed-5") == "none ");
    for (const auto* name : {"Acme/Dense-Turbo", "dense", "dense-large", "acme/strange@001"})
        BOOST_TEST(!meaning(name).starts_with("certain"), name << ' ' << meaning(name));
    BOOST_TEST(meaning("embedder") == "not there");
    BOOST_TEST(holds(which({"Acme/Dense"}), "litellm_prices"));
}

BOOST_AUTO_TEST_CASE(a_damaged_file_of_names_is_made_anew)
{
    put_file(data / "names.json", "[{]");
    const auto done = muster_well({"ingest"});
    BOOST_TEST(holds(done.err, "names.json is made anew"));
    BOOST_TEST(in_json("acme/dense").at("certainty") == "certain");
    put_file(data / "names.json", "[{]");
    BOOST_TEST(muster({"which", "acme/dense"}).status == 1);
}

BOOST_AUTO_TEST_SUITE_END()
