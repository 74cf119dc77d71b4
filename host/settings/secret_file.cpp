#include "secret_file.hpp"

#include "files/file_io.hpp"
#include "parse.hpp"
#include "text/trim.hpp"

#include <algorithm>

namespace fs = std::filesystem;

namespace muster {

namespace {

constexpr std::size_t secret_bytes_limit = 4096;

}  // namespace

result<std::string> read_secret_file(const fs::path& file, secret_file whose)
{
    auto content = read_file(file);
    if (content.has_error())
        return content.error();
    std::error_code ec;
    const auto permissions = fs::status(file, ec).permissions();
    // Group access is left to the user: some systems give each user a group of his own.
    const bool is_public = (permissions & fs::perms::others_read) != fs::perms::none;
    if (is_public && whose == secret_file::of_user)
        return failure{
            errc::untrusted,
            file.string() + " holds a secret and can be read by everyone: chmod 600 it"};
    // Editors end a file with a line break.
    std::string secret(trimmed(*content));
    if (secret.empty())
        return wrong_usage(file.string() + " should hold a secret and is empty");
    // A file of that size is no token: the wrong one was named.
    if (secret.size() > secret_bytes_limit || !is_sendable_secret(secret))
        return wrong_usage(file.string() + " does not hold a secret that can be sent");
    return secret;
}

// Without spaces or control characters: a line break would begin a header of its own.
bool is_sendable_secret(std::string_view secret) noexcept
{
    return std::all_of(secret.begin(), secret.end(), [](char c) { return c > ' ' && c < 0x7f; });
}

}  // namespace muster
