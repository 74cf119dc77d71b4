#include "request_head.hpp"

#include "credentials.hpp"

namespace muster {

namespace {

void add(std::string& head, std::string_view name, std::string_view value)
{
    // No header is sent empty, so that callers can pass what they have.
    if (!value.empty())
        head.append(name).append(": ").append(value).append("\r\n");
}

void add_conditions(std::string& head, const web_answer& kept)
{
    // Both when there are both; a server that knows ETags ignores the date (RFC 9110, 13.1.3).
    add(head, "If-None-Match", kept.header("etag"));
    add(head, "If-Modified-Since", kept.header("last-modified"));
}

}  // namespace

std::string request_head(
    const web_url& url,
    const client_settings& settings,
    const web_request& request,
    const web_answer* kept
)
{
    const auto& range = request.range;
    // No Connection header: in HTTP/1.1 connections stay open unless a side says otherwise.
    auto head = "GET " + url.target + " HTTP/1.1\r\n";
    add(head, "Host", authority(url));
    add(head, "User-Agent", settings.user_agent);
    add(head, "Accept", "application/json, */*;q=0.5");
    // Byte positions count in the encoded form: a range of a gzip stream could not be decoded.
    add(head, "Accept-Encoding", range ? "identity" : "gzip");
    if (range)
        add(head,
            "Range",
            "bytes=" + std::to_string(range->first) + "-" + std::to_string(range->last));
    if (kept != nullptr)
        add_conditions(head, *kept);
    // Chosen here, for the URL of this exchange, so that none follows a redirect to another origin.
    for (const auto& each : credentials_for(url, request.client_id, settings.credentials))
        add(head, each.header, each.value);
    return head + "\r\n";
}

}  // namespace muster
