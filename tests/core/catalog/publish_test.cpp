#include "catalog/publish.hpp"
#include "contract/identity.hpp"

#include <boost/test/unit_test.hpp>

using namespace muster;
using strings = std::vector<std::string>;

namespace {

struct publish_fixture
{
    std::vector<candidate> staged = {};
    std::vector<catalog_entry> catalog = {};
    std::vector<decision> decided = {};
    alias_table aliases = {};
    list_policy policy = default_list_policy();
    std::map<std::string, std::string> hub_licenses = {};
    size_finding found = {};
    strings asked = {};
    strings wanted_licenses = {};

    publish_fixture()
    {
        found.size.params = 8'000'000'000;
        found.size.is_moe = false;
        found.size.active_params = 8'000'000'000;
        found.size.layers = 32;
        found.size.hidden = 4096;
    }

    void stage(const std::string& id, strings tags = {}, std::optional<std::string> license = {})
    {
        candidate one;
        one.model_id = id;
        one.tags = std::move(tags);
        one.license = std::move(license);
        one.sources = {"hub"};
        staged.push_back(one);
    }

    void pin(const std::string& id) { catalog.emplace_back().model_id = id; }

    void decide_on(const std::string& id, decision_kind kind)
    {
        decision one;
        one.id = id;
        one.kind = kind;
        decided.push_back(one);
    }

    void reject(const std::string& id) { decide_on(id, decision_kind::reject); }

    published_models work()
    {
        const auto licenses = find_licenses(staged, {});
        const decision_table decisions(decided, aliases);
        publish_rules rules;
        rules.catalog = catalog;
        rules.decisions = &decisions;
        rules.policy = &policy;
        rules.licenses = &licenses;
        rules.hub_license_of = [this](const std::string& id) {
            const auto known = hub_licenses.find(id);
            return known == hub_licenses.end() ? std::string() : known->second;
        };
        rules.wanted_licenses = wanted_licenses;
        return publish(
            name_as_catalog(staged, catalog, aliases),
            rules,
            [this](const std::string& id) {
                asked.push_back(id);
                return found;
            }
        );
    }

