#pragma once

#include "support/temporary_directory.hpp"

#include <string>
#include <vector>

namespace muster::test {

/// A name server on loopback that takes questions and never answers, and a way to run a program
/// that asks no other. Needs root: for its port, and for a mount that the program alone sees.
class silent_name_server
{
public:
    silent_name_server();
    ~silent_name_server();
    silent_name_server(const silent_name_server&) = delete;
    silent_name_server& operator=(const silent_name_server&) = delete;

    bool is_possible() const;

    /// Words to put before those of a command.
    std::vector<std::string> prefix() const;

    /// How many questions came.
    unsigned questions() const;

private:
    temporary_directory directory_ = {};
    int socket_ = -1;
};

}  // namespace muster::test
