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

BOOST_AUTO_TEST_CASE(nothing_of_what_a_token_alone_opens_is_on_the_disk)
{
    const auto run = muster_well({"run"});
    BOOST_TEST(holds(run.err, "2 rows refused"), run.err);
    muster_well({"check"});
    muster_well({"review"});
    muster({"size", "Acme/Unseen"});
    muster_well({"run"});

    BOOST_TEST(holds(models(), "Acme/Dense"));
    for (const auto* secret : {"Unseen", "Withdrawn", "Zyxwv", "424242", "hf_canary"})
        BOOST_TEST(files_with(secret).empty(), secret << " is in " << files_with(secret));
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
