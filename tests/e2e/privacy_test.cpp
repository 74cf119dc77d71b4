#include "e2e/small_world.hpp"

#include <boost/test/unit_test.hpp>

#include <filesystem>

namespace fs = std::filesystem;
using namespace muster::test;

namespace {

constexpr auto page = R"([
    {"id": "Acme/Dense", "downloads": 900, "sha": "1111111111111111111111111111111111111111",
     "gated": false, "private": false, "tags": ["license:mit"],
     "safetensors": {"parameters": {"BF16": 138048}, "total": 138048}},
    {"id": "Acme/Unseen", "downloads": 700, "private": true, "gated": false,
     "tags": ["base_model:quantized:Acme/Dense"]},
    {"id": "Acme/Withdrawn", "downloads": 600, "disabled": true, "gated": false, "tags": []}])";

constexpr auto unseen_record = R"({"id": "Acme/Unseen", "private": true, "gated": false,
    "sha": "6666666666666666666666666666666666666666", "tags": ["base_model:Acme/Zyxwv"],
    "safetensors": {"parameters": {"BF16": 424242}, "total": 424242}})";

/// A Hub that shows the owner of a token his own models, too.
struct owner_world : small_world
{
    owner_world()
    {
        variables["HF_TOKEN"] = "hf_canary";
        answer_with("/api/models?pipeline_tag", answer(page));
        answer_with("/api/models/Acme/Unseen", answer(unseen_record));
        answer_with("/Acme/Unseen/resolve/", config_of_dense());
    }

    /// The files below the data, the cache and the working directory that hold a text.
    std::string files_with(const std::string& text) const
    {
        std::string files;
        for (const auto& entry : fs::recursive_directory_iterator(directory.path()))
            if (entry.is_regular_file() &&
                (holds(text_of(entry.path()), text) || holds(entry.path().string(), text)))
                files += entry.path().string() + ' ';
        return files;
    }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(privacy_test, owner_world)

// A source names it, its record cannot be read, and the token opens its files.
BOOST_AUTO_TEST_CASE(what_is_not_known_to_be_public_is_not_opened)
{
    put_file(data / "community_rankings.json", R"([{"model_id": "Acme/Hidden"}])");
    answer_with("/api/models/Acme/Hidden", refusal(403));
    answer_with("/Acme/Hidden/resolve/", config_of_dense());

    muster_well({"run"});

    BOOST_TEST(holds(staged(), "Acme/Hidden"));
    BOOST_TEST(!holds(models(), "Acme/Hidden"));
    BOOST_TEST(times_asked("/api/models/Acme/Hidden") > 0u);
    BOOST_TEST(times_asked("/Acme/Hidden/resolve/") == 0u);
}

// It was public when it was listed, and is not when it is sized.
BOOST_AUTO_TEST_CASE(what_turned_private_since_the_listing_is_not_opened)
{
    muster_well({"ingest"});
    BOOST_TEST(holds(staged(), "Acme/Dense"));
    answer_with(
        "/api/models/Acme/Dense",
        answer(R"({"id": "Acme/Dense", "private": true, "gated": false, "tags": [],
            "safetensors": {"parameters": {"BF16": 424242}, "total": 424242}})")
    );
    muster_well({"update"});

    BOOST_TEST(times_asked("/api/models/Acme/Dense") == 1u);
    BOOST_TEST(times_asked("/Acme/Dense/resolve/") == 0u);
    BOOST_TEST(!holds(models(), "Acme/Dense"));
    BOOST_TEST(files_with("424242") == "");
}

// The listing of yesterday stands in: what it says of its rows is of yesterday, too.
BOOST_AUTO_TEST_CASE(what_turned_private_since_the_last_good_listing_is_not_opened)
{
    muster_well({"ingest"});
    answer_with("/api/models?pipeline_tag", refusal(404));
    answer_with(
        "/api/models/Acme/Dense",
        answer(R"({"id": "Acme/Dense", "private": true, "gated": false, "tags": []})")
    );
    muster_well({"run"});

    BOOST_TEST(times_asked("/Acme/Dense/resolve/") == 0u);
    BOOST_TEST(!holds(models(), "Acme/Dense"));
}

BOOST_AUTO_TEST_CASE(what_the_hub_listed_today_is_not_asked_twice)
{
    muster_well({"run"});
    BOOST_TEST(times_asked("/api/models/Acme/Dense") == 0u);
    BOOST_TEST(times_asked("/Acme/Dense/resolve/") == 1u);
}

