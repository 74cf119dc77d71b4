#include "e2e/small_world.hpp"
#include "support/plugin_directory.hpp"

#include <boost/test/unit_test.hpp>

using namespace muster::test;
using strings = std::vector<std::string>;

namespace {

// The plugin says so when it is loaded, and ends its worker.
constexpr auto trace_of_plugin = "load_abort.so: loading";

struct commands_fixture : small_world
{
    commands_fixture()
    {
        muster_well({"run"});
        put_file(data / "catalog.json", "[]\n");
        plugins.add("load_abort");
        plugins.add("healthy_a", "other.so");
        variables["MUSTER_PLUGIN_PATH"] = plugins.path().string();
        put_file(directory.path() / "m.ini", "[nowhere]\nurl = x\n[hub]\nlimit = 5\n");
    }

    void starts_plugins(const strings& words, bool does)
    {
        const auto done = muster(words);
        BOOST_TEST(holds(done.err, trace_of_plugin) == does, words.front() << ": " << done.err);
    }

    std::string staging() const { return (data / "staging_candidates.json").string(); }
    std::string published() const { return (data / "models.json").string(); }

    plugin_directory plugins = {};
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(commands_and_plugins_test, commands_fixture)

BOOST_AUTO_TEST_CASE(commands_that_ask_no_source_start_no_plugin)
{
    const std::vector<strings> all = {
        {"update"},
        {"diff", staging(), staging()},
        {"review"},
        {"size", "Acme/Dense"},
        {"audit"},
        {"accept", "Acme/Dense", "--why", "known"},
        {"reject", "Acme/Dense", "--why", "known"},
        {"hold", "Acme/Dense", "--why", "known"},
        {"catalog", "check"},
        {"catalog", "add", "Acme/Other", "--pin", "layers=3", "--why", "its paper"},
        {"export", "models", "--format", "csv"},
        {"plugin", "new", "demo", (directory.path() / "demo").string()},
        {"plugin", "verify", fixture_file("kit_good").string(), "--mutations", "1"},
        {"completion", "bash"}};
    for (const auto& words : all)
    {
        const auto done = muster_well(words);
        BOOST_TEST(!holds(done.err, trace_of_plugin), words.front() << ": " << done.err);
    }
    starts_plugins({"ingset"}, false);
    starts_plugins({}, false);
}

BOOST_AUTO_TEST_CASE(those_that_do_or_that_show_options_of_plugins_start_them)
{
    for (const auto* word : {"run", "ingest", "check", "sources", "help"})
        starts_plugins({word}, true);
    // The help of a command is its own; that of the sources is added where one is looked for.
    starts_plugins({"--help"}, false);
    starts_plugins({"run", "--help"}, false);
    starts_plugins({"--help", "--plugin-dir", plugins.path().string()}, true);
    starts_plugins({"diff", "--help", "--plugin-dir", plugins.path().string()}, true);
}

BOOST_AUTO_TEST_CASE(what_is_meant_for_plugins_is_passed_over)
{
    variables["OPENROUTER_API_KEY"] = "not\na key";
    variables["MUSTER_HUB_LIMIT"] = "many";
    const auto same =
        muster_well({"diff", "--hub.limit", "5", staging(), "--nowhere.url=x", staging()});
    BOOST_TEST(same.err.empty(), same.err);
    muster_well({"update", "--config", "m.ini", "--nowhere.key", "x"});
    muster_well({"--hub.limit", "many", "catalog", "check", "--config", "m.ini"});
}

BOOST_AUTO_TEST_CASE(what_was_meant_for_the_program_is_not)
{
    const auto sentence_for = [this](strings words) {
        const auto done = muster(std::move(words));
        BOOST_TEST(done.status == 2);
        return done.err;
    };
    BOOST_TEST(
        sentence_for({"diff", "--formt", "json", staging(), staging()}) ==
        "muster: unknown option --formt; did you mean --format?\n"
    );
    BOOST_TEST(
        sentence_for({"update", "--hub.endpiont", "https://x"}) ==
        "muster: unknown option --hub.endpiont; did you mean --hub.endpoint?\n"
    );
    BOOST_TEST(
        sentence_for({"size", "Acme/Dense", "--hub.endpoint", "x"}) ==
        "muster: --hub.endpoint expects an http or https URL, not \"x\" (muster size --help)\n"
    );
    put_file(directory.path() / "m.ini", "[hub]\ntokn = x\n");
    BOOST_TEST(
        sentence_for({"audit", "--config", "m.ini"}) ==
        "muster: m.ini: unknown option hub.tokn; did you mean hub.token?\n"
    );
    put_file(directory.path() / "m.ini", "dedline = 3\n");
    BOOST_TEST(
        sentence_for({"review", "--config", "m.ini"}) ==
        "muster: m.ini: unknown option dedline; did you mean deadline?\n"
    );
}

BOOST_AUTO_TEST_CASE(a_plugin_is_not_waited_for_where_none_of_it_is_typed)
{
    const auto offers = [this](strings typed) {
        strings words = {MUSTER_PROGRAM, "__complete"};
        words.insert(words.end(), typed.begin(), typed.end());
        command what;
        what.variables = variables;
        what.directory = directory.path();
        what.words = words;
        return run(what).out;
    };
    BOOST_TEST(holds(offers({"run", "--healthy_a."}), "--healthy_a.page"));
    BOOST_TEST(holds(offers({"--healthy_a."}), "--healthy_a.page"));
    BOOST_TEST(holds(offers({"check", ""}), "healthy_a"));
    BOOST_TEST(holds(offers({"--sources", "he"}), "healthy_a"));
    BOOST_TEST(!holds(offers({"diff", "--heal"}), "--healthy_a.page"));
    BOOST_TEST(holds(offers({"diff", "--form"}), "--format"));
    BOOST_TEST(holds(offers({"ca"}), "catalog"));
    BOOST_TEST(holds(offers({"accept", "--data", data.string(), "Acme/"}), "Acme/Dense"));
}

BOOST_AUTO_TEST_SUITE_END()
