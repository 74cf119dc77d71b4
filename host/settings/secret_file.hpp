#pragma once

#include "muster/failure.hpp"

#include <filesystem>
#include <string>
#include <string_view>

namespace muster {

/// Who wrote the file. What another tool wrote (the Hub's login) has the permissions of that tool.
enum class secret_file
{
    of_user,
    of_other_tool,
};

/// Reads a secret: the file's content without surrounding white space. Fails when it is empty,
/// longer than 4096 bytes, unreadable, not sendable, or written by the user and readable by
/// everyone.
result<std::string>
read_secret_file(const std::filesystem::path& file, secret_file whose = secret_file::of_user);

/// Whether a secret is printable ASCII without spaces, as a header needs.
bool is_sendable_secret(std::string_view secret) noexcept;

}  // namespace muster
