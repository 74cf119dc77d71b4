#include "host/net/with_client.hpp"
#include "support/temporary_directory.hpp"

#include <boost/test/unit_test.hpp>

#include <fstream>
#include <iterator>

using namespace muster;
using namespace muster::test;
namespace fs = std::filesystem;

namespace {

client_settings cached_in(const temporary_directory& directory)
{
    auto settings = quick_settings();
    settings.cache_directory = directory.path() / "http";
    return settings;
}

client_settings offline_in(const temporary_directory& directory)
{
    auto settings = cached_in(directory);
    settings.offline = true;
    return settings;
}

served with(served one, std::string name, std::string value)
{
    one.headers.emplace_back(std::move(name), std::move(value));
    return one;
}

std::string all_text_in(const fs::path& directory)
{
    std::string text;
    for (const auto& each : fs::recursive_directory_iterator(directory))
    {
        text += each.path().string();
        if (!each.is_regular_file())
            continue;
        std::ifstream in(each.path(), std::ios::binary);
        text.append(std::istreambuf_iterator<char>(in), {});
    }
    return text;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(client_cache_test)

BOOST_AUTO_TEST_CASE(h20_what_is_kept_is_asked_about_and_used)
{
    const temporary_directory directory;
    web_server server;
    auto first = with(with(answer("[1]"), "ETag", "W/\"7\""), "Link", "</b>; rel=\"next\"");
    server.expect("/a", first);
    server.expect("/a", refusal(304));
    BOOST_TEST(client_under_test(cached_in(directory)).get(server.url("/a")).has_value());

    const auto got = client_under_test(cached_in(directory)).get(server.url("/a"));

    BOOST_TEST_REQUIRE(got.has_value(), words(got));
    BOOST_TEST(got->status == 200u);
    BOOST_TEST(got->body == "[1]");
    BOOST_TEST(next_link(*got).value() == server.url("/b"));
    BOOST_TEST(server.seen().at(0).headers.count("if-none-match") == 0u);
    BOOST_TEST(server.seen().at(1).header("if-none-match") == "W/\"7\"");
}

BOOST_AUTO_TEST_CASE(a_last_modified_date_is_a_condition_too_and_a_new_page_replaces_the_old)
{
    const temporary_directory directory;
    const auto date = "Sun, 06 Nov 1994 08:49:37 GMT";
    web_server server;
    server.expect("/a", with(answer("[1]"), "Last-Modified", date));
    server.expect("/a", with(answer("[2]"), "Last-Modified", date));
    client_under_test client(cached_in(directory));

    BOOST_TEST(client.get(server.url("/a"))->body == "[1]");
    BOOST_TEST(client.get(server.url("/a"))->body == "[2]");
    BOOST_TEST(server.seen().at(1).header("if-modified-since") == date);
    BOOST_TEST(client_under_test(offline_in(directory)).get(server.url("/a"))->body == "[2]");
}

BOOST_AUTO_TEST_CASE(h20_a_304_that_nobody_asked_for_is_no_answer)
{
    web_server server;
    server.expect("/a", refusal(304));
    const auto got = client_under_test().get(server.url("/a"));
    BOOST_TEST(
        words(got).find("answered 304 to a request without conditions") != std::string::npos
    );
}

BOOST_AUTO_TEST_CASE(offline_everything_comes_from_the_cache_and_nothing_from_the_network)
{
    const temporary_directory directory;
    web_server server;
    server.expect("/a", redirect(307, "/b"));
    server.expect("/b", gzipped("[1]"));
    server.expect("/no", refusal(404));
    server.expect("/busy", refusal(501));
    {
        client_under_test online(cached_in(directory));
        for (const auto* target : {"/a", "/no", "/busy"})
            BOOST_TEST(online.get(server.url(target)).has_value());
    }
    const auto connections = server.connections();
    client_under_test client(offline_in(directory));

    BOOST_TEST(client.get(server.url("/a"))->body == "[1]");
    BOOST_TEST(client.get(server.url("/a"))->url == server.url("/b"));
    BOOST_TEST(client.get(server.url("/no"))->status == 404u);
    for (const auto* target : {"/busy", "/never"})
    {
        const auto got = client.get(server.url(target));
        BOOST_TEST_REQUIRE(got.has_error());
        BOOST_TEST(got.error().code == make_error_code(errc::no_network));
        BOOST_TEST(got.error().where.find("offline, and not in the cache") != std::string::npos);
    }
    BOOST_TEST(server.connections() == connections);
    BOOST_TEST(client.spent.requests == 0u);
}

BOOST_AUTO_TEST_CASE(a_damaged_entry_is_fetched_again)
{
    const temporary_directory directory;
    web_server server;
    server.route("/a", with(answer("[1]"), "ETag", "\"1\""));
    client_under_test client(cached_in(directory));
    BOOST_TEST(client.get(server.url("/a")).has_value());
    for (const auto& each : fs::directory_iterator(directory.path() / "http"))
        std::ofstream(each.path(), std::ios::app) << "x";

    BOOST_TEST(client.get(server.url("/a"))->body == "[1]");
    BOOST_TEST(server.seen().at(1).headers.count("if-none-match") == 0u);
}

BOOST_AUTO_TEST_CASE(c03_a_secret_that_comes_back_is_taken_out_everywhere)
{
    const temporary_directory directory;
    web_server server;
    auto echo = answer(R"({"you": "canary-token", "are": "Bearer canary-token"})");
    echo.headers.emplace_back("X-Echo", "canary-token");
    server.expect("/a?t=canary-token", echo);
    server.expect("/r", redirect(302, "ftp://canary-token/"));
    auto settings = cached_in(directory);
    settings.credentials = {{server.url(), "Authorization", "Bearer canary-token"}};
    client_under_test client(settings);

    const auto got = client.get(server.url("/a?t=canary-token"));
    const auto failed = client.get(server.url("/r"));

    BOOST_TEST_REQUIRE(got.has_value(), words(got));
    BOOST_TEST(got->body == R"({"you": "[redacted]", "are": "[redacted]"})");
    BOOST_TEST(got->url.find("canary") == std::string::npos);
    BOOST_TEST(got->header("x-echo") == "[redacted]");
    BOOST_TEST(words(failed).find("canary") == std::string::npos);
    BOOST_TEST(all_text_in(directory.path()).find("canary") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(c03_a_listing_is_not_changed_by_a_password_that_stands_in_it)
{
    const temporary_directory directory;
    const std::string listing = R"([{"id": "Qwen/Qwen2.5-7B"}, {"id": "openai/gpt"}])";
    web_server server;
    auto page = answer(listing);
    page.headers.emplace_back("Link", "</a?c=openai>; rel=\"next\"");
    server.expect("/a", page);
    server.expect("/b", refusal(403, {{"X-Error-Message", "no Qwen2.5, no openai"}}));
    auto settings = cached_in(directory);
    settings.proxy = "http://u:Qwen2.5@127.0.0.1:9";
    settings.credentials = {{server.url(), "Authorization", "Bearer openai"}};
    client_under_test client(settings);

    const auto got = client.get(server.url("/a"));
    BOOST_TEST_REQUIRE(got.has_value(), words(got));
    BOOST_TEST(got->body == listing);
    BOOST_TEST(next_link(*got).value() == server.url("/a?c=openai"));
    BOOST_TEST(
        client.get(server.url("/b"))->header("x-error-message") == "no [redacted], no [redacted]"
    );
}

BOOST_AUTO_TEST_CASE(c03_numbers_of_a_file_stay_as_they_are_and_a_token_among_them_is_not_kept)
{
    const temporary_directory directory;
    web_server server;
    auto part = answer("canary-token");
    part.status = 206;
    part.headers.emplace_back("Content-Range", "bytes 0-11/12");
    server.expect("/a", part);
    auto settings = cached_in(directory);
    settings.credentials = {{server.url(), "Authorization", "Bearer canary-token"}};
    auto request = request_for(server.url("/a"));
    request.range = byte_range{0, 11};

    BOOST_TEST(client_under_test(settings).get(request)->body == "canary-token");
    BOOST_TEST(all_text_in(directory.path()).find("canary") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(what_a_token_opens_is_not_written_to_the_disk)
{
    const temporary_directory directory;
    web_server server;
    server.expect("/mine", answer("[\"me/secret\"]"));
    auto with_token = cached_in(directory);
    with_token.credentials = {{server.url(), "Authorization", "Bearer canary-token"}};

    BOOST_TEST(client_under_test(with_token).get(server.url("/mine"))->body == "[\"me/secret\"]");
    BOOST_TEST(all_text_in(directory.path()).find("secret") == std::string::npos);
    with_token.offline = true;
    BOOST_TEST(client_under_test(with_token).get(server.url("/mine")).has_error());
}

BOOST_AUTO_TEST_CASE(what_a_redirect_to_a_place_with_a_token_opens_is_not_written_either)
{
    const temporary_directory directory;
    web_server open, guarded;
    open.expect("/list", redirect(302, guarded.url("/mine")));
    guarded.expect("/mine", answer("[\"me/secret\"]"));
    auto with_token = cached_in(directory);
    with_token.credentials = {{guarded.url(), "Authorization", "Bearer canary-token"}};

    BOOST_TEST(client_under_test(with_token).get(open.url("/list"))->body == "[\"me/secret\"]");
    BOOST_TEST(all_text_in(directory.path()).find("secret") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(what_was_answered_without_a_token_is_not_the_answer_for_one)
{
    const temporary_directory directory;
    web_server server;
    server.expect("/gated", refusal(401));
    server.expect("/gated", answer("[1]"));
    auto with_token = cached_in(directory);
    with_token.credentials = {{server.url(), "Authorization", "Bearer canary-token"}};

    BOOST_TEST(client_under_test(cached_in(directory)).get(server.url("/gated"))->status == 401u);
    BOOST_TEST(client_under_test(with_token).get(server.url("/gated"))->status == 200u);
    BOOST_TEST(client_under_test(offline_in(directory)).get(server.url("/gated"))->status == 401u);
}

BOOST_AUTO_TEST_CASE(a_token_that_is_not_accepted_is_named_and_not_sent_again)
{
    web_server server;
    server.expect("/list", refusal(401));
    server.expect("/list", answer("[1]"));
    server.expect("/more", answer("[2]"));
    client_settings settings;
    settings.credentials = {
        {server.url(), "Authorization", "Bearer canary-token", "", "/home/me/token"}};
    client_under_test client(settings);

    BOOST_TEST(client.get(server.url("/list"))->body == "[1]");
    BOOST_TEST(client.get(server.url("/more"))->body == "[2]");
    BOOST_TEST_REQUIRE(server.seen().size() == 3u);
    BOOST_TEST(server.seen()[0].headers.contains("authorization"));
    BOOST_TEST(!server.seen()[1].headers.contains("authorization"));
    BOOST_TEST(!server.seen()[2].headers.contains("authorization"));
}

BOOST_AUTO_TEST_CASE(a_gate_is_no_fault_of_the_token)
{
    web_server server;
    server.expect("/gated", refusal(401, {{"X-Error-Code", "GatedRepo"}}));
    client_settings settings;
    settings.credentials = {{server.url(), "Authorization", "Bearer canary-token"}};

    BOOST_TEST(client_under_test(settings).get(server.url("/gated"))->status == 401u);
    BOOST_TEST(server.seen().size() == 1u);
}

BOOST_AUTO_TEST_SUITE_END()
