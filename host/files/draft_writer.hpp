#pragma once

#include "base/open_file.hpp"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <sys/types.h>

namespace muster {

/// Writes the next content of a file to a draft beside it. The draft is begun only where the
/// content differs from the present file, so that an unchanged file costs a read and no write.
class draft_writer
{
public:
    /// is_compared: false where the present file will be another when this draft takes its place.
    draft_writer(std::filesystem::path file, std::filesystem::path draft, bool is_compared = true);

    /// Appends to the content. 0, or errno.
    int write(std::string_view chunk);

    /// Precondition: all pieces were written. 0, or errno.
    int finish();

    /// Returns when the draft is on the disk. 0, or errno.
    int flush();

    /// Whether there is a draft, finished or not.
    bool has_begun() const noexcept { return out_.has_value(); }

private:
    int put(std::string_view chunk);
    bool is_next_of_file(std::string_view chunk);
    int begin();
    int copy_beginning();
    void begin_flush() noexcept;

    std::filesystem::path file_;
    std::filesystem::path draft_;
    open_file present_;
    std::optional<mode_t> mode_ = {};  ///< of the present file, kept for the new one
    std::optional<open_file> out_ = {};
    std::uint64_t same_bytes_ = 0;     ///< leading bytes that equal the present file's
    std::uint64_t waiting_bytes_ = 0;  ///< written, but not handed to the disk yet
    std::string room_ = {};
};

}  // namespace muster
