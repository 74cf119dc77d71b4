#pragma once

#include "support/web_server.hpp"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace muster::test {

/// What a proxy does with a CONNECT.
enum class proxy_manner
{
    opens,  ///< a tunnel to the port asked for, on loopback whatever the host
    refuses,
    wants_password,
    hangs,
    rambles  ///< answers what is not HTTP
};

/// A proxy on loopback, in threads of its own.
class proxy_server
{
public:
    explicit proxy_server(proxy_manner manner);
    ~proxy_server();
    proxy_server(const proxy_server&) = delete;
    proxy_server& operator=(const proxy_server&) = delete;

    /// "http://" + login + "127.0.0.1:PORT"
    std::string url(const std::string& login = "") const;

    std::vector<seen_request> seen() const;

private:
    class body;
    std::unique_ptr<body> body_;
};

}  // namespace muster::test
