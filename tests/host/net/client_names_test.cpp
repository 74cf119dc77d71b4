#include "host/net/with_client.hpp"
#include "net/resolver.hpp"
#include "support/dead_ends.hpp"

#include <boost/asio/ip/address.hpp>
#include <boost/test/unit_test.hpp>

#include <atomic>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <thread>

using namespace muster;
using namespace muster::test;
using namespace std::chrono_literals;

namespace {

using boost::asio::ip::make_address;

// Holds look-ups up until it goes.
class hung_name_service
{
public:
    ~hung_name_service()
    {
        const std::lock_guard lock(state_->mutex);
        state_->over = true;
        state_->end.notify_all();
    }

    name_lookup look_up() const
    {
        return [state = state_](const std::string& host) -> boost::system::result<addresses> {
            if (!host.starts_with("hung"))
                return addresses{make_address("127.0.0.1")};
            std::unique_lock lock(state->mutex);
            state->end.wait(lock, [&] { return state->over; });
            return make_error_code(boost::system::errc::timed_out);
        };
    }

private:
    struct state
    {
        std::mutex mutex = {};
        std::condition_variable end = {};
        bool over = false;
    };
    std::shared_ptr<state> state_ = std::make_shared<state>();
};

client_settings settings_with(addresses found)
{
    auto settings = quick_settings();
    settings.look_up = [found](const std::string&) -> boost::system::result<addresses> {
        return found;
    };
    return settings;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(client_names_test)

BOOST_AUTO_TEST_CASE(h14_a_name_that_is_not_there_is_named)
{
    client_under_test client;
    const auto got = client.get("https://no-such-name.example/a");

    const std::string sentence = "https://no-such-name.example/a: no address for the name "
                                 "no-such-name.example (tried 5 times)";
    BOOST_TEST(words(got) == sentence);
    BOOST_TEST(client.spent.requests == 0u);
}

BOOST_AUTO_TEST_CASE(h14_a_name_server_that_failed_is_asked_again)
{
    web_server server;
    server.expect("/a", answer("[]"));
    auto settings = quick_settings();
    auto asked = std::make_shared<std::atomic<int>>(0);
    settings.look_up = [asked](const std::string&) -> boost::system::result<addresses> {
        if (++*asked < 2)
            return make_error_code(boost::asio::error::host_not_found_try_again);
        return addresses{make_address("127.0.0.1")};
    };
    client_under_test client(settings);
    const auto url = server.url("/a");
    const auto by_name = "https://localhost" + url.substr(url.rfind(':'));

    BOOST_TEST(words(client.get(by_name)).find("no address for the name") != std::string::npos);
    BOOST_TEST(asked->load() == 1);  // what failed is known for a moment
    std::this_thread::sleep_for(2100ms);
    BOOST_TEST(words(client.get(by_name)) == "an answer of 200");
    BOOST_TEST(asked->load() == 2);
}

BOOST_AUTO_TEST_CASE(h14_a_hung_name_stalls_nobody_else)
{
    const hung_name_service names;
    auto settings = quick_settings();
    settings.look_up = names.look_up();
    settings.times.request = 700ms;
    settings.times.name = 300ms;
    web_server server;
    server.route("/a", answer("[]"));
    client_under_test client(settings);
    std::vector<std::string> urls;
    for (int i = 0; i < 5; ++i)
        urls.push_back("https://hung-" + std::to_string(i) + ".test/a");
    urls.push_back(server.url("models.test", "/a"));
    const auto start = std::chrono::steady_clock::now();

    const auto answers = client.get_all(urls);

    BOOST_TEST(words(answers.back()) == "an answer of 200");
    BOOST_TEST(words(answers.front()).find("could not be looked up in time") != std::string::npos);
    BOOST_TEST((server.seen().at(0).when - start < 300ms));
    BOOST_TEST((std::chrono::steady_clock::now() - start < 1500ms));
}

BOOST_AUTO_TEST_CASE(where_no_name_is_found_nothing_is_tried_and_no_name_looked_up_again)
{
    const auto asked = std::make_shared<std::atomic<int>>(0);
    auto settings = quick_settings();
    settings.look_up = [asked](const std::string&) -> boost::system::result<addresses> {
        ++*asked;
        return make_error_code(boost::system::errc::host_unreachable);
    };
    client_under_test client(settings);

    BOOST_TEST(client.lacks_network(
        {"https://hub.invalid/api", "https://hub.invalid", "https://index.invalid/models"}
    ));
    const auto two_names_twice = 4;
    BOOST_TEST(asked->load() == two_names_twice);
    BOOST_TEST((client.lost_names() == std::vector<std::string>{"hub.invalid", "index.invalid"}));
    const auto got = client.get("https://hub.invalid/api/models");
    BOOST_TEST(
        words(got) ==
        "https://hub.invalid/api/models: no network: no address for the name hub.invalid"
    );
    BOOST_TEST(got.error().code == make_error_code(errc::no_network));
    BOOST_TEST(asked->load() == two_names_twice);
    BOOST_TEST(client.spent.requests == 0u);
    BOOST_TEST(client.spent.retries == 0u);
}

BOOST_AUTO_TEST_CASE(one_name_that_is_found_is_a_network)
{
    auto settings = quick_settings();
    settings.look_up = [](const std::string& host) -> boost::system::result<addresses> {
        if (host == "lost.invalid")
            return make_error_code(boost::system::errc::host_unreachable);
        return addresses{make_address("127.0.0.1")};
    };
    client_under_test client(settings);

    BOOST_TEST(!client.lacks_network({"https://lost.invalid/a", "https://models.test/a"}));
    BOOST_TEST(words(client.get("https://lost.invalid/a")).ends_with("(tried 5 times)"));
    BOOST_TEST(!client.lacks_network({"https://lost.invalid/a", "https://127.0.0.1/a"}));
    BOOST_TEST(!client.lacks_network({}));
}

BOOST_AUTO_TEST_CASE(a_name_service_that_is_just_starting_is_a_network)
{
    const auto asked = std::make_shared<std::atomic<int>>(0);
    auto settings = quick_settings();
    settings.look_up = [asked](const std::string&) -> boost::system::result<addresses> {
        if (++*asked == 1)
            return make_error_code(boost::system::errc::host_unreachable);
        return addresses{make_address("127.0.0.1")};
    };
    client_under_test client(settings);

    BOOST_TEST(!client.lacks_network({"https://models.test/a"}));
    BOOST_TEST(client.lost_names().empty());
}

BOOST_AUTO_TEST_CASE(a_name_service_that_hangs_says_nothing_of_the_network)
{
    const hung_name_service names;
    auto settings = quick_settings();
    settings.look_up = names.look_up();
    settings.times.name = 50ms;

    BOOST_TEST(!client_under_test(settings).lacks_network({"https://hung.test/a"}));
}

BOOST_AUTO_TEST_CASE(behind_a_proxy_its_name_is_the_one_that_counts)
{
    const auto asked = std::make_shared<std::vector<std::string>>();
    auto settings = quick_settings();
    settings.proxy = "http://proxy.invalid:3128";
    settings.look_up = [asked](const std::string& host) -> boost::system::result<addresses> {
        asked->push_back(host);
        return make_error_code(boost::system::errc::host_unreachable);
    };

    client_under_test client(settings);
    BOOST_TEST(client.lacks_network({"https://hub.invalid"}));
    BOOST_TEST((*asked == std::vector<std::string>{"proxy.invalid", "proxy.invalid"}));
    BOOST_TEST((client.lost_names() == std::vector<std::string>{"proxy.invalid"}));
}

BOOST_AUTO_TEST_CASE(names_that_hang_are_bounded)
{
    const hung_name_service names;
    auto settings = quick_settings();
    settings.look_up = names.look_up();
    settings.times.request = 300ms;
    settings.retries.tries = 1;
    std::vector<std::string> urls;
    for (std::size_t i = 0; i <= lookups_limit; ++i)
        urls.push_back("https://hung-" + std::to_string(i) + ".test/a");

    const auto answers = client_under_test(settings).get_all(urls);

    BOOST_TEST(
        words(answers.back()).find("too many name look-ups are pending") != std::string::npos
    );
}

BOOST_AUTO_TEST_CASE(a_look_up_that_ends_after_the_client_harms_nobody)
{
    auto settings = quick_settings();
    settings.look_up = [](const std::string&) -> boost::system::result<addresses> {
        std::this_thread::sleep_for(100ms);
        return addresses{make_address("127.0.0.1")};
    };
    settings.times.request = 20ms;
    BOOST_TEST(client_under_test(settings).get("https://late.test/a").has_error());
    std::this_thread::sleep_for(200ms);
}

BOOST_AUTO_TEST_CASE(one_look_up_serves_all_who_ask)
{
    const auto count = std::make_shared<std::atomic<int>>(0);
    auto settings = quick_settings();
    settings.look_up = [count](const std::string&) -> boost::system::result<addresses> {
        ++*count;
        std::this_thread::sleep_for(20ms);
        return addresses{make_address("127.0.0.1")};
    };
    web_server server;
    server.route("/a", answer("[]"));
    client_under_test client(settings);

    client.get_all(std::vector<std::string>(4, server.url("models.test", "/a")));
    client.get(server.url("models.test", "/a"));
    BOOST_TEST(*count == 1);
}

BOOST_AUTO_TEST_CASE(h14_nineteen_dead_addresses_do_not_hide_the_twentieth)
{
    addresses found(19, make_address("127.0.0.2"));  // refuses at once
    found.push_back(make_address("127.0.0.1"));
    web_server server;
    server.expect("/a", answer("[]"));

    const auto got = client_under_test(settings_with(found)).get(server.url("models.test", "/a"));
    BOOST_TEST(words(got) == "an answer of 200");
}

BOOST_AUTO_TEST_CASE(h14_an_unreachable_version_6_falls_back)
{
    web_server server;
    server.expect("/a", answer("[]"));
    const addresses found = {make_address("2001:db8::1"), make_address("127.0.0.1")};
    const auto start = std::chrono::steady_clock::now();

    const auto got = client_under_test(settings_with(found)).get(server.url("models.test", "/a"));

    BOOST_TEST(words(got) == "an answer of 200");
    BOOST_TEST((std::chrono::steady_clock::now() - start < 1s));
}

BOOST_AUTO_TEST_CASE(private_addresses_are_left_out_of_what_a_name_gives)
{
    const addresses found = {make_address("10.0.0.1"), make_address("169.254.169.254")};
    web_request request;
    request.url = "https://rebound.example/a";

    const auto got = client_under_test(settings_with(found)).get(request);
    BOOST_TEST(words(got).find("is a private address") != std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()
