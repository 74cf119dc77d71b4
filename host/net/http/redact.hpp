#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace muster {

/// Takes secrets out of text that leaves the program or is kept.
class redactor
{
public:
    /// A shorter word would be found by chance, and is no secret.
    static constexpr std::size_t word_bytes_least = 6;

    /// In what is published a password may well be found by chance ("Qwen2.5"); no token is this
    /// short, and no word of a listing that long.
    static constexpr std::size_t token_bytes_least = 12;

    /// Finds each word as it stands, percent-encoded, and without a leading "Bearer ".
    explicit redactor(
        const std::vector<std::string>& secrets = {}, std::size_t bytes_least = word_bytes_least
    );

    void redact(std::string& text) const;
    std::string redacted(std::string_view text) const;

private:
    std::vector<std::string> words_;  // the longest first, so that no part of one stays
};

}  // namespace muster
