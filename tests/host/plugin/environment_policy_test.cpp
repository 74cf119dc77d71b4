#include "plugin/environment_policy.hpp"

#include <boost/test/unit_test.hpp>

using namespace muster;

namespace {

found_source plugin(const std::string& name, std::vector<option_spec> options)
{
    found_source made;
    made.description.name = name;
    made.description.options = std::move(options);
    return made;
}

option_spec reads(const std::string& variable, option_type type = option_type::text)
{
    option_spec option;
    option.name = "x";
    option.type = type;
    option.env = variable;
    return option;
}

/// What is left of the variable of a plugin's only option.
std::string kept(const std::string& name, option_spec option)
{
    std::vector<found_source> found;
    found.push_back(plugin(name, {std::move(option)}));
    apply_environment_policy(found);
    const auto& left = found[0].description.options[0].env;
    BOOST_TEST(found[0].notes.size() == (left.empty() ? 1u : 0u));
    return left;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(environment_policy_test)

BOOST_AUTO_TEST_CASE(c03_a_plugin_is_given_no_variable_of_the_host)
{
    for (const auto type : {option_type::text, option_type::url, option_type::secret})
        for (const auto* name : {"hf", "hub", "home", "evil", "https", "plugin", "hugging"})
            for (const auto* variable :
                 {"HF_TOKEN",
                  "HF_TOKEN_PATH",
                  "HUGGING_FACE_HUB_TOKEN",
                  "HTTPS_PROXY",
                  "HOME",
                  "MUSTER_PLUGIN_PATH",
                  "AWS_SECRET_ACCESS_KEY",
                  "GITHUB_TOKEN"})
                BOOST_TEST(kept(name, reads(variable, type)) == "", variable);
}

BOOST_AUTO_TEST_CASE(c03_a_plugin_is_given_no_variable_of_a_secret)
{
    auto shop = plugin("shop", {reads("MUSTER_SHOP_EAST_KEY", option_type::secret)});
    auto other = plugin("shop-east", {reads("MUSTER_SHOP_EAST_KEY")});
    std::vector<found_source> found;
    found.push_back(std::move(other));
    found.push_back(std::move(shop));
    apply_environment_policy(found);

    BOOST_TEST(found[0].description.options[0].env.empty());
    BOOST_TEST(found[1].description.options[0].env == "MUSTER_SHOP_EAST_KEY");
    BOOST_TEST(
        found[0].notes.at(0) == "its option x does not read MUSTER_SHOP_EAST_KEY, which is not its "
                                "own to read: use --shop-east.x"
    );
}

BOOST_AUTO_TEST_CASE(what_is_its_own_a_plugin_reads)
{
    auto endpoint = reads("HF_ENDPOINT", option_type::url);
    endpoint.name = "endpoint";

    BOOST_TEST(kept("shop", reads("MUSTER_SHOP_URL")) == "MUSTER_SHOP_URL");
    BOOST_TEST(kept("openrouter", reads("OPENROUTER_API_KEY", option_type::secret)) != "");
    BOOST_TEST(kept("hub", endpoint) == "HF_ENDPOINT");
    BOOST_TEST(kept("mirror", endpoint) == "");
}

BOOST_AUTO_TEST_SUITE_END()
