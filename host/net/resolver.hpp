#pragma once

#include "base/moment.hpp"
#include "client_settings.hpp"
#include "net/http/fault.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>

#include <map>
#include <memory>
#include <string>

namespace muster {

/// Names being looked up at once; a name service that hangs holds a thread for each.
inline constexpr std::size_t lookups_limit = 32;

inline constexpr auto found_names_are_kept = std::chrono::seconds(60);
inline constexpr auto failed_names_are_kept = std::chrono::seconds(2);

/// Looks names up on threads of its own, one a name, so that one that hangs stalls nothing else.
///
/// Belongs to one io_context, run by one thread, and must be destroyed before it. Look-ups still
/// running then are left to their threads: nobody can interrupt the name service.
class resolver
{
public:
    resolver(boost::asio::any_io_executor executor, name_lookup look_up);
    resolver(const resolver&) = delete;
    resolver& operator=(const resolver&) = delete;
    ~resolver();

    /// The addresses of a name, or of a literal address itself; never none. Callers that ask for
    /// the same name at once share one look-up.
    boost::asio::awaitable<attempt<addresses>> resolve(std::string host, moment deadline);

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
