#include "plan/questions.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>

using namespace muster;
using strings = std::vector<std::string>;

namespace {

/// A source with the lists that the Hub has, and what the user gave for them.
struct planned_questions_fixture
{
    planned_questions_fixture()
    {
        add("task", option_type::text, {}, "chat").is_list = true;
        add("sort", option_type::choice, {"downloads", "trending"}).is_list = true;
        auto& owner = add("owner", option_type::text);
        owner.is_list = owner.is_beside = true;
        add("ids", option_type::ids).is_beside = true;
        add("limit", option_type::integer, {}, "10");
        plan.description.name = "hub";
        plan.record_limit = 10;
        plan.options = {
            {"task", "chat"}, {"sort", ""}, {"owner", ""}, {"ids", ""}, {"limit", "10"}};
    }

    option_spec&
    add(const std::string& name,
        option_type type,
        strings choices = {},
        std::optional<std::string> usual = {})
    {
        auto& option = plan.description.options.emplace_back();
        option.name = name;
        option.type = type;
        option.choices = std::move(choices);
        option.default_value = std::move(usual);
        return option;
    }

    void give(const std::string& name, const std::string& value)
    {
        for (auto& [option, held] : plan.options)
            if (option == name)
                held = value;
    }

    /// "KEY task=… sort=… owner=… ids=… limit=…" of each, without what is empty.
    strings asked() const
    {
        strings out;
        const auto questions = questions_of(plan);
        if (questions.has_error())
            return {questions.error().where};
        for (const auto& one : *questions)
        {
            auto text = one.key;
            for (const auto& [name, value] : one.options)
                if (!value.empty())
                    text += ' ' + name + '=' + value;
            out.push_back(text);
        }
        return out;
    }

    source_plan plan = {};
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(questions_test, planned_questions_fixture)

BOOST_AUTO_TEST_CASE(without_lists_there_is_one_question_with_the_whole_limit)
{
    BOOST_TEST(asked() == strings{" task=chat limit=10"}, boost::test_tools::per_element());
    BOOST_TEST(questions_of(plan)->front().record_limit == 10u);
}

BOOST_AUTO_TEST_CASE(lists_are_combined_and_the_limit_is_dealt_out)
{
    give("task", "chat,see");
    give("sort", "downloads,trending");
    BOOST_TEST(
        asked() == (strings{
                       " task=chat limit=3",
                       "sort-trending task=chat sort=trending limit=3",
                       "task-see task=see limit=2",
                       "task-see+sort-trending task=see sort=trending limit=2"}),
        boost::test_tools::per_element()
    );
}

BOOST_AUTO_TEST_CASE(without_a_limit_one_order_is_enough)
{
    plan.record_limit = 0;
    give("limit", "0");
    give("sort", "trending,downloads");
    BOOST_TEST(
        asked() == strings{"sort-trending task=chat sort=trending limit=0"},
        boost::test_tools::per_element()
    );
}

BOOST_AUTO_TEST_CASE(questions_beside_have_only_the_lists_that_say_something_of_them)
{
    give("task", "chat,see");
    give("owner", "a,b");
    give("ids", "x/y");
    const auto before = asked();
    BOOST_TEST(
        (strings(before.begin() + 2, before.end())) == (strings{
                                                           "owner-a task=chat,see owner=a limit=2",
                                                           "owner-b task=chat,see owner=b limit=1",
                                                           "ids ids=x/y limit=0"}),
        boost::test_tools::per_element()
    );
    // They are the same questions whatever the others ask: their last good listings stay of use.
    give("sort", "trending");
    const auto after = asked();
    BOOST_TEST(
        (strings(after.begin() + 2, after.end())) == (strings(before.begin() + 2, before.end())),
        boost::test_tools::per_element()
    );
    give("task", "see");
    BOOST_TEST(asked().back() == "ids ids=x/y limit=0");
}

BOOST_AUTO_TEST_CASE(a_limit_that_is_too_small_is_refused)
{
    plan.record_limit = 1;
    give("owner", "a");
    BOOST_TEST(
        asked() ==
            strings{"--hub.limit 1 is too small for 2 questions: owner a would get none of it"},
        boost::test_tools::per_element()
    );
}

BOOST_AUTO_TEST_CASE(a_question_is_told_in_words_by_its_key_and_options)
{
    BOOST_TEST(
        question_words("task-see+sort-trending", {{"task", "see"}, {"sort", "trending"}}) ==
        "task see, sort trending"
    );
    BOOST_TEST(question_words("ids", {{"ids", "x/y"}}) == "ids");
}

BOOST_AUTO_TEST_SUITE_END()
