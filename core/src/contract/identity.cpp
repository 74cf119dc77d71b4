#include "identity.hpp"

#include "text/seeded_hash.hpp"

#include <array>

namespace muster {

namespace {

// A table: ids are checked for every row of every listing.
constexpr auto id_characters = [] {
    std::array<bool, 256> is_one = {};
    for (const char c :
         std::string_view("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-"))
        is_one[static_cast<unsigned char>(c)] = true;
    return is_one;
}();

bool is_id_character(char c) noexcept { return id_characters[static_cast<unsigned char>(c)]; }

// Without an early exit: nearly all parts are good, and the loop has no branches.
bool is_id_part(std::string_view part) noexcept
{
    bool is_good = true;
    for (const char c : part)
        is_good &= is_id_character(c);
    return is_good && !part.empty() && part != "." && part != "..";
}

/// Lower case of eight ASCII letters at once. Adding to the low seven bits carries into the top bit
/// of a byte when it is at least 'A', and past 'Z'; shifted by two that is the bit 0x20.
std::uint64_t folded_letters(std::uint64_t letters) noexcept
{
    constexpr std::uint64_t each = 0x0101010101010101U;
    const auto low = letters & each * 0x7F;
    const auto from_a = low + each * (0x80 - 'A');
    const auto past_z = low + each * (0x80 - 'Z' - 1);
    const auto capitals = from_a & ~past_z & ~letters & each * 0x80;
    return letters | capitals >> 2U;
}

}  // namespace

result<void> check_model_id(std::string_view text)
{
    if (text.size() > model_id_bytes_limit)
        return failure{errc::bad_id, "the model id is longer than 192 characters"};
    const auto slash = text.find('/');
    const bool is_id = slash == std::string_view::npos ? is_id_part(text)
                                                       : is_id_part(text.substr(0, slash)) &&
                                                             is_id_part(text.substr(slash + 1));
    if (!is_id)
        return failure{errc::bad_id, "the model id is not owner/name over letters, digits, . _ -"};
    return {};
}

std::uint64_t folded_hash(std::string_view model_id) noexcept
{
    return seeded_hash(model_id, folded_letters);
}

std::string_view provider_of(std::string_view model_id) noexcept
{
    return model_id.substr(0, model_id.find('/'));
}

}  // namespace muster
