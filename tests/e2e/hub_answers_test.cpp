#include "e2e/network_world.hpp"
#include "support/case_table.hpp"

#include <boost/test/unit_test.hpp>

#include <atomic>

using namespace muster;
using namespace muster::test;
using namespace std::chrono_literals;

namespace {

using headers = std::vector<std::pair<std::string, std::string>>;

/// What the Hub answers to its nth request, counted from 1.
using hub_script = std::function<served(unsigned nth, const seen_request&)>;

hub_script always(served one)
{
    return [one](unsigned, const seen_request&) { return one; };
}

hub_script at_first(unsigned times, served fault)
{
    return [times, fault](unsigned nth, const seen_request&) {
        return nth <= times ? fault : hub_page();
    };
}

hub_script says(const std::string& body) { return always(answer(body)); }

hub_script sends(const std::string& raw)
{
    served one;
    one.raw = raw;
    return always(one);
}

served with(served one, const headers& more)
{
    one.headers.insert(one.headers.end(), more.begin(), more.end());
    return one;
}

// A page of one model, and a link to the next.
served page_with_link(const std::string& next)
{
    return with(hub_page(), {{"Link", "<" + next + ">; rel=\"next\""}});
}

served ends(served one, std::size_t after, served::ending how, served::framing frame)
{
    one.cut_after = after;
    one.end = how;
    one.frame = frame;
    return one;
}

served slow(std::chrono::milliseconds before_head, std::chrono::milliseconds before_each_byte)
{
    auto one = hub_page();
    one.before_head = before_head;
    one.before_each_byte = before_each_byte;
    return one;
}

served stated(served one, std::size_t length)
{
    one.stated_length = length;
    one.end = served::ending::close;
    return one;
}

served damaged_gzip()
{
    auto one = gzipped("[]");
    one.body[one.body.size() - 8] ^= 1;
    return one;
}

std::string many_headers()
{
    std::string text = "HTTP/1.1 200 OK\r\n";
    for (int i = 0; i < 10'000; ++i)
        text += "a:b\r\n";
    return text + "\r\n";
}

std::string in_utf_16(const std::string& text)
{
    std::string wide = "\xff\xfe";
    for (const char letter : text)
        wide += {letter, '\0'};
    return wide;
}

std::string flood_of_1xx()
{
    std::string flood;
    for (int i = 0; i < 1000; ++i)
        flood += "HTTP/1.1 100 Continue\r\n\r\n";
    return flood;
}

// Each page is empty and leads to another that was not there before.
served endless(unsigned nth, const seen_request&)
{
    auto one = page_with_link("/api/models?cursor=" + std::to_string(nth));
    one.body = "[]";
    return one;
}

served there_and_back(unsigned nth, const seen_request&)
{
    return page_with_link(nth % 2 == 1 ? "/api/models?cursor=b" : "/api/models?cursor=a");
}

served last_page_again(unsigned nth, const seen_request&)
{
    return nth == 1 ? page_with_link("/api/models?cursor=2") : hub_page();
}

served spent_window(unsigned nth, const seen_request&)
{
    if (nth > 1)
        return hub_page();
    return with(page_with_link("/api/models?cursor=2"), {{"RateLimit", R"("api";r=0;t=0)"}});
}

using enum served::ending;
using enum served::framing;

struct hub_case
{
    const char* name;
    hub_script script;
    std::string told;  ///< the verdict, and how its reason begins or what is in it
    std::chrono::seconds deadline = is_sanitized ? 3s : 1s;
};

const hub_case hub_cases[] = {
    {"h01_retry_after_is_waited_for", at_first(1, refusal(429, {{"Retry-After", "1"}})), "ok", 6s},
    {"h01_retry_after_past_the_deadline",
     always(refusal(429, {{"Retry-After", "86400"}})),
     "failed: answered 429 and asks to wait"},
    {"h01_retry_after_of_10_mb",
     always(refusal(429, {{"Retry-After", std::string(10'000'000, '9')}})),
     "failed: the head is larger",
     6s},
    {"h01_retry_after_abc", always(refusal(429, {{"Retry-After", "abc"}})), "failed: 429"},
    {"h02_a_spent_window_is_waited_out", spent_window, "ok", 6s},
    {"h02_a_window_past_the_deadline",
     always(refusal(429, {{"RateLimit", R"("api";r=0;t=168)"}})),
     "failed: asks to wait"},
    {"h03_500_twice", at_first(2, refusal(500)), "ok", 8s},
    {"h03_503_for_ever", always(refusal(503)), "failed: 503"},
    {"h03_501", always(refusal(501)), "failed: answered 501"},
    {"h03_418", always(refusal(418)), "failed: answered 418"},
    {"h04_401", always(refusal(401)), "failed: answered 401: check --hub.token-file or HF_TOKEN"},
    {"h04_403", always(refusal(403)), "failed: answered 403: check --hub.token-file or HF_TOKEN"},
    {"h04_404", always(refusal(404)), "failed: answered 404"},
    {"h04_410", always(refusal(410)), "failed: answered 410"},
    {"h06_a_byte_at_a_time", always(slow(0ms, 300ms)), "timed-out: --deadline"},
    {"h06_a_head_that_does_not_come", always(slow(1h, 0ms)), "timed-out: --deadline"},
    {"h06_a_stall_half_way", always(stated(slow(0ms, 40ms), 4000)), "timed-out: --deadline"},
    {"h07_shorter_than_its_length", always(stated(hub_page(), 1000)), "failed: ends early"},
    {"h07_without_its_last_chunk",
     always(ends(hub_page(), 9, close, chunked)),
     "failed: ends early"},
    {"h07_no_length_and_half", always(ends(hub_page(), 9, close, to_close)), "failed: ends early"},
    {"h08_cut_without_a_word",
     always(ends(hub_page(), 9, unannounced, length)),
     "failed: ends early"},
    {"h08_whole_without_a_word", always(ends(hub_page(), 99, unannounced, length)), "ok"},
    {"h09_two_lengths",
     sends("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n[] "),
     "failed: invalid HTTP"},
    {"h09_a_bad_chunk",
     sends("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n"),
     "failed: invalid HTTP"},
    {"h09_10000_headers", sends(many_headers()), "failed: more headers than the limit"},
    {"h10_9_mb", always(answer(hub_page().body + std::string(9'000'000, ' '))), "ok", 9s},
    {"h10_65_mib", always(stated(hub_page(), 65U << 20)), "failed: larger than the limit"},
    {"h11_a_bad_check_sum", always(damaged_gzip()), "failed: not valid gzip"},
    {"h11_labelled_gzip",
     always(with(hub_page(), {{"Content-Encoding", "gzip"}})),
     "failed: not valid gzip"},
    {"h11_an_unknown_coding",
     always(with(hub_page(), {{"Content-Encoding", "br"}})),
     "failed: encoded as br"},
    {"h12_a_loop", always(redirect(302, "/api/models?pipeline_tag=x")), "more than 5 redirects"},
    {"h12_to_http",
     always(redirect(302, "http://127.0.0.1/")),
     "failed: redirected from https to http"},
    {"h12_to_a_metadata_service",
     always(redirect(302, "https://169.254.169.254/")),
     "failed: is a private address"},
    {"h12_to_a_file", always(redirect(302, "file:///etc/passwd")), "failed: only http and https"},
    {"h12_to_bytes_that_are_no_text",
     always(redirect(302, "%zz\xff\xfe")),
     "failed: redirected to %zz%FF%FE: not a URL"},
    {"h13_the_same_page",
     [](unsigned, const seen_request& asked) { return page_with_link(asked.target); },
     "partial: pagination-cycle"},
    {"h13_there_and_back", there_and_back, "partial: pagination-cycle"},
    {"h13_pages_without_end", endless, "--deadline"},
    {"h13_another_host",
     always(page_with_link("https://other.example/api/models")),
     "partial: host-not-allowed: the plugin may not request https://other.example"},
    {"h13_a_link_that_cannot_be_followed",
     always(page_with_link("ftp://other.example/")),
     "partial: only http and https"},
    {"h13_the_same_models_again", last_page_again, "ok"},
    {"h15_a_reset_half_way", always(ends(hub_page(), 9, reset, length)), "failed: reset by peer"},
    {"h15_closed_without_a_byte", sends("\r\n"), "failed: ends early"},
    {"h18_a_login_page",
     always(with(answer("<!doctype html><title>Sign in</title>"), {{"Content-Type", "text/html"}})),
     "failed: it begins with <!doctype html>"},
    {"h18_a_byte_order_mark", says("\xef\xbb\xbf[]"), "failed: not JSON"},
    {"h18_utf_16", says(in_utf_16("[]")), "failed: not JSON"},
    {"h18_nan", says(R"([{"id": "Hub/Only", "downloads": NaN}])"), "failed: not JSON"},
    {"h18_a_trailing_comma", says(R"([{"id": "Hub/Only"},])"), "failed: not JSON"},
    {"h18_depth_10000",
     says(std::string(10'000, '[') + std::string(10'000, ']')),
     "failed: too deep"},
    {"h18_a_member_twice", says(R"([{"id": "x/y", "id": "Hub/Only", "downloads": 5}])"), "ok"},
    {"h18_a_number_of_400_digits",
     says(R"([{"id": "Hub/Only", "downloads": )" + std::string(400, '9') + "}]"),
     "failed: downloads has the wrong type"},
    {"h19_an_error_object",
     says(R"({"error": "rate limited"})"),
     "failed: an error message: rate limited"},
    {"h19_an_empty_list", says("[]"), "empty: returned no models"},
    {"h19_an_empty_body", says(""), "failed: incomplete JSON"},
    {"h20_304_unasked",
     always(refusal(304)),
     "failed: answered 304 to a request without conditions"},
    {"h21_1xx_without_end", sends(flood_of_1xx()), "failed: only 1xx"},
    {"h21_http_0_9", sends("<html>hello</html>"), "failed: invalid HTTP"},
    {"h21_http_2", sends("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"), "failed: invalid HTTP"},
};

bool is_retried_fault(const std::string& why)
{
    return why == "ends early" || why == "503" || why == "429" || why == "reset by peer";
}

// What is tried again may meet the deadline first.
bool fits(const std::string& told, const std::string& wanted)
{
    const auto colon = wanted.find(": ");
    if (colon == std::string::npos)
        return holds(told, wanted);
    const auto why = wanted.substr(colon + 2);
    // On a slow machine the deadline may end before the pause does.
    const bool has_no_time =
        why == "429" && holds(told, "its rate limit allows no request for another");
    return (told.starts_with(wanted.substr(0, colon + 1)) && (holds(told, why) || has_no_time)) ||
           (is_retried_fault(why) && told.starts_with("timed-out: "));
}

void costs_the_hub_alone(const hub_case& each)
{
    web_server hub;
    hub.route_by([&each, nth = std::make_shared<std::atomic<unsigned>>(0)](const auto& request) {
        return std::optional<served>(each.script(++*nth, request));
    });
    network_world world;
    world.deadline = each.deadline;
    world.may_be_staged = each.told.starts_with("ok") || each.told.starts_with("partial");
    world.survives(hub.url());

    const auto told = world.told_of("hub");
    BOOST_TEST(fits(told, each.told), told);
    if (world.may_be_staged)
        BOOST_TEST(holds(world.staged(), "\"Hub/Only\""));
}

}  // namespace

BOOST_AUTO_TEST_SUITE(hub_answers_test)

const case_table table(hub_cases, costs_the_hub_alone);

BOOST_AUTO_TEST_SUITE_END()
