#include "e2e/small_world.hpp"
#include "muster/json_text.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/test/unit_test.hpp>

using namespace muster;
using namespace muster::test;

BOOST_FIXTURE_TEST_SUITE(review_test, small_world)

BOOST_AUTO_TEST_CASE(the_page_tells_of_the_run_and_of_what_it_changed)
{
    muster_well({"run"});
    answer_with("/openrouter", answer(R"([{"hugging_face_id": "New/Model"}])"));
    muster_well({"run", "--no-stale"});
    const auto done = muster_well({"review"});
    BOOST_TEST(holds(done.out, "review.html: 6 candidates, 1 published model;"), done.out);

    const auto page = text_of(data / "review.html");
    BOOST_TEST(holds(page, R"("model_id":"Acme/Dense")"));
    BOOST_TEST(holds(page, R"("staged":{"added":[{"model_id":"New/Model")"));
    BOOST_TEST(holds(page, R"("history":[{"date":)"));
}

BOOST_AUTO_TEST_CASE(what_an_ingest_found_is_told_after_an_update)
{
    muster_well({"ingest"});
    const auto ingest_result = *parse_json(report(), "report");
    muster_well({"update"});
    muster_well({"update"});
    const auto updated = *parse_json(report(), "report");

    for (const auto* name : {"sources", "unresolved", "ranks"})
        BOOST_TEST((updated.at(name) == ingest_result.at(name)), name);
    BOOST_TEST(!updated.at("unresolved").as_array().empty());
    BOOST_TEST(updated.at("asked") == ingest_result.at("date"));
    BOOST_TEST(updated.at("command") == "update");
}

BOOST_AUTO_TEST_CASE(of_a_long_listing_the_most_popular_are_rows)
{
    std::string staged = "[";
    for (int i = 0; i < 12'000; ++i)
        staged += std::string(i == 0 ? "" : ",") + R"({"model_id": "a/)" + std::to_string(i) +
                  R"(", "source": "x", "popularity_score": )" + std::to_string(i) + "}";
    put_file(data / "staging_candidates.json", staged + "]");
    put_file(
        data / "models.json",
        R"([{"model_id": "a/11999", "params_b": 1}, {"model_id": "a/17", "params_b": 2}])"
    );
    const auto done = muster_well({"review"});
    BOOST_TEST(holds(done.out, "12,000 candidates, 2 published models;"), done.out);

    const auto page = text_of(data / "review.html");
    BOOST_TEST(holds(page, R"("whole":{"candidates":12000,"models":2,"listed":5000})"));
    BOOST_TEST(holds(page, R"("rows":[{"model_id":"a/11999",)"));
    BOOST_TEST(holds(page, R"("model_id":"a/7000",)"));
    BOOST_TEST(!holds(page, R"("model_id":"a/6999",)"));
    BOOST_TEST(!holds(page, R"("model_id":"a/17")"));
}

BOOST_AUTO_TEST_CASE(an_earlier_state_can_be_named)
{
    muster_well({"run"});
    put_file(directory.path() / "old.json", R"([{"model_id": "Old/Model", "params_b": 1}])");
    const auto page = directory.path() / "page.html";
    muster_well(
        {"review", "--against", (directory.path() / "old.json").string(), "--out", page.string()}
    );
    BOOST_TEST(holds(text_of(page), R"("gone":[{"model_id":"Old/Model")"));
    BOOST_TEST(!std::filesystem::exists(data / "review.html"));

    const auto done = muster({"review", "--against", "nowhere"});
    BOOST_TEST(done.status == 2, done.err);
}

BOOST_AUTO_TEST_CASE(a_file_of_another_shape_makes_no_page)
{
    muster_well({"run"});
    for (const auto& [file, text] : std::vector<std::pair<std::string, std::string>>{
             {"staging_candidates.json", R"([{"model_id": "a/b", "source": 5}])"},
             {"models.json", R"([{"model_id": "a/b", "params_b": "7"}])"},
             {"models.json", "{}"},
             {"decisions.json", "[1, 2]"},
             {"catalog.json", R"({"a": 1})"},
             {"evidence.json", "[1]"},
             {"aliases.json", "{}"}})
    {
        const auto before = std::filesystem::exists(data / file) ? text_of(data / file) : "";
        put_file(data / file, text);
        const auto done = muster({"review"});
        BOOST_TEST(done.status == 1, file);
        BOOST_TEST(holds(done.err, file), done.err);
        BOOST_TEST(holds(done.err, "mend the file, or take it away"), done.err);
        BOOST_TEST(!std::filesystem::exists(data / "review.html"));
        if (before.empty())
            std::filesystem::remove(data / file);
        else
            put_file(data / file, before);
    }
    put_file(data / "history/before/models.json", "damaged");
    muster_well({"review"});
    BOOST_TEST(muster({"review", "--out", data.string()}).status == 2);
}

BOOST_AUTO_TEST_CASE(a_page_needs_something_to_show)
{
    std::filesystem::remove_all(data);
    const auto done = muster({"review"});
    BOOST_TEST(done.status == 1);
    BOOST_TEST(holds(done.err, "run muster run first"), done.err);
    BOOST_TEST(muster({"review", "word"}).status == 2);
}

BOOST_AUTO_TEST_SUITE_END()
