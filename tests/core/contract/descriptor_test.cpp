#include "contract/descriptor.hpp"
#include "text/origin.hpp"

#include <boost/test/unit_test.hpp>

using namespace muster;

namespace {

/// What is wrong with a descriptor that has these members beside the required ones.
std::string fault_with(const std::string& members)
{
    const auto read =
        read_descriptor(R"({"name": "hub", "source": "hugging", "version": "1", )" + members + "}");
    return read.has_error() ? read.error().where : "";
}

std::string fault_with_option(const std::string& members)
{
    return fault_with(R"("options": [{)" + members + "}]");
}

}  // namespace

BOOST_AUTO_TEST_SUITE(descriptor_test)

BOOST_AUTO_TEST_CASE(everything_is_read)
{
    const auto read = read_descriptor(R"({
        "name": "hub", "source": "huggingface_hub", "version": "1.2.0", "summary": "the Hub",
        "origins": ["https://huggingface.co"],
        "options": [
            {"name": "endpoint", "type": "url", "default": "https://huggingface.co",
             "env": "HF_ENDPOINT", "help": "where"},
            {"name": "key", "type": "secret", "receiver": "endpoint", "header": "X-Api-Key",
             "prefix": "", "required": true},
            {"name": "limit", "type": "int", "default": "5", "min": 1, "max": 9}
        ]})");

    BOOST_TEST_REQUIRE(read.has_value());
    BOOST_TEST(read->name == "hub");
    BOOST_TEST(read->source == "huggingface_hub");
    BOOST_TEST(read->version == "1.2.0");
    BOOST_TEST(read->origins.front() == "https://huggingface.co");
    BOOST_TEST(read->find_option("endpoint")->env == "HF_ENDPOINT");
    BOOST_TEST(read->find_option("key")->header == "x-api-key");
    BOOST_TEST(read->find_option("key")->required);
    BOOST_TEST(read->find_option("limit")->max.value() == 9.0);
    BOOST_TEST((read->find_option("other") == nullptr));
    BOOST_TEST(!read->opt_in);
    BOOST_TEST(!read->names_only);
    BOOST_TEST(!read->content_age);
}

BOOST_AUTO_TEST_CASE(a_source_may_say_how_old_its_content_may_be)
{
    const auto read =
        read_descriptor(R"({"name": "x", "source": "x", "version": "1", "content_age": "60d"})");

    BOOST_TEST_REQUIRE(read.has_value());
    BOOST_TEST((read->content_age == std::chrono::days(60)));
    BOOST_TEST(
        fault_with(R"("content_age": "two months")") ==
        "descriptor: content_age is no time, such as 60d"
    );
}

BOOST_AUTO_TEST_CASE(a_source_may_wait_until_it_is_named)
{
    const auto read = read_descriptor(
        R"({"name": "x", "source": "x", "version": "1", "opt_in": true, "names_only": true})"
    );

    BOOST_TEST_REQUIRE(read.has_value());
    BOOST_TEST(read->opt_in);
    BOOST_TEST(read->names_only);
    BOOST_TEST(fault_with(R"("opt_in": "yes")") == "descriptor: opt_in is neither true nor false");
}

BOOST_AUTO_TEST_CASE(defaults_take_the_form_that_plugins_see)
{
    const auto read = read_descriptor(R"({"name": "x", "source": "x", "version": "1",
        "options": [{"name": "wait", "type": "duration", "default": "2m"}]})");

    BOOST_TEST(read->find_option("wait")->default_value.value() == "120");
}

BOOST_AUTO_TEST_CASE(members_of_later_versions_are_passed_over)
{
    BOOST_TEST(
        fault_with(R"("pace": 7, "options": [{"name": "a", "type": "int", "unit": "s"}])").empty()
    );
}

BOOST_AUTO_TEST_CASE(names_are_plain)
{
    for (const auto* name : {"Hub", "1st", "-x", "a.b", "a b", "\u00e4"})
    {
        const auto read = read_descriptor(
            R"({"source": "x", "version": "1", "name": ")" + std::string(name) + "\"}"
        );
        BOOST_TEST_REQUIRE(read.has_error(), name);
        BOOST_TEST(
            read.error().where == "descriptor: name may have lower-case letters, digits, - and "
                                  "_, a letter first"
        );
    }
}

