#include "e2e/small_world.hpp"

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <algorithm>

using namespace muster;
using namespace muster::test;

namespace {

/// A file of a sound directory, what it is replaced by, and what is then told.
struct violation
{
    const char* file;
    const char* text;
    const char* told;

    friend std::ostream& operator<<(std::ostream& out, const violation& one)
    {
        return out << one.file << ' ' << one.told;
    }
};

const violation violations[] = {
    {"models.json", "[", "models.json: "},
    {"models.json", R"([{"model_id": "a/a"}])", "models.json: [0]: params_b is missing; take it"},
    {"sources/hub.json", R"({"models": []})", "sources/hub.json: plugin is missing; take it"},
    {"changes.jsonl", "{}", "changes.jsonl: line 1: date is missing; take it"},
    {"evidence.json",
     R"([{"model_id": "a/a", "note": 7}])",
     "evidence.json: [0].note: is not allowed; take it from an earlier commit, or take out what"},
    {"catalog.json",
     R"([{"model_id": "b/b"}, {"model_id": "a/a"}, {"model_id": "B/b"}])",
     "catalog.json: [1] a/a comes after b/b; mend it by hand"},
    {"catalog.json",
     R"([{"model_id": "b/b"}, {"model_id": "B/b"}])",
     "catalog.json: [1] names B/b, as [0] does"},
    {"staging_candidates.json",
     R"([{"model_id": "a/b", "provider": "b", "license": null, "source": "huggingface_hub",
         "popularity_score": 0, "tags": []}])",
     "staging_candidates.json: [0].provider is not the owner of a/b"},
    {"staging_candidates.json",
     R"([{"model_id": "a/b", "provider": "a", "license": null, "source": "nobody",
         "popularity_score": 0, "tags": []}])",
     "[0].source is nobody, and sources/ has no listing of it"},
    {"staging_candidates.json", "[]", "models.json: [0] Acme/Dense is neither staged nor in "},
    {"builds.json",
     R"([{"model_id": "a/b", "builds": [{"repository": "c/d", "by_owner": false}]},
         {"model_id": "c/d", "builds": [{"repository": "e/f", "by_owner": false}]}])",
     "builds.json: [1] c/d is itself a build of a/b"},
    {"names.json",
     R"([{"name": "x", "source": "ollama", "certainty": "likely", "model_id": "no/where",
         "evidence": "its words", "since": "2026-01-01"}])",
     "names.json: [0].model_id no/where is in no other file"},
    {"builds.json",
     R"([{"model_id": "no/such", "builds": [{"repository": "c/d", "by_owner": false}]}])",
     "builds.json: [0].model_id no/such is in no other file"},
    {"builds.json",
     R"([{"model_id": "Acme/Dense", "builds": [
         {"repository": "c/d", "downloads": 3, "by_owner": false},
         {"repository": "e/f", "downloads": 4, "by_owner": false}]}])",
     "builds.json: [0].builds[1] e/f has more downloads than the one before it"},
    {"names.json",
     R"([{"name": "x", "source": "ollama", "certainty": "likely", "model_id": "Acme/Dense",
         "evidence": "its words", "since": "2026-13-45"}])",
     "names.json: [0].since 2026-13-45 is no day"},
    {"names.json",
     R"([{"name": "y", "source": "ollama", "certainty": "none", "since": "2026-01-01"},
         {"name": "x", "source": "ollama", "certainty": "none", "since": "2026-01-01"}])",
     "names.json: [1] x comes after y"},
    {"changes.jsonl",
     "{\"date\": \"2026-10-02\", \"id\": \"a/b\", \"field\": \"layers\", \"before\": 1, "
     "\"after\": 2, \"origin\": \"pin\"}\n{\"date\": \"2026-10-01\", \"id\": \"a/b\", "
     "\"field\": \"layers\", \"before\": 2, \"after\": 3, \"origin\": \"pin\"}\n",
     "changes.jsonl: line 2 2026-10-01 comes after 2026-10-02"},
    {"v1/index.json",
     R"({"version": "1", "models": 1, "files": [{"path": "models.json", "bytes": 1,
         "sha256": "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"}]})",
     "models.json: is not what v1/index.json has the checksum of; publish it again"},
    {"v1/index.json",
     R"({"files": [{"path": "models.json"}]})",
     "models.json: is not what v1/index.json has the checksum of; publish it again"},
    {"v1/index.json",
     R"({"files": [{"path": "models.json"}, {}]})",
     "v1/index.json: files[1] names no file of the site; publish it again"},
    {"v1/index.json",
     R"({"files": [{"path": "models.json"}, 7]})",
     "v1/index.json: files[1] names no file of the site"},
    {"v1/index.json",
     R"({"files": [{"path": "models.json"}, {"path": "../own.json", "sha256": ""}]})",
     "v1/index.json: files[1] names no file of the site"},
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(validate_test, small_world)

