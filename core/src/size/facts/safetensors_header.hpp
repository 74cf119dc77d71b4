#pragma once

#include "evidence.hpp"
#include "muster/failure.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace muster {

/// How much of a weight file is asked for at first: it covers nearly every header.
inline constexpr std::uint64_t header_first_bytes = 100'001;

/// The longest header that is read. Readers of the Hub's own refuse longer ones too.
inline constexpr std::uint64_t header_bytes_limit = 25'000'000;

/// The most weight files that an index may name.
inline constexpr std::size_t shards_limit = 10'000;

/// What must be known of a model to tell what its tensors are.
struct tensor_rules
{
    std::string quant_method = {};  ///< as formula_size
    std::uint64_t quant_bits = 0;
    std::uint64_t layers = 0;  ///< layers past these are MTP; 0: not known
};

/// The length of the JSON, from the first eight bytes of a file. Fails with wrong_shape when
/// there are fewer, and too_large or bad_value when it cannot be.
result<std::uint64_t> read_header_length(std::string_view file_start);

/// Adds up the tensors that the JSON of a header lists, by role and dtype.
///
/// Fails with not_json, wrong_shape or bad_value, naming the tensor.
result<std::vector<tensor_group>> read_header(std::string_view json, const tensor_rules& rules);

/// Adds groups to groups.
void add_groups(std::vector<tensor_group>& sum, const std::vector<tensor_group>& more);

/// An index (model.safetensors.index.json): its files, and the sorts of tensors that it names
/// (roles, or mtp_table), both sorted.
struct tensor_index
{
    std::vector<std::string> files = {};
    std::vector<std::string> sorts = {};
};

/// Names of files that leave the repository's root folder or are no safetensors files are refused.
result<tensor_index> read_index(std::string_view json, const tensor_rules& rules = {});

}  // namespace muster
