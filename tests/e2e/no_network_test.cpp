#include "e2e/network_world.hpp"
#include "muster/json_text.hpp"
#include "support/refusing_name_server.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <iostream>

using namespace muster;
using namespace muster::test;
namespace json = boost::json;

namespace {

// A person's machine asks for two kinds of addresses, and muster once more before it takes the
// network for missing.
constexpr unsigned questions_for_a_name = 4;

struct lost_world : network_world
{
    refusing_name_server names = {};

    /// A machine where no name is found, with what a run before recorded.
    bool loses_its_network()
    {
        if (!names.is_possible())
        {
            std::cout << "skipped: no root, for a name server of its own\n";
            return false;
        }
        muster_well({"run"});
        std::filesystem::remove_all(directory.path() / "cache");
        program_prefix = names.prefix();
        variables["HF_ENDPOINT"] = "https://hub.invalid";
        return true;
    }

    /// Runs where the vendor's index is behind a name, too.
    finished lost(std::vector<std::string> words)
    {
        auto asking = command_of(std::move(words));
        const auto flag = std::find(asking.words.begin(), asking.words.end(), "--openrouter.url");
        *(flag + 1) = "https://index.invalid/models";
        return run(asking);
    }

    unsigned asked_for(const std::string& name) const
    {
        const auto all = names.questions();
        const auto found = all.find(name);
        return found == all.end() ? 0 : found->second;
    }

    unsigned retries() const
    {
        unsigned sum = 0;
        const auto report = parse_json(this->report(), "report");
        for (const auto& source : report->at("sources").as_array())
            sum += source.at("retries").to_number<unsigned>();
        return sum;
    }
};

std::size_t times(const std::string& text, const std::string& part)
{
    std::size_t count = 0;
    for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + 1))
        ++count;
    return count;
}

}  // namespace

BOOST_FIXTURE_TEST_SUITE(no_network_test, lost_world)

BOOST_AUTO_TEST_CASE(where_no_name_is_found_each_is_looked_up_once_and_that_is_told_once)
{
    if (!loses_its_network())
        return;
    const auto before = kept_files();

    const auto done = lost({"run"});

    BOOST_TEST(done.status == 0, done.err);
    BOOST_TEST(asked_for("hub.invalid") <= questions_for_a_name);
    BOOST_TEST(asked_for("hub.invalid") > 0u);
    BOOST_TEST(asked_for("index.invalid") <= questions_for_a_name);
    BOOST_TEST(asked_for("index.invalid") > 0u);
    BOOST_TEST(retries() == 0u);
    BOOST_TEST(times(done.err, "no network") == 1u, done.err);
    BOOST_TEST(holds(done.err, "muster: no network: using what is recorded (20"), done.err);
    BOOST_TEST(!holds(done.err, "failed"), done.err);
    BOOST_TEST(holds(done.err, "\n  hub           not asked  "), done.err);
    BOOST_TEST(holds(done.err, "\n  openrouter    not asked  "), done.err);
    BOOST_TEST(holds(done.err, "; no address for hub.invalid, index.invalid\n"), done.err);
    BOOST_TEST(times(done.err, "invalid") == 2u, done.err);
    BOOST_TEST(holds(report(), R"("network": "missing")"));
    BOOST_TEST((kept_files() == before));
}

BOOST_AUTO_TEST_CASE(where_nothing_is_recorded_nothing_is_said_to_be)
{
    if (!loses_its_network())
        return;
    std::filesystem::remove_all(data / "sources");
    std::filesystem::remove(data / "staging_candidates.json");

    const auto done = lost({"run", "--sources", "hub,openrouter"});
    BOOST_TEST(
        holds(done.err, "muster: no network: nothing is recorded here that could stand in"),
        done.err
    );
    BOOST_TEST(holds(done.err, "no source gave anything, and nothing was staged before"), done.err);
}

BOOST_AUTO_TEST_CASE(sizes_are_told_of_what_is_recorded)
{
    if (!loses_its_network())
        return;

    const auto known = muster_well({"size", "Acme/Dense"});
    BOOST_TEST(holds(known.out, "138,048"), known.out);
    const auto unknown = muster({"size", "Who/Knows"});
    BOOST_TEST(unknown.status == 1);
    BOOST_TEST(holds(unknown.err, "nothing is recorded here of this model"), unknown.err);
    BOOST_TEST(holds(unknown.err, "muster: no network: using what is recorded"), unknown.err);
    BOOST_TEST(asked_for("hub.invalid") <= 2 * questions_for_a_name);
}

// The index and the list are there: the Hub's name is its own failure, and is tried again.
BOOST_AUTO_TEST_CASE(one_name_that_is_not_found_is_the_failure_of_its_source)
{
    if (!loses_its_network())
        return;
    deadline = std::chrono::seconds(4);
    may_be_staged = true;  // not the bytes of a run before: the licence is known from evidence

    const auto done = survives("https://hub.invalid");

    BOOST_TEST(holds(staged(), "Mirror/Only"));

    BOOST_TEST(!holds(done.err, "no network"), done.err);
    BOOST_TEST(holds(told_of("hub"), "failed: "));
    BOOST_TEST(holds(told_of("hub"), "no address for the name hub.invalid (tried "));
    BOOST_TEST(retries() > 0u);
}

BOOST_AUTO_TEST_SUITE_END()
