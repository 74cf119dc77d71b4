#include "entry.hpp"
#include "expect.hpp"
#include "net/http/url.hpp"
#include "net/proxy.hpp"

namespace muster::fuzz {

namespace {

void expect_sound(const web_url& url)
{
    const auto again = parse_url(to_string(url));
    expect(again.has_value(), "a URL that was read can be read again");
    expect(*again == url, "and says the same");
    expect(origin(url).find('@') == std::string::npos, "no password stands in an origin");
    (void)brief(url);
}

}  // namespace

// A URL, and below it a reference that is seen from there.
void take(std::string_view input)
{
    const auto line = input.substr(0, input.find('\n'));
    const auto rest = input.substr(std::min(line.size() + 1, input.size()));
    (void)parse_proxy(line);
    const auto url = parse_url(line);
    if (url.has_error())
        return;
    expect_sound(*url);
    (void)is_direct(*url, rest);
    const auto target = resolve_url(*url, rest);
    if (target.has_value())
        expect_sound(*target);
}

}  // namespace muster::fuzz
