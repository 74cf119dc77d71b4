#pragma once

#include "muster/failure.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace muster {

/// The longest model id that is taken. (The Hub itself allows 96 characters.)
inline constexpr std::size_t model_id_bytes_limit = 192;

/// Checks that text is a model id: "owner/name" over [A-Za-z0-9._-], or a bare "name" as the
/// oldest Hub repositories have it ("gpt2"). Neither part may be "." or "..".
///
/// Fails with bad_id; `where` says what is wrong with it.
result<void> check_model_id(std::string_view text);

/// A letter as it counts where letter case does not: of ASCII.
constexpr char folded_letter(char c) noexcept
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
}

/// The key under which two spellings are one model: ids are compared without letter case.
std::string fold_id(std::string_view model_id);

/// Whether two spellings are one model.
bool is_same_id(std::string_view a, std::string_view b) noexcept;

/// Equal for spellings of one model.
std::uint64_t folded_hash(std::string_view model_id) noexcept;

/// The part before the slash; the whole id when it has none.
std::string_view provider_of(std::string_view model_id) noexcept;

}  // namespace muster
