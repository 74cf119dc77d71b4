#include "catalog/archive.hpp"
#include "catalog/models.hpp"
#include "catalog/unlisted.hpp"
#include "e2e/small_world.hpp"
#include "muster/json_text.hpp"

#include <boost/algorithm/string/replace.hpp>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/test/unit_test.hpp>

#include <algorithm>

using namespace muster;
using namespace muster::test;
namespace fs = std::filesystem;
namespace json = boost::json;

namespace {

constexpr auto with_both = R"([{"hugging_face_id": "Acme/Dense"}, {"hugging_face_id": "Lone/Model"},
    {"hugging_face_id": "Acme/Strange"}])";
constexpr auto without_lone =
    R"([{"hugging_face_id": "Acme/Dense"}, {"hugging_face_id": "Acme/Strange"}])";
constexpr auto record_of_lone = R"({"id": "Lone/Model", "gated": false, "private": false,
    "sha": "5555555555555555555555555555555555555555", "tags": ["license:mit"],
    "safetensors": {"parameters": {"BF16": 138048}, "total": 138048}})";

/// A model that one source alone lists, and a Hub that has it.
struct lone_world : small_world
{
    lone_world()
    {
        answer_with("/openrouter", answer(with_both));
        answer_with("/api/models/Lone/Model", answer(record_of_lone));
        answer_with("/Lone/Model/resolve/", config_of_dense());
        muster_well({"run"});
        BOOST_TEST_REQUIRE(holds(models(), "Lone/Model"));
    }

    void stop_listing() { answer_with("/openrouter", answer(without_lone)); }
    void list_again() { answer_with("/openrouter", answer(with_both)); }

    /// A night on which it is not listed.
    void night_without(std::vector<std::string> more = {})
    {
        stop_listing();
        std::vector<std::string> words = {"run"};
        words.insert(words.end(), more.begin(), more.end());
        muster_well(words);
    }

    /// As if it had not been listed for as long.
    void make_unlisted_since(const std::string& date)
    {
        put_file(
            data / unlisted_file_name,
            write_unlisted(std::vector<unlisted_model>{{"Lone/Model", date, true}})
        );
    }

    bool has_file(std::string_view name) const { return fs::exists(data / name); }
    std::string text_in(std::string_view name) const { return text_of(data / name); }

    std::optional<model_row> row() const
    {
        const auto rows = read_models(models());
        BOOST_TEST_REQUIRE(rows.has_value());
        const auto found = std::ranges::find(*rows, "Lone/Model", &model_row::model_id);
        return found == rows->end() ? std::nullopt : std::optional(*found);
    }

