#include "request_head.hpp"

#include "credentials.hpp"

namespace muster {

namespace {

void add(std::string& head, std::string_view name, std::string_view value)
{
    if (!value.empty())
        head.append(name).append(": ").append(value).append("\r\n");
}

void add_conditions(std::string& head, const web_answer& kept)
{
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
    auto head = "GET " + url.target + " HTTP/1.1\r\n";
    add(head, "Host", authority(url));
    add(head, "User-Agent", settings.user_agent);
    add(head, "Accept", "application/json, */*;q=0.5");
    // A range of an encoded file would be a range of its encoding.
    add(head, "Accept-Encoding", range ? "identity" : "gzip");
    if (range)
        add(head,
            "Range",
            "bytes=" + std::to_string(range->first) + "-" + std::to_string(range->last));
    if (kept != nullptr)
        add_conditions(head, *kept);
    for (const auto& each : credentials_for(url, request.asker, settings.credentials))
        add(head, each.header, each.value);
    return head + "\r\n";
}

}  // namespace muster