    strings ids()
    {
        strings all;
        for (const auto& row : work().rows)
            all.push_back(row.model_id);
        return all;
    }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(publish_test, publish_fixture)

BOOST_AUTO_TEST_CASE(what_was_rejected_is_no_row_even_in_the_catalog)
{
    stage("a/x");
    stage("a/y");
    pin("a/Z");
    reject("A/x");
    reject("a/z");

    BOOST_TEST(ids() == strings{"a/y"});
    BOOST_TEST(work().rejected == (strings{"a/Z", "a/x"}));
}

BOOST_AUTO_TEST_CASE(a_row_has_the_class_of_its_licence_and_what_decided_it)
{
    stage("a/open", {}, "apache-2.0");
    stage("a/silent");
    const auto rows = work().rows;
    BOOST_TEST(rows.at(0).license_class.value() == "open");
    BOOST_TEST(rows.at(0).license_spdx.value() == "Apache-2.0");
    BOOST_TEST(rows.at(0).origin.at("license_class") == "the licence is known");
    BOOST_TEST(rows.at(1).license_class.value() == "unknown");
    BOOST_TEST(!rows.at(1).license_spdx);
    BOOST_TEST(rows.at(1).origin.at("license_class") == "no licence is declared");
}

BOOST_AUTO_TEST_CASE(licences_that_are_not_wanted_are_left_out_but_for_what_a_person_chose)
{
    stage("a/free", {}, "mit");
    stage("a/gem", {}, "gemma");
    stage("a/silent");
    stage("a/yes", {}, "gemma");
    stage("a/pinned", {}, "gemma");
    pin("a/pinned");
    decide_on("a/yes", decision_kind::accept);
    wanted_licenses = {"open"};

    BOOST_TEST(ids() == (strings{"a/free", "a/pinned", "a/yes"}));
    const auto left = work().left;
    BOOST_TEST_REQUIRE(left.size() == 2u);
    BOOST_TEST(
        left[0].reason == "its licence, gemma, is of the class conditions: --license names others"
    );
    BOOST_TEST(
        left[1].reason ==
        "it declares no licence, which is of the class unknown: --license names others"
    );
    wanted_licenses = {"gemma", "unknown"};
    BOOST_TEST(ids() == (strings{"a/gem", "a/pinned", "a/silent", "a/yes"}));
}

BOOST_AUTO_TEST_CASE(a_rename_undoes_no_decision)
{
    aliases.add_owner("Old", "New");
    stage("Old/x");
    pin("Old/y");
    stage("New/z");
    reject("New/x");
    reject("New/y");
    reject("Old/z");

    BOOST_TEST(ids().empty());
    BOOST_TEST(work().rejected == (strings{"New/z", "Old/x", "Old/y"}));
}

BOOST_AUTO_TEST_CASE(a_row_is_held_and_accepted_under_its_other_name_too)
{
    aliases.add_owner("Old", "New");
    list_rule rule;
    rule.owner = "old";
    rule.why = "a test";
    policy.rules = {rule};
    stage("Old/accepted");
    stage("Old/left");
    pin("Old/held");
    decide_on("New/accepted", decision_kind::accept);
    decide_on("New/held", decision_kind::hold);

    BOOST_TEST(ids() == strings{"Old/accepted"});
    BOOST_TEST(work().held.at(0).model_id == "Old/held");
}

BOOST_AUTO_TEST_CASE(a_renamed_model_is_one_row_under_the_name_that_pages_link_to)
{
    stage("New/x");
    pin("Old/x");
    aliases.add_owner("Old", "New");

    BOOST_TEST(ids() == strings{"Old/x"});
    BOOST_TEST((asked == strings{"new/x"}));
    BOOST_TEST(work().rows.at(0).source.value() == "hub");
}

BOOST_AUTO_TEST_CASE(a_catalog_with_both_names_keeps_both)
{
    stage("New/x");
    pin("Old/x");
    pin("New/x");
    aliases.add_owner("Old", "New");

    BOOST_TEST(ids() == (strings{"New/x", "Old/x"}));
}

BOOST_AUTO_TEST_CASE(the_policy_leaves_out_what_nobody_asked_for)
{
    list_rule rule;
    rule.owner = "tests";
    rule.why = "a test";
    policy.rules = {rule};
    stage("tests/x");
    stage("tests/kept");
    pin("Tests/kept");
    decide_on("tests/accepted", decision_kind::accept);
    stage("tests/accepted");

    BOOST_TEST(ids() == (strings{"Tests/kept", "tests/accepted"}));
    BOOST_TEST(work().left.at(0).model_id == "tests/x");
    BOOST_TEST(work().left.at(0).reason == "a test");
}

BOOST_AUTO_TEST_CASE(an_inherited_licence_says_from_whom)
{
    stage("a/x", {}, "mit");
    stage("q/x", {"base_model:quantized:a/x"});
    const auto rows = work().rows;

    BOOST_TEST(rows.at(1).license.value() == "mit");
    BOOST_TEST(rows.at(1).origin.at("license") == "declared by the base model a/x");
    BOOST_TEST(!rows.at(0).origin.contains("license"));
}

BOOST_AUTO_TEST_CASE(a_licence_that_no_source_gives_is_what_the_hub_declares)
{
    stage("a/x", {}, "mit");
    pin("Old/y");
    aliases.add_owner("Old", "New");
    stage("New/y");
    pin("a/z");
    catalog.back().pinned.license = "llama3";
    hub_licenses = {{"a/x", "apache-2.0"}, {"new/y", "gemma"}, {"a/z", "apache-2.0"}};
    const auto rows = work().rows;

    BOOST_TEST(rows.at(0).model_id == "Old/y");
    BOOST_TEST(rows.at(0).license.value() == "gemma");
    BOOST_TEST(rows.at(0).origin.at("license") == "the Hub");
    BOOST_TEST(rows.at(1).license.value() == "mit");
    BOOST_TEST(rows.at(2).license.value() == "llama3");
    BOOST_TEST(rows.at(2).origin.at("license") == "pin");
}

BOOST_AUTO_TEST_SUITE_END()
