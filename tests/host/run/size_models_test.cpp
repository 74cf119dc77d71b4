#include "contract/identity.hpp"
#include "run/size_models.hpp"
#include "size/facts/evidence_file.hpp"
#include "support/canned_web.hpp"
#include "support/run.hpp"

#include <boost/algorithm/string/replace.hpp>
#include <boost/test/unit_test.hpp>

using namespace muster;
using namespace muster::test;
using namespace std::chrono_literals;

namespace {

constexpr auto commit = "0123456789012345678901234567890123456789";

// As a version before this one kept it: a stand-in for the Hub knew neither the model nor the file.
constexpr auto false_claims = R"([
    {"model_id": "a/gone", "checked": "2026-05-17T00:00:00Z", "info": "absent",
     "config_state": "absent"},
    {"model_id": "a/listed", "commit": "0123456789012345678901234567890123456789",
     "checked": "2026-05-17T00:00:00Z", "info": "present", "total": 1832,
     "stored": {"BF16": 1832}, "config_state": "absent"}])";

constexpr auto config = R"({"model_type": "llama", "hidden_size": 8, "num_hidden_layers": 2,
    "num_attention_heads": 2, "intermediate_size": 16, "vocab_size": 32})";

struct sizing_fixture
{
    canned_web web = {};
    hub_access hub = {};
    size_context context = {};
    repository_facts listed = {};
    std::vector<model_to_size> models = {
        {"a/gone", nullptr, {}}, {"a/listed", {std::shared_ptr<void>(), &listed}, {}}};
    boost::asio::io_context loop = {};

    sizing_fixture()
    {
        hub.endpoint = "https://hub.example";
        listed.commit = commit;
        listed.safetensors_total = 1832;
        context.web = &web;
        context.hub = &hub;
        context.deadline = 20s;
        context.evidence_age = 24h;
        context.now = "2026-11-28T12:00:00Z";
    }

    sized_models size(std::string_view known)
    {
        auto book = evidence_book::read(long_list(known, "evidence.json"));
        return test::run(loop, size_models(models, std::move(*book), context));
    }
};

std::string kept_text(const sized_models& found)
{
    std::vector<evidence> all;
    for (const auto& [id, one] : found.keep)
        all.push_back(one);
    return write_evidence(std::move(all));
}

std::string written(const evidence_book& book)
{
    std::string out;
    const auto text = book.to_text(false);
    for (std::size_t i = 0; i < text.count; ++i)
        out += text.make(i);
    return out;
}

bool holds_text(const std::string& text, std::string_view part)
{
    return text.find(part) != std::string::npos;
}

}  // namespace

BOOST_FIXTURE_TEST_SUITE(size_models_test, sizing_fixture)

BOOST_AUTO_TEST_CASE(old_negative_answers_are_gone_without_a_network)
{
    context.policy.is_offline = true;  // a 404 is what a cache holds, of whatever day

    const auto found = size(false_claims);

    BOOST_TEST(!holds_text(kept_text(found), "absent"));
    BOOST_TEST(!found.keep.contains("a/gone"));
    BOOST_TEST(found.keep.at("a/listed").total.value() == 1832u);
    BOOST_TEST(found.keep.at("a/listed").checked == "2026-05-17T00:00:00Z");
    for (const auto* id : {"a/gone", "a/listed"})
        BOOST_TEST((found.findings.at(id).kind == unsized_kind::not_recorded));
}

BOOST_AUTO_TEST_CASE(with_a_network_they_are_asked_again)
{
    web.put("https://hub.example/a/listed/resolve/main/config.json", config);

    const auto found = size(false_claims);

    BOOST_TEST(found.findings.at("a/listed").reason == "");
    BOOST_TEST(found.findings.at("a/listed").size.params.value() == 1832u);
    const auto gone = found.findings.at("a/gone");
    BOOST_TEST((gone.kind == unsized_kind::none_on_hub));
    BOOST_TEST(gone.reason.starts_with("the Hub answered on 2026-11-28 that it has no such model"));
    BOOST_TEST(found.keep.at("a/gone").checked == context.now);
}

