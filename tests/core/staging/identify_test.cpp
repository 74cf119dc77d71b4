#include "staging/identify.hpp"
#include "support/record_of.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>

using namespace muster;
using test::add;
using test::listed_model;
using strings = std::vector<std::string>;

namespace {

struct identify_fixture
{
    listing hub = {"hub", "hub_label", {}, {}};
    listing vendor = {"vendor", "vendor_label", {}, {}};
    known_names known = {};
    std::vector<normalized_listing> listings = {};

    void hub_has(const std::string& id, bool is_seen = true)
    {
        listed_model model;
        model.model_id = id;
        if (is_seen)
            model.facts.commit = "1";
        add(hub.models, model);
    }

    void vendor_has(const std::string& name, const std::string& id = "")
    {
        listed_model model;
        model.name = name;
        model.model_id = id;
        model.tags = {"vendor-index"};
        add(vendor.models, model);
    }

    identify_result work()
    {
        listings = {normalize(hub), normalize(vendor)};
        return identify(listings, known);
    }

    strings ids(std::size_t of) const
    {
        strings all;
        for (const auto& one : listings[of].candidates)
            all.emplace_back(one.model_id);
        std::sort(all.begin(), all.end());
        return all;
    }

    bool is_tagged(std::size_t row) const
    {
        const auto tags = listings[1].candidates[row].tags.to_owned();
        return std::find(tags.begin(), tags.end(), inferred_id_tag) != tags.end();
    }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(identify_test, identify_fixture)

BOOST_AUTO_TEST_CASE(a_row_that_is_certain_joins_and_is_tagged)
{
    hub_has("Acme/Model-8B");
    vendor_has("acme/model-8b");
    const auto found = work();

    BOOST_TEST(ids(1) == strings{"Acme/Model-8B"});
    BOOST_TEST(is_tagged(0));
    BOOST_TEST(listings[1].candidates[0].sources.to_owned() == strings{"vendor_label"});
    BOOST_TEST_REQUIRE(found.inferred.size() == 1u);
    BOOST_TEST(found.inferred[0].name == "acme/model-8b");
    BOOST_TEST(to_string(found.inferred[0].by) == "name");
    BOOST_TEST(found.unresolved.empty());
}

BOOST_AUTO_TEST_CASE(a_serving_variant_joins_its_twin_untagged)
{
    vendor_has("acme/x", "Acme/X");
    vendor_has("acme/x:free");
    const auto found = work();

    BOOST_TEST(ids(1) == (strings{"Acme/X", "Acme/X"}));
    BOOST_TEST(!is_tagged(1));
    BOOST_TEST(to_string(found.inferred.at(0).by) == "twin");
}

BOOST_AUTO_TEST_CASE(what_is_not_certain_stays_with_its_likely_matches)
{
    hub_has("Acme/Model-8B-v2");
    vendor_has("acme/model-8b");
    const auto found = work();

    BOOST_TEST(ids(1).empty());
    BOOST_TEST_REQUIRE(found.unresolved.size() == 1u);
    BOOST_TEST(found.unresolved[0].plugin == "vendor");
    BOOST_TEST(found.unresolved[0].likely == strings{"Acme/Model-8B-v2"});
}

BOOST_AUTO_TEST_CASE(a_person_settles_what_a_name_stands_for)
{
    hub_has("Acme/Model-8B-v2");
    vendor_has("acme/model-8b:free");
    known.aliases.add_model("acme/model-8b", "Acme/Model-8B-v2");
    const auto found = work();

    BOOST_TEST(ids(1) == strings{"Acme/Model-8B-v2"});
    BOOST_TEST(!is_tagged(0));
    BOOST_TEST(to_string(found.inferred.at(0).by) == "alias");
}

BOOST_AUTO_TEST_CASE(an_id_that_was_told_before_is_remembered)
{
    vendor_has("acme/odd");
    known.id_histories["vendor"] = {{"acme/odd", "Acme/Quite-Different"}};
    const auto found = work();

    BOOST_TEST(ids(1) == strings{"Acme/Quite-Different"});
    BOOST_TEST(is_tagged(0));
    BOOST_TEST(to_string(found.inferred.at(0).by) == "told-before");
}

BOOST_AUTO_TEST_CASE(owners_are_learnt_from_earlier_listings_and_aliases_too)
{
    hub_has("AcmeAI/Model-8B");
    vendor_has("acme/model-8b");
    BOOST_TEST(work().unresolved.size() == 1u);

    known.id_histories["vendor"] = {{"acme/gone", "AcmeAI/Gone"}};
    BOOST_TEST(work().unresolved.empty());
    BOOST_TEST(ids(1) == strings{"AcmeAI/Model-8B"});

    known.id_histories.clear();
    known.aliases.add_vendor("acme", "AcmeAI");
    BOOST_TEST(work().unresolved.empty());
    BOOST_TEST(ids(1) == strings{"AcmeAI/Model-8B"});
}

BOOST_AUTO_TEST_CASE(renames_fold_rows_into_one_model)
{
    hub_has("New/x");
    vendor_has("old/x", "Old/x");
    known.aliases.add_owner("Old", "New");
    work();

    BOOST_TEST(ids(0) == strings{"New/x"});
    BOOST_TEST(ids(1) == strings{"New/x"});
}

BOOST_AUTO_TEST_CASE(a_repository_that_was_seen_under_its_earlier_name_keeps_it_for_all)
{
    hub_has("Old/x");
    vendor_has("new/x", "New/x");
    known.aliases.add_owner("Old", "New");
    work();

    BOOST_TEST(ids(0) == strings{"Old/x"});
    BOOST_TEST(ids(1) == strings{"Old/x"});
}

BOOST_AUTO_TEST_CASE(memory_keeps_what_the_present_listing_does_not_tell)
{
    vendor_has("a/One", "A/One");
    auto told = extend_history({{"a/two", "A/Two"}, {"a/one", "Old/One"}}, vendor);

    BOOST_TEST((told == id_history{{"a/one", "A/One"}, {"a/two", "A/Two"}}));
    BOOST_TEST((history_without(told, vendor) == id_history{{"a/two", "A/Two"}}));
}

BOOST_AUTO_TEST_CASE(a_sibling_that_the_source_may_mean_leaves_it_open)
{
    hub_has("Acme/Model-8B");
    hub_has("Acme/Model-8B-it");
    vendor_has("acme/model-8b");
    auto found = work();
    BOOST_TEST(found.inferred.empty());
    BOOST_TEST_REQUIRE(found.unresolved.size() == 1u);
    BOOST_TEST(found.unresolved[0].likely == (strings{"Acme/Model-8B", "Acme/Model-8B-it"}));

    // It has a name of its own for that one.
    vendor_has("acme/model-8b-it");
    found = work();
    BOOST_TEST(found.unresolved.empty());
    BOOST_TEST(ids(1) == (strings{"Acme/Model-8B", "Acme/Model-8B-it"}));
}

BOOST_AUTO_TEST_CASE(a_name_that_another_source_gives_to_a_model_counts_where_the_words_agree)
{
    hub_has("Acme/Model-8B");
    hub_has("Acme/Chat-V3");
    vendor_has("acme/model-8b");
    vendor_has("acme/chat");
    listing other = {"other", "other_label", {}, {}};
    for (const auto& [name, id] :
         {std::pair("acme/model-8b", "Acme/Model-8B"), std::pair("acme/chat", "Acme/Chat-V3")})
    {
        listed_model model;
        model.name = name;
        model.model_id = id;
        add(other.models, model);
    }
    listings = {normalize(hub), normalize(vendor), normalize(other)};
    const auto found = identify(listings, known);

    BOOST_TEST_REQUIRE(found.inferred.size() == 1u);
    BOOST_TEST(found.inferred[0].name == "acme/model-8b");
    BOOST_TEST_REQUIRE(found.unresolved.size() == 1u);
    BOOST_TEST(found.unresolved[0].likely == strings{"Acme/Chat-V3"});
}

BOOST_AUTO_TEST_CASE(a_date_tells_siblings_apart_too)
{
    hub_has("Acme/Model-R1");
    hub_has("Acme/Model-R1-0528");
    vendor_has("acme/model-r1");
    BOOST_TEST(work().inferred.empty());
    vendor_has("acme/model-r1-0528", "Acme/Model-R1-0528");
    BOOST_TEST(work().inferred.size() == 1u);
}

BOOST_AUTO_TEST_CASE(a_list_that_dates_the_earlier_model_may_mean_a_later_one_by_the_plain_name)
{
    hub_has("Acme/Model-R1");
    vendor_has("acme/model-r1");
    BOOST_TEST(work().inferred.size() == 1u);
    // Of January; the Hub calls it Model-R1, and that of May is beyond the limit of the listing.
    vendor_has("acme/model-r1-0120");
    const auto found = work();
    BOOST_TEST(found.inferred.empty());
    BOOST_TEST_REQUIRE(found.unresolved.size() == 2u);
    BOOST_TEST(found.unresolved[0].likely == strings{"Acme/Model-R1"});
}

BOOST_AUTO_TEST_SUITE_END()
