#pragma once

#include "support/web_server.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/stream.hpp>

#include <condition_variable>
#include <deque>
#include <map>
#include <mutex>

namespace muster::test {

/// What the threads of one server share: its script, what it has seen, and its open sockets.
class script
{
public:
    void expect(const std::string& target, served one);
    void route(const std::string& target, served one);
    void route_by(std::function<std::optional<served>(const seen_request&)> rule);

    /// Records the request and finds its answer.
    served choose(seen_request request);

    /// Waits, or until the server stops.
    void pause(std::chrono::milliseconds time);

    /// Notes a connection, so that stop() can end it. False when the server has stopped.
    bool open(unsigned number, int descriptor);
    void close(unsigned number);
    void stop();

    std::vector<seen_request> seen() const;
    std::vector<std::string> unexpected() const;
    std::vector<std::string> unmet() const;
    unsigned connections() const;
    void forgive();

private:
    mutable std::mutex mutex_;
    std::condition_variable stopping_;
    bool stopped_ = false;
    std::map<std::string, std::deque<served>> expected_;
    std::map<std::string, served> routes_;
    std::function<std::optional<served>(const seen_request&)> rule_;
    std::vector<seen_request> seen_;
    std::vector<std::string> unexpected_;
    std::map<unsigned, int> open_;
    unsigned connections_ = 0;
};

class open_socket
{
public:
    open_socket(script& desk, unsigned number) : desk_(desk), number_(number) {}
    open_socket(const open_socket&) = delete;
    open_socket& operator=(const open_socket&) = delete;
    ~open_socket() { desk_.close(number_); }

private:
    script& desk_;
    unsigned number_;
};

/// Closes so that the other side sees a reset.
void reset(boost::asio::ip::tcp::socket& socket);

using tls_socket = boost::asio::ssl::stream<boost::asio::ip::tcp::socket&>;

/// Answers the requests of one connection until it ends.
void serve_requests(boost::asio::ip::tcp::socket& stream, script& desk, unsigned number);
void serve_requests(tls_socket& stream, script& desk, unsigned number);

}  // namespace muster::test