BOOST_AUTO_TEST_CASE(what_a_run_writes_and_what_ships_is_sound)
{
    muster_well({"run"});
    BOOST_TEST(holds(muster_well({"validate"}).out, "nothing is wrong with "));
    muster_well({"validate", MUSTER_SOURCE_DIRECTORY "/data"});
}

BOOST_DATA_TEST_CASE(a_violation_is_a_line_with_its_file_and_place, violations, one)
{
    muster_well({"run"});
    put_file(data / one.file, one.text);
    const auto done = muster({"validate", data.string()});

    BOOST_TEST(done.status == 1);
    BOOST_TEST(holds(done.out, one.told), done.out);
    BOOST_TEST(holds(muster({"validate", "--format", "json"}).out, "[\n  \""));
}

// The largest first, and all after it would come too late.
BOOST_AUTO_TEST_CASE(what_is_out_of_its_place_is_one_line)
{
    muster_well({"run"});
    const auto name = [](const std::string& word) {
        return R"({"name": ")" + word +
               R"(", "source": "ollama", "certainty": "none", "since": "2026-01-01"})";
    };
    put_file(
        data / "names.json",
        '[' + name("z") + ',' + name("a") + ',' + name("b") + ',' + name("c") + ']'
    );
    put_file(
        data / "catalog.json",
        R"([{"model_id": "z/z"}, {"model_id": "a/a"}, {"model_id": "b/b"}, {"model_id": "c/c"}])"
    );
    const auto told = muster({"validate", data.string()}).out;
    BOOST_TEST(holds(told, "names.json: [1] a comes after z"), told);
    BOOST_TEST(holds(told, "catalog.json: [1] a/a comes after z/z"), told);
    BOOST_TEST(!holds(told, "[2]"), told);
}

BOOST_AUTO_TEST_CASE(a_licence_of_another_class_and_a_directory_in_place_of_a_file_are_told)
{
    muster_well({"run"});
    auto text = models();
    const std::string right = "\"license_class\": \"";
    const auto place = text.find(right);
    BOOST_TEST_REQUIRE(place != std::string::npos);
    const auto end = text.find('"', place + right.size());
    put_file(data / "models.json", text.replace(place, end + 1 - place, right + "research\""));
    const auto done = muster({"validate"});
    BOOST_TEST(done.status == 1);
    BOOST_TEST(holds(done.out, "[0].license_class is research, and that of "), done.out);

    std::filesystem::remove(data / "models.json");
    std::filesystem::create_directory(data / "models.json");
    BOOST_TEST(holds(muster({"validate"}).out, "models.json: is no file"));
}

BOOST_AUTO_TEST_CASE(what_refers_to_a_broken_file_is_not_judged)
{
    put_file(data / "catalog.json", R"([{"model_id": "Acme/Other", "params_b": 7, "layers": 32,
        "hidden": 4096, "moe_active_ratio": 0, "why": "asked for", "checked": "2026-11-01"}])");
    muster_well({"run"});
    muster_well({"validate"});
    put_file(data / "catalog.json", "[");
    const auto done = muster({"validate"});

    BOOST_TEST(done.status == 1);
    BOOST_TEST(std::count(done.out.begin(), done.out.end(), '\n') == 1, done.out);
}

BOOST_AUTO_TEST_CASE(a_broken_listing_hides_no_other_finding)
{
    muster_well({"run"});
    put_file(data / "sources/hub.json", R"({"a": 1})");
    put_file(data / "catalog.json", R"([{"model_id": "b/b"}, {"model_id": "B/b"}])");
    const auto done = muster({"validate"});

    BOOST_TEST(done.status == 1);
    BOOST_TEST(holds(done.out, "sources/hub.json: "), done.out << done.err);
    BOOST_TEST(holds(done.out, "catalog.json: [1] names B/b, as [0] does"), done.out);
}

BOOST_AUTO_TEST_CASE(what_is_no_data_directory_is_wrong_usage)
{
    BOOST_TEST(muster({"validate", (directory.path() / "none").string()}).status == 2);
    BOOST_TEST(muster({"validate", "a", "b"}).status == 2);
}

BOOST_AUTO_TEST_SUITE_END()
