#include "net_error.hpp"

#include <boost/asio/error.hpp>
#include <boost/beast/core/error.hpp>

namespace muster {

// Only four outcomes differ for a caller; the sentence has the rest.
static errc to_errc(net_error_kind kind) noexcept
{
    switch (kind)
    {
        case net_error_kind::too_large: return errc::too_large;
        case net_error_kind::refused: return errc::refused;
        case net_error_kind::no_network: return errc::no_network;
        default: return errc::unavailable;
    }
}

failure to_failure(const net_error& error, std::string where)
{
    where += ": ";
    where += error.text;
    return failure{make_error_code(to_errc(error.kind)), std::move(where)};
}

std::string to_text(const boost::system::error_code& code)
{
    // Both messages of Boost are about the implementation: "the socket was closed due to a
    // timeout", "end of file".
    if (code == boost::beast::error::timeout)
        return "no answer in time";
    if (code == boost::asio::error::eof)
        return "the connection was closed";
    auto text = code.message();
    if (!text.empty() && text[0] >= 'A' && text[0] <= 'Z')
        text[0] = static_cast<char>(text[0] - 'A' + 'a');
    return text;
}

}  // namespace muster
