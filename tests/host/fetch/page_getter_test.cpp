#include "fetch/page_getter.hpp"
#include "support/canned_web.hpp"
#include "support/files.hpp"
#include "support/run.hpp"
#include "support/stub_runner.hpp"
#include "support/temporary_directory.hpp"

#include <boost/test/unit_test.hpp>

using namespace muster;
using namespace muster::test;

namespace {

struct getter_fixture
{
    canned_web web = {};
    stub_runner runner = {};
    temporary_directory data = {};
    source_plan plan = plan_for(runner);
    fetch_context context = {};
    boost::asio::io_context loop = {};
    traffic spent = {};

    getter_fixture()
    {
        context.web = &web;
        context.data_directory = data.path();
    }

    result<fetched_page> get(const std::string& url)
    {
        page_getter getter(plan, context);
        const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(9);
        return test::run(loop, getter.get(url, deadline, spent));
    }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(page_getter_test, getter_fixture)

BOOST_AUTO_TEST_CASE(a_page_is_what_the_web_answered)
{
    web.put(
        "https://s.example/1",
        "body",
        {{"content-type", "Application/JSON; charset=utf-8"},
         {"link", "</2?c=%3D>; rel=\"next\""},
         {"x-total-count", " 40 "}}
    );
    const auto page = get("https://s.example/1");

    BOOST_TEST_REQUIRE(page.has_value(), page.error().where);
    BOOST_TEST(page->url == "https://s.example/1");
    BOOST_TEST(page->media_type == "application/json");
    BOOST_TEST(page->body == "body");
    BOOST_TEST(page->next == "https://s.example/2?c=%3D");
    BOOST_TEST(page->total.value() == 40u);
    BOOST_TEST(spent.requests == 1u);
    BOOST_TEST(spent.bytes == 4u);
}

BOOST_AUTO_TEST_CASE(h13_a_link_that_cannot_be_followed_is_not_taken_for_the_end)
{
    web.put("https://s.example/1", "x", {{"link", "<ftp://s.example/2>; rel=\"next\""}});

    BOOST_TEST(get("https://s.example/1")->next == "ftp://s.example/2");
}

BOOST_AUTO_TEST_CASE(h13_a_foreign_host_is_not_asked)
{
    for (const auto* url :
         {"https://other.example/1",
          "http://s.example/1",
          "https://s.example:8443/1",
          "https://s.example.evil.example/",
          "https://127.0.0.1/"})
    {
        const auto page = get(url);
        BOOST_TEST(page.error().code == make_error_code(errc::refused), url);
        BOOST_TEST(
            page.error().where.starts_with("host-not-allowed: the plugin may not request http")
        );
    }
    BOOST_TEST(web.asked.empty());
}

BOOST_AUTO_TEST_CASE(what_is_no_url_is_not_asked)
{
    for (const auto* url : {"", "s.example/1", "https://me:pw@s.example/", "ftp://s.example/"})
        BOOST_TEST(get(url).has_error(), url);
    BOOST_TEST(web.asked.empty());
}

BOOST_AUTO_TEST_CASE(only_what_a_user_named_may_be_private)
{
    plan.origins = {"https://s.example", "https://10.0.0.7"};
    plan.named_origins = {"https://10.0.0.7"};
    get("https://s.example/1");
    get("https://10.0.0.7/1");

    BOOST_TEST_REQUIRE(web.asked.size() == 2u);
    BOOST_TEST(!web.asked[0].may_be_private);
    BOOST_TEST(web.asked[1].may_be_private);
}

BOOST_AUTO_TEST_CASE(an_answer_that_says_no_is_a_failure_without_the_query)
{
    web.refuse("https://s.example/1?key=x", 500);
    const auto page = get("https://s.example/1?key=x");

    BOOST_TEST(page.error().code == make_error_code(errc::unavailable));
    BOOST_TEST(page.error().where == "https://s.example/1 answered 500");
}

BOOST_AUTO_TEST_CASE(h04_a_refusal_names_the_secret_that_may_be_wrong)
{
    web.refuse("https://s.example/1", 401);
    BOOST_TEST(get("https://s.example/1").error().where == "https://s.example/1 answered 401");
    plan.secret_flags = "--stub.key-file or STUB_KEY";

    BOOST_TEST(
        get("https://s.example/1").error().where ==
        "https://s.example/1 answered 401: check --stub.key-file or STUB_KEY"
    );
}

BOOST_AUTO_TEST_CASE(what_a_service_says_of_its_refusal_is_repeated)
{
    const std::string url = "https://s.example/1";
    const auto said = [&](unsigned status, const std::string& body) {
        web.answers[url] = {status, url, body, {}};
        return get(url).error().where.substr(url.size());
    };
    BOOST_TEST(
        said(404, R"({"error": "The dataset has moved."})") ==
        " answered 404: The dataset has moved."
    );
    BOOST_TEST(
        said(400, R"({"error": {"code": 400, "message": "no such sort"}})") ==
        " answered 400: no such sort"
    );
    BOOST_TEST(said(500, R"({"message": "busy"})") == " answered 500: busy");
    for (const auto* other :
         {"", "<html>504 Gateway Time-out</html>", "[]", "{}", R"({"error": 7})"})
        BOOST_TEST(said(504, other) == " answered 504", other);
    BOOST_TEST(said(400, R"({"error": ")" + std::string(9000, 'x') + "\"}").size() < 400u);

