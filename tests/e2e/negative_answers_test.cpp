#include "e2e/small_world.hpp"
#include "muster/json_text.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/test/unit_test.hpp>

using namespace muster;
using namespace muster::test;
namespace fs = std::filesystem;
namespace json = boost::json;

namespace {

// What an earlier version kept of a stand-in for the Hub that lacked a model and a file of another.
constexpr auto false_claims = R"([
  {"model_id": "Acme/Dense", "commit": "1111111111111111111111111111111111111111",
   "checked": "2026-05-17T00:00:00Z", "info": "present", "library": "transformers",
   "total": 138048, "stored": {"BF16": 138048}, "config_state": "absent"},
  {"model_id": "Open/Weights", "checked": "2026-05-17T00:00:00Z", "info": "absent",
   "config_state": "absent"}])";

constexpr auto pin_of_weights = R"([{"model_id": "Open/Weights", "params_b": 7, "layers": 32,
    "hidden": 4096, "moe_active_ratio": 0, "why": "its card", "checked": "2026-05-17"}])";

struct negative_world : small_world
{
    std::string evidence() const { return text_of(data / "evidence.json"); }

    /// "KIND: REASON" of a model in the report of the last run.
    std::string unsized(const std::string& model_id) const
    {
        const auto report = parse_json(this->report(), "report");
        for (const auto& one : report->at("unsized").as_array())
            if (one.at("model_id").as_string() == model_id)
                return std::string(one.at("kind").as_string()) + ": " +
                       std::string(one.at("reason").as_string());
        return {};
    }

