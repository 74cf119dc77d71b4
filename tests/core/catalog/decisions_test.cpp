#include "catalog/decisions.hpp"

#include <boost/test/unit_test.hpp>

using namespace muster;

namespace {

decision made(const std::string& id, decision_kind kind)
{
    decision one;
    one.id = id;
    one.kind = kind;
    one.why = "because";
    one.date = "2026-06-01";
    return one;
}

std::string fault_of_decision(const std::string& members)
{
    const auto read = read_decisions(R"([{"id": "a/b", )" + members + "}]");
    BOOST_TEST_REQUIRE(read.has_error());
    return read.error().where;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(decisions_test)

BOOST_AUTO_TEST_CASE(what_is_written_is_sorted_and_read_back)
{
    auto accepted = made("B/x", decision_kind::accept);
    accepted.size = accepted_size{8.03, 3e9, 32.0, {}};
    auto named = made("a/name:free", decision_kind::accept);
    named.as = "A/Name";
    const auto text = write_decisions({accepted, named, made("c/d", decision_kind::reject)});
    const auto read = read_decisions(text);

    BOOST_TEST_REQUIRE(read.has_value(), read.error().where);
    BOOST_TEST_REQUIRE(read->size() == 3u);
    BOOST_TEST((read->at(0) == named));
    BOOST_TEST((read->at(1) == accepted));
    BOOST_TEST(write_decisions(*read) == text);
}

BOOST_AUTO_TEST_CASE(a_later_decision_takes_the_place_of_an_earlier_one)
{
    std::vector<decision> all;
    decide(all, made("A/b", decision_kind::reject));
    decide(all, made("c/d", decision_kind::hold));
    decide(all, made("a/B", decision_kind::accept));
    const decision_table table(all);

    BOOST_TEST(all.size() == 2u);
    BOOST_TEST(!table.is_rejected("a/b"));
    BOOST_TEST((table.find("A/B")->kind == decision_kind::accept));
    BOOST_TEST(!table.find("e/f"));
}

BOOST_AUTO_TEST_CASE(a_decision_on_a_source_is_none_on_a_model_of_its_name)
{
    auto of_source = made("hub", decision_kind::accept);
    of_source.models = 29;
    of_source.date = "2026-06-01T02:00:00Z";
    std::vector<decision> all;
    decide(all, made("hub", decision_kind::reject));
    decide(all, of_source);
    const auto read = read_decisions(write_decisions(all));

    BOOST_TEST_REQUIRE(read.has_value(), read.error().where);
    BOOST_TEST((read->at(0) == made("hub", decision_kind::reject)));
    BOOST_TEST((read->at(1) == of_source));
    BOOST_TEST(decision_table(*read).is_rejected("hub"));
    of_source.models = 30;
    decide(all, of_source);
    BOOST_TEST(all.size() == 2u);

    // Each question of a source has its own.
    auto of_question = of_source;
    of_question.question = "task text";
    of_question.limit = 500;
    decide(all, of_question);
    decide(all, of_question);
    BOOST_TEST(all.size() == 3u);
    const auto again = read_decisions(write_decisions(all));
    BOOST_TEST_REQUIRE(again.has_value(), again.error().where);
    BOOST_TEST((again->at(2) == of_question));
    const auto held = read_decisions(
        R"([{"source": "hub", "models": 1, "decision": "hold", "why": "w", "date": "d"}])"
    );
    BOOST_TEST_REQUIRE(held.has_error());
    BOOST_TEST(
        held.error().where == "decisions.json: [0].decision is not accept, the only one on a source"
    );
}

BOOST_AUTO_TEST_CASE(a_file_is_read_strictly)
{
    BOOST_TEST(
        fault_of_decision(R"("decision": "maybe", "why": "w", "date": "d")") ==
        "decisions.json: [0].decision is not accept, reject or hold"
    );
    BOOST_TEST(
        fault_of_decision(R"("decision": "reject", "date": "d")") ==
        "decisions.json: [0].why is missing or empty"
    );
    BOOST_TEST(
        fault_of_decision(R"("decision": "reject", "as": "c/d", "why": "w", "date": "d")") ==
        "decisions.json: [0].as is not a model id that was accepted"
    );
    BOOST_TEST(
        fault_of_decision(R"("decision": "hold", "why": "w", "date": "d", "who": "me")") ==
        "decisions.json: [0].who is not known here"
    );
    BOOST_TEST(
        fault_of_decision(R"("decision": "accept", "size": {"params": 1}, "why": "w", "date": "d")"
        ) == "decisions.json: [0].size.params is not known here"
    );
}

BOOST_AUTO_TEST_CASE(an_id_is_decided_on_once)
{
    const auto text = R"([{"id": "a/b", "decision": "hold", "why": "w", "date": "d"},
                          {"id": "A/B", "decision": "hold", "why": "w", "date": "d"}])";

    BOOST_TEST(
        read_decisions(text).error().where ==
        "decisions.json: [1].id is decided on by an earlier entry already"
    );
}

BOOST_AUTO_TEST_SUITE_END()
