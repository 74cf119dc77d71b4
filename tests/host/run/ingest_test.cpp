#include "contract/identity.hpp"
#include "data/saved_facts.hpp"
#include "data/saved_questions.hpp"
#include "run/ingest.hpp"
#include "support/canned_web.hpp"
#include "support/files.hpp"
#include "support/permissions.hpp"
#include "support/record_of.hpp"
#include "support/run.hpp"
#include "support/stub_runner.hpp"
#include "support/temporary_directory.hpp"
#include "support/written.hpp"

#include <boost/test/unit_test.hpp>

using namespace muster;
using namespace muster::test;
using namespace std::chrono_literals;
using strings = std::vector<std::string>;

namespace {

struct ingest_fixture
{
    canned_web web = {};
    stub_runner one = {};
    stub_runner two = {};
    temporary_directory data = {};
    fetch_context context = {};
    ingest_policy policy = {};
    source_plans sources = {};
    boost::asio::io_context loop = {};

    ingest_fixture()
    {
        two.first = {"https://s.example/2"};
        sources.plans = {plan_for(one, "one"), plan_for(two, "two")};
        context.web = &web;
        context.data_directory = data.path();
        context.deadline = 20s;
        context.now = "2026-06-02T00:00:00Z";
        web.put("https://s.example/1", "a/one b/two");
        web.put("https://s.example/2", "b/two c/three");
    }

    ingest_result gather()
    {
        auto gathered = test::run(loop, ingest(sources, context, policy));
        BOOST_TEST_REQUIRE(gathered.has_value(), gathered.error().where);
        return std::move(*gathered);
    }

    void keep_last_good(
        const std::string& plugin,
        const strings& ids,
        const std::string& question = {},
        const option_values& options = {}
    ) const
    {
        listing_snapshot kept;
        kept.options = options;
        kept.date = "2026-06-01T00:00:00Z";
        kept.published.plugin = plugin;
        kept.published.label = plugin + "_label";
        for (const auto& id : ids)
            add(kept.published.models, test::with_id(id));
        put_file(snapshot_file(data.path(), plugin, question), write_snapshot(kept));
    }

