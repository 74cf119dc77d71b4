#include "settings/flags.hpp"

#include <boost/test/unit_test.hpp>

#include <set>

using namespace muster;

namespace {

descriptor plugin()
{
    descriptor out;
    out.name = "stub";
    out.summary = "a stub";
    option_spec limit;
    limit.name = "limit";
    limit.type = option_type::integer;
    option_spec key;
    key.name = "key";
    key.type = option_type::secret;
    key.env = "STUB_KEY";
    out.options = {limit, key};
    return out;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(flags_test)

BOOST_AUTO_TEST_CASE(every_default_is_a_value_that_can_be)
{
    for (const auto& one : common_flags())
        if (one.spec.default_value)
            BOOST_TEST(check_option(one.spec, *one.spec.default_value).has_value(), one.spec.name);
}

BOOST_AUTO_TEST_CASE(every_flag_stands_once_and_explains_itself)
{
    std::set<std::string> names;
    for (const auto* flags : {&common_flags(), &hub_flags()})
        for (const auto& one : *flags)
        {
            BOOST_TEST(names.insert(one.spec.name).second, one.spec.name);
            BOOST_TEST(!one.spec.help.empty(), one.spec.name);
            BOOST_TEST(one.is_switch == one.value_name.empty(), one.spec.name);
        }
}

BOOST_AUTO_TEST_CASE(the_flags_that_others_rely_on_are_there)
{
    std::set<std::string> names;
    for (const auto& one : common_flags())
        names.insert(one.spec.name);
    for (const auto* name :
         {"data",     "config",   "plugin-dir",    "sources",       "skip",
          "trust",    "deadline", "size-deadline", "evidence-age",  "max-shrink",
          "no-stale", "offline",  "in-process",    "worker-memory", "fail-on",
          "format",   "quiet",    "verbose",       "version",       "allow-untrusted"})
        BOOST_TEST(names.contains(name), name);
}

BOOST_AUTO_TEST_CASE(c04_an_option_of_a_plugin_is_a_flag_with_its_name_before_it)
{
    const auto flags = flags_of(plugin());

    BOOST_TEST_REQUIRE(flags.size() == 3u);
    BOOST_TEST(flags[0].spec.name == "stub.limit");
    BOOST_TEST(flags[0].group == "Source stub (a stub)");
    BOOST_TEST(flags[0].value_name == "N");
}

BOOST_AUTO_TEST_CASE(a_secret_can_be_named_by_file_as_well)
{
    const auto flags = flags_of(plugin());

    BOOST_TEST(flags[1].spec.name == "stub.key");
    BOOST_TEST(flags[1].spec.env == "STUB_KEY");
    BOOST_TEST(flags[2].spec.name == "stub.key-file");
    BOOST_TEST(flags[2].spec.env.empty());
    BOOST_TEST((flags[2].spec.type == option_type::path));
}

BOOST_AUTO_TEST_CASE(the_hubs_own_flags_exist_without_a_plugin)
{
    std::vector<std::string> names;
    for (const auto& one : hub_flags())
        names.push_back(one.spec.name);

    BOOST_TEST(names == (std::vector<std::string>{"hub.endpoint", "hub.token", "hub.token-file"}));
    BOOST_TEST(hub_flags()[0].spec.env == "HF_ENDPOINT");
    BOOST_TEST(hub_flags()[1].spec.env == "HF_TOKEN");
}

BOOST_AUTO_TEST_SUITE_END()
