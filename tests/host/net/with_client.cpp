#include "host/net/with_client.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/test/unit_test.hpp>

#include <exception>
#include <optional>

namespace asio = boost::asio;

namespace muster::test {

using namespace std::chrono_literals;

client_settings quick_settings()
{
    authority::trusted();
    client_settings settings;
    settings.user_agent = "muster/test";
    settings.retries.first_backoff = 10ms;
    settings.retries.longest_backoff = 40ms;
    settings.times.request = 8s;
    settings.look_up = [](const std::string& host) -> boost::system::result<addresses> {
        if (host == "localhost" || host.ends_with(".test"))
            return addresses{asio::ip::address_v4::loopback()};
        return make_error_code(boost::system::errc::host_unreachable);
    };
    return settings;
}

client_under_test::client_under_test(client_settings settings)
    : client_(context_.get_executor(), std::move(settings))
{
}

web_request request_for(const std::string& url)
{
    web_request request;
    request.url = url;
    request.may_be_private = true;
    return request;
}

result<web_answer> client_under_test::get(const std::string& url) { return get(request_for(url)); }

result<web_answer> client_under_test::get(web_request request)
{
    request.account = &spent;
    std::optional<result<web_answer>> got;
    asio::co_spawn(
        context_,
        client_.get(std::move(request)),
        [&](std::exception_ptr bug, result<web_answer> answer) {
            if (bug)
                std::rethrow_exception(bug);
            got = std::move(answer);
        }
    );
    context_.restart();
    context_.run();
    return *std::move(got);
}

bool client_under_test::lacks_network(std::vector<std::string> urls)
{
    bool is_lacking = false;
    asio::co_spawn(
        context_,
        client_.lacks_network(std::move(urls)),
        [&is_lacking](std::exception_ptr bug, bool answer) {
            if (bug)
                std::rethrow_exception(bug);
            is_lacking = answer;
        }
    );
    context_.restart();
    context_.run();
    return is_lacking;
}

std::vector<result<web_answer>> client_under_test::get_all(const std::vector<std::string>& urls)
{
    std::vector<result<web_answer>> answers(urls.size());
    for (std::size_t i = 0; i < urls.size(); ++i)
    {
        auto request = request_for(urls[i]);
        request.account = &spent;
        asio::co_spawn(
            context_,
            client_.get(std::move(request)),
            [&answers, i](std::exception_ptr bug, result<web_answer> answer) {
                if (bug)
                    std::rethrow_exception(bug);
                answers[i] = std::move(answer);
            }
        );
    }
    context_.restart();
    context_.run();
    return answers;
}

std::string words(const result<web_answer>& got)
{
    return got ? "an answer of " + std::to_string(got->status) : got.error().where;
}

bool mentions(const std::string& text, const std::string& part)
{
    BOOST_TEST_MESSAGE(text);
    return text.find(part) != std::string::npos;
}

}  // namespace muster::test