    plan.secret_flags = "--stub.key-file";
    BOOST_TEST(
        said(401, R"({"error": "Invalid key"})") ==
        " answered 401: check --stub.key-file; it says: Invalid key"
    );
}

BOOST_AUTO_TEST_CASE(a_failure_of_the_network_is_passed_on)
{
    web.failures["https://s.example/1"] = {errc::unavailable, "connect: refused"};

    BOOST_TEST(get("https://s.example/1").error().where == "connect: refused");
}

BOOST_AUTO_TEST_CASE(a_file_of_the_data_directory_is_a_page)
{
    put_file(data.path() / "list.json", "[]");
    const auto page = get("file:list.json");

    BOOST_TEST_REQUIRE(page.has_value(), page.error().where);
    BOOST_TEST(page->body == "[]");
    BOOST_TEST(page->url == "file:list.json");
    BOOST_TEST(web.asked.empty());
}

BOOST_AUTO_TEST_CASE(other_files_are_for_those_a_user_named)
{
    const temporary_directory elsewhere;
    const auto file = (elsewhere.path() / "list.json").string();
    put_file(file, "[1]");
    for (const std::string& name : {file, std::string("../x.json"), std::string("a/../../x.json")})
    {
        const auto page = get("file:" + name);
        BOOST_TEST(page.error().code == make_error_code(errc::refused));
        BOOST_TEST(page.error().where == "file-not-allowed: the plugin may not read " + name);
    }
    plan.options = {{"file", file}};
    BOOST_TEST(get("file:" + file).has_error());  // it may be the plugin's own default
    plan.named_files = {file};

    BOOST_TEST(get("file:" + file)->body == "[1]");
}

BOOST_AUTO_TEST_CASE(a_file_that_is_missing_or_none_is_named)
{
    BOOST_TEST(
        get("file:list.json").error().where ==
        "cannot read " + (data.path() / "list.json").string() + ": No such file or directory"
    );
    BOOST_TEST(get("file:.").has_error());
    BOOST_TEST(get("file:..").has_error());
    BOOST_TEST(get("file:").has_error());
}

BOOST_AUTO_TEST_CASE(a_file_has_the_limit_of_a_page)
{
    put_file(data.path() / "long.json", "[1]");
    std::filesystem::resize_file(data.path() / "long.json", page_bytes_limit);
    BOOST_TEST(get("file:long.json").has_value());

    std::filesystem::resize_file(data.path() / "long.json", page_bytes_limit + 1);
    const auto page = get("file:long.json");
    BOOST_TEST_REQUIRE(page.has_error());
    BOOST_TEST((page.error().code == errc::too_large));
    BOOST_TEST(page.error().where == "long.json is larger than a page may be (64 MiB)");
}

BOOST_AUTO_TEST_SUITE_END()
