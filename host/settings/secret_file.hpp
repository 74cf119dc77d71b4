#pragma once

#include "muster/failure.hpp"

#include <filesystem>
#include <string>
#include <string_view>

namespace muster {

/// Whose file it is: what another tool wrote may have the permissions that tool gave it.
enum class secret_file
{
    of_user,
    of_other_tool,
};

/// A secret kept in a file: its content without surrounding white space. Fails when it is empty,
/// longer than 4096 bytes, unreadable, or a user's own and readable by everyone.
result<std::string>
read_secret_file(const std::filesystem::path& file, secret_file whose = secret_file::of_user);

/// The form of a secret: printable ASCII, so that it can stand in a header.
bool is_sendable_secret(std::string_view secret) noexcept;

}  // namespace muster
