// Sources that go bad without failing: each answers well, and says less than it did or should.

#include "e2e/small_world.hpp"
#include "json/schema_faults.hpp"
#include "muster/json_text.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/test/unit_test.hpp>

using namespace muster;
using namespace muster::test;
namespace json = boost::json;
using strings = std::vector<std::string>;

namespace {

/// A page of the Hub with so many models, the first ones of always the same list.
served hub_listing(unsigned models)
{
    std::string rows;
    for (unsigned i = 0; i < models; ++i)
        rows += (i > 0 ? ", " : "") + std::string(R"({"id": "org/Model-)") + std::to_string(i) +
                R"(-7B", "downloads": )" + std::to_string(1000 - i) + R"(, "tags": []})";
    return answer('[' + rows + ']');
}

std::string litellm_entries(unsigned count)
{
    std::string text;
    for (unsigned i = 0; i < count; ++i)
        text += (i > 0 ? ", " : "") + ("\"org/model-" + std::to_string(i)) +
                R"(": {"litellm_provider": "p", "mode": "chat"})";
    return '{' + text + '}';
}

struct rot_fixture : small_world
{
    /// Where the part of the world is that begins so.
    std::string place(const std::string& part) const
    {
        const auto words = command_of({}).words;
        return words.back().substr(0, words.back().rfind('/')) + part;
    }

    /// The entry of a source in the report of an ingest of it alone.
    json::object ingest(const std::string& name, strings more = {})
    {
        strings words = {"ingest", "--sources", name};
        if (name != "hub" && name != "openrouter" && name != "community")
            more.insert(more.end(), {"--" + name + ".url", place('/' + name)});
        words.insert(words.end(), more.begin(), more.end());
        said = muster_well(std::move(words)).err;
        auto document = parse_json(report(), "the report");
        BOOST_TEST_REQUIRE(document.has_value());
        last_report = document->as_object();
        return last_report.at("sources").at(0).as_object();
    }

    /// "ok fresh 5": verdict, what was used, and how many models of it.
    std::string outcome_of(const std::string& name, strings more = {})
    {
        const auto source = ingest(name, std::move(more));
        reason = source.contains("reason") ? std::string(source.at("reason").as_string()) : "";
        return std::string(source.at("verdict").as_string()) + ' ' +
               std::string(source.at("used").as_string()) + ' ' +
               std::to_string(source.at("records").as_int64());
    }

    strings staged_ids() const
    {
        strings ids;
        const auto document = parse_json(staged(), "staging file");
        for (const auto& one : document->as_array())
            ids.emplace_back(one.at("model_id").as_string());
        return ids;
    }

    strings unresolved_names() const
    {
        strings names;
        for (const auto& one : last_report.at("unresolved").as_array())
            names.emplace_back(one.at("name").as_string());
        return names;
    }

    /// "where: why" of the rows that were refused.
    strings refused(const json::object& source) const
    {
        strings rows;
        if (source.contains("rejections"))
            for (const auto& one : source.at("rejections").as_array())
                rows.push_back(
                    std::string(one.at("where").as_string()) + ": " +
                    std::string(one.at("why").as_string())
                );
        return rows;
    }

