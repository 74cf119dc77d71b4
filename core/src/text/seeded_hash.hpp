#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace muster {

/// Another in each run, where the system puts programs at another place each time.
std::uint64_t seed_of_run() noexcept;

/// A hash of a text whose letters are changed by `fold`, eight at a time, before they count.
///
/// Texts come from outside: whoever could tell their hashes beforehand could have a table compare
/// each with all others. The multiplication hides both of its unknown factors.
template <class Fold>
std::uint64_t seeded_hash(std::string_view text, Fold fold) noexcept
{
    // Both halves of the product in one.
    const auto mixed = [](std::uint64_t a, std::uint64_t b) noexcept {
        __extension__ using wide = unsigned __int128;
        const auto product = static_cast<wide>(a ^ 0xD6E8FEB86659FD93U) * b;
        return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64U);
    };
    const auto seed = seed_of_run();
    std::uint64_t hash = seed ^ text.size();
    std::uint64_t letters = 0;
    for (; text.size() >= sizeof letters; text.remove_prefix(sizeof letters))
    {
        std::memcpy(&letters, text.data(), sizeof letters);
        hash = mixed(hash, fold(letters) ^ ~seed);
    }
    letters = 0;
    if (!text.empty())
        std::memcpy(&letters, text.data(), text.size());
    return mixed(hash, fold(letters) ^ ~seed);
}

/// For containers of texts that others chose. Not stable across runs: never written to a file.
struct text_hash
{
    using is_transparent = void;
    using is_avalanching = void;

    std::size_t operator()(std::string_view text) const noexcept
    {
        return seeded_hash(text, [](std::uint64_t letters) noexcept { return letters; });
    }
};

}  // namespace muster
