#pragma once

#include "net/https_client.hpp"
#include "support/web_server.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>

#include <string>
#include <vector>

namespace muster::test {

/// Settings with waits so short that a test does not notice them. Names that end in ".test"
/// are this machine.
client_settings quick_settings();

/// A client on a context of its own, and what it spent.
class client_under_test
{
public:
    explicit client_under_test(client_settings settings = quick_settings());

    /// A GET that may go to loopback, run to its end.
    result<web_answer> get(const std::string& url);
    result<web_answer> get(web_request request);

    /// Several at once; the answers in the order of the requests.
    std::vector<result<web_answer>> get_all(const std::vector<std::string>& urls);

    /// Whether none of the names of these is found; see https_client.
    bool lacks_network(std::vector<std::string> urls);

    /// The names that it found no address for.
    std::vector<std::string> lost_names() const { return client_.lost_names(); }

    traffic spent = {};

private:
    boost::asio::io_context context_ = {};
    https_client client_;
};

/// A request to loopback.
web_request request_for(const std::string& url);

/// The words of a failure; "an answer of 200" when there is none.
std::string words(const result<web_answer>& got);

/// Whether text has this part; the log of the test shows the text.
bool mentions(const std::string& text, const std::string& part);

}  // namespace muster::test