    static strings staged_ids(const ingest_result& gathered)
    {
        strings ids;
        for (const auto& each : gathered.staged)
            ids.emplace_back(each.model_id);
        return ids;
    }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(ingest_test, ingest_fixture)

BOOST_AUTO_TEST_CASE(what_the_sources_list_is_staged_once)
{
    const auto gathered = gather();

    BOOST_TEST(staged_ids(gathered) == (strings{"a/one", "b/two", "c/three"}));
    BOOST_TEST(gathered.staged[1].sources.to_owned() == (strings{"one_label", "two_label"}));
    BOOST_TEST_REQUIRE(gathered.sources.size() == 2u);
    BOOST_TEST(gathered.sources[0].name == "one");
    BOOST_TEST(to_string(gathered.sources[0].outcome) == "ok");
    BOOST_TEST(gathered.sources[0].models == 2u);
    BOOST_TEST(gathered.keep.size() == 2u);
}

BOOST_AUTO_TEST_CASE(a_failure_leaves_the_others_as_they_would_be_without_it)
{
    web.refuse("https://s.example/1", 500);
    const auto with_failure = gather();
    sources.plans.erase(sources.plans.begin());
    const auto without = gather();

    BOOST_TEST(staged_ids(with_failure) == staged_ids(without));
    BOOST_TEST(to_string(with_failure.sources[0].outcome) == "failed");
    BOOST_TEST(to_string(with_failure.sources[0].used_as) == "none");
}

BOOST_AUTO_TEST_CASE(the_last_good_listing_stands_in_for_a_failure)
{
    keep_last_good("one", {"z/old"});
    web.refuse("https://s.example/1", 500);
    const auto gathered = gather();

    BOOST_TEST(staged_ids(gathered) == (strings{"b/two", "c/three", "z/old"}));
    BOOST_TEST(to_string(gathered.sources[0].used_as) == "stale");
    BOOST_TEST(gathered.sources[0].since == "2026-06-01T00:00:00Z");
    BOOST_TEST(gathered.sources[0].reason == "https://s.example/1 answered 500");
}

BOOST_AUTO_TEST_CASE(of_a_plugin_that_cannot_be_asked_all_questions_that_are_kept_stand_in)
{
    keep_last_good("hub", {"a/usual"});
    keep_last_good(
        "hub",
        {"a/sees", "a/usual"},
        "task-image-text-to-text",
        {{"limit", "250"}, {"task", "image-text-to-text"}}
    );
    keep_last_good("hub", {"a/mine"}, "ids");
    keep_last_good("hubble", {"a/other"});
    unusable_source unusable;
    unusable.name = "hub";
    unusable.outcome = verdict::crashed;
    unusable.reason = "its plugin is not used";
    sources.unusable = {unusable};
    const auto gathered = gather();

    BOOST_TEST(
        staged_ids(gathered) ==
        (strings{"a/mine", "a/one", "a/sees", "a/usual", "b/two", "c/three"})
    );
    const auto& hub = gathered.sources[0];
    BOOST_TEST(hub.name == "hub");
    BOOST_TEST(hub.label == "hub_label");
    BOOST_TEST(to_string(hub.outcome) == "crashed");
    BOOST_TEST(to_string(hub.used_as) == "stale");
    BOOST_TEST(hub.reason == "the usual question and 2 questions more: its plugin is not used");
    strings words;
    for (const auto& one : hub.questions)
        words.push_back(one.words);
    BOOST_TEST(words == (strings{"", "ids", "task image-text-to-text"}));
}

BOOST_AUTO_TEST_CASE(of_a_plugin_that_cannot_be_asked_nothing_may_be_kept)
{
    unusable_source unusable;
    unusable.name = "hub";
    sources.unusable = {unusable};
    const auto gathered = gather();
    BOOST_TEST(gathered.sources[0].name == "hub");
    BOOST_TEST(to_string(gathered.sources[0].used_as) == "none");
    BOOST_TEST(gathered.sources[0].questions.empty());
}

// What an owner has may be nothing one day; what the source lists never is.
BOOST_AUTO_TEST_CASE(a_question_beside_may_be_answered_with_nothing)
{
    sources.plans.pop_back();
    auto& plan = sources.plans.front();
    plan.questions = {{}, {"owner-b", "owner b", {{"owner", "b"}}, 0, true}};
    web.put("https://s.example/1", "");
    keep_last_good("one", {"a/one", "b/two"});
    keep_last_good("one", {"b/two"}, "owner-b", {{"owner", "b"}});
    const auto gathered = gather();
    BOOST_TEST_REQUIRE(gathered.sources.size() == 1u);
    const auto& questions = gathered.sources[0].questions;
    BOOST_TEST_REQUIRE(questions.size() == 2u);
    BOOST_TEST(to_string(questions[0].outcome) == "empty");
    BOOST_TEST(to_string(questions[0].used_as) == "stale");
    BOOST_TEST(to_string(questions[1].outcome) == "ok");
    BOOST_TEST(to_string(questions[1].used_as) == "fresh");
    BOOST_TEST_REQUIRE(gathered.keep.size() == 1u);
    BOOST_TEST(gathered.keep[0].question == "owner-b");
    BOOST_TEST(gathered.keep[0].published.models.empty());
}

// Each of its tasks has a part of the limit: which rows that cut depends on the others.
BOOST_AUTO_TEST_CASE(what_an_owner_lacks_of_several_tasks_the_limit_may_explain)
{
    sources.plans.pop_back();
    auto& plan = sources.plans.front();
    option_spec task;
    task.name = "task";
    task.is_list = true;
    plan.description.options = {task};
    using ids = std::set<std::string>;
    for (const auto& [tasks, explained] : {std::pair{"x", ids()}, {"x,y", ids{"b/gone"}}})
    {
        const option_values options = {{"task", tasks}};
        plan.questions = {{"owner-b", "owner b", options, 2, true}};
        keep_last_good("one", {"a/one", "b/gone"}, "owner-b", options);
        const auto coverage = gather().coverage;
        BOOST_TEST((coverage[0].kind == coverage_kind::cut), tasks);
        BOOST_TEST((coverage[0].near_the_cut == explained), tasks);
    }
}

BOOST_AUTO_TEST_CASE(without_stale_a_failure_is_an_empty_list)
{
    keep_last_good("one", {"z/old"});
    web.refuse("https://s.example/1", 500);
    policy.may_use_stale = false;

    BOOST_TEST(staged_ids(gather()) == (strings{"b/two", "c/three"}));
}

BOOST_AUTO_TEST_CASE(a_damaged_last_good_listing_counts_as_none_and_is_told)
{
    const auto file = snapshot_file(data.path(), "one");
    put_file(file, "{\"plugin\": ");
    const auto well = gather();
    BOOST_TEST(to_string(well.sources[0].outcome) == "ok");
    BOOST_TEST(well.sources[0].reason.starts_with(
        "its last good listing cannot be used: " + file.string() + ": not JSON at line 1"
    ));
    BOOST_TEST_REQUIRE(well.warnings.size() == 1u);
    BOOST_TEST(
        well.warnings[0] ==
        "one: " + well.sources[0].reason + "; what it lists now is written in its place"
    );

    web.refuse("https://s.example/1", 500);
    const auto failed = gather();
    BOOST_TEST(to_string(failed.sources[0].used_as) == "none");
    BOOST_TEST(failed.sources[0].reason.starts_with("https://s.example/1 answered 500; its last"));
    BOOST_TEST_REQUIRE(failed.warnings.size() == 1u);
    BOOST_TEST(failed.warnings[0].ends_with("; nothing stands in for it until it answers in full"));
}

BOOST_AUTO_TEST_CASE(a_last_good_listing_that_cannot_be_opened_ends_the_run)
{
    std::filesystem::create_directories(snapshot_file(data.path(), "one"));
    const auto gathered = test::run(loop, ingest(sources, context, policy));

    BOOST_TEST(
        gathered.error().where ==
        "cannot read " + snapshot_file(data.path(), "one").string() + ": Is a directory"
    );
}

BOOST_AUTO_TEST_CASE(nothing_is_kept_when_only_the_date_is_new)
{
    for (const auto& kept : gather().keep)
        put_file(snapshot_file(data.path(), kept.published.plugin), write_snapshot(kept));
    context.now = "2026-06-03T00:00:00Z";

    BOOST_TEST(gather().keep.empty());
}

BOOST_AUTO_TEST_CASE(a_disabled_source_is_told_and_asked_nothing)
{
    sources.plans.pop_back();
    disabled_source disabled;
    disabled.description.name = "a_shop";
    disabled.reason = "it needs a key";
    sources.disabled = {disabled};
    const auto gathered = gather();

    BOOST_TEST_REQUIRE(gathered.sources.size() == 2u);
    BOOST_TEST(gathered.sources[0].name == "a_shop");
    BOOST_TEST(to_string(gathered.sources[0].outcome) == "disabled");
    BOOST_TEST(gathered.sources[0].reason == "it needs a key");
    BOOST_TEST(web.asked.size() == 1u);
}

BOOST_AUTO_TEST_CASE(refused_rows_are_told_with_their_page)
{
    web.put("https://s.example/1", "a/one !row not:an:id");
    const auto gathered = gather();

    BOOST_TEST_REQUIRE(gathered.sources[0].rejected.size() == 2u);
    BOOST_TEST(gathered.sources[0].rejected[0].where == "page 1 row");
    BOOST_TEST(gathered.sources[0].rejected[1].where == "not:an:id");
}

BOOST_AUTO_TEST_CASE(a_row_that_is_refused_is_no_model)
{
    web.put("https://s.example/1", "a/one b/two no.owner/but/a/path !data[3]");
    const auto gathered = gather();
    BOOST_TEST(gathered.sources[0].models == 2u);
    BOOST_TEST(gathered.sources[0].rejected.size() == 2u);
}

BOOST_AUTO_TEST_CASE(facts_come_from_the_most_trusted_source_that_has_some)
{
    one.facts["b/two"].commit = "of-one";
    two.facts["b/two"].commit = "of-two";
    two.facts["c/three"].commit = "of-two";
    BOOST_TEST(facts_of(gather().used).at("b/two").commit == "of-one");
    policy.trust = {"two"};
    const auto facts = facts_of(gather().used);

    BOOST_TEST(facts.at("b/two").commit == "of-two");
    BOOST_TEST(facts.at("c/three").commit == "of-two");
    BOOST_TEST(!facts.find("a/one"));
}

BOOST_AUTO_TEST_SUITE_END()
