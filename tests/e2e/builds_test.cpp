#include "e2e/small_world.hpp"
#include "muster/json_text.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/test/unit_test.hpp>

using namespace muster;
using namespace muster::test;
namespace json = boost::json;

namespace {

constexpr auto listing_of_builds = R"([
    {"id": "Acme/Dense", "downloads": 900, "sha": "1111111111111111111111111111111111111111",
     "gated": false, "tags": [], "safetensors": {"parameters": {"BF16": 138048}, "total": 138048}},
    {"id": "Acme/Dense-FP8", "downloads": 20, "tags": ["base_model:quantized:acme/dense", "fp8"],
     "safetensors": {"parameters": {"BF16": 1000, "F8_E4M3": 137048}, "total": 138048}},
    {"id": "copies/Dense-GGUF", "downloads": 80, "tags": ["gguf", "base_model:quantized:Acme/Dense"]},
    {"id": "copies/Dense-FP8-AWQ", "downloads": 7,
     "tags": ["base_model:quantized:Acme/Dense-FP8", "awq", "4-bit"]},
    {"id": "copies/Another", "downloads": 6, "tags": ["base_model:quantized:Acme/Dense"]}])";

struct builds_world : small_world
{
    builds_world() { answer_with("/api/models?pipeline_tag=", answer(listing_of_builds)); }

    std::string builds() const { return text_of(data / "builds.json"); }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(builds_test, builds_world)

BOOST_AUTO_TEST_CASE(builds_are_listed_under_their_model)
{
    muster_well({"run"});
    BOOST_TEST(builds() == R"([
  {
    "model_id": "Acme/Dense",
    "builds": [
      {
        "repository": "copies/Dense-GGUF",
        "format": "gguf",
        "downloads": 80,
        "by_owner": false
      },
      {
        "repository": "Acme/Dense-FP8",
        "format": "fp8",
        "bits_per_weight": 8,
        "params": 138048,
        "bytes": 139048,
        "downloads": 20,
        "by_owner": true
      },
      {
        "repository": "copies/Dense-FP8-AWQ",
        "format": "awq",
        "bits_per_weight": 4,
        "downloads": 7,
        "by_owner": false,
        "made_from": "Acme/Dense-FP8"
      }
    ]
  }
]
)");
    const auto report_now = *parse_json(report(), "report");
    BOOST_TEST(report_now.at("steps").at("builds") == 3);
    const auto& doubtful = report_now.at("doubtful_builds").as_array();
    BOOST_TEST_REQUIRE(doubtful.size() == 1u);
    BOOST_TEST(doubtful[0].at("model_id") == "copies/Another");
}

BOOST_AUTO_TEST_CASE(a_variant_that_is_left_out_is_a_build_all_the_same)
{
    muster_well({"ingest"});
    const auto kept = builds();
    for (const std::string mode : {"fold", "drop"})
    {
        muster_well({"ingest", "--variants", mode});
        BOOST_TEST(!holds(staged(), "copies/Dense-GGUF"), mode);
        BOOST_TEST(builds() == kept, mode);
    }
    muster_well({"reject", "copies/Dense-GGUF", "--why", "broken"});
    muster_well({"ingest"});
    BOOST_TEST(!holds(builds(), "copies/Dense-GGUF"));
}

BOOST_AUTO_TEST_CASE(size_fit_and_which_name_them)
{
    muster_well({"run"});
    const auto size = muster_well({"size", "acme/dense"}).out;
    BOOST_TEST(holds(size, "\n  builds that are known\n    Acme/Dense-FP8 "), size);
    BOOST_TEST(holds(size, "on RTX 4060  (copies/Dense-GGUF)\n"), size);
    BOOST_TEST(holds(size, "139.0 kB, 20 downloads, by the owner of the model\n"), size);
    const auto rows =
        *parse_json(muster_well({"size", "Acme/Dense", "--format", "json"}).out, "size");
    BOOST_TEST(!rows.at(0).as_object().contains("builds"));

    const auto fit = muster_well({"fit", "Acme/Dense", "--gpu", "T4", "--weights", "Q4_K_M"}).out;
    BOOST_TEST(holds(fit, "  known build "), fit);
    BOOST_TEST(holds(fit, "copies/Dense-GGUF (gguf, 80 downloads)\n"), fit);
    const auto all = muster_well({"fit", "--gpu", "T4", "--weights", "fp8"}).out;
    BOOST_TEST(holds(all, "comes from\n"), all);
    BOOST_TEST(holds(all, "Acme/Dense-FP8\n"), all);
    const auto answers = *parse_json(
        muster_well({"fit", "--gpu", "T4", "--weights", "fp8", "--format", "json"}).out, ""
    );
    BOOST_TEST(answers.at(0).at("build") == "Acme/Dense-FP8");

    const auto which = muster_well({"which", "hf.co/copies/Dense-GGUF:Q4_K_M", "Acme/Dense"}).out;
    BOOST_TEST(holds(which, "is Acme/Dense\n"), which);
    BOOST_TEST(holds(which, "  3 builds: 1 awq, 1 fp8, 1 gguf\n"), which);
}

BOOST_AUTO_TEST_CASE(without_builds_nothing_is_said_of_them)
{
    forget_answer("/api/models?pipeline_tag=");
    muster_well({"run"});
    BOOST_TEST(builds() == "[]\n");
    BOOST_TEST(!holds(muster_well({"size", "Acme/Dense"}).out, "builds"));
    BOOST_TEST(!holds(muster_well({"fit", "--gpu", "T4"}).out, "build"));
}

BOOST_AUTO_TEST_SUITE_END()
