#include "redirect.hpp"

namespace muster {

bool is_redirect(unsigned status) noexcept
{
    return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

net_result<web_url> redirect_target(const web_url& from, const http_headers& headers)
{
    const auto location = find_header(headers, "location");
    if (location.empty())
        return make_net_error(net_error_kind::malformed, "redirected without a Location");
    auto target = resolve_url(from, location);
    if (!target)
        return make_net_error(net_error_kind::refused, "redirected to " + target.error().where);
    // A downgrade would send in clear text what was requested confidentially.
    if (from.tls && !target->tls)
        return make_net_error(
            net_error_kind::refused, "redirected from https to " + brief(*target)
        );
    return *std::move(target);
}

}  // namespace muster
