#include "e2e/small_world.hpp"

#include <boost/test/unit_test.hpp>

using namespace muster;
using namespace muster::test;

BOOST_FIXTURE_TEST_SUITE(export_test, small_world)

BOOST_AUTO_TEST_CASE(the_staging_file_becomes_a_table)
{
    muster_well({"ingest"});
    const auto csv = muster_well({"export", "staging", "--format", "csv"}).out;

    BOOST_TEST(csv.starts_with("model_id,provider,license,source,popularity_score,tags\r\n"
                               "Acme/Dense,Acme,apache-2.0,"));
    BOOST_TEST(holds(csv, ",900,community-ranking;hub-listing;image;license:apache-2.0;text;"));
    BOOST_TEST(csv.ends_with("\r\n"));
}

BOOST_AUTO_TEST_CASE(models_become_lines_with_their_evidence)
{
    muster_well({"run"});
    const auto lines = muster_well({"export", "models", "--format", "jsonl"}).out;
    BOOST_TEST(lines.starts_with("{\"model_id\": \"Acme/Dense\", \"params_b\": "));
    BOOST_TEST(holds(lines, "\"origin\": {"));

    const auto csv = muster_well({"export", "models", "--format", "csv"}).out;
    BOOST_TEST(holds(csv, ",source,origin_params_b,origin_layers,"));
    BOOST_TEST(holds(csv, "\r\nAcme/Dense,"));
}

BOOST_AUTO_TEST_CASE(a_hostile_tag_stays_in_its_cell)
{
    put_file(
        data / "staging_candidates.json",
        R"([{"model_id": "a/b", "provider": "a", "license": null, "source": "x",
             "popularity_score": 1.5, "tags": ["=1+1,\"x\"\ny", "z;"]}])"
    );

    BOOST_TEST(
        muster_well({"export", "staging", "--format", "csv"}).out ==
        "model_id,provider,license,source,popularity_score,tags\r\n"
        "a/b,a,,x,1.5,\"'=1+1,\"\"x\"\"\ny;z\\;\"\r\n"
    );
    BOOST_TEST(holds(
        muster_well({"export", "staging", "--format", "jsonl"}).out,
        R"("tags": ["=1+1,\"x\"\ny", "z;"]})"
    ));
}

BOOST_AUTO_TEST_CASE(wrong_words_and_missing_files_are_said)
{
    BOOST_TEST(muster({"export"}).status == 2);
    BOOST_TEST(muster({"export", "catalog", "--format", "csv"}).status == 2);
    BOOST_TEST(muster({"export", "staging"}).status == 2);
    const auto other = muster({"sources", "--format", "csv"});
    BOOST_TEST(other.status == 2);
    BOOST_TEST(holds(other.err, "--format csv is what export writes"));

    const auto missing = muster({"export", "models", "--format", "csv"});
    BOOST_TEST(missing.status == 1);
    BOOST_TEST(holds(missing.err, "models.json yet: muster update writes it"));
    BOOST_TEST(missing.out.empty());
}

BOOST_AUTO_TEST_SUITE_END()
