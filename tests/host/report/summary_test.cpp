#include "report/summary.hpp"

#include <boost/test/unit_test.hpp>

using namespace muster;
using namespace std::chrono_literals;

namespace {

source_report well(std::string name)
{
    source_report source;
    source.name = std::move(name);
    source.used_as = usage::fresh;
    source.models = 1200;
    source.progress.pages = 2;
    source.progress.spent = {3, 0, 1'500'000};
    source.took = 800ms;
    return source;
}

/// The lines about one source.
std::string told(const source_report& source)
{
    run_report report;
    report.sources = {source};
    const auto text = summary_text(report, "data");
    return text.substr(0, text.rfind("why, one by one"));
}

}  // namespace

BOOST_AUTO_TEST_SUITE(summary_test)

BOOST_AUTO_TEST_CASE(a_source_that_did_well_is_one_line)
{
    BOOST_TEST(
        told(well("hub")) == "  hub           ok         1,200 models, 2 pages, 1.5 MB, 0.8 s\n"
    );
}

BOOST_AUTO_TEST_CASE(a_file_has_neither_pages_nor_bytes)
{
    auto file = well("community");
    file.progress.spent = {};

    BOOST_TEST(told(file) == "  community     ok         1,200 models\n");
}

BOOST_AUTO_TEST_CASE(rows_that_leave_and_come_back_have_a_line_each)
{
    run_report report;
    report.unlisted = {
        {{"model_id", "a/a"}, {"unlisted_since", "2026-11-01"}},
        {{"model_id", "a/b"}, {"gone_since", "2026-11-01"}},
        {{"model_id", "a/e"}},
        {{"model_id", "a/f"}, {"unlisted_since", "2026-11-01"}, {"limit_may_explain", true}}};
    report.archived = {"a/c", {{"model_id", "a/g"}, {"limit_may_explain", true}}};
    report.back = {"a/d"};
    report.steps["gone"] = 3;

    BOOST_TEST(
        summary_text(report, "data") ==
        "2 published models that no source lists any more, kept for now (--grace)\n"
        "1 published model that no source lists, which a limit may explain: kept for now "
        "(--grace)\n"
        "1 published model that no source listed in this run, and not all could tell: kept as is\n"
        "1 published model moved to data/archive.json\n"
        "1 published model moved to data/archive.json, which a limit may explain\n"
        "1 published model back from data/archive.json\n"
        "3 published models gone: not listed in what this run asked for, or not in the staging "
        "file\n"
        "why, one by one: data/run_report.json"
    );
}

BOOST_AUTO_TEST_CASE(what_stood_in_has_its_date_and_the_reason_a_line)
{
    auto stale = well("hub");
    stale.outcome = verdict::timed_out;
    stale.used_as = usage::stale;
    stale.since = "2026-06-01T10:00:00Z";
    stale.reason = "no more within its 2 min 0 s (--deadline)";

    BOOST_TEST(
        told(stale) ==
        "1 of 1 source failed: hub\n"
        "  hub           timed-out  1,200 models of 2026-06-01 (its last good listing)\n"
        "      no more within its 2 min 0 s (--deadline)\n"
    );
}

BOOST_AUTO_TEST_CASE(of_several_questions_those_that_answered_are_counted)
{
    auto source = well("hub");
    source.outcome = verdict::failed;
    source.used_as = usage::stale;
    source.since = "2026-05-15T00:00:00Z";
    source.questions.resize(3);
    source.questions[0].used_as = source.questions[1].used_as = usage::fresh;
    source.questions[2].used_as = usage::stale;
    source.questions[2].since = source.since;
    BOOST_TEST(
        told(source) ==
        "1 of 1 source answered in part: hub\n"
        "  hub           failed     1,200 models, 2 of 3 questions answered (for the others their "
        "last good listings, of 2026-05-15 or later), 2 pages, 1.5 MB, 0.8 s\n"
    );
}

BOOST_AUTO_TEST_CASE(questions_that_were_dropped_are_named_and_many_counted)
{
    auto hub = well("hub");
    hub.dropped_questions = {"task image-text-to-text"};
    const auto line = told(well("hub"));
    BOOST_TEST(
        told(hub) ==
        line +
            "      1 question of the run before was not asked: task image-text-to-text\n"
            "      what it alone listed is no candidate now; its rows in models.json stay as they "
            "are\n"
    );
    hub.dropped_questions = {"", "sort trending", "owner a", "owner b", "owner c"};
    BOOST_TEST(
        told(hub) ==
        line + "      5 questions of the run before were not asked: the usual question; sort "
               "trending; owner a and 2 more\n"
               "      what they alone listed is no candidate now; its rows in models.json stay as "
               "they are\n"
    );
}

BOOST_AUTO_TEST_CASE(nothing_used_says_so)
{
    source_report failed;
    failed.name = "hub";
    failed.outcome = verdict::failed;

    BOOST_TEST(
        told(failed) == "1 of 1 source failed: hub\n"
                        "  hub           failed     nothing used\n"
    );
}

BOOST_AUTO_TEST_CASE(old_content_and_rows_left_out_are_told)
{
    auto board = well("board");
    board.outcome = verdict::old;
    board.skipped = 2;
    board.reason = "its newest date is 2025-06-05";
    const auto text = told(board);
    BOOST_TEST(text.starts_with("1 of 1 source with old content: board\n"), text);
    BOOST_TEST(
        text.find("; 2 rows left out\n      its newest date is 2025-06-05\n") != text.npos, text
    );
}