    json::value report_member(std::string_view name) const
    {
        const auto report = parse_json(this->report(), "report");
        const auto* const member = report->as_object().if_contains(name);
        return member ? *member : json::value();
    }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(row_lifecycle_test, lone_world)

BOOST_AUTO_TEST_CASE(a_night_without_it_marks_a_row_and_the_next_brings_it_back_as_it_was)
{
    const auto before = kept_files();
    night_without();
    BOOST_TEST_REQUIRE(row().has_value());
    BOOST_TEST(row()->unlisted_since.value() == report_member("date").as_string().subview(0, 10));
    BOOST_TEST(row()->layers == 2u);
    BOOST_TEST(report_member("unlisted").at(0).at("model_id") == "Lone/Model");
    BOOST_TEST(!holds(staged(), "Lone/Model"));

    list_again();
    muster_well({"run"});
    const auto after = kept_files();
    BOOST_TEST(after.at("unlisted.json") == "[]\n");
    BOOST_TEST(holds(after.at("changes.jsonl"), R"("field": "unlisted_since", "before": null)"));
    for (const auto* name : {"models.json", "evidence.json", "staging_candidates.json"})
        BOOST_TEST(after.at(name) == before.at(name), name);
}

BOOST_AUTO_TEST_CASE(a_second_night_without_it_changes_no_byte)
{
    night_without();
    const auto first = kept_files();
    night_without();
    BOOST_TEST((kept_files() == first));
    muster_well({"update"});
    BOOST_TEST((kept_files() == first));
}

BOOST_AUTO_TEST_CASE(ingest_and_update_come_to_the_same)
{
    const auto before = kept_files();
    night_without();
    const auto whole = kept_files();
    for (const auto& [name, text] : whole)
        if (const auto earlier = before.find(name); earlier == before.end())
            fs::remove(data / name);
        else
            put_file(data / name, earlier->second);
    muster_well({"ingest"});
    BOOST_TEST(!row()->unlisted_since);
    BOOST_TEST(report_member("unlisted").at(0).at("model_id") == "Lone/Model");
    muster_well({"update"});
    for (const auto& [name, text] : whole)
        // A snapshot has the second in which it was taken.
        if (!name.starts_with("sources/"))
            BOOST_TEST(text_in(name) == text, name);
}

BOOST_AUTO_TEST_CASE(a_source_that_fails_takes_nothing_away)
{
    const auto before = kept_files();
    answer_with("/openrouter", refusal(500));
    muster_well({"run", "--deadline", "1"});
    BOOST_TEST((kept_files() == before));

    // Not even where no earlier listing stands in for it.
    fs::remove(data / "sources" / "openrouter.json");
    muster_well({"run", "--deadline", "1"});
    BOOST_TEST_REQUIRE(row().has_value());
    BOOST_TEST(!row()->unlisted_since);
    BOOST_TEST(holds(text_in(unlisted_file_name), R"("confirmed": false)"));
    muster_well({"update"});
    BOOST_TEST(row().has_value());
}

BOOST_AUTO_TEST_CASE(after_the_time_of_grace_it_is_in_the_archive_and_comes_back_from_there)
{
    const auto before = row();
    night_without();
    make_unlisted_since("2020-01-01");
    const auto run = muster_well({"run"});
    BOOST_TEST(!row().has_value());
    BOOST_TEST(holds(run.err, "1 published model moved to "), run.err);
    const auto archive = read_archive(text_in(archive_file_name));
    BOOST_TEST_REQUIRE(archive->size() == 1u);
    BOOST_TEST(archive->at(0).row.unlisted_since.value() == "2020-01-01");
    BOOST_TEST(archive->at(0).known->total.value() == 138'048u);
    const auto archived = kept_files();
    muster_well({"run"});
    BOOST_TEST((kept_files() == archived));

    // The Hub is out of reach, and the evidence file has been lost: the archive's will do.
    put_file(data / "evidence.json", "[]\n");
    answer_with("/api/models/Lone/Model", refusal(500));
    answer_with("/Lone/Model/resolve/", refusal(500));
    list_again();
    const auto back = muster_well({"run", "--size-deadline", "2"});
    BOOST_TEST(holds(back.err, "1 published model back from "), back.err);
    BOOST_TEST_REQUIRE(row().has_value());
    BOOST_TEST((row() == before));
    BOOST_TEST(text_in(archive_file_name) == "[]\n");
}

// Many days after the ingest that found it unlisted for the first time.
BOOST_AUTO_TEST_CASE(an_update_alone_archives_what_the_ingest_before_it_found_due)
{
    stop_listing();
    muster_well({"ingest"});
    make_unlisted_since("2020-01-01");
    muster_well({"update"});
    BOOST_TEST(row().has_value());
    muster_well({"ingest"});
    BOOST_TEST(row().has_value());
    BOOST_TEST(holds(text_in(unlisted_file_name), R"("grace_is_over": true)"));
    muster_well({"update"});
    BOOST_TEST(!row().has_value());
    BOOST_TEST(holds(text_in(archive_file_name), "Lone/Model"));
}

BOOST_AUTO_TEST_CASE(no_grace_at_all_is_possible)
{
    night_without({"--grace", "0"});
    BOOST_TEST(!row().has_value());
    BOOST_TEST(holds(text_in(archive_file_name), "Lone/Model"));
}

BOOST_AUTO_TEST_CASE(nothing_is_archived_in_a_night_without_a_whole_answer)
{
    night_without();
    make_unlisted_since("2020-01-01");
    answer_with("/openrouter", refusal(500));
    muster_well({"run", "--deadline", "1"});
    BOOST_TEST_REQUIRE(row().has_value());
    BOOST_TEST(row()->unlisted_since.value() == "2020-01-01");
    BOOST_TEST(!has_file(archive_file_name));
}

BOOST_AUTO_TEST_CASE(gone_is_what_the_hub_says)
{
    answer_with("/api/models/Lone/Model", refusal(404));
    answer_with("/Lone/Model/resolve/", refusal(404));
    night_without({"--evidence-age", "0"});
    BOOST_TEST_REQUIRE(row().has_value());
    BOOST_TEST(row()->gone_since.has_value());
    BOOST_TEST(!row()->unlisted_since);
    // Its last evidence is kept, and offline it stays what it was.
    BOOST_TEST(holds(text_in("evidence.json"), "5555555555"));
    const auto gone = kept_files();
    muster_well({"run", "--offline", "--evidence-age", "0"});
    BOOST_TEST(row()->gone_since.has_value());

    answer_with("/api/models/Lone/Model", answer(record_of_lone));
    answer_with("/Lone/Model/resolve/", config_of_dense());
    night_without({"--evidence-age", "0"});
    BOOST_TEST(!row()->gone_since);
    BOOST_TEST(row()->unlisted_since.has_value());
}

BOOST_AUTO_TEST_CASE(a_hub_that_fails_says_nothing)
{
    answer_with("/api/models/Lone/Model", refusal(500));
    answer_with("/Lone/Model/resolve/", refusal(500));
    night_without({"--evidence-age", "0", "--size-deadline", "2"});
    BOOST_TEST_REQUIRE(row().has_value());
    BOOST_TEST(!row()->gone_since);
}

BOOST_AUTO_TEST_CASE(a_row_taken_out_of_the_staging_file_goes_at_once)
{
    put_file(data / "staging_candidates.json", R"([{"model_id": "Acme/Dense", "source": "hub"}])");
    muster_well({"update"});
    BOOST_TEST(!row().has_value());
    BOOST_TEST(!has_file(unlisted_file_name));
    BOOST_TEST(!has_file(archive_file_name));
    BOOST_TEST(holds(report(), "Lone/Model is in models.json no longer: the staging file"));
}

BOOST_AUTO_TEST_CASE(what_people_leave_out_goes_at_once)
{
    muster_well({"run", "--sources", "hub"});
    BOOST_TEST(!row().has_value());
    muster_well({"run"});
    BOOST_TEST(row().has_value());

    muster_well({"run", "--openrouter.limit", "1"});
    BOOST_TEST(!row().has_value());
    muster_well({"run"});
    BOOST_TEST(row().has_value());

    muster_well({"reject", "Lone/Model", "--why", "of no use"});
    muster_well({"run"});
    BOOST_TEST(!row().has_value());
    BOOST_TEST(!has_file(unlisted_file_name));
    BOOST_TEST(!has_file(archive_file_name));
}

BOOST_AUTO_TEST_CASE(what_stands_on_can_be_rejected_and_left_out)
{
    night_without();
    put_file(data / "policy.json", R"({"rules": [{"owner": "Lone", "why": "not wanted"}]})");
    muster_well({"update"});
    BOOST_TEST(!row().has_value());
    BOOST_TEST(text_in(unlisted_file_name) == "[]\n");
}

BOOST_AUTO_TEST_CASE(what_stands_on_goes_when_its_licence_is_not_wanted)
{
    night_without();
    muster_well({"update", "--license", "conditions,apache-2.0"});
    BOOST_TEST(!row().has_value());
    BOOST_TEST(!has_file(archive_file_name));
}

BOOST_AUTO_TEST_CASE(models_of_unwanted_licences_are_left_out_and_told_of)
{
    muster_well({"run", "--license", "research"});
    BOOST_TEST(!row().has_value());
    BOOST_TEST(
        holds(report(), "its licence, mit, is of the class open: --license names others"), report()
    );
    muster_well({"run", "--license", "open"});
    BOOST_TEST(row()->license_class.value() == "open");
    BOOST_TEST(row()->license_spdx.value() == "MIT");
}

BOOST_AUTO_TEST_CASE(a_licence_that_no_model_has_is_told_of)
{
    const auto done = muster_well({"run", "--license", "open,gpl-3,zlib,Mit"});
    BOOST_TEST(holds(done.err, "which no row of models.json has; did you mean gpl-3.0?"), done.err);
    BOOST_TEST(holds(
        report(), "--license names gpl-3, which no row of models.json has; did you mean gpl-3.0?"
    ));
    BOOST_TEST(holds(report(), "--license names zlib, which no row of models.json has\""));
    BOOST_TEST(!holds(report(), "--license names Mit"));
    BOOST_TEST(!holds(report(), "--license names open"));
}

BOOST_AUTO_TEST_CASE(a_rename_is_neither_a_going_nor_a_coming)
{
    const auto before = directory.path() / "before";
    fs::create_directory(before);
    put_file(before / "models.json", models());
    answer_with("/api/models/Lone/Model", redirect(307, "/api/models/Lone/Renamed"));
    answer_with("/Lone/Model/resolve/", refusal(404));
    answer_with(
        "/api/models/Lone/Renamed",
        answer(boost::replace_all_copy(std::string(record_of_lone), "Lone/Model", "Lone/Renamed"))
    );
    answer_with("/Lone/Renamed/resolve/", config_of_dense());
    answer_with(
        "/openrouter",
        answer(boost::replace_all_copy(std::string(with_both), "Lone/Model", "Lone/Renamed"))
    );
    muster_well({"run", "--evidence-age", "0"});

    BOOST_TEST(!row().has_value());
    BOOST_TEST(holds(models(), "Lone/Renamed"));
    BOOST_TEST(report_member("unlisted").is_null());
    const auto diff =
        muster_well({"diff", (before / "models.json").string(), (data / "models.json").string()});
    BOOST_TEST(diff.out.starts_with("1 changed; "), diff.out);
    const auto history = muster_well({"history", "Lone/Model"});
    BOOST_TEST(holds(history.out, "renamed from Lone/Model to Lone/Renamed"), history.out);
}

BOOST_AUTO_TEST_CASE(a_rename_while_it_was_archived_is_no_coming)
{
    night_without({"--grace", "0"});
    BOOST_TEST_REQUIRE(holds(text_in(archive_file_name), "Lone/Model"));
    const auto renamed = [](const char* text) {
        return answer(boost::replace_all_copy(std::string(text), "Lone/Model", "Lone/Renamed"));
    };
    answer_with("/api/models/Lone/Renamed", renamed(record_of_lone));
    answer_with("/Lone/Renamed/resolve/", config_of_dense());
    answer_with("/openrouter", renamed(with_both));
    muster_well({"run"});

    BOOST_TEST(holds(models(), "Lone/Renamed"));
    BOOST_TEST(text_in(archive_file_name) == "[]\n");
    const auto history = muster_well({"history", "Lone/Model"}).out;
    BOOST_TEST(holds(history, "renamed from Lone/Model to Lone/Renamed"), history);
    BOOST_TEST(holds(history, "back from the archive"), history);
}

BOOST_AUTO_TEST_CASE(diff_and_history_tell_what_became_of_it)
{
    const auto file = (data / "models.json").string();
    const auto earlier = [&](const std::string& name) {
        put_file(directory.path() / name, models());
        return (directory.path() / name).string();
    };
    const auto listed = earlier("listed.json");
    night_without();
    BOOST_TEST(holds(muster_well({"diff", listed, file}).out, "\nunlisted\n  Lone/Model"));
    const auto marked = earlier("marked.json");
    night_without({"--grace", "0"});
    const auto text = muster_well({"diff", marked, file}).out;
    BOOST_TEST(text.starts_with("1 archived; "), text);
    const auto archived = earlier("archived.json");
    list_again();
    muster_well({"run"});
    BOOST_TEST(holds(muster_well({"diff", archived, file}).out, "\nback\n  Lone/Model"));
    BOOST_TEST(holds(muster_well({"diff", marked, file}).out, "\nback\n  Lone/Model"));
    const auto machine =
        parse_json(muster_well({"diff", archived, file, "--format", "json"}).out, "diff");
    BOOST_TEST(machine->at("back").at(0) == "Lone/Model");

    const auto history = muster_well({"history", "lone/model"}).out;
    BOOST_TEST(std::ranges::count(history, '\n') == 4, history);
    BOOST_TEST(holds(history, "Lone/Model  moved to the archive  (openrouter_index)"), history);
    const auto lines = parse_json(
        muster_well({"history", "--since", "2020-01-01", "--format", "json"}).out, "out"
    );
    BOOST_TEST(lines->as_array().size() == 4u);
    BOOST_TEST(muster_well({"history", "--since", "9020-01-01"}).out == "no change is recorded\n");
    for (const auto* no_day : {"soon", "2026-02-30", "2026-13-01", "2026-02"})
        BOOST_TEST(muster({"history", "--since", no_day}).status == 2, no_day);
    std::filesystem::remove(data / "changes.jsonl");
    BOOST_TEST(muster_well({"history"}).out == "no change is recorded\n");
    std::filesystem::remove_all(data);
    BOOST_TEST(muster({"history"}).status == 1);
}

BOOST_AUTO_TEST_CASE(the_review_page_shows_it)
{
    night_without();
    muster_well({"review"});
    const auto page = text_of(data / "review.html");
    BOOST_TEST(holds(page, R"("unlisted":[{"model_id":"Lone/Model")"));
}

BOOST_AUTO_TEST_SUITE_END()
