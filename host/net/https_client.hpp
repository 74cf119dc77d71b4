#pragma once

#include "client_settings.hpp"
#include "net/http/web_client.hpp"

#include <boost/asio/any_io_executor.hpp>

#include <memory>
#include <string>
#include <vector>

namespace muster {

struct client_state;

/// The network itself: HTTPS with verified certificates, deadlines, retries, pacing, limits and a
/// response cache.
///
/// Runs on one io_context with one thread, and must be destroyed before it. No text that it returns
/// and nothing in its cache holds a credential.
class https_client final : public web_client
{
public:
    /// Throws std::invalid_argument for a credential that cannot be a header.
    https_client(boost::asio::any_io_executor executor, client_settings settings);
    ~https_client() override;

    boost::asio::awaitable<result<web_answer>> get(web_request request) override;

    std::vector<std::string> refused_credentials() const override;

    std::string redacted(std::string_view text) const override;

    boost::asio::awaitable<bool> lacks_network(std::vector<std::string> urls) override;

    /// The names for which lacks_network() found no address, sorted.
    std::vector<std::string> lost_names() const;

private:
    std::shared_ptr<client_state> parts_;  // shared with requests that are under way
};

}  // namespace muster
