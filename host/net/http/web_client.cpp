#include "web_client.hpp"

#include "http_headers.hpp"

namespace muster {

std::string_view web_answer::header(std::string_view name) const noexcept
{
    return find_header(headers, name);
}

std::optional<std::string> next_link(const web_answer& answer)
{
    const auto base = parse_url(answer.url);
    const auto link = link_next(answer.headers);
    if (!base || !link)
        return std::nullopt;
    const auto next = resolve_url(*base, *link);
    // Returned although it cannot be requested: the caller then fails, rather than ends early.
    return next ? to_string(*next) : *link;
}

}  // namespace muster
