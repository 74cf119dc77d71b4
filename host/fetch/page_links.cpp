#include "page_links.hpp"

#include "net/http/url.hpp"

namespace muster {

// What cannot be resolved stays as it is: the getter then says what is wrong with it.
std::string absolute_url(const std::string& url, const std::string& base)
{
    const auto base_url = parse_url(base);
    if (url.starts_with("file:") || base_url.has_error())
        return url;
    const auto target = resolve_url(*base_url, url);
    return target.has_value() ? to_string(*target) : url;
}

std::string linked_page(const fetched_page& page)
{
    return page.next.empty() ? "" : absolute_url(page.next, page.url);
}

// False where either is no URL of the web: nothing is loaded ahead by such a link.
bool are_of_one_origin(const std::string& one, const std::string& other)
{
    const auto first = parse_url(one);
    const auto second = parse_url(other);
    return first.has_value() && second.has_value() && origin(*first) == origin(*second);
}

}  // namespace muster