    std::string said = {};
    std::string reason = {};
    json::object last_report = {};
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(rot_test, rot_fixture)

BOOST_AUTO_TEST_CASE(a_listing_that_loses_some_rows_each_night_is_shrunk_in_the_end)
{
    std::string verdicts;
    for (const auto models : {60U, 51U, 43U, 37U, 31U, 26U, 22U, 19U, 16U, 13U})
    {
        answer_with("/api/models?", hub_listing(models));
        verdicts += outcome_of("hub") + ", ";
        if (models == 43)
            BOOST_TEST(reason.starts_with("it lists 43 models, 28 % fewer than the 60 of "));
        if (models == 26)
            BOOST_TEST(reason.starts_with("it lists 26 models, 57 % fewer than the 60 of "));
    }
    BOOST_TEST(
        verdicts ==
        "ok fresh 60, ok fresh 51, ok fresh 43, ok fresh 37, ok fresh 31, shrunk stale 31, "
        "shrunk stale 31, shrunk stale 31, shrunk stale 31, shrunk stale 31, "
    );
    BOOST_TEST(reason.starts_with("58 % of the models it listed on "));
    BOOST_TEST(holds(said, "1 of 1 source failed: hub"), said);
    const auto& source = last_report.at("sources").at(0).as_object();
    BOOST_TEST(source.at("listed") == 13);
    BOOST_TEST(source.at("line").as_array().front().at("models") == 60);
    BOOST_TEST(source.at("line").as_array().back().at("models") == 13);
    BOOST_TEST(holds(text_of(data / "history/runs.jsonl"), R"("listed":13)"));
}

BOOST_AUTO_TEST_CASE(a_person_accepts_a_real_loss_once)
{
    answer_with("/api/models?", hub_listing(60));
    BOOST_TEST(outcome_of("hub") == "ok fresh 60");
    const auto early = muster({"accept", "--source", "hub", "--why", "it moved"});
    BOOST_TEST(early.status == 2);
    BOOST_TEST(
        holds(
            early.err,
            "hub has neither shrunk in the last run nor given fewer rows than it promises (its "
            "verdict was ok)"
        ),
        early.err
    );

    answer_with("/api/models?", hub_listing(20));
    BOOST_TEST(outcome_of("hub") == "shrunk stale 60");
    const auto accepted = muster_well({"accept", "--source", "hub", "--why", "half of it moved"});
    BOOST_TEST(
        accepted.out == "hub: from the next run on its listing is measured by the 20 models of the "
                        "last run, for 30 "
                        "days\n"
    );
    const auto decisions = text_of(data / "decisions.json");
    BOOST_TEST(holds(decisions, R"("source": "hub")"), decisions);
    BOOST_TEST(holds(decisions, R"("models": 20)"), decisions);

    answer_with("/api/models?", hub_listing(9));
    BOOST_TEST(outcome_of("hub") == "shrunk stale 60");
    answer_with("/api/models?", hub_listing(19));
    BOOST_TEST(outcome_of("hub") == "ok fresh 19");
    BOOST_TEST(reason.empty());
    answer_with("/api/models?", hub_listing(9));
    BOOST_TEST(outcome_of("hub") == "shrunk stale 19");
}

BOOST_AUTO_TEST_CASE(what_was_accepted_of_a_small_limit_does_not_measure_a_wide_run)
{
    const auto with_limit = [this](const char* limit) {
        return outcome_of("hub", {"--hub.limit", limit});
    };
    answer_with("/api/models?", hub_listing(60));
    BOOST_TEST(with_limit("0") == "ok fresh 60");
    BOOST_TEST(with_limit("10") == "ok fresh 10");
    answer_with("/api/models?", hub_listing(3));
    BOOST_TEST(with_limit("10") == "shrunk stale 10");
    muster_well({"accept", "--source", "hub", "--why", "it is so"});
    const auto decisions = text_of(data / "decisions.json");
    BOOST_TEST(holds(decisions, R"("limit": 10)"), decisions);

    answer_with("/api/models?", hub_listing(6));
    BOOST_TEST(with_limit("0") == "shrunk stale 60");
    answer_with("/api/models?", hub_listing(3));
    BOOST_TEST(with_limit("10") == "ok fresh 3");
}

BOOST_AUTO_TEST_CASE(what_cannot_be_accepted_of_a_source_is_wrong_usage)
{
    const auto refused = [this](strings words) {
        const auto done = muster(std::move(words));
        BOOST_TEST(done.status == 2);
        return done.err;
    };
    BOOST_TEST(
        holds(refused({"accept", "--source", "hub", "--why", "x"}), "no report of a run is here")
    );
    ingest("hub");
    BOOST_TEST(holds(
        refused({"accept", "--source", "hubb", "--why", "x"}),
        "the last run asked no source hubb; did you mean hub?"
    ));
    BOOST_TEST(holds(refused({"accept", "--source", "hub"}), "accept needs a reason: --why TEXT"));
    for (const auto& words :
         {strings{"accept", "--source", "hub", "a/b", "--why", "x"},
          strings{"accept", "--source", "hub", "--as", "a/b", "--why", "x"}})
        BOOST_TEST(holds(refused(words), "--source goes with accept alone: no model ids, no --as"));
    BOOST_TEST(holds(
        refused({"reject", "--source", "hub", "--why", "x"}),
        "--source is no option of reject: accept takes it"
    ));
}

BOOST_AUTO_TEST_CASE(a_gateway_that_passes_on_some_of_the_rows_answers_in_part)
{
    const std::string row = R"({"id": "a/one-1b", "hugging_face_id": "a/One-1B"})";
    const auto with = [&](const std::string& envelope) {
        answer_with("/openrouter", answer("{\"data\": [" + row + "], " + envelope + '}'));
        return outcome_of("openrouter");
    };
    BOOST_TEST(with(R"("total_count": 500, "links": {"next": null})") == "partial fresh 1");
    BOOST_TEST(
        reason == "the service says that it has 500 rows, and gave 1; muster accept --source "
                  "openrouter --why TEXT takes that for all there is"
    );
    BOOST_TEST(holds(said, "1 of 1 source answered in part: openrouter"), said);
    BOOST_TEST(with(R"("has_more": true, "last_id": "a/one-1b")") == "partial fresh 1");
    BOOST_TEST(with(R"("total_count": 1)") == "ok fresh 1");
    BOOST_TEST(with(R"("total_count": 500)") == "partial stale 1");

    auto page = hub_listing(3);
    page.headers.emplace_back("X-Total-Count", "40");
    answer_with("/api/models?", page);
    BOOST_TEST(outcome_of("hub") == "partial fresh 3");
    BOOST_TEST(outcome_of("hub", {"--hub.limit", "3"}) == "ok fresh 3");
}

BOOST_AUTO_TEST_CASE(a_person_accepts_that_a_service_promises_too_much)
{
    const auto promising = [&](unsigned rows) {
        answer_with(
            "/openrouter",
            answer(
                R"({"data": [{"id": "a/one-1b", "hugging_face_id": "a/One-1B"}], "total_count": )" +
                std::to_string(rows) + '}'
            )
        );
        return outcome_of("openrouter");
    };
    BOOST_TEST(promising(2) == "partial fresh 1");
    const auto accepted = muster_well({"accept", "--source", "openrouter", "--why", "an alias"});
    BOOST_TEST(
        holds(
            accepted.out, "; 1 row fewer than promised is no partial answer until all come again"
        ),
        accepted.out
    );
    BOOST_TEST(promising(2) == "ok fresh 1");
    BOOST_TEST(reason.starts_with("1 row fewer than the service says it has, as accepted on 20"));
    BOOST_TEST(promising(3) == "partial stale 1");
    BOOST_TEST(promising(2) == "ok fresh 1");
}

BOOST_AUTO_TEST_CASE(a_slip_of_one_date_does_not_make_the_rest_young)
{
    answer_with("/openrouter", answer(R"({"data": [
        {"id": "a/one-1b", "hugging_face_id": "A/One-1B", "created": 1577836800},
        {"id": "a/two-1b", "hugging_face_id": "A/Two-1B", "created": 32472144000}]})"));
    BOOST_TEST(outcome_of("openrouter") == "old fresh 2");
    BOOST_TEST(last_report.at("sources").at(0).at("content_date") == "2020-01-01");
    BOOST_TEST(holds(reason, "its date 2999-01-01 is still to come"), reason);
}

