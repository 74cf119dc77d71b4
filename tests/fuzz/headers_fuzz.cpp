#include "entry.hpp"
#include "expect.hpp"
#include "net/http/http_date.hpp"
#include "net/http/rate_limit.hpp"
#include "net/http/redirect.hpp"
#include "net/http/url.hpp"
#include "net/http/web_client.hpp"

namespace muster::fuzz {

namespace {

using std::chrono::milliseconds;

// Lines "name: value".
http_headers headers_of(std::string_view text)
{
    http_headers headers;
    while (!text.empty())
    {
        const auto line = text.substr(0, text.find('\n'));
        text.remove_prefix(std::min(line.size() + 1, text.size()));
        const auto colon = line.find(": ");
        if (colon != std::string_view::npos)
            headers.emplace_back(line.substr(0, colon), line.substr(colon + 2));
    }
    return headers;
}

void expect_possible(const std::optional<milliseconds>& wait)
{
    if (wait)
        expect(
            *wait >= milliseconds(0) && *wait <= milliseconds(server_wait_limit),
            "a wait is neither negative nor past its limit"
        );
}

}  // namespace

void take(std::string_view input)
{
    const std::chrono::system_clock::time_point now{std::chrono::seconds(1'790'000'000)};
    web_answer answer;
    answer.status = 200;
    answer.url = "https://models.example/list?limit=2";
    answer.headers = headers_of(input);
    (void)next_link(answer);
    expect_possible(retry_after(answer.headers, now));
    expect_possible(read_rate_limit(answer.headers, now).reset);
    (void)parse_http_date(input);
    const auto base = parse_url(answer.url);
    const auto target = redirect_target(*base, answer.headers);
    if (target)
        expect(target->tls, "no redirect leads from https to http");
}

}  // namespace muster::fuzz
