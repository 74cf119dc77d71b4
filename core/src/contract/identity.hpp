#pragma once

#include "muster/failure.hpp"
#include "text/lower.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace muster {

/// A longer model id is rejected. The Hub itself allows 96 characters.
inline constexpr std::size_t model_id_bytes_limit = 192;

/// Checks that a text is a model id: "owner/name" over [A-Za-z0-9._-], or a bare "name", as the
/// oldest Hub repositories have ("gpt2"). Neither part may be "." or "..": ids become paths of
/// URLs.
///
/// Fails with bad_id; `where` says what is wrong.
result<void> check_model_id(std::string_view text);

/// The id in lower case: the key under which all spellings of a model are one.
inline std::string fold_id(std::string_view model_id) { return lower(model_id); }

/// Whether two ids are spellings of one model. Does not allocate.
inline bool is_same_id(std::string_view a, std::string_view b) noexcept
{
    return is_same_word(a, b);
}

/// A hash that is equal for all spellings of a model. Does not allocate; not stable across
/// machines, so never write it to a file.
std::uint64_t folded_hash(std::string_view model_id) noexcept;

/// A shorter one, which tables keep for each of their rows.
inline std::uint32_t id_hash(std::string_view model_id) noexcept
{
    return static_cast<std::uint32_t>(folded_hash(model_id));
}

/// The part before the slash; all of an id that has none.
std::string_view provider_of(std::string_view model_id) noexcept;

}  // namespace muster