BOOST_AUTO_TEST_CASE(name_source_and_version_are_required)
{
    BOOST_TEST(read_descriptor("{}").error().where == "descriptor: name is missing or empty");
    BOOST_TEST(
        read_descriptor(R"({"name": "x"})").error().where ==
        "descriptor: source is missing or empty"
    );
    BOOST_TEST(
        read_descriptor(R"({"name": "x", "source": "x"})").error().where ==
        "descriptor: version is missing or empty"
    );
}

BOOST_AUTO_TEST_CASE(a_fault_in_an_option_is_named_with_its_place)
{
    BOOST_TEST(
        fault_with_option(R"("name": "a", "type": "integer")") ==
        "descriptor: options[0].type is not one of string int real bool duration url path enum "
        "secret ids"
    );
    BOOST_TEST(fault_with_option(R"("name": "A", "type": "int")")
                   .starts_with("descriptor: options[0].name may have"));
    BOOST_TEST(
        fault_with_option(R"("name": "a", "type": "int", "max": "9")") ==
        "descriptor: options[0].max is not a number"
    );
}

BOOST_AUTO_TEST_CASE(a_default_must_be_a_possible_value)
{
    BOOST_TEST(
        fault_with_option(R"("name": "a", "type": "int", "default": "many")") ==
        "descriptor: options[0].default expects a whole number from 0"
    );
}

BOOST_AUTO_TEST_CASE(an_enum_needs_choices)
{
    BOOST_TEST(
        fault_with_option(R"("name": "a", "type": "enum")") ==
        "descriptor: options[0].choices is missing: an enum needs them"
    );
    BOOST_TEST(fault_with_option(R"("name": "a", "type": "enum", "choices": ["x"])").empty());
}

BOOST_AUTO_TEST_CASE(an_option_is_named_once)
{
    BOOST_TEST(
        fault_with(R"("options": [{"name": "a", "type": "int"}, {"name": "a", "type": "url"}])") ==
        "descriptor: options[1] has the name of an earlier option"
    );
}

BOOST_AUTO_TEST_CASE(no_option_has_the_name_of_the_file_of_a_secret)
{
    BOOST_TEST(fault_with(R"("options": [{"name": "key", "type": "secret"},
            {"name": "key-file", "type": "path"}])")
                   .starts_with("descriptor: options[1] has the name"));
    BOOST_TEST(fault_with(R"("options": [{"name": "key-file", "type": "path"},
            {"name": "key", "type": "secret"}])")
                   .starts_with("descriptor: options[1] has the name"));
}

BOOST_AUTO_TEST_CASE(a_receiver_is_an_option_of_type_url)
{
    const std::string complaint =
        "descriptor: options name as receiver something that is no option of type url";

    BOOST_TEST(
        fault_with_option(R"("name": "key", "type": "secret", "receiver": "url")") == complaint
    );
    BOOST_TEST(fault_with(R"("options": [{"name": "n", "type": "int"},
            {"name": "key", "type": "secret", "receiver": "n"}])") == complaint);
}

BOOST_AUTO_TEST_CASE(a_secret_is_sent_in_a_header_that_can_be_one)
{
    const auto fault_of_secret = [](const std::string& members) {
        return fault_with_option(R"("name": "key", "type": "secret", )" + members);
    };

    for (const auto* prefix : {"Bearer\\n", "\\u0000", "\\u007f", "caf\u00e9 "})
        BOOST_TEST(
            fault_of_secret(R"("prefix": ")" + std::string(prefix) + '"') ==
            "descriptor: options[0].prefix is no text for a request header"
        );
    for (const auto* header : {"", "x y", "x:", "x\\r\\ny", "\u00e4"})
        BOOST_TEST(
            fault_of_secret(R"("header": ")" + std::string(header) + '"') ==
            "descriptor: options[0].header is no name of a request header"
        );
    for (const auto* header : {"Host", "range", "Transfer-Encoding", "content-length"})
        BOOST_TEST(
            fault_of_secret(R"("header": ")" + std::string(header) + '"') ==
            "descriptor: options[0].header is a header that muster writes itself"
        );
    BOOST_TEST(fault_of_secret(R"("header": "X-Api-Key", "prefix": "Token ")").empty());
}

