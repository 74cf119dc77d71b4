#pragma once

#include "net/http/web_client.hpp"

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

/// Answers from a table, and remembers what was asked. What is not in the table is a 404.
class canned_web final : public web_client
{
public:
    std::map<std::string, web_answer> answers = {};
    std::map<std::string, failure> failures = {};
    std::chrono::milliseconds delay = {};                          ///< before each answer
    std::map<std::string, std::chrono::milliseconds> delays = {};  ///< of single ones, instead
    std::vector<web_request> asked = {};
    std::size_t most_at_once = 0;  ///< requests that waited for their answers

    /// Answers 200 with a body, and headers given by name and value.
    void
    put(const std::string& url,
        std::string body,
        std::vector<std::pair<std::string, std::string>> headers = {})
    {
        answers[url] = {200, url, std::move(body), std::move(headers)};
    }

    void refuse(const std::string& url, unsigned status) { answers[url] = {status, url, {}, {}}; }

    std::vector<std::string> urls_asked() const
    {
        std::vector<std::string> urls;
        for (const auto& each : asked)
            urls.push_back(each.url);
        return urls;
    }

    boost::asio::awaitable<result<web_answer>> get(web_request request) override
    {
        asked.push_back(request);
        const auto own = delays.find(request.url);
        boost::asio::steady_timer timer(
            co_await boost::asio::this_coro::executor, own == delays.end() ? delay : own->second
        );
        most_at_once = std::max(most_at_once, ++waiting_);
        co_await timer.async_wait(boost::asio::use_awaitable);
        --waiting_;
        if (request.account)
            request.account->requests += 1;
        if (const auto failed = failures.find(request.url); failed != failures.end())
            co_return failed->second;
        const auto found = answers.find(request.url);
        if (found == answers.end())
            co_return web_answer{404, request.url, {}, {}};
        if (request.account)
            request.account->bytes += found->second.body.size();
        co_return found->second;
    }

private:
    std::size_t waiting_ = 0;
};

}  // namespace muster::test
