#pragma once

#include "muster/failure.hpp"
#include "option_spec.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace muster {

/// What a plugin says of itself, as JSON inside the library.
struct descriptor
{
    std::string name = {};    ///< lower case, fixed for ever: it names the flags
    std::string source = {};  ///< provenance label in the staging file ("huggingface_hub")
    std::string version = {};
    std::string summary = {};
    std::vector<std::string> origins = {};  ///< where it may send requests ("https://example.org")
    std::vector<option_spec> options = {};

    /// Since contract 1.1. True: asked only when a user names it, so that a source that ships does
    /// not change the runs of those who never heard of it.
    bool opt_in = false;

    /// Since contract 1.1. True: it tells no Hub ids, so that a listing of names is a good one.
    bool names_only = false;

    const option_spec* find_option(std::string_view option) const noexcept;
};

inline constexpr std::size_t descriptor_bytes_limit = std::size_t{64} * 1024;

/// Whether an option may be read from the environment variable it names.
///
/// The environment holds other people's secrets, and what an option is given is told to the plugin
/// or sent where the plugin says. So a variable has to bear the plugin's name, in capitals and with
/// or without underscores inside: MUSTER_NAME_... for any option, NAME_... for a secret
/// ("MUSTER_OPEN_SHOP_URL", "OPENSHOP_API_KEY" of a plugin "openshop").
bool is_own_variable(const descriptor& plugin, const option_spec& option);

/// Reads and checks a descriptor. Fails with not_json, wrong_shape or bad_value; `where` names the
/// member ("descriptor: options[2].type").
result<descriptor> read_descriptor(std::string_view text);

/// "https://huggingface.co" of an https or http URL: scheme, host and, when it is not the usual
/// one, port; lower case. Empty when the text is not such a URL.
std::string origin_of(std::string_view url);

}  // namespace muster