BOOST_AUTO_TEST_CASE(a_variable_bears_the_name_of_its_plugin)
{
    const auto is_own = [](const char* name, option_type type, const char* variable) {
        descriptor plugin;
        plugin.name = name;
        option_spec option;
        option.type = type;
        option.env = variable;
        return is_own_variable(plugin, option);
    };
    const auto text = option_type::text;
    const auto secret = option_type::secret;

    BOOST_TEST(is_own("shop", text, "MUSTER_SHOP_URL"));
    BOOST_TEST(is_own("open-shop", text, "MUSTER_OPEN_SHOP_URL"));
    BOOST_TEST(is_own("openshop", secret, "OPEN_SHOP_API_KEY"));
    BOOST_TEST(is_own("shop", secret, "MUSTER_SHOP_KEY"));
    for (const auto* variable :
         {"SHOP_URL", "HF_TOKEN", "MUSTER_SHOP", "MUSTER_SHOPS_URL", "MUSTER_PLUGIN_PATH", ""})
        BOOST_TEST(!is_own("shop", text, variable), variable);
    for (const auto* variable : {"HF_TOKEN", "SHOP", "SHOPPING_KEY", "AWS_SHOP_KEY", "HOME", ""})
        BOOST_TEST(!is_own("shop", secret, variable), variable);
    BOOST_TEST(!is_own("a", secret, "AWS_SECRET_ACCESS_KEY"));
}

BOOST_AUTO_TEST_CASE(origins_have_no_path_and_no_capitals)
{
    for (const auto* origin : {"https://x.example/", "https://X.example", "x.example", "ftp://x"})
        BOOST_TEST(
            fault_with("\"origins\": [\"" + std::string(origin) + "\"]") ==
            "descriptor: origins must be like https://example.org"
        );
}

BOOST_AUTO_TEST_CASE(what_is_no_descriptor_is_refused)
{
    BOOST_TEST(read_descriptor("").error().code == make_error_code(errc::not_json));
    BOOST_TEST(read_descriptor("[]").error().where == "descriptor: is not an object");
    const std::string large(descriptor_bytes_limit + 1, ' ');
    BOOST_TEST(read_descriptor(large).error().code == make_error_code(errc::too_large));
}

BOOST_AUTO_TEST_CASE(an_origin_is_scheme_host_and_unusual_port)
{
    BOOST_TEST(origin_of("HTTPS://Hub.Example:443/a/b?c#d") == "https://hub.example");
    BOOST_TEST(origin_of("https://hub.example:8443/a") == "https://hub.example:8443");
    BOOST_TEST(origin_of("http://127.0.0.1:80") == "http://127.0.0.1");
    BOOST_TEST(origin_of("https://[::1]:8443?x") == "https://[::1]:8443");
    BOOST_TEST(origin_of("http://x.example:443") == "http://x.example:443");
}

BOOST_AUTO_TEST_CASE(what_is_no_web_url_has_no_origin)
{
    for (const auto* url :
         {"",
          "https",
          "://x",
          "ftp://x",
          "https://",
          "https:///a",
          "https://a b",
          "https://u@x",
          "https://x\\y",
          "https://:443",
          "https://:8443/",
          "https://x:port",
          "https://x:0",
          "https://x:65536",
          "https://x:-1"})
        BOOST_TEST(origin_of(url).empty(), url);
}

BOOST_AUTO_TEST_CASE(what_a_switch_sets_is_an_option_that_there_is)
{
    const auto with = [](const std::string& wide) {
        return read_descriptor(
            R"({"name": "n", "source": "s", "version": "1", "origins": [], "options": [
            {"name": "task", "type": "string", "list": true, "beside": true},
            {"name": "mine", "type": "ids"}, )" +
            wide + "]}"
        );
    };
    const auto good = with(R"({"name": "wide", "type": "bool", "sets": {"task": "a,b"}})");
    BOOST_TEST_REQUIRE(good.has_value(), good.error().where);
    BOOST_TEST(good->options[0].is_beside);
    BOOST_TEST((good->options[1].type == option_type::ids));
    BOOST_TEST(good->options[2].sets[0].second == "a,b");
    for (const auto* bad :
         {R"({"name": "wide", "type": "bool", "sets": {"none": "a"}})",
          R"({"name": "wide", "type": "bool", "sets": {"task": 7}})",
          R"({"name": "wide", "type": "string", "sets": {"task": "a"}})"})
        BOOST_TEST(with(bad).has_error(), bad);
}

BOOST_AUTO_TEST_SUITE_END()
