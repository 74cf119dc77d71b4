#pragma once

#include "support/authority.hpp"

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace muster::test {

/// One answer, with what is to go wrong with it.
struct served
{
    enum class framing
    {
        length,  ///< Content-Length
        chunked,
        to_close  ///< neither: the body ends with the connection
    };
    enum class ending
    {
        keep,
        close,        ///< as one should: TLS says so first
        unannounced,  ///< TCP closes, TLS says nothing
        reset
    };

    unsigned status = 200;
    std::vector<std::pair<std::string, std::string>> headers = {};
    std::string body = {};
    framing frame = framing::length;
    ending end = ending::keep;
    std::optional<std::size_t> stated_length = {};    ///< in place of the body's own
    std::optional<std::size_t> cut_after = {};        ///< bytes of the body; then it ends
    std::chrono::milliseconds before_head = {};       ///< silence
    std::chrono::milliseconds before_each_byte = {};  ///< of the body
    std::string raw = {};                             ///< sent in place of all of it
};

served answer(std::string body);
served refusal(unsigned status, std::vector<std::pair<std::string, std::string>> headers = {});
served redirect(unsigned status, std::string location);
served gzipped(const std::string& body);
served silence();
std::string gzip(const std::string& text);

/// One request as it came.
struct seen_request
{
    std::string method = {};
    std::string target = {};
    std::map<std::string, std::string> headers = {};  ///< names in lower case
    unsigned connection = 0;                          ///< counted from 1
    std::chrono::steady_clock::time_point when = {};

    std::string header(const std::string& name) const;
};

struct server_settings
{
    bool tls = true;
    std::optional<certificate> shown = {};  ///< none: a sound one of authority::trusted()
    int newest_tls = 0;                     ///< TLS1_1_VERSION and so on; 0: no limit
    bool stalls_handshake = false;
    bool drops_handshake = false;  ///< closes at once
};

/// A web server on loopback, in threads of its own, that does what the test tells it.
///
/// What was not expected is answered with 599, and fails the test when the server is destroyed.
class web_server
{
public:
    explicit web_server(server_settings settings = {});
    ~web_server();
    web_server(const web_server&) = delete;
    web_server& operator=(const web_server&) = delete;

    /// The next request for this target gets this answer; several are given in turn.
    void expect(const std::string& target, served one);

    /// Every request for this target that nothing else is expected for.
    void route(const std::string& target, served one);

    /// Asked about what neither knows; none: unexpected.
    void route_by(std::function<std::optional<served>(const seen_request&)> rule);

    std::uint16_t port() const noexcept;
    std::string url(const std::string& target = "") const;                      ///< by address
    std::string url(const std::string& host, const std::string& target) const;  ///< by name
    const std::filesystem::path& authority_file() const;

    std::vector<seen_request> seen() const;
    std::vector<seen_request> seen(const std::string& target) const;
    unsigned connections() const;
    std::vector<std::string> unexpected() const;
    std::vector<std::string> unmet() const;  ///< targets that answers still wait for

    /// For tests of the server itself: forgets what was unexpected or unmet.
    void forgive();

private:
    class body;
    std::unique_ptr<body> body_;
};

}  // namespace muster::test
