#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

namespace muster {

/// An arena: memory for many small pieces that are released together.
///
/// Pieces stay where they are until reset(), which keeps the blocks: after some rounds nothing is
/// allocated any more. Not thread-safe.
class text_arena
{
public:
    /// Sizes of blocks. A large arena grows by large ones, of which it needs fewer.
    static constexpr std::size_t block_bytes = std::size_t{64} * 1024;
    static constexpr std::size_t large_block_bytes = std::size_t{1024} * 1024;

    /// A copy of the text that lives until reset().
    std::string_view copy(std::string_view text);

    /// Uninitialised memory for `count` values. T must be trivial.
    template <class T>
    std::span<T> array(std::size_t count)
    {
        return {static_cast<T*>(allocate(count * sizeof(T), alignof(T))), count};
    }

    /// Uninitialised memory with the alignment of T, for a T and what follows it.
    template <class T>
    std::byte* aligned(std::size_t bytes)
    {
        return static_cast<std::byte*>(allocate(bytes, alignof(T)));
    }

    /// Invalidates all pieces.
    void reset() noexcept;

    /// Bytes given out since the last reset().
    std::size_t used_bytes() const noexcept { return used_bytes_; }

private:
    struct block
    {
        std::unique_ptr<std::byte[]> bytes = {};
        std::size_t size = 0;
    };

    void* allocate(std::size_t size, std::size_t alignment);
    void open_block(std::size_t size);

    std::vector<block> blocks_;
    std::size_t current_ = 0;  ///< index of the block in use
    std::size_t offset_ = 0;   ///< in that block
    std::size_t used_bytes_ = 0;
};

}  // namespace muster