BOOST_AUTO_TEST_CASE(what_was_written_comes_first_and_then_who_failed)
{
    run_report report;
    report.steps = {{"staged", 7}};
    report.sources = {well("community"), well("hub"), well("mirror"), well("openrouter")};
    report.sources[1].outcome = verdict::timed_out;
    report.sources[1].used_as = usage::stale;
    report.sources[2].outcome = verdict::partial;
    report.sources[3].outcome = verdict::disabled;
    report.sources[3].used_as = usage::none;
    const auto text = summary_text(report, "data");

    BOOST_TEST(text.starts_with("7 candidates in data/staging_candidates.json\n"
                                "1 of 3 sources failed: hub\n"
                                "1 of 3 sources answered in part: mirror\n"
                                "  community     ok"));
}

BOOST_AUTO_TEST_CASE(that_there_is_no_network_is_not_told_of_each_source)
{
    auto stale = well("hub");
    stale.outcome = verdict::failed;
    stale.used_as = usage::stale;
    stale.since = "2026-06-01T10:00:00Z";
    stale.reason = "no network: no address for the name huggingface.co";
    stale.is_out_of_reach = true;

    // Nor is it a failure of theirs, whether it is missing or left out by the user.
    for (const auto outcome : {verdict::failed, verdict::disabled})
    {
        stale.outcome = outcome;
        BOOST_TEST(
            told(stale) ==
            "  hub           not asked  1,200 models of 2026-06-01 (its last good listing)\n"
        );
    }
}

BOOST_AUTO_TEST_CASE(what_waits_for_a_person_is_counted_with_the_command_that_shows_it)
{
    run_report report;
    report.held.resize(1);
    report.disagreements.resize(2);
    report.sources = {well("x")};
    report.sources[0].unresolved = {{"x", "a", {}}, {"x", "b", {"likely/model"}}};
    const auto text = summary_text(report, "data");

    BOOST_TEST(
        text.find("\n4 waiting for a person (1 held change, 2 catalog findings, 1 unconfirmed "
                  "name): muster review\n") != text.npos,
        text
    );
    BOOST_TEST(summary_text({}, "data").find("waiting") == text.npos);
}

BOOST_AUTO_TEST_CASE(models_without_a_size_are_told_by_what_can_be_done)
{
    run_report report;
    report.unsized = {
        {"a/1", "", unsized_kind::not_recorded},
        {"a/2", "", unsized_kind::gated},
        {"a/3", "", unsized_kind::not_recorded},
        {"a/4", "", unsized_kind::disagreement},
        {"a/5", "", unsized_kind::none_on_hub},
        {"a/6", "", unsized_kind::not_asked},
        {"a/7", "", unsized_kind::not_answered}};

    BOOST_TEST(summary_text(report, "data")
                   .starts_with("7 without a size: 2 not recorded here (a run with a network asks "
                                "the Hub), 1 not asked for in this run, 1 without an answer in "
                                "this run, 1 gated, 1 for which the Hub answered that "
                                "there is none, 1 for other reasons\n"));
}

BOOST_AUTO_TEST_CASE(retries_refused_and_unresolved_rows_are_counted)
{
    auto source = well("x");
    source.progress.spent.retries = 4;
    source.unresolved = {{"x", "a", {}}, {"x", "b", {}}};
    source.inferred = 3;
    source.rejected.resize(1);

    BOOST_TEST(
        told(source) ==
        "  x             ok         1,198 models, 2 pages, 1.5 MB, 0.8 s, 4 retried; "
        "3 joined by name; 2 more without a Hub id; 1 row refused\n"
    );
}

BOOST_AUTO_TEST_CASE(what_is_held_or_left_out_has_a_line)
{
    run_report report;
    report.left = {{"t/tiny", "a test"}, {"t/gem", "its licence", true}};
    report.rejected = {"a/no"};
    report.held = {{"a/b", "params_b goes from 8 to 80", {}, false}};
    const auto text = summary_text(report, "data");

    BOOST_TEST(
        text == "left out: 1 by data/policy.json, 1 by their licences (--license), 1 rejected by "
                "decision\n"
                "1 change held until accepted: muster accept a/b --why TEXT\n"
                "    params_b goes from 8 to 80\n"
                "1 waiting for a person (1 held change): muster review\n"
                "why, one by one: data/run_report.json"
    );
}

BOOST_AUTO_TEST_CASE(a_reason_of_a_stranger_cannot_move_the_terminal)
{
    auto source = well("x");
    source.reason = "the page is an error message: \x1b[2J\nmuster: all is well";

    BOOST_TEST(told(source).ends_with(
        "      the page is an error message: \\x1b[2J\\x0amuster: all is well\n"
    ));
}

BOOST_AUTO_TEST_CASE(the_files_are_named_with_what_is_in_them)
{
    run_report report;
    report.steps = {{"staged", 1500}, {"sized", 1}, {"evidence_not_renewed", 2}};
    report.evidence_since = "2026-05-17T00:00:00Z";

    BOOST_TEST(
        summary_text(report, "my/data") ==
        "1,500 candidates in my/data/staging_candidates.json\n"
        "1 model in my/data/models.json; 2 sized from "
        "evidence of 2026-05-17 or later, which could not be renewed\n"
        "why, one by one: my/data/run_report.json"
    );
}

BOOST_AUTO_TEST_CASE(how_far_sizing_came_in_its_time_is_said_with_what_is_left)
{
    run_report report;
    report.steps = {{"sized", 1}, {"models_asked_about", 1200}, {"models_left_to_ask_about", 3}};

    BOOST_TEST(
        summary_text(report, "my/data") ==
        "1 model in my/data/models.json\n"
        "the time for sizing ended (--size-deadline): the Hub was asked about 1,200 models, and 3 "
        "are left; the next run goes on with them\n"
        "why, one by one: my/data/run_report.json"
    );
}

BOOST_AUTO_TEST_SUITE_END()