BOOST_AUTO_TEST_CASE(a_board_that_stopped_is_old)
{
    const auto board = [](const std::string& date) {
        return answer(
            R"({"num_rows_total": 1, "rows": [{"row": {"model_name": "m", "organization": "o",
                "category": "overall", "leaderboard_publish_date": ")" +
            date + "\"}}]}"
        );
    };
    answer_with("/lmarena", board("2025-06-05"));
    BOOST_TEST(outcome_of("lmarena") == "old fresh 1");
    BOOST_TEST(reason.starts_with("its newest date is 2025-06-05, "));
    BOOST_TEST(holds(said, "1 of 1 source with old content: lmarena"), said);
    BOOST_TEST(last_report.at("sources").at(0).at("content_date") == "2025-06-05");
    BOOST_TEST(outcome_of("lmarena", {"--content-age", "0"}) == "ok fresh 1");
    BOOST_TEST(outcome_of("lmarena", {"--content-age", "2d"}) == "old fresh 1");
    BOOST_TEST(
        muster({"ingest",
                "--sources",
                "lmarena",
                "--lmarena.url",
                place("/lmarena"),
                "--fail-on",
                "any"})
            .status == 3
    );
}

BOOST_AUTO_TEST_CASE(a_page_that_fails_late_in_a_listing_leaves_the_last_good_one)
{
    auto first = hub_listing(3);
    first.headers.emplace_back("Link", "</api/models?cursor=2>; rel=\"next\"");
    answer_with("/api/models?pipeline_tag", first);
    answer_with("/api/models?cursor=2", answer(R"([{"id": "org/Late-7B"}])"));
    BOOST_TEST(outcome_of("hub", {"--hub.limit", "0"}) == "ok fresh 4");

    auto gone = refusal(504);
    gone.body = "<html><body>504 Gateway Time-out</body></html>";
    answer_with("/api/models?cursor=2", gone);
    const auto before = times_asked("/api/models?cursor=2");
    BOOST_TEST(outcome_of("hub", {"--hub.limit", "0", "--deadline", "6"}) == "partial stale 4");
    BOOST_TEST(times_asked("/api/models?cursor=2") > before + 1);
    BOOST_TEST(holds(reason, "504"), reason);
}