// A plugin in a directory that is searched first would otherwise be given what the token opens.
BOOST_AUTO_TEST_CASE(another_plugin_that_calls_itself_hub_is_not_given_the_token)
{
    const auto plugins = directory.path() / "plugins";
    fs::create_directory(plugins);
    const auto file = plugins / "false_hub.so";
    fs::copy_file(fs::path(MUSTER_FIXTURE_DIRECTORY) / "false_hub.so", file);
    answer_with("/api/models/Acme/Secret", answer("Acme/Secret"));
    variables["HUB_KEY"] = "canary_key";
    for (const auto* word : {"ingest", "check"})
    {
        const auto done = muster_well(
            {word,
             "--sources",
             "hub",
             "--plugin-dir",
             plugins.string(),
             "--hub.endpoint",
             variables["HF_ENDPOINT"]}
        );
        BOOST_TEST(holds(done.err, file.string() + " is not the one that ships"), done.err);
        BOOST_TEST(holds(done.err, "what HUB_KEY holds is sent to https://"), done.err);
    }
    BOOST_TEST(times_asked("/api/models/Acme/Secret") == 2u);
    for (const auto& request : seen())
        BOOST_TEST(request.headers.count("authorization") == 0u);

    // Its help is no line of the file that is printed to begin with.
    const auto lines = muster_well({"help", "configuration", "--plugin-dir", plugins.string()}).out;
    BOOST_TEST(!holds(lines, "\nhub.endpoint = "), lines);
}

// Copied to another place, or linked, it is still the one that ships.
BOOST_AUTO_TEST_CASE(a_copy_of_the_plugin_that_ships_is_given_it)
{
    const auto plugins = directory.path() / "plugins";
    fs::create_directory(plugins);
    const auto shipped = fs::path(MUSTER_PROGRAM).parent_path().parent_path() / "lib" / "muster";
    fs::copy_file(shipped / "libmuster_hub.so", plugins / "libmuster_hub.so");
    muster_well({"ingest", "--sources", "hub", "--plugin-dir", plugins.string()});
    for (const auto& request : seen())
        BOOST_TEST(request.headers.count("authorization") == 1u);
}

BOOST_AUTO_TEST_CASE(nothing_of_what_a_token_alone_opens_is_on_the_disk)
{
    const auto run = muster_well({"run"});
    BOOST_TEST(holds(run.err, "2 rows left out"), run.err);
    muster_well({"check"});
    muster_well({"review"});
    muster({"size", "Acme/Unseen"});
    muster_well({"run"});

    BOOST_TEST(holds(models(), "Acme/Dense"));
    for (const auto* secret : {"Unseen", "Withdrawn", "Zyxwv", "424242", "hf_canary"})
        BOOST_TEST(files_with(secret).empty(), secret << " is in " << files_with(secret));
}

BOOST_AUTO_TEST_CASE(a_page_that_fails_for_its_odd_rows_does_not_show_the_others)
{
    answer_with("/api/models?pipeline_tag", answer(R"([
        {"id": "Acme/Unseen", "private": true}, {"id": 7}, {"id": 8}, {"id": 9}])"));
    const auto run = muster_well({"ingest", "--sources", "hub"});
    BOOST_TEST(holds(run.err, "3 of its 4 rows cannot be read"), run.err);
    BOOST_TEST(files_with("Unseen").empty());
}

BOOST_AUTO_TEST_CASE(of_a_model_that_becomes_private_nothing_new_is_on_the_disk)
{
    answer_with(
        "/api/models/Open/Weights",
        answer(R"({"id": "Open/Weights", "gated": false, "tags": [], "private": false,
            "safetensors": {"parameters": {"BF16": 138048}, "total": 138048}})")
    );
    answer_with("/Open/Weights/resolve/", config_of_dense());
    muster_well({"run"});
    BOOST_TEST(holds(models(), "Open/Weights"));

    answer_with(
        "/api/models/Open/Weights",
        answer(R"({"id": "Open/Weights", "gated": false, "tags": [], "private": true,
            "safetensors": {"parameters": {"BF16": 424242}, "total": 424242}})")
    );
    muster_well({"run", "--evidence-age", "0"});
    BOOST_TEST(!holds(text_of(data / "evidence.json"), "424242"));
    BOOST_TEST(files_with("424242") == "");
}

BOOST_AUTO_TEST_SUITE_END()
