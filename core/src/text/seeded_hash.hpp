#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace muster {

/// Another in each run, where the system puts programs at another place each time: that is all that
/// a part without system calls can know. Inline, as every hash begins with it.
inline std::uint64_t seed_of_run() noexcept
{
    static const char somewhere = 0;
    return reinterpret_cast<std::uintptr_t>(&somewhere) * 0x9E3779B97F4A7C15U;
}

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
    constexpr auto step = sizeof letters;
    for (std::size_t i = 0; i + step < text.size(); i += step)
    {
        std::memcpy(&letters, text.data() + i, step);
        hash = mixed(hash, fold(letters) ^ ~seed);
    }
    // The last eight overlap those before: a constant size needs no call.
    if (text.size() >= step)
        std::memcpy(&letters, text.data() + text.size() - step, step);
    else if (!text.empty())
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
