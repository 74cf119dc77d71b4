#pragma once

#include "support/temporary_directory.hpp"

#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace muster::test {

/// A name server on loopback that answers at once that no name is there, and counts; and a way to
/// run a program that asks no other. Needs root: for its port, and for a mount that the program
/// alone sees.
class refusing_name_server
{
public:
    refusing_name_server();
    ~refusing_name_server();
    refusing_name_server(const refusing_name_server&) = delete;
    refusing_name_server& operator=(const refusing_name_server&) = delete;

    bool is_possible() const;

    /// Words to put before those of a command.
    std::vector<std::string> prefix() const;

    /// How often each name was asked for; once for each kind of address.
    std::map<std::string, unsigned> questions() const;

private:
    void serve();

    temporary_directory directory_ = {};
    int socket_ = -1;
    mutable std::mutex mutex_ = {};
    std::map<std::string, unsigned> questions_ = {};
    std::thread serving_ = {};
};

}  // namespace muster::test
