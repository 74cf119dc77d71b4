#pragma once

#include "size/ladder.hpp"

#include <boost/test/unit_test.hpp>

#include <map>
#include <string>
#include <utility>

namespace muster::test {

/// A Hub of a few bodies, by path without query.
struct canned_hub
{
    std::map<std::string, evidence_answer> answers = {};
    std::size_t requests = 0;
    std::size_t rounds = 0;

    void put(std::string path, std::string_view body)
    {
        answers[std::move(path)] = {ask_state::present, std::string(body), {}, {}};
    }

    evidence_answer answer(const evidence_request& request)
    {
        const auto found = answers.find(request.path.substr(0, request.path.find('?')));
        if (found == answers.end())
            return {ask_state::absent, {}, {}, {}};
        auto one = found->second;
        if (request.range)
            one.body = one.body.substr(
                request.range->first, request.range->last - request.range->first + 1
            );
        return one;
    }

    size_step run(evidence& known, const evidence_policy& policy = {})
    {
        for (;;)
        {
            auto step = next_step(known, policy);
            const auto* const wanted = std::get_if<std::vector<evidence_request>>(&step);
            if (!wanted)
                return step;
            BOOST_TEST_REQUIRE(!wanted->empty());
            BOOST_TEST_REQUIRE(rounds < 10u);
            rounds += 1;
            requests += wanted->size();
            for (const auto& request : *wanted)
                take_answer(known, request, answer(request));
        }
    }
};

}  // namespace muster::test
