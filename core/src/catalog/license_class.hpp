#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace muster {

/// What a licence lets people do, as far as its name tells. No advice: the text of a licence may
/// say more.
enum class license_class
{
    open,        ///< any use, also commercial; notices or the same licence may be asked for
    conditions,  ///< commercial use, within rules of use, up to a size, or without changes
    research,    ///< research or other non-commercial use alone
    unknown,     ///< none is declared, or its name tells nothing
};

/// "open", "conditions", "research", "unknown".
std::string_view to_string(license_class kind) noexcept;

/// Nothing for another word.
std::optional<license_class> license_class_of(std::string_view word) noexcept;

/// How a licence was classed.
struct classed_license
{
    license_class kind = license_class::unknown;
    std::string_view spdx = {};  ///< its identifier in the SPDX list; empty where it has none
    std::string_view rule = {};  ///< what decided, in words
};

/// license: in the Hub's form (see normalize_license()); absent when none is declared.
classed_license classed(const std::optional<std::string>& license);

/// Whether a word names a class or a licence that the table has.
bool is_license_word(std::string_view word);

/// The licences that the table has, as the Hub spells them.
std::vector<std::string> known_licenses();

/// Whether a licence is one of the wanted ones, each a class or a licence. All are, of no words.
bool is_wanted_license(
    const std::optional<std::string>& license, std::span<const std::string> wanted
);

/// Why a model was left out whose licence is not among the wanted ones.
std::string license_reason(const std::optional<std::string>& license);

}  // namespace muster