BOOST_AUTO_TEST_CASE(a_page_most_of_whose_rows_are_odd_fails)
{
    answer_with("/api/models?", answer(R"([{"id": "a/b"}, {"id": 7}, {"name": "c"}])"));
    BOOST_TEST(outcome_of("hub") == "failed none 0");
    BOOST_TEST(reason.starts_with("page 1: 2 of its 3 rows cannot be read, the first is [1]: "));
}

BOOST_AUTO_TEST_CASE(rows_without_a_model_are_never_silent)
{
    answer_with("/openrouter", answer(R"([{"id": "~a/latest"}, {"id": "~b/latest"}])"));
    BOOST_TEST(outcome_of("openrouter") == "empty none 0");
    BOOST_TEST(
        reason ==
        "it returned no models: of 2 rows that came, none names a model (if that stays so: "
        "--skip openrouter leaves the source out)"
    );
    BOOST_TEST(holds(said, "; 2 rows left out"), said);
}

BOOST_AUTO_TEST_CASE(keys_of_litellm_that_are_no_models_are_left_out_and_repeats_are_said)
{
    answer_with("/litellm", answer(R"({
        "sample_spec": {"litellm_provider": "one of", "mode": "one of: chat", "max_tokens": "x"},
        "fallback_generalizations": {"rules": [{"pattern": "^claude"}]},
        "zai.glm-5": {"litellm_provider": "bedrock_converse", "mode": "chat"},
        "deepinfra/Qwen/Qwen3-8B": {"litellm_provider": "deepinfra", "mode": "chat"},
        "zai.glm-5": {"litellm_provider": "bedrock_converse", "mode": "embedding"}})"));
    const auto source = ingest("litellm");
    BOOST_TEST(source.at("verdict") == "ok");
    BOOST_TEST(unresolved_names() == (strings{"Qwen/Qwen3-8B", "zai.glm-5"}));
    BOOST_TEST(refused(source) == strings{"page 1 zai.glm-5: is there more than once"});
    BOOST_TEST(source.at("skipped") == 2);
}

BOOST_AUTO_TEST_CASE(a_litellm_list_that_slid_one_level_down_is_no_list)
{
    answer_with("/litellm", answer(litellm_entries(12)));
    BOOST_TEST(outcome_of("litellm") == "ok fresh 12");
    const auto names = unresolved_names();
    answer_with(
        "/litellm", answer(R"({"sample_spec": {}, "models": )" + litellm_entries(12) + '}')
    );
    BOOST_TEST(outcome_of("litellm") == "failed stale 12");
    BOOST_TEST(holds(reason, "none has a litellm_provider"), reason);
    BOOST_TEST(unresolved_names() == names);
    const auto whole = litellm_entries(12);
    answer_with("/litellm", answer(whole.substr(0, whole.size() - 9)));
    BOOST_TEST(outcome_of("litellm") == "failed stale 12");
}

BOOST_AUTO_TEST_CASE(routers_and_aliases_wait_for_nobody)
{
    answer_with("/openrouter", answer(R"({"data": [
        {"id": "openrouter/auto", "hugging_face_id": null, "pricing": {"prompt": "-1"}},
        {"id": "~a/latest", "alias_target": {"slug": "a/b"}, "pricing": {"prompt": "-1"}},
        {"id": "a/closed", "hugging_face_id": "", "pricing": {"prompt": "0.1"}},
        {"id": "a/b", "hugging_face_id": "A/B"}, {"id": "a/b:free", "hugging_face_id": "A/B"}]})"));
    BOOST_TEST(outcome_of("openrouter") == "ok fresh 3");
    BOOST_TEST(staged_ids() == strings{"A/B"});
    BOOST_TEST(unresolved_names() == strings{"a/closed"});
}

