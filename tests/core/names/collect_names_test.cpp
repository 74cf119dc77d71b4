#include "names/collect_names.hpp"
#include "names/names_file.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>

using namespace muster;
using strings = std::vector<std::string>;

namespace {

struct names_fixture
{
    std::vector<naming_source> sources = {{"vendor", "vendor_index", "2026-05-15"}};
    std::vector<normalized_listing> listings = {};
    std::vector<inferred_id> inferred = {};
    std::vector<unresolved_name> unresolved = {};
    std::map<std::string, id_history> histories = {};
    std::vector<decision> decisions = {};
    std::vector<model_builds> builds = {};
    std::vector<known_name> before = {};
    alias_table aliases = {};

    void has(const std::string& name, const std::string& id)
    {
        if (listings.empty())
            listings.emplace_back().plugin = "vendor";
        listings.back().named.push_back({name, id});
    }

    std::vector<known_name> work() const
    {
        name_material material;
        material.sources = sources;
        material.listings = listings;
        material.inferred = inferred;
        material.unresolved = unresolved;
        material.histories = &histories;
        material.decisions = decisions;
        material.builds = builds;
        material.before = before;
        material.today = [this](const std::string& id) { return aliases.resolve(id); };
        material.day = "2026-10-12";
        return collect_names(material);
    }

    known_name only() const
    {
        const auto all = work();
        BOOST_TEST_REQUIRE(all.size() == 1u);
        return all.front();
    }
};

decision confirmed(std::string name, std::string as)
{
    decision made;
    made.id = std::move(name);
    made.as = std::move(as);
    made.why = "its card";
    made.date = "2026-03-01";
    return made;
}

}  // namespace

BOOST_FIXTURE_TEST_SUITE(collect_names_test, names_fixture)

BOOST_AUTO_TEST_CASE(what_the_source_says_is_certain)
{
    has("acme/model", "Acme/Model");
    const auto one = only();
    BOOST_TEST(one.name == "acme/model");
    BOOST_TEST(one.source == "vendor_index");
    BOOST_TEST((one.how == certainty::certain));
    BOOST_TEST(one.model_id == "Acme/Model");
    BOOST_TEST(one.evidence == "the source gives the id");
    BOOST_TEST(one.since == "2026-05-15");
}

BOOST_AUTO_TEST_CASE(of_several_repositories_the_plain_one_counts)
{
    has("acme/model", "Acme/Model-FP8");
    has("acme/model", "Acme/Model");
    BOOST_TEST(only().model_id == "Acme/Model");
    BOOST_TEST(only().others == strings{"Acme/Model-FP8"});
    BOOST_TEST((only().how == certainty::certain));

    has("acme/model", "Acme/Another");
    BOOST_TEST((only().how == certainty::likely));
}

BOOST_AUTO_TEST_CASE(each_rule_says_which_it_is)
{
    inferred = {
        {"vendor", "a/1", "A/1", id_evidence::alias},
        {"vendor", "a/2", "A/2", id_evidence::twin},
        {"vendor", "a/3", "A/3", id_evidence::told},
        {"vendor", "a/4", "A/4", id_evidence::own_name}};
    unresolved = {{"vendor", "a/5", {"A/5", "A/6", "A/7"}}, {"vendor", "a/6", {}}};
    const auto all = work();

    BOOST_TEST_REQUIRE(all.size() == 6u);
    std::set<std::string> evidence;
    for (const auto& one : all)
        evidence.insert(one.evidence);
    BOOST_TEST(evidence.size() == 6u);
    BOOST_TEST(std::ranges::count(all, certainty::certain, &known_name::how) == 4);
    BOOST_TEST((all[4].how == certainty::likely));
    BOOST_TEST(all[4].model_id == "A/5");
    BOOST_TEST(all[4].others == (strings{"A/6", "A/7"}));
    BOOST_TEST((all[5].how == certainty::none));
    BOOST_TEST(all[5].model_id == "");
}

BOOST_AUTO_TEST_CASE(a_persons_word_beats_the_sources)
{
    has("acme/model:free", "Acme/Model");
    decisions = {confirmed("acme/model", "Acme/Other")};
    const auto one = only();
    BOOST_TEST(one.model_id == "Acme/Other");
    BOOST_TEST(one.evidence == "a person: its card");
    BOOST_TEST(one.since == "2026-03-01");
}

BOOST_AUTO_TEST_CASE(ids_are_those_of_today)
{
    aliases.add_owner("Old", "New");
    has("acme/model", "Old/Model");
    histories["vendor"]["acme/gone"] = "Old/Gone";
    const auto all = work();
    BOOST_TEST_REQUIRE(all.size() == 2u);
    BOOST_TEST(all[0].name == "acme/gone");
    BOOST_TEST(all[0].model_id == "New/Gone");
    BOOST_TEST(all[0].evidence == "the source gave the id before");
    BOOST_TEST(all[1].model_id == "New/Model");
}

BOOST_AUTO_TEST_CASE(what_is_known_as_before_keeps_its_day)
{
    has("acme/model", "Acme/Model");
    before = {only()};
    before[0].since = "2026-01-02";
    BOOST_TEST(only().since == "2026-01-02");
    // It stands for another model since.
    before[0].model_id = "Acme/Other";
    BOOST_TEST(only().since == "2026-05-15");
}

BOOST_AUTO_TEST_CASE(sources_that_were_not_asked_keep_their_names)
{
    known_name one;
    one.name = "x";
    one.source = "vendor_index";
    before = {one};
    one.source = "other_index";
    before.push_back(one);
    BOOST_TEST(only().source == "other_index");
    sources.clear();
    BOOST_TEST(work().size() == 2u);
}

BOOST_AUTO_TEST_CASE(the_file_reads_as_it_was_written)
{
    has("acme/model", "Acme/Model");
    has("acme/model", "Acme/Model-FP8");
    unresolved = {{"vendor", "a/6", {}}};
    const auto all = work();
    const auto read = read_names(write_names(all));
    BOOST_TEST_REQUIRE(read.has_value(), read.error().where);
    BOOST_TEST((*read == all));
    const auto is_fault = [](std::string_view text) { return read_names(text).has_error(); };
    BOOST_TEST(is_fault(R"([{"name": "a", "source": "b", "certainty": "sure", "model_id": "c/d"}])")
    );
    BOOST_TEST(is_fault(R"([{"name": "a", "source": "b", "certainty": "certain"}])"));
    BOOST_TEST(is_fault(R"([{"name": "a", "source": "b", "certainty": "none", "model_id": "c/d"}])")
    );
    BOOST_TEST(is_fault(R"([{"name": "a", "source": "b", "certainty": "none", "since": "today"}])")
    );
}

BOOST_AUTO_TEST_SUITE_END()
