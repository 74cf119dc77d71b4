#pragma once

// Patterns come from strangers: Boost's own limit would allow a second for each.
#define BOOST_REGEX_MAX_STATE_COUNT 20000
#include <boost/regex.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace muster {

/// What a quantization_config means by one entry of its lists of modules.
///
/// "re:" begins a regular expression that has to match from the module's beginning on, as in
/// compressed-tensors; "*" makes a glob, as ModelOpt writes them; anything else names the module or
/// whatever it is in, as in transformers.
class module_pattern
{
public:
    explicit module_pattern(std::string_view written);

    /// module: "layers.0.self_attn.q_proj", without what stands before the layers. Absent where the
    /// expression cannot be read, or takes too many steps.
    ///
    /// left: how many more expressions may be tried; it is counted down, and at 0 nothing is said.
    /// Configurations come from strangers.
    std::optional<bool> matches(std::string_view module, std::size_t& left) const;

    /// The words of one that is neither expression nor glob, and is not empty: it matches a module
    /// in whose name they stand, between points.
    std::optional<std::string_view> plain_name() const;

private:
    std::optional<bool> matches_expression(std::string_view module, std::size_t& left) const;

    bool is_expression_ = false;
    bool begins_anywhere_ = false;  ///< what stands before the module's name is all one
    std::optional<boost::regex> expression_ = {};  ///< absent of one that cannot be read
    std::string name_ = {};                        ///< of others, from the layers on
};

/// Of one configuration no more expressions are tried with a name.
inline constexpr std::size_t expression_limit = 50'000;

}  // namespace muster