BOOST_AUTO_TEST_CASE(links_and_ids_are_read_as_people_write_them)
{
    answer_with("/modelsdev", answer(R"({
        "n/1": {"weights": [{"url": "https://hf.co/o1/Short-7B/"}]},
        "n/2": {"weights": [{"url": " https://HuggingFace.co/o2/Case-7B/tree/main?x=1#y "}]},
        "n/3": {"weights": ["https://www.huggingface.co/o3/Bare-7B"]},
        "n/4": {"weights": [{"url": "https://huggingface.co/collections/o4/c"}]},
        "n/5": {"weights": [{"url": "https://modelscope.cn/models/o5/Other-7B"}]},
        "n/6": {"weights": [{"url": "https://huggingface.co/o6"}]}})"));
    BOOST_TEST(
        refused(ingest("modelsdev")) ==
        strings{"page 1 n/6: its link https://huggingface.co/o6 links to the page of an owner, or "
                "to a model without one"}
    );
    BOOST_TEST(staged_ids() == (strings{"o1/Short-7B", "o2/Case-7B", "o3/Bare-7B"}));

    put_file(data / "community_rankings.json", R"([{"model_id": "`o1/Ticks-7B`"},
        {"model_id": " hf:o2/Colon-7B"}, {"model_id": "o3/With space-7B"}])");
    BOOST_TEST(
        refused(ingest("community")) ==
        strings{"page 1 [2]: o3/With space-7B has a blank, which no id of the Hub has"}
    );
    BOOST_TEST(staged_ids() == (strings{"o1/Ticks-7B", "o2/Colon-7B"}));
}

BOOST_AUTO_TEST_CASE(what_a_service_says_of_an_error_is_repeated)
{
    auto moved = refusal(404);
    moved.body = R"({"error": "The dataset does not exist, or is private."})";
    answer_with("/lmarena", moved);
    BOOST_TEST(outcome_of("lmarena") == "failed none 0");
    BOOST_TEST(holds(reason, "answered 404: The dataset does not exist, or is private."), reason);
    BOOST_TEST(times_asked("/lmarena") == 1u);

    auto refused_expand = refusal(400);
    refused_expand.body = R"({"error": "Invalid option: expected one of \"author\"|\"config\""})";
    answer_with("/api/models?", refused_expand);
    BOOST_TEST(outcome_of("hub") == "failed none 0");
    BOOST_TEST(
        holds(reason, R"(answered 400: Invalid option: expected one of "author"|"config")"), reason
    );
}

BOOST_AUTO_TEST_CASE(no_list_where_one_belongs_is_a_failure)
{
    for (const auto& [name, body] :
         {std::pair("hub", R"({"models": null})"),
          {"openrouter", R"({"data": null, "total_count": 5})"},
          {"modelscope", R"({"success": true, "data": {"models": null, "total_count": 9}})"},
          {"lmarena", R"({"rows": null})"}})
    {
        answer_with(
            name == std::string("hub") ? "/api/models?" : '/' + std::string(name), answer(body)
        );
        BOOST_TEST(outcome_of(name) == "failed none 0", name);
        BOOST_TEST(!reason.empty());
    }
}

BOOST_AUTO_TEST_CASE(what_is_written_of_sources_keeps_to_the_schemas)
{
    const auto faults = [](const json::value& document, const std::string& schema) {
        const auto text = text_of(std::string(MUSTER_SOURCE_DIRECTORY) + "/data/schema/" + schema);
        return schema_faults(document, *parse_json(text, schema));
    };
    for (const auto models : {60U, 50U, 20U})
    {
        answer_with("/api/models?", hub_listing(models));
        ingest("hub");
    }
    muster_well({"accept", "--source", "hub", "--why", "it moved"});
    answer_with("/api/models?", hub_listing(19));
    ingest("hub");
    const auto parsed = [this](const char* file) {
        return *parse_json(text_of(data / file), file);
    };
    BOOST_TEST(holds(text_of(data / "sources/hub.json"), "\"marks\""));
    BOOST_TEST(faults(parsed("sources/hub.json"), "listing.schema.json") == strings());
    BOOST_TEST(faults(parsed("run_report.json"), "run_report.schema.json") == strings());
    BOOST_TEST(faults(parsed("decisions.json"), "decisions.schema.json") == strings());
    const auto lines = text_of(data / "history/runs.jsonl");
    BOOST_TEST(
        faults(*parse_json(lines.substr(0, lines.find('\n')), "runs"), "runs.schema.json") ==
        strings()
    );
}

BOOST_AUTO_TEST_SUITE_END()
