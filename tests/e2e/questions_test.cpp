#include "e2e/small_world.hpp"
#include "muster/json_text.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/test/unit_test.hpp>

using namespace muster;
using namespace muster::test;

namespace {

struct questions_world : small_world
{
    questions_world()
    {
        const std::string ask = "/api/models?pipeline_tag=";
        answer_with(ask + "text-generation&sort=downloads", answer(R"([
            {"id": "Acme/Dense", "downloads": 900, "tags": []},
            {"id": "Acme/Gated", "downloads": 800, "tags": []}])"));
        answer_with(ask + "text-generation&sort=trendingScore", answer(R"([
            {"id": "Acme/New", "downloads": 12, "trendingScore": 99, "tags": []},
            {"id": "acme/dense", "downloads": 900, "tags": []}])"));
        answer_with(ask + "image-text-to-text&sort=downloads", answer(R"([
            {"id": "Acme/Sees", "downloads": 850, "tags": []}])"));
    }

    boost::json::value hub_report() const
    {
        const auto document = *parse_json(report(), "report");
        for (const auto& source : document.at("sources").as_array())
            if (source.at("name") == "hub")
                return source;
        return {};
    }

    bool is_staged(const std::string& id) const { return holds(staged(), '"' + id + '"'); }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(questions_test, questions_world)

BOOST_AUTO_TEST_CASE(one_run_lists_several_tasks)
{
    muster_well({"ingest", "--sources", "hub", "--hub.task", "text-generation,image-text-to-text"});
    BOOST_TEST(is_staged("Acme/Dense"));
    BOOST_TEST(is_staged("Acme/Sees"));
    const auto questions = hub_report().at("questions").as_array();
    BOOST_TEST_REQUIRE(questions.size() == 2u);
    BOOST_TEST(questions[0].at("listed") == 2);
    BOOST_TEST(questions[1].at("listed") == 1);
    BOOST_TEST(holds(std::string(questions[1].at("start").as_string()), "image-text-to-text"));

    muster_well({"ingest", "--sources", "hub"});
    BOOST_TEST(!is_staged("Acme/Sees"));
    BOOST_TEST(!hub_report().as_object().contains("questions"));
}

BOOST_AUTO_TEST_CASE(a_question_that_fails_is_covered_by_its_own_last_good_rows)
{
    const std::vector<std::string> both = {
        "ingest", "--sources", "hub", "--hub.task", "text-generation,image-text-to-text"};
    muster_well(both);
    BOOST_TEST(std::filesystem::exists(data / "sources/hub.json"));
    BOOST_TEST(std::filesystem::exists(data / "sources/hub+task-image-text-to-text.json"));

    answer_with("/api/models?pipeline_tag=image-text-to-text", refusal(403));
    answer_with("/api/models?pipeline_tag=text-generation&sort=downloads", answer(R"([
        {"id": "Acme/Dense", "downloads": 901, "tags": []},
        {"id": "Acme/Fresh", "downloads": 800, "tags": []}])"));
    const auto before = text_of(data / "sources/hub+task-image-text-to-text.json");
    forget_answer("/api/models?pipeline_tag=image-text-to-text&sort=downloads");
    muster_well(both);
    BOOST_TEST(is_staged("Acme/Sees"));
    BOOST_TEST(is_staged("Acme/Fresh"));
    BOOST_TEST(holds(staged(), "\"popularity_score\": 901,"));
    BOOST_TEST(text_of(data / "sources/hub+task-image-text-to-text.json") == before);
    const auto hub = hub_report();
    BOOST_TEST(hub.at("used") == "stale");
    BOOST_TEST(hub.at("questions").at(0).at("used") == "fresh");
    BOOST_TEST(hub.at("questions").at(1).at("used") == "stale");
    BOOST_TEST(hub.at("questions").at(1).at("question") == "task image-text-to-text");
    BOOST_TEST(
        std::string(hub.at("reason").as_string()).starts_with("task image-text-to-text: "),
        hub.at("reason")
    );
}

BOOST_AUTO_TEST_CASE(owners_and_ids_are_questions_beside)
{
    answer_with("/api/models?author=Acme&pipeline_tag=text-generation", answer(R"([
        {"id": "Acme/Old", "downloads": 3, "tags": []}])"));
    answer_with("/api/models?author=Other&search=One", answer(R"([
        {"id": "Other/One-More", "downloads": 2, "tags": []},
        {"id": "Other/One", "downloads": 1, "tags": []}])"));
    const auto file = directory.path() / "ids.txt";
    put_file(file, "# mine\n\nhttps://huggingface.co/Other/One/tree/main  # a link\nOther/One\n");
    muster_well(
        {"ingest",
         "--sources",
         "hub",
         "--hub.owner",
         "Acme",
         "--hub.ids",
         file.string(),
         "--hub.limit",
         "4"}
    );
    BOOST_TEST(is_staged("Acme/Dense"));
    BOOST_TEST(is_staged("Acme/Old"));
    BOOST_TEST(is_staged("Other/One"));
    BOOST_TEST(!is_staged("Other/One-More"));
    BOOST_TEST(times_asked("/api/models?author=Other&search=One&") == 1u);
    BOOST_TEST(
        times_asked("/api/models?pipeline_tag=text-generation&sort=downloads&limit=2&") == 1u
    );
    BOOST_TEST(
        times_asked("/api/models?author=Acme&pipeline_tag=text-generation&sort=downloads&limit=2&"
        ) == 1u
    );
    BOOST_TEST(std::filesystem::exists(data / "sources/hub+owner-Acme.json"));
    BOOST_TEST(std::filesystem::exists(data / "sources/hub+ids.json"));
}

BOOST_AUTO_TEST_CASE(an_id_that_the_hub_does_not_have_is_named_and_ends_nothing)
{
    answer_with(
        "/api/models?author=Other&search=One", answer(R"([{"id": "Other/One", "tags": []}])")
    );
    answer_with(
        "/api/models?author=Other&search=Two", answer(R"([{"id": "Other/Two", "tags": []}])")
    );
    answer_with("/api/models?author=nobody&search=nothing", answer("[]"));
    answer_with("/api/models?search=gpt2", answer(R"([{"id": "openai-community/gpt2"}])"));
    const auto file = directory.path() / "ids.txt";
    const auto ask = [&](const std::string& ids) {
        put_file(file, ids);
        muster_well({"ingest", "--sources", "hub", "--hub.ids", file.string()});
        return hub_report().at("questions").at(1);
    };
    for (const auto* ids :
         {"nobody/nothing\nOther/One\nOther/Two\n",
          "Other/One\nnobody/nothing\nOther/Two\n",
          "Other/One\nOther/Two\nnobody/nothing\n"})
    {
        const auto question = ask(ids);
        BOOST_TEST(question.at("verdict") == "ok", question);
        BOOST_TEST(question.at("listed") == 2, question);
        BOOST_TEST(is_staged("Other/One"));
        BOOST_TEST(is_staged("Other/Two"));
        BOOST_TEST(holds(report(), "nobody/nothing"));
    }
    for (const auto* ids : {"nobody/nothing\n", "gpt2\n"})
    {
        const auto question = ask(ids);
        BOOST_TEST(question.at("verdict") == "ok", question);
        BOOST_TEST(question.at("listed") == 0, question);
    }
    BOOST_TEST(holds(report(), "\"gpt2\""), report());
}

BOOST_AUTO_TEST_CASE(a_list_that_is_none_is_refused_before_anything_is_asked)
{
    const std::pair<const char*, const char*> lists[] = {
        {"--hub.task", "a;b"},
        {"--hub.owner", "Qwen;mistralai"},
        {"--hub.owner", "Qwen|mistralai"},
        {"--hub.owner", "."},
        {"--hub.owner", "%51wen"},
        {"--hub.owner", "Qwen,qwen"},
        {"--hub.owner", "Qwen/Qwen3-8B"}};
    for (const auto& [flag, list] : lists)
    {
        const auto done = muster({"ingest", "--sources", "hub", flag, list});
        BOOST_TEST(done.status == 2, flag << ' ' << list);
        BOOST_TEST(holds(done.err, "expects different words with commas between"), done.err);
    }
    BOOST_TEST(seen().empty());
    muster_well({"ingest", "--sources", "hub", "--hub.task", "text-generation, image-text-to-text"}
    );
    BOOST_TEST(is_staged("Acme/Sees"));
}

BOOST_AUTO_TEST_CASE(a_task_that_the_hub_does_not_have_is_told)
{
    answer_with("/api/models?pipeline_tag=text_generation", answer("[]"));
    const auto done =
        muster({"ingest", "--sources", "hub", "--hub.task", "text-generation,text_generation"});
    BOOST_TEST(
        holds(
            done.out + done.err,
            "the Hub has no models of a task text_generation; did you mean text-generation?"
        ),
        done.err
    );
    BOOST_TEST(is_staged("Acme/Dense"));
}

BOOST_AUTO_TEST_CASE(a_list_that_says_nothing_of_a_question_leaves_its_last_good_rows)
{
    answer_with("/api/models?author=Acme&pipeline_tag=text-generation", answer(R"([
        {"id": "Acme/Old", "downloads": 3, "tags": []}])"));
    answer_with(
        "/api/models?author=Other&search=One", answer(R"([{"id": "Other/One", "tags": []}])")
    );
    const auto file = directory.path() / "ids.txt";
    put_file(file, "Other/One\n");
    std::vector<std::string> words = {
        "ingest", "--sources", "hub", "--hub.owner", "Acme", "--hub.ids", file.string()};
    muster_well(words);
    answer_with("/api/models?author=", refusal(403));
    for (const auto* part :
         {"/api/models?author=Acme&pipeline_tag=text-generation",
          "/api/models?author=Other&search=One"})
        answer_with(part, refusal(403));
    words.insert(words.end(), {"--hub.sort", "downloads,trending"});
    muster_well(words);
    BOOST_TEST(is_staged("Acme/Old"));
    BOOST_TEST(is_staged("Other/One"));
}

BOOST_AUTO_TEST_CASE(a_file_of_ids_that_holds_none_is_refused)
{
    const auto file = directory.path() / "ids.txt";
    const auto refusal = [&](const std::string& text) {
        put_file(file, text);
        const auto done = muster({"ingest", "--sources", "hub", "--hub.ids", file.string()});
        BOOST_TEST(done.status == 2);
        return done.err;
    };
    BOOST_TEST(holds(refusal("a/b\nno id\n"), "ids.txt:2: no id has a blank"));
    BOOST_TEST(holds(refusal("https://huggingface.co/datasets/a/b"), "links to no model"));
    BOOST_TEST(holds(refusal("# none\n"), "names no model"));
    BOOST_TEST(muster({"ingest", "--sources", "hub", "--hub.ids", "none.txt"}).status == 2);
}

BOOST_AUTO_TEST_CASE(a_limit_that_is_too_small_for_the_questions_is_refused)
{
    const auto done = muster(
        {"ingest", "--sources", "hub", "--hub.sort", "downloads,trending", "--hub.limit", "1"}
    );
    BOOST_TEST(done.status == 2);
    BOOST_TEST(
        holds(done.err, "--hub.limit 1 is too small for 2 questions: sort trending would get none"),
        done.err
    );
}

BOOST_AUTO_TEST_CASE(without_a_limit_each_task_is_listed_once)
{
    muster_well(
        {"ingest", "--sources", "hub", "--hub.sort", "downloads,trending", "--hub.limit", "0"}
    );
    BOOST_TEST(times_asked("/api/models?pipeline_tag=text-generation&sort=trendingScore") == 0u);
    BOOST_TEST(times_asked("/api/models?pipeline_tag=text-generation&sort=downloads") == 1u);
}

BOOST_AUTO_TEST_CASE(the_wider_set_is_one_word)
{
    put_file(
        data / "community_rankings.json",
        R"([{"model_id": "Acme/Dense"}, {"model_id": "https://huggingface.co/Other/One"}])"
    );
    answer_with("/api/models?pipeline_tag=image-text-to-text&sort=trendingScore", answer("[]"));
    answer_with("/api/models?author=", answer("[]"));
    muster_well({"ingest", "--sources", "hub", "--hub.wide", "true"});
    BOOST_TEST(is_staged("Acme/New"));
    BOOST_TEST(is_staged("Acme/Sees"));
    for (const auto* one :
         {"pipeline_tag=text-generation&sort=downloads&limit=500&",
          "pipeline_tag=image-text-to-text&sort=trendingScore&limit=500&",
          "author=Acme&sort=downloads&limit=500&",
          "author=Other&sort=downloads&limit=500&"})
        BOOST_TEST(times_asked("/api/models?" + std::string(one)) == 1u, one);
    BOOST_TEST(times_asked("/api/models?") == 6u);
    // What a user gives counts instead.
    muster_well({"ingest", "--sources", "hub", "--hub.wide", "true", "--hub.sort", "downloads"});
    BOOST_TEST(times_asked("/api/models?pipeline_tag=text-generation&sort=trendingScore") == 1u);
}

BOOST_AUTO_TEST_CASE(no_task_of_an_owner_uses_up_the_part_of_another)
{
    const std::vector<std::string> words = {
        "ingest",
        "--sources",
        "hub",
        "--hub.task",
        "text-generation,image-text-to-text",
        "--hub.owner",
        "Acme",
        "--hub.limit",
        "6"};
    const auto row = [](const std::string& id, const std::string& task, int downloads) {
        return R"({"id": "Acme/)" + id + R"(", "pipeline_tag": ")" + task + R"(", "downloads": )" +
               std::to_string(downloads) + R"(, "tags": []})";
    };
    const auto first = row("T1", "text-generation", 9) + ',' + row("T2", "text-generation", 8) +
                       ',' + row("Speaks", "text-to-speech", 7);
    answer_with(
        "/api/models?author=Acme&sort=",
        answer('[' + first + ',' + row("S1", "image-text-to-text", 1) + ']')
    );
    muster_well(words);
    BOOST_TEST(is_staged("Acme/T1"));
    BOOST_TEST(is_staged("Acme/S1"));
    BOOST_TEST(!is_staged("Acme/T2"));
    BOOST_TEST(!is_staged("Acme/Speaks"));
    BOOST_TEST(times_asked("/api/models?author=") == 1u);

    // The listing goes on, and has none that sees so far.
    auto page = answer('[' + first + ']');
    page.headers.emplace_back("Link", "</api/models?cursor=x>; rel=\"next\"");
    answer_with("/api/models?author=Acme&sort=", page);
    const std::string list = "/api/models?author=Acme&pipeline_tag=";
    answer_with(list + "text-generation", answer('[' + row("T1", "text-generation", 9) + ']'));
    answer_with(
        list + "image-text-to-text", answer('[' + row("S2", "image-text-to-text", 1) + ']')
    );
    muster_well(words);
    BOOST_TEST(is_staged("Acme/T1"));
    BOOST_TEST(is_staged("Acme/S2"));
    BOOST_TEST(!is_staged("Acme/T2"));
    BOOST_TEST(times_asked("/api/models?author=") == 4u);
    BOOST_TEST(hub_report().at("verdict") == "ok", hub_report());
}

// A listing of before this was asked for was begun with a page for each task.
BOOST_AUTO_TEST_CASE(what_an_owner_was_asked_before_is_still_its_last_good_listing)
{
    const std::vector<std::string> words = {
        "ingest",
        "--sources",
        "hub",
        "--hub.task",
        "text-generation,image-text-to-text",
        "--hub.owner",
        "Acme"};
    answer_with("/api/models?author=Acme&sort=", answer(R"([
        {"id": "Acme/Old", "pipeline_tag": "text-generation", "downloads": 3, "tags": []}])"));
    muster_well(words);
    const auto file = data / "sources/hub+owner-Acme.json";
    auto kept = *parse_json(text_of(file), "kept");
    kept.at("start").as_array().push_back(
        "https://huggingface.co/api/models?author=Acme&pipeline_tag=x"
    );
    put_file(file, to_json_text(kept));
    muster_well(words);
    BOOST_TEST(hub_report().at("verdict") == "ok", hub_report());
    answer_with("/api/models?author=Acme&sort=", refusal(403));
    muster_well(words);
    BOOST_TEST(is_staged("Acme/Old"));
    BOOST_TEST(hub_report().at("questions").at(2).at("used") == "stale");
}

BOOST_AUTO_TEST_CASE(what_is_trending_is_listed_beside_and_its_score_is_no_popularity)
{
    muster_well({"ingest", "--sources", "hub", "--hub.sort", "downloads,trending"});
    BOOST_TEST(is_staged("Acme/New"));
    BOOST_TEST(holds(staged(), "\"popularity_score\": 12,"));
    BOOST_TEST(!holds(staged(), "\"popularity_score\": 99"));
    // One row a model.
    BOOST_TEST(holds(staged(), "Acme/Dense"));
    BOOST_TEST(!holds(staged(), "\"acme/dense\""));
}

BOOST_AUTO_TEST_CASE(each_question_has_its_part_of_the_limit)
{
    muster_well(
        {"ingest", "--sources", "hub", "--hub.sort", "downloads,trending", "--hub.limit", "4"}
    );
    BOOST_TEST(
        times_asked("/api/models?pipeline_tag=text-generation&sort=trendingScore&limit=2") == 1u
    );
    const auto questions = hub_report().at("questions").as_array();
    BOOST_TEST(questions[0].at("listed") == 2);
    BOOST_TEST(questions[1].at("listed") == 2);
}

BOOST_AUTO_TEST_CASE(what_is_not_asked_any_more_is_told_once)
{
    const std::string told = "1 question of the run before was not asked: task image-text-to-text";
    const auto both =
        muster_well({"run", "--sources", "hub", "--hub.task", "text-generation,image-text-to-text"}
        );
    BOOST_TEST(!holds(both.err, "of the run before"));
    muster_well({"update"});
    const auto fewer = muster_well({"run", "--sources", "hub"});
    BOOST_TEST(holds(fewer.err, told), fewer.err);
    BOOST_TEST(hub_report().at("dropped_questions").at(0) == "task image-text-to-text");
    const auto again = muster_well({"run", "--sources", "hub"});
    BOOST_TEST(!holds(again.err, "of the run before"));
    BOOST_TEST(!hub_report().as_object().contains("dropped_questions"));
}

// One owner is refused, at once; the others come slowly, so that some are under way then.
BOOST_AUTO_TEST_CASE(a_rate_limit_that_one_question_meets_holds_the_others)
{
    const std::string ask = "/api/models?author=";
    auto slow = answer(R"([{"id": "Acme/Dense", "downloads": 9, "tags": []}])");
    slow.before_head = std::chrono::milliseconds(200);
    std::string owners;
    for (int i = 0; i < 40; ++i)
    {
        const auto owner = "o" + std::to_string(i);
        owners += (owners.empty() ? "" : ",") + owner;
        answer_with(ask + owner + '&', slow);
    }
    answer_once(ask + "o0&", refusal(429, {{"Retry-After", "2"}}));
    muster_well({"ingest", "--sources", "hub", "--hub.owner", owners});
    BOOST_TEST(times_asked(ask) == 41u);

    std::chrono::steady_clock::time_point refused;
    std::size_t under_way = 0;
    for (const auto& one : seen())
    {
        if (!one.target.starts_with(ask))
            continue;
        if (refused == std::chrono::steady_clock::time_point() &&
            one.target.starts_with(ask + "o0&"))
            refused = one.when;
        else if (one.when < refused + std::chrono::seconds(1))
            ++under_way;
        else
            BOOST_TEST((one.when >= refused + std::chrono::seconds(2)), one.target);
    }
    // No more than are under way at once: see questions_at_once_limit.
    BOOST_TEST(under_way <= 32u);
    BOOST_TEST(hub_report().at("retries") == 1);
    BOOST_TEST(hub_report().at("verdict") == "ok");
}

BOOST_AUTO_TEST_CASE(where_no_question_shrank_there_is_nothing_to_accept)
{
    muster_well({"ingest", "--sources", "hub", "--hub.sort", "downloads,trending"});
    const auto done = muster({"accept", "--source", "hub", "--why", "it is so"});
    BOOST_TEST(done.status == 2);
    BOOST_TEST(holds(done.err, "there is nothing to accept"), done.err);
}

BOOST_AUTO_TEST_CASE(what_is_no_list_is_wrong_usage_and_never_an_empty_source)
{
    auto done = muster({"ingest", "--sources", "hub", "--hub.task", "a,,b"});
    BOOST_TEST(done.status == 2);
    BOOST_TEST(
        holds(done.err, "--hub.task expects different words with commas between, not \"a,,b\""),
        done.err
    );
    done = muster({"ingest", "--sources", "hub", "--hub.sort", "downloads,newest"});
    BOOST_TEST(done.status == 2);
    BOOST_TEST(
        holds(
            done.err, "each one of downloads, trending, created, likes, not \"downloads,newest\""
        ),
        done.err
    );
}

BOOST_AUTO_TEST_SUITE_END()
