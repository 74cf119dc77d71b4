#include "support/packed_models.hpp"
#include "support/plugin_stage.hpp"

#include <boost/test/unit_test.hpp>

using namespace muster;
using test::add;
using test::listed_model;

namespace {

page_reading expected_reading()
{
    page_reading reading;
    listed_model model;
    model.model_id = "owner/model";
    model.name = "model:free";
    model.license = "apache-2.0";
    model.popularity = 100.0;
    model.tags = {"first", "second"};
    model.facts.commit = "next";
    model.facts.gated = "auto";
    model.facts.safetensors = {{"BF16", 8000000000U}, {"F32", 7U}};
    model.facts.safetensors_total = 8000000007U;
    model.facts.gguf_total = 8000000008U;
    add(reading.models, model);
    add(reading.models, test::named("body"));
    reading.rejected = {{"[2].id", "is not text"}};
    reading.follow = {"next"};
    return reading;
}

/// A plugin built by the header of a minor version.
struct version
{
    std::string number = {};
    listing_facts facts = {};  ///< what it says of its listing; nothing before 1.2
    std::size_t options = 1;

    std::string name() const { return "abi_1_" + number.substr(2); }
};

const listing_facts facts_of_today = {5, 40U, true, "2026-10-12"};
const version versions[] = {
    {"1.0", {}}, {"1.1", {}}, {"1.2", facts_of_today}, {"1.3", facts_of_today, 5}};

void says_what_it_said_then(test::plugin_stage& stage, const version& built)
{
    const auto& source = stage.at(built.name() + ".so");
    BOOST_TEST_REQUIRE(source.runner, source.reason);
    BOOST_TEST(source.abi == built.number);
    BOOST_TEST(source.description.options.size() == built.options);

    const option_values options = {{"limit", "10"}};
    const auto begun = test::run(stage.context, source.runner->start(options));
    BOOST_TEST(begun->size() == 2u);
    fetched_page page{"https://example.org/1", "text/plain", "body", "next", 40U};
    const auto read = test::run(stage.context, source.runner->read(page, options));
    BOOST_TEST_REQUIRE(read.has_value());
    auto expected = expected_reading();
    expected.facts = built.facts;
    BOOST_TEST((*read == expected));

    const auto refused = stage.read(built.name() + ".so", "");
    BOOST_TEST(refused.error().code == make_error_code(errc::wrong_shape));
    BOOST_TEST(refused.error().where == "an empty page");
}

}  // namespace

BOOST_AUTO_TEST_SUITE(contract_versions_test)

BOOST_AUTO_TEST_CASE(l09_a_plugin_of_any_minor_version_runs_in_a_worker)
{
    for (const auto& built : versions)
    {
        test::plugin_directory directory;
        directory.add(built.name());
        test::plugin_stage stage;
        stage.find(directory.path());
        says_what_it_said_then(stage, built);
    }
}

BOOST_AUTO_TEST_CASE(l09_and_in_this_process)
{
    for (const auto& built : versions)
    {
        test::plugin_directory directory;
        directory.add(built.name());
        test::plugin_stage stage;
        stage.find_in_process(directory.path());
        says_what_it_said_then(stage, built);
    }
}

BOOST_AUTO_TEST_SUITE_END()
