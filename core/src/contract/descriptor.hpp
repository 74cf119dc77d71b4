#pragma once

#include "muster/failure.hpp"
#include "option_spec.hpp"

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace muster {

/// A plugin's descriptor: what it declares about itself, as JSON inside the library.
struct descriptor
{
    std::string name = {};    ///< lower case, fixed for ever: it names the flags
    std::string source = {};  ///< provenance label in the staging file ("huggingface_hub")
    std::string version = {};
    std::string summary = {};
    std::vector<std::string> origins = {};  ///< where it may send requests ("https://example.org")
    std::vector<option_spec> options = {};

    /// Since contract 1.1. The source takes part only when a user names it, so that a source that
    /// ships later does not change existing runs.
    bool opt_in = false;

    /// Since contract 1.1. The source publishes no Hub ids, so that a listing of names alone is not
    /// empty.
    bool names_only = false;

    /// Since contract 1.2. How old the newest date of its content may be before the source counts
    /// as `old`; absent: of any age.
    std::optional<std::chrono::milliseconds> content_age = {};

    const option_spec* find_option(std::string_view option) const noexcept;
};

inline constexpr std::size_t descriptor_bytes_limit = std::size_t{64} * 1024;

/// Whether the host reads an option from the environment variable that it names.
///
/// The environment holds secrets of other programs, and an option's value goes to the plugin or to
/// where the plugin says. So the variable must contain the plugin's name, in capitals, with or
/// without underscores inside: MUSTER_NAME_... for any option, NAME_... for a secret
/// ("MUSTER_OPEN_SHOP_URL", "OPENSHOP_API_KEY" of a plugin "openshop").
bool is_own_variable(const descriptor& plugin, const option_spec& option);

/// Parses and checks a descriptor. Fails with not_json, wrong_shape, bad_value or too_large;
/// `where` names the member ("descriptor: options[2].type").
result<descriptor> read_descriptor(std::string_view text);

}  // namespace muster
