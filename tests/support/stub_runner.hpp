#pragma once

#include "fetch/fetch_source.hpp"
#include "plugin/source_runner.hpp"
#include "support/packed_models.hpp"

#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <algorithm>
#include <chrono>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace muster::test {

/// A plugin of a few lines: a page's words are model ids, "!word" is a rejected row, "-" one that
/// is no model, "=N" the rows of the whole listing, "+" that more follow, "@DATE" a date; ">URL" is
/// followed, "#" makes the whole page a bad one, "~" makes the plugin crash, and "|" makes it leave
/// the page's link alone. An option "page" is the number of the page to begin with.
class stub_runner final : public source_runner
{
public:
    std::vector<std::string> first = {"https://s.example/1"};
    result<void> mood = {};  ///< a failure: start fails with it
    std::vector<fetched_page> read_pages = {};
    std::map<std::string, repository_facts> facts = {};  ///< by model id
    std::chrono::milliseconds reading_time = {};
    std::size_t most_at_once = 0;  ///< pages that were read
    std::size_t rests = 0;

    boost::asio::awaitable<result<std::vector<std::string>>> start(option_values options) override
    {
        if (mood.has_error())
            co_return mood.error();
        for (const auto& [name, value] : options)
            if (name == "page")
                co_return std::vector{"https://s.example/" + value};
        co_return first;
    }

    void rest() override { ++rests; }

private:
    boost::asio::awaitable<result<page_reading>>
    read_page(fetched_page page, option_values, std::function<void()> meanwhile) override
    {
        if (meanwhile)
            meanwhile();
        read_pages.push_back(page);
        most_at_once = std::max(most_at_once, ++reading_);
        if (reading_time.count() > 0)
        {
            boost::asio::steady_timer timer(
                co_await boost::asio::this_coro::executor, reading_time
            );
            co_await timer.async_wait(boost::asio::use_awaitable);
        }
        --reading_;
        page_reading out;
        for (std::size_t begin = 0; begin < page.body.size();)
        {
            const auto end = std::min(page.body.find(' ', begin), page.body.size());
            const auto word = page.body.substr(begin, end - begin);
            begin = end + 1;
            if (word == "#")
                co_return failure{errc::wrong_shape, "not one of mine"};
            if (word == "~")
                co_return failure{errc::crashed, "ended by signal 11"};
            if (word == "|")
                page.next.clear();
            else
                take(word, out);
        }
        if (!page.next.empty())
            out.follow.push_back(page.next);
        co_return out;
    }

    void take(const std::string& word, page_reading& out) const
    {
        if (word.starts_with('!'))
            out.rejected.push_back({word.substr(1), "is bad"});
        else if (word.starts_with('>'))
            out.follow.push_back(word.substr(1));
        else if (word == "-")
            out.facts.add({1, {}, false, {}});
        else if (word.starts_with('='))
            out.facts.add({0, std::stoull(word.substr(1)), false, {}});
        else if (word == "+")
            out.facts.add({0, {}, true, {}});
        else if (word.starts_with('@'))
            out.facts.add({0, {}, false, word.substr(1)});
        else if (!word.empty())
        {
            listed_model model;
            model.model_id = word;
            if (const auto known = facts.find(word); known != facts.end())
                model.facts = known->second;
            add(out.models, model);
        }
    }

    std::size_t reading_ = 0;
};

/// A plan to ask a stub, which may ask https://s.example and what a user named.
inline source_plan plan_for(stub_runner& runner, const std::string& name = "stub")
{
    source_plan plan;
    plan.description.name = name;
    plan.description.source = name + "_label";
    plan.description.version = "1";
    plan.runner = &runner;
    plan.origins = {"https://s.example"};
    return plan;
}

}  // namespace muster::test
