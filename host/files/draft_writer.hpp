#pragma once

#include "base/open_file.hpp"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <sys/types.h>

namespace muster {

/// Writes the next content of a file beside it. As long as what is written is what the file has,
/// nothing is made: a file that stays as it is needs no draft.
class draft_writer
{
public:
    draft_writer(std::filesystem::path file, std::filesystem::path draft);

    /// Zero, or the system's error code.
    int write(std::string_view piece);

    /// To be called after the last piece. Zero, or the system's error code.
    int finish();

    /// Returns when all of the draft is on the disk. Zero, or the system's error code.
    int flush();

    /// Whether there is a draft, finished or not.
    bool has_begun() const noexcept { return out_.has_value(); }

private:
    int put(std::string_view piece);
    bool is_next_of_file(std::string_view piece);
    int begin();
    int copy_beginning();
    void begin_flush() noexcept;

    std::filesystem::path file_;
    std::filesystem::path draft_;
    open_file present_;
    std::optional<mode_t> mode_ = {};  ///< of the file that is replaced: the draft has it, too
    std::optional<open_file> out_ = {};
    std::uint64_t same_bytes_ = 0;     ///< that the file begins with
    std::uint64_t waiting_bytes_ = 0;  ///< that the disk was not asked to take yet
    std::string room_ = {};
};

}  // namespace muster
