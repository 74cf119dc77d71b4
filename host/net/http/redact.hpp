#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace muster {

/// Replaces secrets by "[redacted]" in text that leaves the program or is written to disk.
class redactor
{
public:
    /// A shorter word is not redacted: it would be found by chance.
    static constexpr std::size_t word_bytes_least = 6;

    /// The same for published data, where a password may well occur by chance ("Qwen2.5"). No token
    /// is shorter, and no word that a listing has by chance is as long.
    static constexpr std::size_t token_bytes_least = 12;

    /// Finds each secret as written, percent-encoded, and without a leading word ("Bearer ", "Basic
    /// ").
    explicit redactor(
        const std::vector<std::string>& secrets = {}, std::size_t bytes_least = word_bytes_least
    );

    void redact(std::string& text) const;
    std::string redacted(std::string_view text) const;

private:
    std::vector<std::string> words_;  // longest first: a shorter one may be part of a longer one
};

}  // namespace muster