    /// The world as an earlier version left it, after a run that knew nothing of it.
    void is_left_by_an_earlier_version()
    {
        muster_well({"ingest"});
        put_file(data / "evidence.json", false_claims);
        variables["XDG_CACHE_HOME"] = (directory.path() / "empty_cache").string();
    }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(negative_answers_test, negative_world)

BOOST_AUTO_TEST_CASE(false_claims_of_an_earlier_version_are_gone_without_a_network)
{
    is_left_by_an_earlier_version();

    muster_well({"run", "--offline"});

    BOOST_TEST(!holds(evidence(), "absent"), evidence());
    BOOST_TEST(!holds(evidence(), "Open/Weights"));
    BOOST_TEST(holds(evidence(), R"("total": 138048)"));
    BOOST_TEST(
        unsized("Acme/Dense") == "not-recorded: config.json is not recorded here, so layers and "
                                 "width are not known: a run with a network "
                                 "asks the Hub"
    );
    BOOST_TEST(unsized("Open/Weights").starts_with("not-recorded: nothing is recorded here"));
    const auto before = kept_files();
    muster_well({"run", "--offline"});
    BOOST_TEST((kept_files() == before));
}

BOOST_AUTO_TEST_CASE(with_a_network_the_hub_is_asked_and_its_answers_have_dates)
{
    is_left_by_an_earlier_version();

    muster_well({"run"});

    BOOST_TEST(!holds(evidence(), "2026-05-17"));
    BOOST_TEST(holds(models(), "Acme/Dense"));
    const auto told = unsized("Open/Weights");
    BOOST_TEST(told.starts_with("none-on-hub: the Hub answered on 20"), told);
    BOOST_TEST(holds(told, " that it has no such model, or that it is private"), told);

    muster_well({"run", "--offline"});
    BOOST_TEST(unsized("Open/Weights") == told);
}

BOOST_AUTO_TEST_CASE(nobody_is_accused_without_an_answer)
{
    is_left_by_an_earlier_version();
    put_file(data / "catalog.json", pin_of_weights);

    const auto offline = muster_well({"audit", "--offline"});
    BOOST_TEST(offline.out == "");
    BOOST_TEST(
        holds(
            offline.err,
            "1 of 1 entries are not judged: too little of what the Hub says of them is recorded "
            "here; without --offline it is asked\n"
        ),
        offline.err
    );
    const auto online = muster_well({"audit"});
    BOOST_TEST(online.out.starts_with("Open/Weights  missing: the Hub answered on 20"), online.out);

    muster_well({"run"});
    const auto young = muster_well({"audit", "--offline", "--format", "json"});
    BOOST_TEST(holds(young.out, R"("verdict": "missing")"), young.out);
    BOOST_TEST(holds(young.out, R"("answered": "20)"), young.out);
}

BOOST_AUTO_TEST_CASE(of_a_model_that_is_not_recorded_it_is_said_how_to_ask)
{
    const auto told = muster({"size", "Who/Knows", "--offline"});
    BOOST_TEST(told.status == 1);
    BOOST_TEST(
        told.err == "muster: no size of Who/Knows: nothing is recorded here of this model: a run "
                    "with a network asks the Hub\n"
    );
    const auto as_json = muster({"size", "Who/Knows", "--offline", "--format", "json"});
    BOOST_TEST(holds(as_json.out, R"("kind": "not-recorded")"), as_json.out);
}

BOOST_AUTO_TEST_CASE(of_a_model_that_is_recorded_nobody_says_that_nothing_is)
{
    is_left_by_an_earlier_version();
    const std::string reason =
        "config.json is not recorded here, so layers and width are not known";

    const auto told = muster_well({"size", "Acme/Dense", "--offline"});
    BOOST_TEST(holds(told.out, reason), told.out);
    muster_well({"update", "--offline"});
    BOOST_TEST(holds(unsized("Acme/Dense"), reason));
}

BOOST_AUTO_TEST_CASE(a_name_without_its_owner_and_an_old_name_lead_to_the_model)
{
    muster_well({"run"});
    put_file(
        data / "aliases.json", R"([{"owner": "Ajax", "now": "Acme", "why": "it was renamed"}])"
    );

    const auto slip = muster({"size", "dense", "--offline"});
    BOOST_TEST(holds(slip.err, "; did you mean Acme/Dense?"), slip.err);
    const auto renamed = muster_well({"size", "Ajax/Dense", "--offline"});
    BOOST_TEST(holds(renamed.out, "138,048"), renamed.out);
}

BOOST_AUTO_TEST_CASE(a_size_that_only_a_person_knows_is_told_as_a_pin)
{
    put_file(data / "catalog.json", pin_of_weights);

    const auto told = muster_well({"size", "Open/Weights", "--offline"});
    BOOST_TEST(holds(told.out, "7 billion"), told.out);
    BOOST_TEST(
        holds(
            told.out,
            "pinned in catalog.json (hidden size, layers, active share, parameters): its card\n"
        ),
        told.out
    );
    const auto restricted =
        muster_well({"size", "Open/Weights", "--offline", "--evidence", "config"});
    BOOST_TEST(holds(restricted.out, "no size: "), restricted.out);
}

BOOST_AUTO_TEST_CASE(a_pin_is_in_the_size_that_is_told_as_in_the_row)
{
    put_file(
        data / "catalog.json",
        R"([{"model_id": "Acme/Dense", "ctx_len": 2048, "why": "its card", "checked": "2026-05-17"}])"
    );
    muster_well({"run"});
    const auto told = muster_well({"size", "Acme/Dense", "--offline"});
    BOOST_TEST(holds(told.out, "context length    2,048\n"), told.out);
    BOOST_TEST(holds(told.out, "pinned in catalog.json (context): its card\n"), told.out);
    BOOST_TEST(holds(told.out, "138,048"), told.out);
}

// The report and the command may not differ in what they say of one catalog.
BOOST_AUTO_TEST_CASE(an_old_name_in_the_catalog_is_told_by_the_run_and_by_the_audit)
{
    put_file(
        data / "aliases.json", R"([{"owner": "Ajax", "now": "Acme", "why": "it was renamed"}])"
    );
    put_file(data / "catalog.json", R"([{"model_id": "Ajax/Dense"}, {"model_id": "Ajax/Gone"}])");
    muster_well({"run"});

    const auto audited = muster_well({"audit", "--offline"});
    BOOST_TEST(
        audited.out == "Ajax/Dense  moved: it is Acme/Dense now\n"
                       "Ajax/Gone  moved: it is Acme/Gone now\n"
    );
    const auto told = parse_json(report(), "report")->at("pins_that_disagree").as_array();
    BOOST_TEST_REQUIRE(told.size() == 2u);
    BOOST_TEST((told[0].at("model_id") == "Ajax/Dense"));
    BOOST_TEST((told[0].at("origin") == "aliases"));
    BOOST_TEST((told[1].at("model_id") == "Ajax/Gone"));
}

// A cache keeps refusals, too: they are of another day.
BOOST_AUTO_TEST_CASE(a_refusal_out_of_the_cache_is_no_answer)
{
    const auto online = muster({"size", "Who/Knows"});
    BOOST_TEST(online.status == 1);
    BOOST_TEST(holds(online.err, "the Hub answered on 20"), online.err);

    const auto offline = muster({"size", "Who/Knows", "--offline"});
    BOOST_TEST(holds(offline.err, "nothing is recorded here"), offline.err);
}

BOOST_AUTO_TEST_CASE(what_ships_with_a_negative_answer_does_not_give_it_on)
{
    const auto installed = directory.path() / "installed";
    fs::create_directories(installed / "bin");
    fs::copy_file(MUSTER_PROGRAM, installed / "bin" / "muster");
    put_file(installed / "share" / "muster" / "data" / "evidence.json", false_claims);
    fs::remove_all(data);
    command start;
    start.variables = variables;
    start.words = {
        (installed / "bin" / "muster").string(),
        "--data",
        data.string(),
        "reject",
        "a/b",
        "--why",
        "of no use"};

    const auto done = run(start);

    BOOST_TEST(done.status == 0, done.err);
    BOOST_TEST(holds(evidence(), "Acme/Dense"));
    BOOST_TEST(!holds(evidence(), "absent"), evidence());
}

BOOST_AUTO_TEST_SUITE_END()
