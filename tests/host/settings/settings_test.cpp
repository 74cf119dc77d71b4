#include "settings/settings.hpp"

#include <boost/test/unit_test.hpp>

using namespace muster;
using namespace std::chrono_literals;
using strings = std::vector<std::string>;

namespace {

struct settings_fixture
{
    flag_values command_line = {};
    flag_values configuration = {};
    std::map<std::string, std::string> variables = {};

    result<settings> make() const
    {
        const environment env = [this](const std::string& name) -> std::optional<std::string> {
            const auto found = variables.find(name);
            return found == variables.end() ? std::nullopt : std::optional(found->second);
        };
        return make_settings(command_line, configuration, env);
    }

    settings made() const
    {
        const auto chosen = make();
        BOOST_TEST_REQUIRE(chosen.has_value(), chosen.error().where);
        return *chosen;
    }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(settings_test, settings_fixture)

BOOST_AUTO_TEST_CASE(content_may_be_of_any_age_or_of_a_given_one)
{
    command_line["content-age"] = {"0"};
    BOOST_TEST((made().content_age == 0s));
    command_line["content-age"] = {"400d"};
    BOOST_TEST((made().content_age == 400 * 24h));
    command_line["content-age"] = {"long"};
    BOOST_TEST(make().has_error());
}

BOOST_AUTO_TEST_CASE(the_defaults_are_those_of_the_manual)
{
    const auto chosen = made();

    BOOST_TEST(chosen.data_directory == "data");
    BOOST_TEST(!chosen.sources);
    BOOST_TEST(chosen.trust == (strings{"hub", "openrouter"}));
    BOOST_TEST((chosen.deadline == 120s));
    BOOST_TEST((chosen.size_deadline == 120s));
    BOOST_TEST((chosen.evidence_age == 24h));
    BOOST_TEST(chosen.max_shrink == 0.5);
    BOOST_TEST(!chosen.content_age);
    BOOST_TEST(chosen.worker_memory_bytes == 512u << 20);
    BOOST_TEST((chosen.fail_on == fail_on::none));
    for (const auto off :
         {chosen.no_stale,
          chosen.offline,
          chosen.json,
          chosen.quiet,
          chosen.verbose,
          chosen.in_process,
          chosen.allow_untrusted})
        BOOST_TEST(!off);
}

BOOST_AUTO_TEST_CASE(values_are_taken_in_their_units)
{
    command_line = {
        {"deadline", {"1.5m"}},
        {"sources", {"a,b"}},
        {"skip", {"c"}},
        {"trust", {"b"}},
        {"worker-memory", {"0"}},
        {"format", {"json"}},
        {"fail-on", {"any"}}};
    const auto chosen = made();

    BOOST_TEST((chosen.deadline == 90s));
    BOOST_TEST(*chosen.sources == (strings{"a", "b"}));
    BOOST_TEST(chosen.skip == strings{"c"});
    BOOST_TEST(chosen.trust == strings{"b"});
    BOOST_TEST(chosen.worker_memory_bytes == 0u);
    BOOST_TEST(chosen.json);
    BOOST_TEST((chosen.fail_on == fail_on::any));
}

BOOST_AUTO_TEST_CASE(the_command_line_comes_before_the_configuration)
{
    configuration = {{"data", {"there"}}, {"max-shrink", {"0.9"}}};
    command_line = {{"data", {"here"}}};

    BOOST_TEST(made().data_directory == "here");
    BOOST_TEST(made().max_shrink == 0.9);
}

BOOST_AUTO_TEST_CASE(a_wrong_value_is_one_sentence)
{
    const auto sentence = [this](const std::string& name, const std::string& value) {
        command_line = {{name, {value}}};
        const auto chosen = make();
        BOOST_TEST(chosen.error().code == make_error_code(errc::bad_value));
        return chosen.error().where;
    };

    BOOST_TEST(
        sentence("deadline", "soon") == "--deadline expects a duration such as 90, 500ms, 2m or "
                                        "1h from 0.001 to 86400, not \"soon\""
    );
    BOOST_TEST(
        sentence("max-shrink", "2") == "--max-shrink expects a number from 0 to 1, not \"2\""
    );
    BOOST_TEST(
        sentence("max-shrink", "nan") == "--max-shrink expects a number from 0 to 1, not \"nan\""
    );
    BOOST_TEST(
        sentence("format", "xml") ==
        "--format expects one of text, json, markdown, csv, jsonl, not \"xml\""
    );
    BOOST_TEST(
        sentence("worker-memory", "-1") ==
        "--worker-memory expects a whole number from 0 to 1048576, not \"-1\""
    );
    BOOST_TEST(sentence("data", "").starts_with("--data expects something that is not empty"));
}

BOOST_AUTO_TEST_CASE(the_cache_is_where_the_environment_says)
{
    BOOST_TEST(made().cache_directory.empty());
    variables = {{"HOME", "/home/me"}};
    BOOST_TEST(made().cache_directory == "/home/me/.cache/muster");
    variables["XDG_CACHE_HOME"] = "/cache";
    BOOST_TEST(made().cache_directory == "/cache/muster");
    variables["XDG_CACHE_HOME"] = "~/answers";
    BOOST_TEST(made().cache_directory == "/home/me/answers/muster");
    variables["XDG_CACHE_HOME"] = "not/absolute";
    BOOST_TEST(made().cache_directory == "/home/me/.cache/muster");
}

BOOST_AUTO_TEST_CASE(plugins_are_looked_for_in_the_path_and_where_they_are_installed)
{
    variables = {{"MUSTER_PLUGIN_PATH", ":/one::/two:"}};
    const auto usual = made().usual_plugin_directories;

    BOOST_TEST_REQUIRE(usual.size() == 2 + installed_plugin_directories().size());
    BOOST_TEST(usual[0] == "/one");
    BOOST_TEST(usual[1] == "/two");
}

BOOST_AUTO_TEST_CASE(the_hubs_own_word_for_offline_counts)
{
    for (const auto* yes : {"1", "TRUE", "on", "yes"})
    {
        variables = {{"HF_HUB_OFFLINE", yes}};
        BOOST_TEST(made().offline, yes);
    }
    variables = {{"HF_HUB_OFFLINE", "0"}};
    BOOST_TEST(!made().offline);
}

BOOST_AUTO_TEST_CASE(lists_are_split_at_commas)
{
    BOOST_TEST(split_list("a,b,,c,") == (strings{"a", "b", "c"}));
    BOOST_TEST(split_list("").empty());
    BOOST_TEST(split_list(",").empty());
    BOOST_TEST(split_list("a, b") == (strings{"a", "b"}));
}

BOOST_AUTO_TEST_SUITE_END()
