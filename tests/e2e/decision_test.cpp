#include "catalog/models.hpp"
#include "e2e/small_world.hpp"
#include "muster/json_text.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/test/unit_test.hpp>

#include <filesystem>

using namespace muster;
using namespace muster::test;

namespace {

/// The small world after a first run, and what can be done to it.
struct decided_world : small_world
{
    decided_world() { muster_well({"run"}); }

    model_row row() const
    {
        const auto rows = read_models(models());
        BOOST_TEST_REQUIRE(rows.has_value());
        BOOST_TEST_REQUIRE(rows->size() == 1u);
        return rows->front();
    }

    boost::json::array held() const
    {
        return parse_json(report(), "report")->at("held").as_array();
    }

    // As if the run before had believed another size.
    void publish_size(double params_b) const
    {
        auto changed = row();
        changed.params_b = params_b;
        put_file(data / "models.json", write_models({changed}));
    }

    std::string decisions() const { return text_of(data / "decisions.json"); }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(decision_test, decided_world)

BOOST_AUTO_TEST_CASE(a_rejected_model_stays_out_over_five_runs)
{
    muster_well({"reject", "acme/dense", "--why", "a copy"});
    for (int i = 0; i < 5; ++i)
    {
        muster_well({"run"});
        BOOST_TEST(models() == "[]\n");
        BOOST_TEST(!holds(staged(), "Acme/Dense"));
        BOOST_TEST(parse_json(report(), "report")->at("rejected").at(0) == "Acme/Dense");
    }
    muster_well({"update"});
    BOOST_TEST(models() == "[]\n");
}

BOOST_AUTO_TEST_CASE(a_rejection_is_undone_by_accepting)
{
    muster_well({"reject", "Acme/Dense", "--why", "a copy"});
    muster_well({"run"});
    const auto told = muster_well({"accept", "acme/DENSE", "--why", "no copy after all"}).out;
    BOOST_TEST(told.starts_with("acme/DENSE: its rejection of 20"), told);
    BOOST_TEST(
        told.ends_with(" (a copy) is taken back; it comes in again with the next run\n"), told
    );
    muster_well({"run"});

    BOOST_TEST(row().model_id == "Acme/Dense");
    BOOST_TEST(!holds(decisions(), "a copy"));
}

BOOST_AUTO_TEST_CASE(accepting_what_is_held_says_that_it_is_held_no_more)
{
    muster_well({"hold", "Acme/Dense", "--why", "until measured"});
    const auto told = muster_well({"accept", "Acme/Dense", "--why", "measured"}).out;
    BOOST_TEST(holds(told, " (until measured) is taken back; its row follows"), told);
    const auto again = muster_well({"accept", "Acme/Dense", "--why", "measured"}).out;
    BOOST_TEST(!holds(again, "taken back"), again);
}

BOOST_AUTO_TEST_CASE(an_edit_of_the_staging_file_does_not_undo_a_rejection)
{
    muster_well({"reject", "Acme/Dense", "--why", "a copy"});
    muster_well({"update"});

    BOOST_TEST(holds(staged(), "Acme/Dense"));
    BOOST_TEST(models() == "[]\n");
}

BOOST_AUTO_TEST_CASE(a_change_that_is_too_large_stays_held_until_accepted)
{
    const auto size = row().params_b;
    publish_size(7);
    for (int i = 0; i < 3; ++i)
    {
        const auto done = muster_well({"run"});
        BOOST_TEST(row().params_b == 7);
        BOOST_TEST_REQUIRE(held().size() == 1u);
        BOOST_TEST(holds(done.err, "1 change held until accepted: muster accept Acme/Dense"));
    }
    BOOST_TEST(held().at(0).at("command") == "muster accept Acme/Dense --why TEXT");

    muster_well({"accept", "acme/dense", "--why", "it was wrong before"});
    muster_well({"run"});
    BOOST_TEST(row().params_b == size);
    BOOST_TEST(held().empty());
    muster_well({"run"});
    BOOST_TEST(row().params_b == size);
}

BOOST_AUTO_TEST_CASE(an_ingest_still_lists_held_changes_and_accept_releases_them)
{
    const auto size = row().params_b;
    publish_size(7);
    muster_well({"run"});
    muster_well({"ingest"});
    BOOST_TEST_REQUIRE(held().size() == 1u);
    BOOST_TEST(held().at(0).at("model_id") == "Acme/Dense");

    muster_well({"accept", "Acme/Dense", "--why", "it was wrong before"});
    muster_well({"run"});
    BOOST_TEST(row().params_b == size);
    BOOST_TEST(held().empty());
}

BOOST_AUTO_TEST_CASE(what_was_accepted_is_that_change_and_not_the_next)
{
    publish_size(7);
    muster_well({"run"});
    muster_well({"accept", "Acme/Dense", "--why", "it was wrong before"});
    muster_well({"run"});
    answer_with(
        "/Acme/Dense/resolve/",
        answer(R"({"model_type": "llama", "architectures": ["LlamaForCausalLM"],
            "hidden_size": 640, "num_hidden_layers": 20, "num_attention_heads": 4,
            "num_key_value_heads": 2, "intermediate_size": 128, "vocab_size": 1000,
            "max_position_embeddings": 4096, "tie_word_embeddings": true})")
    );
    put_file(data / "evidence.json", "[]\n");
    muster_well({"run", "--evidence", "config"});

