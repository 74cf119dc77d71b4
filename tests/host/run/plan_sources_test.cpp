#include "net/http/url.hpp"
#include "plan/plan_sources.hpp"
#include "support/files.hpp"
#include "support/stub_runner.hpp"
#include "support/temporary_directory.hpp"

#include <boost/test/unit_test.hpp>

using namespace muster;
using namespace muster::test;
using strings = std::vector<std::string>;

namespace {

option_spec option(std::string name, option_type type, std::string value = {})
{
    option_spec made;
    made.name = std::move(name);
    made.type = type;
    if (!value.empty())
        made.default_value = std::move(value);
    return made;
}

struct plan_fixture
{
    flag_values command_line = {};
    flag_values configuration = {};
    std::map<std::string, std::string> variables = {};
    environment env = [this](const std::string& name) -> std::optional<std::string> {
        const auto set = variables.find(name);
        return set == variables.end() ? std::nullopt : std::optional(set->second);
    };
    option_sources value_sources{command_line, env, configuration};
    settings chosen = {};
    std::vector<found_source> found = {};

    plan_fixture()
    {
        for (const auto* name : {"hub", "shop"})
        {
            auto& one = found.emplace_back();
            one.description.name = name;
            one.description.origins = {"https://" + std::string(name) + ".example"};
            one.description.options = {
                option("url", option_type::url, "https://shop.example/list"),
                option("limit", option_type::integer, "7"),
                option("key", option_type::secret)};
            one.description.options[2].receiver = "url";
            one.description.options[2].env = "SHOP_KEY";
            one.runner = std::make_unique<stub_runner>();
        }
    }

    source_plans plans() const
    {
        auto made = plan_sources(found, chosen, value_sources);
        BOOST_TEST_REQUIRE(made.has_value(), made.error().where);
        return std::move(*made);
    }

