#include "origin.hpp"

#include "lower.hpp"

#include <algorithm>
#include <charconv>

namespace muster {

namespace {

std::uint16_t usual_port(bool tls) noexcept { return tls ? 443 : 80; }

// RFC 3986, 3.2.2, without percent-encoding: that would be a second spelling of one origin.
bool is_name(std::string_view host)
{
    constexpr std::string_view characters = "abcdefghijklmnopqrstuvwxyz0123456789-._~!$&'()*+,;=";
    return !host.empty() && host.find_first_not_of(characters) == std::string_view::npos;
}

bool is_bracketed_address(std::string_view host)
{
    return host.size() > 2 && host.ends_with(']') &&
           host.find_first_not_of("0123456789abcdef:.", 1) == host.size() - 1;
}

// Behind the colon; none is the scheme's own, as if there were no colon.
bool read_port(std::string_view digits, std::uint16_t& port)
{
    if (digits.empty())
        return true;
    const auto* const end = digits.data() + digits.size();
    const auto [rest, error] = std::from_chars(digits.data(), end, port);
    return error == std::errc{} && rest == end && port != 0;
}

}  // namespace

result<web_origin> parse_origin(std::string_view url)
{
    const auto colon = std::min(url.find(':'), url.size());
    const auto scheme = lower(url.substr(0, colon));
    if (scheme != "https" && scheme != "http")
        return failure{errc::refused, "only http and https URLs are supported"};
    const auto rest = url.substr(colon);
    if (!rest.starts_with("://"))
        return failure{errc::bad_value, "not a URL with a host"};
    const auto place = lower(rest.substr(3, rest.substr(3).find_first_of("/?#")));
    // A user name would make a text that reads as another origin.
    if (place.find('@') != std::string::npos)
        return failure{errc::refused, "a user name in a URL is not accepted"};

    // The colons in brackets are of an IPv6 address.
    const auto host_end = place.find(':', place.starts_with('[') ? place.find(']') : 0);
    auto host = place.substr(0, host_end);
    if (host.starts_with('[') ? !is_bracketed_address(host) : !is_name(host))
        return failure{errc::bad_value, "not a URL with a host"};
    if (host.starts_with('['))
        host = host.substr(1, host.size() - 2);
    web_origin found{scheme == "https", std::move(host), usual_port(scheme == "https")};
    if (host_end != std::string::npos &&
        !read_port(std::string_view(place).substr(host_end + 1), found.port))
        return failure{errc::bad_value, "not a valid port"};
    return found;
}

std::string authority(const web_origin& origin)
{
    auto text = origin.host.find(':') == std::string::npos ? origin.host : "[" + origin.host + "]";
    if (origin.port != usual_port(origin.tls))
        text += ":" + std::to_string(origin.port);
    return text;
}

std::string origin(const web_origin& origin)
{
    return (origin.tls ? "https://" : "http://") + authority(origin);
}

std::string origin_of(std::string_view url)
{
    const auto found = parse_origin(url);
    return found.has_value() ? origin(*found) : std::string();
}

}  // namespace muster