    BOOST_TEST(held().size() == 1u);
    BOOST_TEST(row().layers == 2u);
}

BOOST_AUTO_TEST_CASE(a_row_that_a_person_holds_stays_as_it_is)
{
    publish_size(0.000139);
    muster_well({"hold", "Acme/Dense", "--why", "being looked at"});
    muster_well({"run"});

    BOOST_TEST(row().params_b == 0.000139);
    BOOST_TEST(holds(report(), "a person holds it: being looked at"));
    muster_well({"accept", "Acme/Dense", "--why", "looked at"});
    muster_well({"run"});
    BOOST_TEST(row().params_b == 0.000138);
}

BOOST_AUTO_TEST_CASE(a_decision_holds_under_whichever_name_the_model_goes)
{
    put_file(
        data / "aliases.json",
        R"([{"owner": "Acme", "now": "Apex", "why": "renamed"},
            {"owner": "Early", "now": "Open", "why": "renamed"}])"
    );
    muster_well({"reject", "Apex/Strange", "Early/Weights", "--why", "not for us"});
    publish_size(0.000139);
    muster_well({"hold", "apex/dense", "--why", "being looked at"});
    muster_well({"run"});

    BOOST_TEST(!holds(staged(), "Acme/Strange"));
    BOOST_TEST(!holds(staged(), "Open/Weights"));
    BOOST_TEST(row().params_b == 0.000139);
}

BOOST_AUTO_TEST_CASE(a_held_change_is_accepted_under_the_present_name_too)
{
    put_file(data / "aliases.json", R"([{"owner": "Acme", "now": "Apex", "why": "renamed"}])");
    publish_size(7);
    muster_well({"run"});
    BOOST_TEST(held().size() == 1u);
    const auto done = muster_well({"accept", "Apex/Dense", "--why", "it was wrong before"});
    BOOST_TEST(holds(done.out, "its held change is published"), done.out);
    muster_well({"run"});

    BOOST_TEST(row().params_b < 1);
}

BOOST_AUTO_TEST_CASE(a_row_that_a_person_holds_stays_when_no_source_lists_it)
{
    muster_well({"hold", "Acme/Dense", "--why", "being looked at"});
    const auto before = models();
    put_file(data / "staging_candidates.json", "[]\n");
    for (int i = 0; i < 2; ++i)
    {
        muster_well({"update"});
        BOOST_TEST(models() == before);
        BOOST_TEST(holds(held().at(0).at("reason").as_string().c_str(), "being looked at"));
    }
    muster_well({"accept", "Acme/Dense", "--why", "looked at"});
    muster_well({"update"});
    BOOST_TEST(models() == "[]\n");
}