    std::string refusal() const
    {
        const auto made = plan_sources(found, chosen, value_sources);
        BOOST_TEST(made.error().code == make_error_code(errc::bad_value));
        return made.error().where;
    }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(plan_sources_test, plan_fixture)

BOOST_AUTO_TEST_CASE(all_sources_are_planned_with_their_defaults)
{
    const auto made = plans();

    BOOST_TEST_REQUIRE(made.plans.size() == 2u);
    BOOST_TEST(made.plans[1].record_limit == 7u);
    BOOST_TEST((
        made.plans[1].options == option_values{{"url", "https://shop.example/list"}, {"limit", "7"}}
    ));
    BOOST_TEST(made.plans[1].named_origins.empty());
    BOOST_TEST(made.credentials.empty());
}

BOOST_AUTO_TEST_CASE(sources_are_chosen_by_name)
{
    chosen.sources = strings{"shop"};
    BOOST_TEST(plans().plans.size() == 1u);
    chosen.skip = {"shop"};
    BOOST_TEST(plans().plans.empty());
}

// A plugin that breaks is a verdict of the run, by whatever name it was asked for.
BOOST_AUTO_TEST_CASE(one_that_never_said_its_name_is_named_by_its_file)
{
    found.emplace_back().file = "/plugins/frames.so";
    for (const std::string name : {"frames", "frames.so"})
    {
        chosen.sources = strings{name};
        BOOST_TEST_REQUIRE(plans().unusable.size() == 1u, name);
        BOOST_TEST(plans().unusable.front().name == "frames.so");
    }
}

BOOST_AUTO_TEST_CASE(a_source_that_is_opt_in_waits_until_it_is_named)
{
    const auto names = [this] {
        strings planned;
        for (const auto& plan : plans().plans)
            planned.push_back(plan.description.name);
        return planned;
    };
    found[1].description.opt_in = true;

    BOOST_TEST(names() == strings{"hub"});
    BOOST_TEST(plans().disabled.empty());
    chosen.with = {"shop"};
    BOOST_TEST(names() == (strings{"hub", "shop"}));
    chosen.sources = strings{"hub"};
    BOOST_TEST(names() == (strings{"hub", "shop"}));
    chosen.with = {};
    chosen.sources = strings{"shop"};
    BOOST_TEST(names() == strings{"shop"});
    chosen.skip = {"shop"};
    BOOST_TEST(names().empty());
}

BOOST_AUTO_TEST_CASE(an_unknown_name_is_refused_with_what_was_meant)
{
    chosen.sources = strings{"shpo"};
    BOOST_TEST(
        refusal() == "--sources names an unknown source, shpo; did you mean shop? (muster sources "
                     "lists them)"
    );
    chosen.sources = {};
    chosen.with = {"shap"};
    BOOST_TEST(
        refusal() == "--with names an unknown source, shap; did you mean shop? (muster sources "
                     "lists them)"
    );
    chosen.with = {};
    chosen.skip = {"nothing-like-it"};
    BOOST_TEST(
        refusal() == "--skip names an unknown source, nothing-like-it (muster sources lists them)"
    );
    chosen.sources = strings{};
    chosen.skip = {};
    BOOST_TEST(refusal() == "--sources names no source (muster sources lists them)");
}

BOOST_AUTO_TEST_CASE(a_url_a_user_named_adds_its_origin_and_may_be_private)
{
    command_line["shop.url"] = {"https://127.0.0.1:8443/list"};
    const auto plan = std::move(plans().plans[1]);

    BOOST_TEST(plan.origins == (strings{"https://shop.example", "https://127.0.0.1:8443"}));
    BOOST_TEST(plan.named_origins == strings{"https://127.0.0.1:8443"});
}

BOOST_AUTO_TEST_CASE(c03_a_secret_goes_to_its_receiver_and_never_to_the_plugin)
{
    command_line["shop.url"] = {"https://mirror.example/list"};
    variables["SHOP_KEY"] = "s3cret";
    chosen.sources = strings{"shop"};
    const auto made = plans();

    BOOST_TEST_REQUIRE(made.credentials.size() == 1u);
    BOOST_TEST(made.credentials[0].origin == "https://mirror.example");
    BOOST_TEST(made.credentials[0].value == "Bearer s3cret");
    for (const auto& [name, value] : made.plans[0].options)
        BOOST_TEST(value.find("s3cret") == std::string::npos, name);
}

BOOST_AUTO_TEST_CASE(a_url_that_is_spelled_in_another_way_has_the_origin_that_is_asked)
{
    variables["SHOP_KEY"] = "s3cret";
    chosen.sources = strings{"shop"};
    for (const auto* url :
         {"https://example.org:0443/x", "https://example.org:/x", "HTTPS://Example.Org/x"})
    {
        command_line["shop.url"] = {url};
        const auto made = plans();

        BOOST_TEST(origin(*parse_url(url)) == "https://example.org", url);
        BOOST_TEST(made.plans[0].named_origins == strings{"https://example.org"}, url);
        BOOST_TEST_REQUIRE(made.credentials.size() == 1u, url);
        BOOST_TEST(made.credentials[0].origin == "https://example.org", url);
    }
}

BOOST_AUTO_TEST_CASE(c02_a_source_that_needs_a_secret_is_disabled_without_it)
{
    found[1].description.options[2].required = true;
    const auto made = plans();

    BOOST_TEST(made.plans.size() == 1u);
    BOOST_TEST_REQUIRE(made.disabled.size() == 1u);
    BOOST_TEST(made.disabled[0].reason == "it needs a key: set --shop.key-file or SHOP_KEY");
}

BOOST_AUTO_TEST_CASE(c02_a_secret_that_cannot_be_sent_disables_its_source)
{
    variables["SHOP_KEY"] = "two words";

    BOOST_TEST(plans().disabled[1].reason == "SHOP_KEY does not hold a secret that can be sent");
}

BOOST_AUTO_TEST_CASE(lists_are_questions_and_share_the_limit)
{
    auto task = option("task", option_type::text, "text");
    auto order = option("sort", option_type::choice);
    auto owner = option("owner", option_type::text);
    task.is_list = order.is_list = owner.is_list = owner.is_beside = true;
    order.choices = {"most", "newest"};
    found[1].description.options = {
        option("limit", option_type::integer, "10"), task, order, owner};
    const auto questions = [this] {
        strings out;
        const auto planned = plans();
        for (const auto& one : planned.plans[1].questions)
        {
            out.push_back(one.key + ':');
            for (const auto& [name, value] : one.options)
                out.back() += ' ' + value;
        }
        return out;
    };
    // As it always was, byte for byte: what was kept before goes on.
    BOOST_TEST(questions() == strings{": 10 text  "});
    command_line["shop.sort"] = {"most"};
    BOOST_TEST(questions() == strings{": 10 text  "});
    command_line["shop.task"] = {"text,image"};
    BOOST_TEST(questions() == (strings{": 5 text  ", "task-image: 5 image  "}));
    command_line["shop.sort"] = {"newest,most"};
    command_line["shop.owner"] = {"A,B"};
    BOOST_TEST(
        questions() == (strings{
                           "sort-newest: 2 text newest ",
                           ": 2 text  ",
                           "task-image+sort-newest: 2 image newest ",
                           "task-image: 2 image  ",
                           "owner-A: 1 text,image  A",
                           "owner-B: 1 text,image  B"})
    );
    command_line["shop.limit"] = {"5"};
    BOOST_TEST(
        refusal() == "--shop.limit 5 is too small for 6 questions: owner B would get none of it"
    );
    // All models are the same models in any order.
    command_line["shop.limit"] = {"0"};
    BOOST_TEST(questions().size() == 4u);
}

BOOST_AUTO_TEST_CASE(a_path_a_user_named_is_made_whole_and_a_default_stays)
{
    auto& options = found[1].description.options;
    options = {option("file", option_type::path, "list.json")};
    BOOST_TEST(plans().plans[1].options[0].second == "list.json");
    const temporary_directory directory;
    const auto mine = directory.path() / "mine.json";
    command_line["shop.file"] = {std::filesystem::relative(mine).string()};
    BOOST_TEST(refusal().starts_with("--shop.file: there is no file"));
    put_file(mine, "[]");
    BOOST_TEST(plans().plans[1].options[0].second == mine.string());
    command_line["shop.file"] = {"https://lists.example/x.json"};
    BOOST_TEST(plans().plans[1].options[0].second == "https://lists.example/x.json");
    BOOST_TEST(plans().plans[1].named_origins == strings{"https://lists.example"});
}

BOOST_AUTO_TEST_CASE(only_a_path_that_a_user_gave_is_a_file_that_may_be_read)
{
    auto& options = found[1].description.options;
    options = {option("file", option_type::path, "/etc/hosts"), option("word", option_type::text)};
    command_line["shop.word"] = {"/etc/passwd"};
    BOOST_TEST(plans().plans[1].named_files.empty());
    const temporary_directory directory;
    const auto mine = (directory.path() / "mine.json").string();
    put_file(mine, "[]");
    command_line["shop.file"] = {mine};

    BOOST_TEST(plans().plans[1].named_files == strings{mine});
}

BOOST_AUTO_TEST_CASE(c03_the_token_of_the_hub_is_no_option_of_a_plugin_that_is_called_hub)
{
    found[0].description.options = {
        option("token", option_type::text, "none"),
        option("token-file", option_type::path),
        option("endpoint", option_type::text)};
    command_line = {
        {"hub.token", {"hf_x"}}, {"hub.token-file", {"/tmp/t"}}, {"hub.endpoint", {"https://x"}}};
    BOOST_TEST(
        (plans().plans[0].options ==
         option_values{{"token", "none"}, {"token-file", ""}, {"endpoint", ""}})
    );
    BOOST_TEST(plans().plans[0].named_files.empty());
    found[0].description.options = {option("token", option_type::secret)};

    BOOST_TEST(plans().credentials.empty());
}

BOOST_AUTO_TEST_CASE(the_hub_is_where_the_user_says_and_anonymous_without_a_token)
{
    BOOST_TEST(find_hub_access(value_sources, true)->endpoint == "https://huggingface.co");
    BOOST_TEST(!find_hub_access(value_sources, true)->is_named);
    BOOST_TEST(credential_for(*find_hub_access(value_sources, true)).value.empty());
    variables = {{"HF_ENDPOINT", "https://m.example/hub//"}, {"HF_TOKEN", "hf_x"}};
    const auto hub = find_hub_access(value_sources, true);

    BOOST_TEST(hub->endpoint == "https://m.example/hub");
    BOOST_TEST(hub->is_named);
    BOOST_TEST(credential_for(*hub).origin == "https://m.example");
    BOOST_TEST(credential_for(*hub).value == "Bearer hf_x");
}

BOOST_AUTO_TEST_CASE(the_token_of_other_tools_is_found_where_they_keep_it)
{
    const temporary_directory home;
    put_file(home.path() / "own/token", "hf_x\n");
    variables["HOME"] = home.path().string();

    for (const auto* place : {"~/own", "$HOME/own", "${HOME}/own"})
    {
        variables["HF_HOME"] = place;
        BOOST_TEST(find_hub_access(value_sources, true)->token == "hf_x");
        BOOST_TEST(
            find_hub_access(value_sources, true)->token_source ==
            (home.path() / "own/token").string()
        );
    }
    variables["HF_TOKEN_PATH"] = "~/own/token";
    BOOST_TEST(find_hub_access(value_sources, true)->token == "hf_x");
}

BOOST_AUTO_TEST_CASE(a_token_that_lies_about_is_not_sent_by_who_said_so)
{
    const temporary_directory home;
    put_file(home.path() / "token", "hf_x");
    variables = {
        {"HF_TOKEN_PATH", (home.path() / "token").string()},
        {"HF_HUB_DISABLE_IMPLICIT_TOKEN", "1"}};

    BOOST_TEST(find_hub_access(value_sources, true)->token.empty());
    variables["HF_HUB_DISABLE_IMPLICIT_TOKEN"] = "0";
    BOOST_TEST(find_hub_access(value_sources, true)->token == "hf_x");
    variables["HF_HUB_DISABLE_IMPLICIT_TOKEN"] = "yes";
    variables["HF_TOKEN"] = "hf_y";
    BOOST_TEST(find_hub_access(value_sources, true)->token == "hf_y");
}

BOOST_AUTO_TEST_CASE(an_endpoint_is_what_paths_can_be_added_to)
{
    for (const auto* bad : {"https://m.example/?x=1", "https://m.example/#top", "https://m.ex/a b"})
    {
        variables = {{"HF_ENDPOINT", bad}};
        BOOST_TEST(
            find_hub_access(value_sources, true)
                .error()
                .where.starts_with("--hub.endpoint or HF_E"),
            bad
        );
    }
}

BOOST_AUTO_TEST_CASE(c02_a_token_that_cannot_be_sent_is_no_matter_where_nothing_is_sent)
{
    command_line = {{"hub.token", {"hf_x\nHost: y"}}};
    BOOST_TEST(find_hub_access(value_sources, true).has_error());
    BOOST_TEST(find_hub_access(value_sources, false)->token.empty());
    command_line = {};
    variables = {{"HF_ENDPOINT", "m.example"}};
    BOOST_TEST(find_hub_access(value_sources, true).has_error());
    BOOST_TEST(find_hub_access(value_sources, false)->endpoint == "https://huggingface.co");
}

BOOST_AUTO_TEST_CASE(c02_an_older_name_of_the_token_is_checked_as_well)
{
    variables = {{"HUGGING_FACE_HUB_TOKEN", " hf_x\n"}};
    BOOST_TEST(find_hub_access(value_sources, true)->token == "hf_x");
    variables = {{"HUGGING_FACE_HUB_TOKEN", "hf_x\nHost: y"}};
    const auto without = find_hub_access(value_sources, true);
    BOOST_TEST(without->token.empty());
    BOOST_TEST(
        without->warning == "HUGGING_FACE_HUB_TOKEN does not hold a secret that can be sent: the "
                            "Hub is asked without it"
    );
    variables = {{"HF_TOKEN", "Bearer hf_y"}};
    BOOST_TEST(find_hub_access(value_sources, true)->token == "hf_y");
}

BOOST_AUTO_TEST_SUITE_END()
