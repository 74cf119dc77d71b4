#include "staging/license_finding.hpp"
#include "support/record_of.hpp"
#include "support/serial_for_backwards.hpp"

#include <boost/test/unit_test.hpp>

using namespace muster;
using test::add;
using test::listed_model;
using strings = std::vector<std::string>;

namespace {

candidate licensed(const std::string& id, std::optional<std::string> license, strings tags = {})
{
    candidate one;
    one.model_id = id;
    one.license = std::move(license);
    one.tags = std::move(tags);
    return one;
}

/// The same models as rows of a listing, whose tags are looked at in another way: in one if they
/// are the row's own, and in one if others have them, too.
candidate_table as_rows(const std::vector<candidate>& models, bool are_tags_shared)
{
    listing published;
    published.label = "hub";
    for (const auto& one : models)
    {
        listed_model row;
        row.tags = one.tags;
        for (int i = 0; i < 2 && are_tags_shared; ++i)
        {
            row.model_id = "other/" + std::to_string(published.models.size());
            add(published.models, row);
        }
        row.model_id = one.model_id;
        row.license = one.license.value_or("");
        add(published.models, row);
    }
    return normalize(published).candidates;
}

std::optional<license_finding> finding_on(const std::string& id, const candidate_table& models)
{
    const auto all = find_licenses(models, {});
    const auto found = all.find(id);
    return found == all.end() ? std::nullopt : std::optional(found->second);
}

bool is_told(const std::string& id, const std::vector<candidate>& models)
{
    const bool is_there = finding_on(id, models).has_value();
    for (const bool are_shared : {false, true})
        BOOST_TEST(finding_on(id, as_rows(models, are_shared)).has_value() == is_there);
    return is_there;
}

license_finding find(const std::string& id, const std::vector<candidate>& models)
{
    BOOST_TEST_REQUIRE(is_told(id, models));
    const auto found = *finding_on(id, models);
    for (const bool are_shared : {false, true})
    {
        const auto of_rows = *finding_on(id, as_rows(models, are_shared));
        BOOST_TEST(to_string(of_rows.state) == to_string(found.state));
        BOOST_TEST((of_rows.license == found.license));
        BOOST_TEST(of_rows.bases == found.bases);
        BOOST_TEST(of_rows.others == found.others);
    }
    return found;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(license_finding_test)

BOOST_AUTO_TEST_CASE(what_is_declared_and_what_is_not_known_need_not_be_told)
{
    const std::vector<candidate> models = {licensed("A/x", "mit"), licensed("a/y", {})};

    BOOST_TEST(!is_told("a/x", models));
    BOOST_TEST(!is_told("a/y", models));
}

BOOST_AUTO_TEST_CASE(a_variant_inherits_through_variants)
{
    const auto found = find(
        "q/q",
        {licensed("a/x", "llama3.1"),
         licensed("q/x", {}, {"base_model:quantized:a/x"}),
         licensed("q/q", {}, {"base_model:quantized:q/x"})}
    );

    BOOST_TEST(to_string(found.state) == "inherited");
    BOOST_TEST(found.license.value() == "llama3.1");
    BOOST_TEST(found.bases == strings{"q/x"});
}

BOOST_AUTO_TEST_CASE(a_merge_of_differently_licensed_models_inherits_nothing)
{
    const strings both = {"base_model:merge:a/x", "base_model:merge:a/y"};

    BOOST_TEST(!is_told(
        "m/m", {licensed("a/x", "mit"), licensed("a/y", "gemma"), licensed("m/m", {}, both)}
    ));
    BOOST_TEST(
        find("m/m", {licensed("a/x", "mit"), licensed("a/y", "mit"), licensed("m/m", {}, both)})
            .license.value() == "mit"
    );
    BOOST_TEST(!is_told("m/m", {licensed("a/x", "mit"), licensed("m/m", {}, both)}));
}

BOOST_AUTO_TEST_CASE(each_of_many_is_looked_at)
{
    std::vector<candidate> models = {licensed("a/base", "mit")};
    for (int i = 0; i < 20'000; ++i)
        models.push_back(licensed("b/" + std::to_string(i), {}, {"base_model:finetune:a/base"}));

    const auto found = find_licenses(models, {}, test::serial_for_backwards);
    BOOST_TEST(found.size() == 20'000u);
    BOOST_TEST(found.at("b/19999").license.value() == "mit");
}

BOOST_AUTO_TEST_CASE(two_that_inherit_from_each_other_come_to_an_end)
{
    BOOST_TEST(!is_told(
        "a/x", {licensed("a/x", {}, {"base_model:b/y"}), licensed("b/y", {}, {"base_model:a/x"})}
    ));
}

BOOST_AUTO_TEST_CASE(sources_that_differ_conflict_and_the_trusted_one_stands)
{
    std::vector<normalized_listing> listings(2);
    listings[0].candidates =
        std::vector{licensed("a/x", "mit"), licensed("a/y", "mit"), licensed("a/z", "gemma")};
    listings[1].candidates =
        std::vector{licensed("A/X", "gpl-3.0"), licensed("a/y", "mit"), licensed("a/z", "other")};
    const auto found = find_licenses(listings[0].candidates, declared_licenses(listings));

    BOOST_TEST(to_string(found.at("a/x").state) == "conflicting");
    BOOST_TEST(found.at("a/x").license.value() == "mit");
    BOOST_TEST(found.at("a/x").others == strings{"gpl-3.0"});
    BOOST_TEST(!found.contains("a/y"));
    BOOST_TEST(!found.contains("a/z"));
}

BOOST_AUTO_TEST_CASE(a_quantised_copy_has_the_licence_of_its_base_or_conflicts)
{
    const auto models = [](const char* relation) {
        return std::vector<candidate>{
            licensed("a/x", "llama3.1"),
            licensed("q/x", "mit", {std::string("base_model:") + relation + ":a/x"})};
    };

    BOOST_TEST(to_string(find("q/x", models("quantized")).state) == "conflicting");
    BOOST_TEST(!is_told("q/x", models("finetune")));
}

BOOST_AUTO_TEST_SUITE_END()