BOOST_AUTO_TEST_CASE(a_row_that_no_source_lists_goes_and_that_is_told)
{
    put_file(data / "staging_candidates.json", "[]\n");
    const auto done = muster_well({"update"});

    BOOST_TEST(models() == "[]\n");
    BOOST_TEST(holds(done.err, "1 published model gone"), done.err);
    BOOST_TEST(holds(report(), "Acme/Dense is in models.json no longer"));
    BOOST_TEST(!holds(muster_well({"update"}).err, "gone"));
}

BOOST_AUTO_TEST_CASE(a_row_whose_evidence_is_gone_stays_until_that_is_accepted)
{
    const auto before = models();
    answer_with("/Acme/Dense/resolve/", refusal(404));
    put_file(data / "evidence.json", "[]\n");
    muster_well({"run"});
    BOOST_TEST(models() == before);
    BOOST_TEST_REQUIRE(held().size() == 1u);
    BOOST_TEST(holds(held().at(0).at("reason").as_string().c_str(), "layers go from 2 to none"));

    muster_well({"accept", "Acme/Dense", "--why", "it is gone"});
    muster_well({"run"});
    BOOST_TEST(models() == "[]\n");
}

BOOST_AUTO_TEST_CASE(a_held_change_is_accepted_where_no_run_was)
{
    const auto size = row().params_b;
    publish_size(7);
    muster_well({"run"});
    // As git has it: without what runs say of themselves.
    std::filesystem::remove(data / "run_report.json");
    std::filesystem::remove_all(data / "history");
    const auto done = muster_well({"accept", "Acme/Dense", "--why", "it was wrong before"});
    BOOST_TEST(holds(done.out, "its held change is published"), done.out);
    muster_well({"run"});
    BOOST_TEST(row().params_b == size);
    BOOST_TEST(text_of(data / "held_changes.json") == "[]\n");
}

BOOST_AUTO_TEST_CASE(an_old_report_says_nothing_of_what_is_held_now)
{
    publish_size(7);
    muster_well({"run"});
    put_file(data / "held_changes.json", "[]\n");
    const auto done = muster_well({"accept", "Acme/Dense", "--why", "it was wrong before"});
    BOOST_TEST(holds(done.out, "no change of it is held"), done.out);

    put_file(data / "held_changes.json", "[{\"model_id\": 5}]");
    const auto refused = muster({"accept", "Acme/Dense", "--why", "x"});
    BOOST_TEST(refused.status == 1);
    BOOST_TEST(holds(refused.err, "held_changes.json"), refused.err);
}

BOOST_AUTO_TEST_CASE(what_nothing_was_ever_held_of_leaves_no_file)
{
    BOOST_TEST(!std::filesystem::exists(data / "held_changes.json"));
}

BOOST_AUTO_TEST_CASE(a_model_of_the_hub_stands_for_itself)
{
    for (const auto* name : {"acme/dense", "Acme/Strange"})
    {
        const auto done = muster({"accept", name, "--as", "Open/Weights", "--why", "x"});
        BOOST_TEST(done.status == 2);
        BOOST_TEST(holds(done.err, "of its own"), done.err);
    }
    BOOST_TEST(decisions().empty());
}

BOOST_AUTO_TEST_CASE(a_typing_error_is_told_and_a_name_yet_to_come_is_kept)
{
    for (const auto& words : std::vector<std::vector<std::string>>{
             {"reject", "Acm/Dense", "--why", "x"},
             {"hold", "Acme/Desne", "--why", "x"},
             {"accept", "acme/closed", "--as", "Acme/Dens", "--why", "x"}})
    {
        const auto done = muster(words);
        BOOST_TEST(done.status == 2, words[1]);
        BOOST_TEST(holds(done.err, "did you mean Acme/Dense?"), done.err);
    }
    BOOST_TEST(decisions().empty());

    const auto kept = muster_well({"reject", "Far/Away", "Acme/Dense2", "--why", "x"});
    BOOST_TEST(holds(kept.out, "Far/Away stays out from the next run on; no file here"), kept.out);
    const auto held = muster_well({"hold", "Acme/Gated", "--why", "x"});
    BOOST_TEST(held.out == "Acme/Gated stays out of models.json until accepted\n");
}

