#include "e2e/network_world.hpp"
#include "muster/json_text.hpp"

#include <boost/json/array.hpp>
#include <boost/test/unit_test.hpp>

using namespace muster;
using namespace muster::test;
namespace fs = std::filesystem;

namespace {

// A word that must never come out again, wherever it went in.
constexpr auto canary = "canary_0123456789";

struct canary_fixture : network_world
{
    /// Runs with the canary as every secret there is, and looks for it in all that came of it.
    finished runs_without_a_trace(std::vector<std::string> words, int status = 0)
    {
        variables["HF_TOKEN"] = canary;
        variables["OPENROUTER_API_KEY"] = canary;
        auto done = muster(std::move(words));
        BOOST_TEST(done.status == status, done.err);
        BOOST_TEST(!holds(done.out, canary), done.out);
        BOOST_TEST(!holds(done.err, canary), done.err);
        for (const auto& [name, content] : all_files(directory.path()))
        {
            BOOST_TEST(!holds(name, canary), name);
            BOOST_TEST(!holds(content, canary), name);
        }
        return done;
    }
};

served echo(unsigned status)
{
    auto one = refusal(status, {{"X-Error-Message", std::string("no ") + canary}});
    one.body = std::string(R"({"error": "bad token )") + canary + "\"}";
    return one;
}

}  // namespace

BOOST_FIXTURE_TEST_SUITE(settings_faults_test, canary_fixture)

BOOST_AUTO_TEST_CASE(c03_a_token_that_is_refused_and_sent_back)
{
    answer_with("/api/models?pipeline", echo(401));
    answer_with("/openrouter", echo(403));
    answer_with("/Acme/Dense/resolve/", echo(401));
    runs_without_a_trace({"run", "--verbose"});
}

BOOST_AUTO_TEST_CASE(c03_a_token_in_a_redirect_and_in_a_next_link)
{
    answer_with("/openrouter", redirect(302, std::string("https://other.invalid/?key=") + canary));
    auto first = hub_page();
    first.headers.emplace_back(
        "Link", std::string("<https://other.invalid/?t=") + canary + ">; rel=\"next\""
    );
    answer_with("/api/models?pipeline", first);
    const auto done = runs_without_a_trace({"run", "--verbose", "--deadline", "1"});
    BOOST_TEST(holds(done.err, "other.invalid"));
}

BOOST_AUTO_TEST_CASE(c03_a_token_in_a_page_and_in_its_rows)
{
    answer_with(
        "/openrouter",
        answer(
            std::string(R"([{"hugging_face_id": "Bad Id )") + canary + R"("}, {"id": ")" + canary +
            R"(", "hugging_face_id": null}, {"hugging_face_id": "New/Model"}])"
        )
    );
    answer_with("/api/models?pipeline", answer(std::string("<html>") + canary));
    runs_without_a_trace({"run", "--verbose", "--no-stale"});
    BOOST_TEST(holds(staged(), "New/Model"));
}

BOOST_AUTO_TEST_CASE(c03_a_token_in_what_other_commands_print)
{
    answer_with("/Acme/Dense/resolve/", echo(403));
    for (const auto* format : {"text", "json"})
    {
        const std::vector<std::string> asked = {
            "size", "Acme/Dense", "--explain", "--format", format, "--verbose"};
        runs_without_a_trace(asked, 1);
        runs_without_a_trace({"sources", "--format", format});
    }
    runs_without_a_trace({"--help"});
}

BOOST_AUTO_TEST_CASE(c04_two_plugins_with_the_same_option_do_not_clash)
{
    const auto help = muster_well({"--help", "--plugin-dir", plugins.string()}).out;
    BOOST_TEST(holds(help, "--mirror.url URL"));
    BOOST_TEST(holds(help, "--openrouter.url URL"));

    const auto index = command_of({}).words.back();
    const auto mirror = index.substr(0, index.rfind('/')) + "/mirror";
    put_file(directory.path() / "m.ini", "[mirror]\nurl = " + mirror + "\nlimit = 1\n");
    muster_well({"ingest", "--plugin-dir", plugins.string(), "--config", "m.ini"});

    BOOST_TEST(told_of("mirror") == "ok: ");
    BOOST_TEST(told_of("openrouter") == "ok: ");
    BOOST_TEST(holds(staged(), "Open/Weights"));
    BOOST_TEST(holds(staged(), "Mirror/Only"));
    BOOST_TEST(!holds(staged(), "mirror_index+openrouter_index"));  // its second row was cut off
}

BOOST_AUTO_TEST_CASE(c05_fifty_hostile_files_cost_themselves_alone)
{
    const char* hostile[] = {"load_exit", "load__exit", "load_abort", "load_throw", "load_segv"};
    for (int i = 0; i < 50; ++i)
        fs::copy_file(
            fs::path(MUSTER_FIXTURE_DIRECTORY) / (std::string(hostile[i % 5]) + ".so"),
            plugins / ("hostile_" + std::to_string(i) + ".so")
        );
    const auto help = muster_well({"--help", "--plugin-dir", plugins.string()});
    const auto listed =
        muster_well({"sources", "--format", "json", "--plugin-dir", plugins.string()});

    BOOST_TEST(holds(help.out, "--hub.limit N"));
    BOOST_TEST(holds(help.out, "--mirror.url URL"));
    const auto all = parse_json(listed.out, "output");
    BOOST_TEST_REQUIRE(all.has_value());
    std::map<std::string, std::size_t> verdicts;
    std::size_t hostile_ones = 0;
    for (const auto& one : all->as_array())
    {
        ++verdicts[std::string(one.at("verdict").as_string())];
        hostile_ones += holds(std::string(one.at("file").as_string()), "hostile_") ? 1 : 0;
    }
    BOOST_TEST(hostile_ones == 50u);
    BOOST_TEST(verdicts["ok"] == 4u);
    BOOST_TEST(verdicts["ok"] + verdicts["disabled"] + 50 == all->as_array().size());
}

BOOST_AUTO_TEST_SUITE_END()
