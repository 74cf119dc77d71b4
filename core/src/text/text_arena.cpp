#include "muster/text_arena.hpp"

#include <algorithm>
#include <cstring>

namespace muster {

std::string_view text_arena::copy(std::string_view text)
{
    if (text.empty())
        return {};
    auto* const place = static_cast<char*>(allocate(text.size(), 1));
    std::memcpy(place, text.data(), text.size());
    return {place, text.size()};
}

// The blocks stay allocated for the next round.
void text_arena::reset() noexcept
{
    current_ = 0;
    offset_ = 0;
    used_bytes_ = 0;
}

void* text_arena::allocate(std::size_t size, std::size_t alignment)
{
    // Rounds up; the trick needs a power of two, which every alignment is.
    auto aligned = (offset_ + alignment - 1) & ~(alignment - 1);  // a power of two
    if (blocks_.empty() || aligned + size > blocks_[current_].size)
    {
        open_block(size);
        aligned = 0;
    }
    offset_ = aligned + size;
    used_bytes_ += size;
    return blocks_[current_].bytes.get() + aligned;
}

void text_arena::open_block(std::size_t size)
{
    // Blocks behind the current one were allocated in an earlier round. Those that are too small
    // are skipped.
    auto next = blocks_.empty() ? 0 : current_ + 1;
    while (next < blocks_.size() && blocks_[next].size < size)
        ++next;
    if (next == blocks_.size())
    {
        // Blocks grow with the arena, from 64 KiB to 1 MiB: large ones need few allocations, small
        // ones waste little.
        const auto usual = std::clamp(used_bytes_, block_bytes, large_block_bytes);
        const auto bytes = std::max(size, usual);
        blocks_.push_back({std::make_unique_for_overwrite<std::byte[]>(bytes), bytes});
    }
    current_ = next;
    offset_ = 0;
}

}  // namespace muster
