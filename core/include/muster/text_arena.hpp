#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

namespace muster {

/// Memory for many small pieces that are all given back at once.
///
/// What was allocated stays where it is until reset(), which keeps the blocks for the next round:
/// after the first rounds nothing is allocated any more.
class text_arena
{
public:
    /// Of a block: a large arena grows by large ones, of which there are fewer.
    static constexpr std::size_t block_bytes = std::size_t{64} * 1024;
    static constexpr std::size_t large_block_bytes = std::size_t{1024} * 1024;

    /// After each piece, so many bytes may be read, whatever they are: a short text can be copied
    /// with those that follow it, which is quicker than to ask how short it is.
    static constexpr std::size_t readable_beyond = 16;

    std::string_view copy(std::string_view text);

    /// Room for count values of a trivial type.
    template <class T>
    std::span<T> array(std::size_t count)
    {
        return {static_cast<T*>(allocate(count * sizeof(T), alignof(T))), count};
    }

    /// Room for an object of type T and what follows it, with its alignment.
    template <class T>
    std::byte* aligned(std::size_t bytes)
    {
        return static_cast<std::byte*>(allocate(bytes, alignof(T)));
    }

    void reset() noexcept;

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
