#pragma once

#include "module_patterns.hpp"
#include "size/facts/config_view.hpp"
#include "size/facts/formula_size.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace muster {

/// How the weights of one matrix are packed, and what one scale is for; 0 where that is not said.
struct weight_packing
{
    packed_kind kind = packed_kind::narrow;
    std::uint64_t bits = 8;
    std::uint64_t group = 0;  ///< columns of a row
    std::uint64_t block_rows = 0;
    std::uint64_t block_columns = 0;
};

/// A matrix as configurations name it. Classes have several names for one thing: any of them
/// counts.
struct named_module
{
    std::vector<std::string> names = {};  ///< "layers.0.self_attn.q_proj"
    bool is_linear = true;  ///< false: packed only where it is named, or where all is (MLX)
};

/// Which matrices a configuration packs: config_groups with their targets, ignore and its kin.
class module_packing
{
public:
    module_packing(const config_view& root, const config_view& text);

    /// Absent: it is left as it is.
    std::optional<weight_packing> of(const named_module& module);

    bool has_patterns() const { return !ignored_.empty() || !named_.empty() || has_targets_; }

    /// False where a pattern was met that cannot be read, or where the method is not modelled: then
    /// nothing is known of what is packed.
    bool is_told() const { return is_told_; }

private:
    struct target_group
    {
        std::optional<weight_packing> form = {};
        module_patterns targets = {};
        bool is_for_all = false;  ///< for all that is linear as well
    };

    void read_groups(const config_view& quantisation, std::string_view method);
    void read_ignored(const config_view& quantisation);
    void read_layers(const config_view& quantisation);
    void read_named(const config_view& owner, std::string_view key);
    std::optional<std::size_t>
    first_match(const module_patterns& patterns, const named_module& module);

    std::vector<target_group> groups_ = {};
    module_patterns named_ = {};
    std::vector<std::optional<weight_packing>> named_forms_ = {};  ///< as named_
    module_patterns ignored_ = {};
    bool has_targets_ = false;
    bool packs_all_ = false;
    bool is_told_ = true;
    std::size_t expressions_left_ = expression_limit;
};

/// More patterns than this tell nothing.
inline constexpr std::size_t module_pattern_limit = 4096;

}  // namespace muster
