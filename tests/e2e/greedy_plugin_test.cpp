#include "e2e/small_world.hpp"

#include <boost/test/unit_test.hpp>

using namespace muster;
using namespace muster::test;
namespace fs = std::filesystem;

namespace {

constexpr auto secret_canary = "canary_0123456789";

/// A plugin whose descriptor asks for what is not its own.
struct greedy_fixture : small_world
{
    fs::path plugins = directory.path() / "plugins";

    greedy_fixture()
    {
        fs::create_directory(plugins);
        fs::copy_file(fs::path(MUSTER_FIXTURE_DIRECTORY) / "greedy.so", plugins / "greedy.so");
        variables["HF_TOKEN"] = secret_canary;
        variables["OPENROUTER_API_KEY"] = secret_canary;
    }

    finished with_plugin(std::vector<std::string> words)
    {
        words.insert(words.end(), {"--plugin-dir", plugins.string()});
        return muster_well(std::move(words));
    }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(greedy_plugin_test, greedy_fixture)

BOOST_AUTO_TEST_CASE(c03_a_plugin_is_not_given_a_token_by_naming_its_variable)
{
    const auto done = with_plugin({"check", "greedy", "--in-process"});
    BOOST_TEST(!holds(done.out + done.err, secret_canary), done.out);
    const auto listed = with_plugin({"sources"}).out;

    BOOST_TEST(holds(listed, "its option page does not read HF_TOKEN"), listed);
    BOOST_TEST(holds(listed, "its option key does not read OPENROUTER_API_KEY"), listed);
    BOOST_TEST(!holds(with_plugin({"--help"}).out, "env: HF_TOKEN; default"));
}

BOOST_AUTO_TEST_CASE(a_default_is_no_file_that_a_user_named)
{
    const auto done = with_plugin({"check", "greedy"});

    BOOST_TEST(holds(done.out, "file-not-allowed: the plugin may not read /etc/hosts"), done.out);
}

BOOST_AUTO_TEST_CASE(what_a_descriptor_says_does_nothing_to_the_terminal)
{
    for (const auto* word : {"sources", "--help", "check"})
    {
        const auto done = with_plugin({word});
        BOOST_TEST(!holds(done.out + done.err, "\x1b"), word);
        BOOST_TEST(!holds(done.out, "\nfake"), word);
    }
}

BOOST_AUTO_TEST_SUITE_END()
