#include "muster/identity.hpp"

#include <algorithm>
#include <array>

namespace muster {

namespace {

constexpr auto id_characters = [] {
    std::array<bool, 256> is_one = {};
    for (const char c :
         std::string_view("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-"))
        is_one[static_cast<unsigned char>(c)] = true;
    return is_one;
}();

bool is_id_character(char c) noexcept { return id_characters[static_cast<unsigned char>(c)]; }

bool is_id_part(std::string_view part) noexcept
{
    return !part.empty() && part != "." && part != ".." &&
           std::all_of(part.begin(), part.end(), is_id_character);
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

std::string fold_id(std::string_view model_id)
{
    std::string folded(model_id);
    std::transform(folded.begin(), folded.end(), folded.begin(), folded_letter);
    return folded;
}

bool is_same_id(std::string_view a, std::string_view b) noexcept
{
    return a.size() == b.size() && std::equal(a.begin(), a.end(), b.begin(), [](char x, char y) {
               return x == y || folded_letter(x) == folded_letter(y);
           });
}

std::uint64_t folded_hash(std::string_view model_id) noexcept
{
    // FNV-1a, and its bits mixed once more at the end.
    std::uint64_t hash = 14695981039346656037U;
    for (const char c : model_id)
        hash = (hash ^ static_cast<unsigned char>(folded_letter(c))) * 1099511628211U;
    hash ^= hash >> 32U;
    return hash * 0x9E3779B97F4A7C15U >> 16U;
}

std::string_view provider_of(std::string_view model_id) noexcept
{
    return model_id.substr(0, model_id.find('/'));
}

}  // namespace muster
