#pragma once

#include "muster/failure.hpp"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

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

    /// A table of the file; empty when it is too large or not wholly inside the file.
    template <class Entry>
    std::vector<Entry> read_table(std::uint64_t offset, std::uint64_t bytes) const
    {
        if (bytes > table_bytes_limit || bytes > size_bytes_)
            return {};
        std::vector<Entry> entries(bytes / sizeof(Entry));
        if (!read_at(offset, entries.data(), entries.size() * sizeof(Entry)))
            return {};
        return entries;
    }

    int descriptor() const noexcept { return descriptor_; }

private:
    static constexpr std::uint64_t table_bytes_limit = std::uint64_t{64} * 1024 * 1024;

    explicit library_file(int descriptor) noexcept : descriptor_(descriptor) {}
    bool look() noexcept;

    int descriptor_;
    std::uint64_t size_bytes_ = 0;
    file_identity identity_ = {};
};

}  // namespace muster