BOOST_AUTO_TEST_CASE(decisions_are_sorted_and_dated)
{
    muster_well({"reject", "z/last", "A/first", "--why", "not for us"});
    const auto file = parse_json(decisions(), "decisions");

    BOOST_TEST(file->at(0).at("id") == "A/first");
    BOOST_TEST(file->at(1).at("id") == "z/last");
    BOOST_TEST(file->at(1).at("decision") == "reject");
    BOOST_TEST(file->at(1).at("why") == "not for us");
    BOOST_TEST(file->at(1).at("date").as_string().size() == 10u);
}

BOOST_AUTO_TEST_CASE(what_cannot_be_a_decision_is_wrong_usage)
{
    for (const auto& words : std::vector<std::vector<std::string>>{
             {"accept"},
             {"accept", "--why", "x"},
             {"reject", "a/b"},
             {"reject", "a/b", "--why", " "},
             {"reject", "a/b", "--why", "…"},
             {"reject", "a/b", "--why", "TEXT"},
             {"reject", "a/b", "--why", "x\xff"},
             {"reject", "a/b:\xff", "--why", "x"},
             {"reject", "a/b:" + std::string(300, 'c'), "--why", "x"},
             {"catalog", "add", "a/b", "--pin", "layers=3", "--why", "x\xff"},
             {"catalog", "add", "a/b", "--pin", "dtype=\xff", "--why", "x"},
             {"hold", "not an id", "--why", "x"},
             {"reject", "a/b", "--as", "c/d", "--why", "x"},
             {"accept", "a/b", "e/f", "--as", "c/d", "--why", "x"},
             {"accept", "a/b", "--as", "c d", "--why", "x"},
             {"accept", "a/b", "--as", "A/B", "--why", "x"}})
        BOOST_TEST(muster(words).status == 2, words.front());
    BOOST_TEST(decisions().empty());
    BOOST_TEST(!std::filesystem::exists(data / "catalog.json"));
}

BOOST_AUTO_TEST_CASE(a_damaged_file_of_ours_ends_the_run_with_a_sentence)
{
    const auto before = kept_files();
    for (const std::string file : {"decisions.json", "aliases.json", "policy.json"})
    {
        put_file(data / file, "[{\"id\": 1}");
        const auto done = muster({"run"});
        BOOST_TEST(done.status == 1, file);
        BOOST_TEST(holds(done.err, file), done.err);
        std::filesystem::remove(data / file);
    }
    BOOST_TEST((kept_files() == before));
}

BOOST_AUTO_TEST_CASE(without_the_rows_of_before_no_change_could_be_held)
{
    const auto whole = models();
    for (const auto& text :
         {whole.substr(0, whole.size() - 3), std::string(R"([{"model_id": "a/b", "dtype": 5}])")})
    {
        put_file(data / "models.json", text);
        const auto before = kept_files();
        for (const std::string command : {"run", "update"})
        {
            const auto done = muster({command});
            BOOST_TEST(done.status == 1);
            BOOST_TEST(holds(done.err, "models.json"), done.err);
            BOOST_TEST(holds(done.err, "mend the file, or take it away"), done.err);
        }
        BOOST_TEST((kept_files() == before));
    }
}

BOOST_AUTO_TEST_CASE(nothing_is_decided_beside_a_damaged_file)
{
    publish_size(9.9);
    muster_well({"run"});
    for (const std::string name : {"aliases.json", "models.json", "staging_candidates.json"})
    {
        const auto whole = std::filesystem::exists(data / name) ? text_of(data / name) : "[]";
        put_file(data / name, "[");
        const auto done = muster({"accept", "acme/dense", "--why", "it is right"});
        BOOST_TEST(done.status == 1, done.err);
        BOOST_TEST(holds(done.err, name), done.err);
        BOOST_TEST(!std::filesystem::exists(data / "decisions.json"));
        put_file(data / name, whole);
    }
}

BOOST_AUTO_TEST_SUITE_END()
