#pragma once

#include "base/moment.hpp"
#include "client_settings.hpp"
#include "net/http/net_error.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>

#include <map>
#include <memory>
#include <string>

namespace muster {

/// Look-ups that may run at once; a name service that hangs holds one thread for each.
inline constexpr std::size_t lookups_limit = 32;

/// getaddrinfo does not return the record's TTL. A minute saves most look-ups of a run and still
/// follows a service that moves; a failure may pass at once, where a machine is only just starting.
inline constexpr auto found_names_are_kept = std::chrono::seconds(60);
inline constexpr auto failed_names_are_kept = std::chrono::milliseconds(200);

/// Looks names up on threads of its own, one for each name, so that one that hangs delays no other.
///
/// Belongs to one io_context that one thread runs, and must be destroyed before it. Look-ups that
/// still run then are abandoned: getaddrinfo cannot be interrupted.
class resolver
{
public:
    resolver(boost::asio::any_io_executor executor, name_lookup look_up);
    resolver(const resolver&) = delete;
    resolver& operator=(const resolver&) = delete;
    ~resolver();

    /// The addresses of a name, or of an address written as text. Never empty. Callers that ask for
    /// the same name at once share one look-up. Fails with net_error_kind::name, also when the
    /// deadline passes.
    boost::asio::awaitable<net_result<addresses>> resolve(std::string host, moment deadline);

private:
    struct entry;
    class mailbox;

    std::shared_ptr<entry> find_or_start(const std::string& host);
    bool start(const std::string& host, const std::shared_ptr<entry>& name);

    boost::asio::any_io_executor executor_;
    name_lookup look_up_;
    std::map<std::string, std::shared_ptr<entry>> names_;
    std::shared_ptr<mailbox> mailbox_;
};

}  // namespace muster
