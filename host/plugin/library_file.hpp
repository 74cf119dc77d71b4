#pragma once

#include "muster/failure.hpp"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace muster {

/// Which file it is, whatever it is called.
struct file_identity
{
    std::uint64_t device = 0;
    std::uint64_t inode = 0;

    friend auto operator<=>(const file_identity&, const file_identity&) = default;
};

/// "64768:1234", and back.
std::string to_string(const file_identity& identity);
std::optional<file_identity> read_file_identity(std::string_view text) noexcept;

/// A regular file that is open: what is checked is what is loaded, even when another file takes
/// its name between.
class library_file
{
public:
    /// Never waits, not for a FIFO either. Fails with refused ("not-a-file: …").
    static result<library_file> open(const std::filesystem::path& path);

    library_file(library_file&& other) noexcept;
    library_file& operator=(library_file&& other) = delete;
    ~library_file();

    const file_identity& identity() const noexcept { return identity_; }
    std::uint64_t size_bytes() const noexcept { return size_bytes_; }

    /// False when the range is not wholly inside the file.
    bool read_at(std::uint64_t offset, void* out, std::size_t size) const noexcept;

    /// A path to the open file itself, for as long as this process lives: the loader tells
    /// libraries apart by name, so the number must not be used again.
    std::filesystem::path keep_open() &&;

private:
    explicit library_file(int descriptor) noexcept : descriptor_(descriptor) {}
    bool look() noexcept;

    int descriptor_;
    std::uint64_t size_bytes_ = 0;
    file_identity identity_ = {};
};

}  // namespace muster
