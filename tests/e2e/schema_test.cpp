#include "e2e/small_world.hpp"
#include "json/schema_faults.hpp"
#include "muster/json_text.hpp"

#include <boost/json/array.hpp>
#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <sstream>

using namespace muster;
using namespace muster::test;
namespace fs = std::filesystem;
namespace json = boost::json;

namespace {

const fs::path shipped_data = fs::path(MUSTER_SOURCE_DIRECTORY) / "data";

json::value parsed_file(const fs::path& file)
{
    auto value = parse_json(text_of(file), file.string());
    BOOST_TEST_REQUIRE(value.has_value(), value.error().where);
    return std::move(*value);
}

/// The schema of a file of the data directory: those of all sources are alike.
fs::path schema_of(const fs::path& file)
{
    const auto name = file.parent_path().filename() == "sources" ? "listing" : file.stem().string();
    return shipped_data / "schema" / (name + ".schema.json");
}

void fits_its_schema(const fs::path& file)
{
    for (const auto& fault : schema_faults(parsed_file(file), parsed_file(schema_of(file))))
        BOOST_ERROR(file.string() + fault);
}

/// Every line of a file of lines.
unsigned lines_that_fit(const fs::path& file)
{
    std::istringstream lines(text_of(file));
    unsigned count = 0;
    for (std::string line; std::getline(lines, line); ++count)
    {
        const auto run = parse_json(line, file.string());
        BOOST_TEST_REQUIRE(run.has_value(), run.error().where);
        for (const auto& fault : schema_faults(*run, parsed_file(schema_of(file))))
            BOOST_ERROR(file.string() + fault);
    }
    return count;
}

/// Every JSON file of a data directory.
unsigned all_fit(const fs::path& directory)
{
    unsigned files = 0;
    for (const auto& each : fs::recursive_directory_iterator(directory))
        if (each.path().extension() == ".json" && each.path().parent_path().filename() != "schema")
        {
            fits_its_schema(each.path());
            ++files;
        }
    return files;
}

}  // namespace

BOOST_FIXTURE_TEST_SUITE(schema_test, small_world)

BOOST_AUTO_TEST_CASE(what_ships_fits_its_schemas) { BOOST_TEST(all_fit(shipped_data) >= 8u); }

BOOST_AUTO_TEST_CASE(what_a_run_writes_fits_its_schemas)
{
    put_file(data / "catalog.json", R"([{"model_id": "Acme/Gated", "params_b": 7, "layers": 32,
        "hidden": 4096, "moe_active_ratio": 0, "why": "gated", "checked": "2026-11-01"}])");
    muster_well({"run"});
    BOOST_TEST(all_fit(data) >= 8u);

    muster_well({"reject", "Acme/Strange", "--why", "of no use"});
    fits_its_schema(data / "decisions.json");

    muster_well({"update"});
    fits_its_schema(data / "run_report.json");
    muster_well({"hold", "Acme/Dense", "--why", "being looked at"});
    put_file(data / "staging_candidates.json", "[]\n");
    muster_well({"update"});
    fits_its_schema(data / "held_changes.json");
    fits_its_schema(data / "run_report.json");

    answer_with("/api/models?", refusal(500));
    answer_with("/openrouter", answer("<html>"));
    muster_well({"run", "--deadline", "2"});
    fits_its_schema(data / "run_report.json");
    muster_well({"ingest", "--hub.limit", "1"});
    muster_well({"update"});
    BOOST_TEST(lines_that_fit(data / "history" / "runs.jsonl") == 6u);
}

BOOST_AUTO_TEST_CASE(what_is_written_of_rows_that_leave_fits_its_schemas)
{
    muster_well({"run"});
    answer_with("/api/models?", answer(R"([{"id": "Acme/Gated", "downloads": 5}])"));
    answer_with("/openrouter", answer(R"([{"hugging_face_id": "Acme/Other"}])"));
    put_file(data / "community_rankings.json", R"([{"model_id": "Open/Weights"}])");
    // A listing that lost so much would not be believed.
    muster_well({"run", "--max-shrink", "1"});
    BOOST_TEST(holds(text_of(data / "unlisted.json"), "Acme/Dense"));
    fits_its_schema(data / "unlisted.json");
    fits_its_schema(data / "models.json");
    fits_its_schema(data / "run_report.json");

    muster_well({"run", "--max-shrink", "1", "--grace", "0"});
    BOOST_TEST(holds(text_of(data / "archive.json"), "Acme/Dense"));
    fits_its_schema(data / "archive.json");
    fits_its_schema(data / "run_report.json");
    BOOST_TEST(lines_that_fit(data / "changes.jsonl") == 2u);
}

BOOST_AUTO_TEST_CASE(listings_of_several_limits_fit_their_schema)
{
    muster_well({"ingest"});
    answer_with("/api/models?", answer(R"([{"id": "Acme/Dense", "downloads": 1000}])"));
    muster_well({"ingest", "--hub.limit", "1"});

    BOOST_TEST(holds(text_of(data / "sources" / "hub.json"), "\"narrower\": ["));
    fits_its_schema(data / "sources" / "hub.json");
}

BOOST_AUTO_TEST_CASE(a_schema_finds_what_is_wrong)
{
    const auto faults_of = [](std::string_view name, std::string_view text) {
        const auto document = parse_json(text, "document");
        return schema_faults(*document, parsed_file(shipped_data / "schema" / name));
    };
    const auto staged = R"([{"model_id": "a/b/c", "provider": "a", "license": "MIT", "source": "x",
        "popularity_score": "7", "tags": ["a", "a"], "layers": 3}])";
    BOOST_TEST(faults_of("staging_candidates.schema.json", staged).size() == 5u);
    const auto models = R"([{"model_id": "a/b", "params_b": 0, "layers": 0, "hidden": 1.5,
        "attention": "new", "moe_active_ratio": 2}])";
    BOOST_TEST(faults_of("models.schema.json", models).size() == 5u);
    BOOST_TEST(faults_of("models.schema.json", "[{}]").size() == 5u);
    BOOST_TEST(faults_of("models.schema.json", "{}").size() == 1u);
    BOOST_TEST(faults_of("runs.schema.json", R"({"date": "x", "command": "check"})").size() == 4u);
    const auto listing = R"({"plugin": "p", "source": "s", "date": "2026-06-01", "start": [],
        "options": {}, "models": [], "narrower": [{"plugin": "p"}, 7]})";
    BOOST_TEST(faults_of("listing.schema.json", listing).size() == 6u);
}

BOOST_AUTO_TEST_SUITE_END()