BOOST_AUTO_TEST_CASE(a_young_negative_answer_is_kept_with_its_date_and_not_asked_again)
{
    const auto first = size("[]");
    const auto asked = web.asked.size();
    context.now = "2026-11-29T11:00:00Z";

    const auto found = size(kept_text(first));

    BOOST_TEST(web.asked.size() == asked);
    BOOST_TEST(found.findings.at("a/gone").reason.starts_with("the Hub answered on 2026-11-28"));
    BOOST_TEST(found.keep.at("a/gone").checked == "2026-11-28T12:00:00Z");
    BOOST_TEST((found.keep.at("a/listed").config_state == ask_state::absent));
}

BOOST_AUTO_TEST_CASE(one_that_has_grown_old_is_asked_again_and_dated_anew)
{
    const auto first = size("[]");
    context.now = "2026-11-30T12:00:00Z";

    const auto found = size(kept_text(first));

    BOOST_TEST(found.keep.at("a/listed").checked == context.now);
    BOOST_TEST((found.keep.at("a/listed").config_state == ask_state::absent));
}

BOOST_AUTO_TEST_CASE(what_is_asked_at_all_is_asked_whole)
{
    listed.gated = "manual";
    context.policy.has_token = true;
    const auto known = std::string(R"([{"model_id": "a/listed", "commit": ")") + commit +
                       R"(", "checked": "2026-11-28T01:00:00Z", "info": "present", "total": 1832,
        "gated": "manual", "config_state": "gated", "headers": "absent"}])";
    web.put("https://hub.example/a/listed/resolve/main/config.json", config);

    const auto found = size(known);

    // With a token the gate is asked again; that there are no headers was said on another day.
    BOOST_TEST((found.keep.at("a/listed").headers == ask_state::unasked));
    BOOST_TEST(found.keep.at("a/listed").checked == context.now);
}

BOOST_AUTO_TEST_CASE(what_is_past_its_age_and_in_no_run_is_dropped_as_well)
{
    models.clear();

    const auto found = size(false_claims);

    BOOST_TEST(!found.keep.contains("a/gone"));
    BOOST_TEST(!holds_text(kept_text(found), "absent"));
}

BOOST_AUTO_TEST_CASE(without_time_to_ask_nothing_is_told_of_the_hub)
{
    context.deadline = 0s;

    const auto found = size("[]");

    BOOST_TEST(web.asked.empty());
    for (const auto* id : {"a/gone", "a/listed"})
        BOOST_TEST((found.findings.at(id).kind == unsized_kind::not_asked));
}

BOOST_AUTO_TEST_CASE(what_is_known_is_kept_letter_by_letter_and_dated_as_it_was)
{
    web.put("https://hub.example/a/listed/resolve/main/config.json", config);
    const auto first = kept_text(size("[]"));
    const auto asked = web.asked.size();
    context.now = "2026-11-28T18:00:00Z";

    const auto found = size(first);

    BOOST_TEST(web.asked.size() == asked);
    BOOST_TEST(written(found.keep) == first);
}

// What says the same is not judged letter by letter: a note in it stands until something changes.
BOOST_AUTO_TEST_CASE(what_is_known_is_written_in_the_usual_layout_with_what_was_added_to_it)
{
    web.put("https://hub.example/a/listed/resolve/main/config.json", config);
    const auto first = kept_text(size("[]"));
    context.now = "2026-11-28T18:00:00Z";
    auto on_one_line = first;
    std::erase(on_one_line, '\n');
    auto of_another_system = first;
    boost::replace_all(of_another_system, "\n", "\r\n");
    auto with_note = first;
    boost::replace_first(with_note, "\"checked\"", "\"note\": 7,\n    \"checked\"");
    BOOST_TEST_REQUIRE(with_note != first);

    BOOST_TEST(written(size(on_one_line).keep) == first);
    BOOST_TEST(written(size(of_another_system).keep) == first);
    BOOST_TEST(written(size(with_note).keep) == with_note);
    context.now = "2027-11-28T18:00:00Z";
    listed.commit = "another";
    BOOST_TEST(written(size(with_note).keep).find("note") == std::string::npos);
}

