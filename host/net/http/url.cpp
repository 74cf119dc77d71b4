#include "url.hpp"

#include "muster/percent_encoding.hpp"

#include <boost/url/parse.hpp>
#include <boost/url/url.hpp>

#include <algorithm>

namespace urls = boost::urls;

namespace muster {

namespace {

constexpr std::size_t brief_url_bytes = 120;

// A line break in a URL would end the request line and begin a header of somebody's choice.
bool has_control_bytes(std::string_view text) noexcept
{
    return std::any_of(text.begin(), text.end(), [](unsigned char c) {
        return c < 0x20 || c == 0x7f;
    });
}

// Where the path begins; 0 for a reference without an authority. Brackets before it belong to an
// IPv6 address, and must not be encoded.
std::size_t end_of_authority(std::string_view text) noexcept
{
    const auto slashes = text.find("//");
    const auto first = text.find_first_of("/?#");
    // "//" further on, as in "?next=https://...", begins no authority.
    if (slashes == std::string_view::npos || slashes != first)
        return 0;
    return std::min(text.find_first_of("/?#", slashes + 2), text.size());
}

// Boost.URL accepts what RFC 3986 allows. Publishers write more, which browsers encode silently.
std::string encode_stray_bytes(std::string_view text)
{
    constexpr std::string_view stray = " \"<>\\^`{|}";
    const auto path = end_of_authority(text);
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i)
    {
        const auto byte = static_cast<unsigned char>(text[i]);
        const bool bracket = i >= path && (byte == '[' || byte == ']');
        if (bracket || byte > 0x7f || stray.find(text[i]) != std::string_view::npos)
            out += percent_encoded(text.substr(i, 1));
        else
            out += text[i];
    }
    return out;
}

failure bad_url(std::string_view text, const failure& reason)
{
    const auto end = std::min(text.find_first_of("?#"), brief_url_bytes);
    // Without the query, where tokens are.
    std::string where(text.substr(0, end));
    if (where.find('@') != std::string::npos)
        where = "a URL";  // a password may precede the @
    // The text is shown on a terminal.
    std::erase_if(where, [](unsigned char c) { return c < 0x20 || c == 0x7f; });
    return failure{reason.code, encode_stray_bytes(where) + ": " + reason.where};
}

failure bad_url(std::string_view text, const char* reason)
{
    return bad_url(text, failure{errc::bad_value, reason});
}

std::string target_of(const urls::url_view& url)
{
    std::string target(url.encoded_path());
    // "https://host?a=b" has no path; the request line needs one.
    if (!target.starts_with('/'))
        target.insert(0, 1, '/');
    while (target.starts_with("/../"))
        target.erase(0, 3);  // RFC 3986, 5.2.4; Boost.URL keeps them
    if (url.has_query())
        target.append("?").append(std::string_view(url.encoded_query()));
    return target;
}

result<web_url> take_apart(const urls::url_view& url, std::string_view text)
{
    auto origin = parse_origin(url.buffer());
    if (origin.has_error())
        return bad_url(text, origin.error());
    return web_url{std::move(*origin), target_of(url)};
}

}  // namespace

result<web_url> parse_url(std::string_view text)
{
    if (text.size() > url_bytes_limit)
        return bad_url(text, "too long for a URL");
    if (has_control_bytes(text))
        return bad_url(text, "control characters in a URL");
    const auto encoded = encode_stray_bytes(text);
    const auto parsed = urls::parse_uri(encoded);
    if (!parsed)
        return bad_url(text, "not a URL");
    return take_apart(*parsed, text);
}

result<web_url> resolve_url(const web_url& base, std::string_view reference)
{
    if (reference.size() > url_bytes_limit || has_control_bytes(reference))
        return bad_url(reference, "not a URL");
    const auto encoded = encode_stray_bytes(reference);
    const auto relative = urls::parse_uri_reference(encoded);
    const auto base_text = to_string(base);
    urls::url resolved;
    if (!relative || !urls::resolve(urls::url_view(base_text), *relative, resolved))
        return bad_url(reference, "not a URL");
    return take_apart(resolved, reference);
}

std::string to_string(const web_url& url) { return origin(url) + url.target; }

std::string brief(const web_url& url)
{
    auto text = to_string(url);
    text.resize(std::min(text.find('?'), text.size()));
    if (text.size() > brief_url_bytes)
        text.replace(brief_url_bytes, std::string::npos, "...");
    return text;
}

}  // namespace muster
