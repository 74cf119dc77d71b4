#pragma once

#include <boost/regex.hpp>

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
    std::optional<bool> matches(std::string_view module) const;

private:
    std::optional<bool> matches_expression(std::string_view module) const;

    bool is_expression_ = false;
    std::optional<boost::regex> expression_ = {};  ///< absent of one that cannot be read
    std::string name_ = {};                        ///< of others, from the layers on
};

}  // namespace muster
