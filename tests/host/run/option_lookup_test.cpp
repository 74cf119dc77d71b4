#include "plan/option_lookup.hpp"
#include "support/files.hpp"
#include "support/temporary_directory.hpp"

#include <boost/test/unit_test.hpp>

using namespace muster;
using namespace muster::test;
namespace fs = std::filesystem;

namespace {

struct lookup_fixture
{
    flag_values command_line = {};
    flag_values configuration = {};
    std::map<std::string, std::string> variables = {};
    environment env = [this](const std::string& name) -> std::optional<std::string> {
        const auto found = variables.find(name);
        return found == variables.end() ? std::nullopt : std::optional(found->second);
    };
    option_sources value_sources{command_line, env, configuration};
    option_spec limit = {};
    option_spec token = {};
    temporary_directory directory = {};

    lookup_fixture()
    {
        limit.type = option_type::integer;
        limit.default_value = "500";
        limit.env = "HUB_LIMIT";
        token.type = option_type::secret;
        token.env = "HF_TOKEN";
    }

    std::string secret_file(const std::string& name, const std::string& content) const
    {
        const auto file = directory.path() / name;
        put_file(file, content);
        fs::permissions(file, fs::perms::owner_read);
        return file.string();
    }

    std::string value() const { return look_up_option(limit, "hub.limit", value_sources)->value; }
    std::string secret() const { return look_up_secret(token, "hub.token", value_sources)->value; }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(option_lookup_test, lookup_fixture)

BOOST_AUTO_TEST_CASE(the_nearest_giver_wins)
{
    BOOST_TEST(value() == "500");
    BOOST_TEST(!look_up_option(limit, "hub.limit", value_sources)->is_given);
    configuration["hub.limit"] = {"1"};
    BOOST_TEST(value() == "1");
    variables["HUB_LIMIT"] = "2";
    BOOST_TEST(value() == "2");
    command_line["hub.limit"] = {"3"};
    BOOST_TEST(value() == "3");
    BOOST_TEST(look_up_option(limit, "hub.limit", value_sources)->is_given);
}

BOOST_AUTO_TEST_CASE(a_variable_set_to_nothing_is_not_set)
{
    variables["HUB_LIMIT"] = "";

    BOOST_TEST(value() == "500");
}

BOOST_AUTO_TEST_CASE(a_wrong_value_is_blamed_on_its_giver)
{
    const auto blame = [this] {
        return look_up_option(limit, "hub.limit", value_sources).error().where;
    };
    const std::string rest = " expects a whole number from 0, not \"many\"";

    configuration["hub.limit"] = {"many"};
    BOOST_TEST(blame() == "hub.limit" + rest);
    variables["HUB_LIMIT"] = "many";
    BOOST_TEST(blame() == "HUB_LIMIT" + rest);
    command_line["hub.limit"] = {"many"};
    BOOST_TEST(blame() == "--hub.limit" + rest);
}

BOOST_AUTO_TEST_CASE(c03_the_password_in_a_wrong_url_is_not_quoted)
{
    limit.type = option_type::url;
    command_line["hub.endpoint"] = {"https://me:canary@hub.example/x"};

    BOOST_TEST(
        look_up_option(limit, "hub.endpoint", value_sources).error().where ==
        "--hub.endpoint expects a URL without user name and password, not "
        "\"https://...@hub.example/x\""
    );
}

BOOST_AUTO_TEST_CASE(a_secret_comes_from_flag_file_variable_or_configuration)
{
    BOOST_TEST(secret().empty());
    configuration["hub.token"] = {"of-configuration"};
    BOOST_TEST(secret() == "of-configuration");
    variables["HF_TOKEN"] = "of-variable";
    BOOST_TEST(secret() == "of-variable");
    command_line["hub.token-file"] = {secret_file("token", "of-file\n")};
    BOOST_TEST(secret() == "of-file");
    command_line["hub.token"] = {"of-flag"};
    BOOST_TEST(secret() == "of-flag");
}

BOOST_AUTO_TEST_CASE(a_variable_beats_a_file_of_the_configuration)
{
    configuration["hub.token-file"] = {secret_file("token", "of-file")};
    BOOST_TEST(secret() == "of-file");
    variables["HF_TOKEN"] = "of-variable";

    BOOST_TEST(secret() == "of-variable");
}

BOOST_AUTO_TEST_CASE(a_secret_that_cannot_be_sent_is_refused_and_not_quoted)
{
    variables["HF_TOKEN"] = "two words";
    const auto refused = look_up_secret(token, "hub.token", value_sources);

    BOOST_TEST(refused.error().where == "HF_TOKEN does not hold a secret that can be sent");
}

BOOST_AUTO_TEST_CASE(space_around_a_secret_is_no_part_of_it_and_blank_is_none)
{
    for (const auto* value : {"hf_x\n", "  hf_x\r\n", "hf_x"})
    {
        variables["HF_TOKEN"] = value;
        BOOST_TEST(secret() == "hf_x");
    }
    command_line["hub.token"] = {" of-flag "};
    BOOST_TEST(secret() == "of-flag");
    command_line.clear();
    variables["HF_TOKEN"] = " \n";
    BOOST_TEST(secret().empty());
}

BOOST_AUTO_TEST_CASE(a_secret_says_where_it_came_from)
{
    variables["HF_TOKEN"] = "hf_x";
    BOOST_TEST(look_up_secret(token, "hub.token", value_sources)->source == "HF_TOKEN");
    const auto file = secret_file("token", "of-file");
    command_line["hub.token-file"] = {file};
    BOOST_TEST(look_up_secret(token, "hub.token", value_sources)->source == file);
    command_line["hub.token"] = {"of-flag"};
    BOOST_TEST(look_up_secret(token, "hub.token", value_sources)->source == "--hub.token");
}

BOOST_AUTO_TEST_CASE(an_endpoint_without_a_scheme_gets_a_suggestion)
{
    option_spec endpoint;
    endpoint.type = option_type::url;
    endpoint.env = "HF_ENDPOINT";
    const auto value_of = [&](const std::string& text) {
        variables["HF_ENDPOINT"] = text;
        return look_up_option(endpoint, "hub.endpoint", value_sources);
    };

    BOOST_TEST(
        value_of("hf-mirror.com").error().where ==
        "HF_ENDPOINT expects an http or https URL, not \"hf-mirror.com\": did you mean "
        "https://hf-mirror.com?"
    );
    BOOST_TEST(
        value_of("mirror").error().where ==
        "HF_ENDPOINT expects an http or https URL, not \"mirror\""
    );
    BOOST_TEST(value_of(" https://hf-mirror.com \n")->value == "https://hf-mirror.com");
}

BOOST_AUTO_TEST_CASE(a_secret_file_that_is_missing_is_named)
{
    command_line["hub.token-file"] = {"/none/token"};

    BOOST_TEST(
        look_up_secret(token, "hub.token", value_sources).error().where ==
        "cannot read /none/token: No such file or directory"
    );
}

BOOST_AUTO_TEST_SUITE_END()
