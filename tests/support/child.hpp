#pragma once

#include <chrono>
#include <filesystem>
#include <map>
#include <string>
#include <sys/types.h>
#include <vector>

namespace muster::test {

struct command
{
    std::vector<std::string> words = {};  ///< the program first
    std::map<std::string, std::string> variables = {};
    std::filesystem::path directory = {};  ///< to run in; empty: this one
};

struct finished
{
    int status = -1;  ///< 128 + the signal when one ended it
    std::string out = {};
    std::string err = {};
    long peak_kib = 0;  ///< the most memory it held at once
};

/// Another program, running; killed when this ends.
///
/// It is held to the permissions of files, as root too.
class child
{
public:
    explicit child(const command& what);
    ~child();
    child(const child&) = delete;
    child& operator=(const child&) = delete;

    pid_t number() const noexcept { return number_; }

    /// Waits for its end; one that does not end in time is killed.
    finished wait(std::chrono::seconds limit = std::chrono::seconds(60));

private:
    std::filesystem::path outputs_;
    pid_t number_ = -1;
};

finished run(const command& what);

}  // namespace muster::test