// Evidence that is valid and not whole: only asking for the rest makes it another.
BOOST_AUTO_TEST_CASE(what_an_answer_adds_to_evidence_of_a_file_is_written)
{
    web.put("https://hub.example/a/listed/resolve/main/config.json", config);
    auto known = evidence{.model_id = "a/listed", .commit = commit};
    known.checked = context.now;
    known.info = ask_state::present;
    known.total = 1832;
    models.erase(models.begin());
    const auto filed = write_evidence({known});

    context.may_ask = false;
    BOOST_TEST(written(size(filed).keep) == filed);
    context.may_ask = true;
    for (const bool has_token : {false, true})
    {
        context.policy.has_token = has_token;
        listed.is_public_today = true;
        BOOST_TEST(holds_text(written(size(filed).keep), "\"hidden_size\": 8"));
    }
}

// The deadline is over after the first models: those that were asked for are the first of the list.
BOOST_AUTO_TEST_CASE(the_first_are_asked_for_first_and_the_rest_in_the_next_run)
{
    const std::string other = "b/listed";
    models = {models[1], {other, {std::shared_ptr<void>(), &listed}, {}}};
    web.put("https://hub.example/a/listed/resolve/main/config.json", config);
    web.put("https://hub.example/b/listed/resolve/main/config.json", config);
    context.may_ask = false;
    const auto nothing = size("[]");
    BOOST_TEST((nothing.findings.at(other).kind == unsized_kind::not_asked));
    BOOST_TEST(nothing.keep.empty());

    context.may_ask = true;
    models.pop_back();
    const auto first = size("[]");
    BOOST_TEST(first.findings.at("a/listed").reason == "");
    models.insert(models.begin(), {other, {std::shared_ptr<void>(), &listed}, {}});
    const auto asked = web.asked.size();

    const auto second = size(kept_text(first));

    // What is known is sized without being asked for, wherever it stands.
    BOOST_TEST(second.findings.at("a/listed").reason == "");
    BOOST_TEST(second.findings.at(other).reason == "");
    BOOST_TEST(second.keep.size() == 2u);
    for (std::size_t i = asked; i < web.asked.size(); ++i)
        BOOST_TEST(web.asked[i].url.find("/b/listed") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(what_there_was_no_time_for_is_counted_and_the_most_wanted_come_first)
{
    models.clear();
    for (int i = 0; i < 1000; ++i)
        models.push_back({"a/" + std::to_string(i), {std::shared_ptr<void>(), &listed}, {}});
    web.delay = 100ms;
    context.deadline = 250ms;

    const auto found = size("[]");

    BOOST_TEST(found.asked >= models_sized_at_once);
    BOOST_TEST(found.left > 0u);
    BOOST_TEST(found.findings.size() == models.size());
    for (const auto& url : web.urls_asked())
    {
        const auto number = url.substr(url.find("/a/") + 3);
        BOOST_TEST(std::stoul(number) < found.asked);
    }
}

BOOST_AUTO_TEST_CASE(a_network_is_looked_for_only_where_something_is_to_be_asked)
{
    web.put("https://hub.example/a/listed/resolve/main/config.json", config);
    int looks = 0;
    context.before_asking = [&looks](size_context& asking) -> boost::asio::awaitable<void> {
        looks += 1;
        use_network(asking, network_state::missing);
        co_return;
    };
    const auto none = size("[]");
    BOOST_TEST(looks == 1);
    BOOST_TEST(web.asked.empty());
    BOOST_TEST(none.left == 0u);
    BOOST_TEST((none.findings.at("a/listed").kind == unsized_kind::not_recorded));

    context.before_asking = nullptr;
    use_network(context, network_state::there);
    const auto known = kept_text(size("[]"));
    context.before_asking = [&looks](size_context&) -> boost::asio::awaitable<void> {
        looks += 1;
        co_return;
    };
    const auto found = size(known);
    BOOST_TEST(looks == 1);
    BOOST_TEST(found.findings.at("a/listed").reason == "");
}

BOOST_AUTO_TEST_SUITE_END()
