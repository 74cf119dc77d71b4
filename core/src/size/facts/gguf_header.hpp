#pragma once

#include "muster/failure.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace muster {

/// How much of a GGUF file is asked for at first, and at most. Vocabularies make headers long.
inline constexpr std::uint64_t gguf_first_bytes = 1'000'000;
inline constexpr std::uint64_t gguf_growth = 16;  ///< of what is asked for when that is too short
inline constexpr std::uint64_t gguf_bytes_limit = 64'000'000;

/// What the beginning of a GGUF file says: key-values that are whole numbers, and its tensors.
struct gguf_header
{
    std::string architecture = {};

    /// By key without the architecture's name: "block_count", "attention.head_count_kv". Of a
    /// list of numbers, one for each layer, the largest; of what is true or false 1 or 0. A number
    /// below zero stands for none and is left out; in a list it counts as 0.
    std::map<std::string, std::uint64_t, std::less<>> numbers = {};

    /// The sums of those that are lists.
    std::map<std::string, std::uint64_t, std::less<>> sums = {};

    std::uint64_t tensors = 0;  ///< how many this file has

    std::uint64_t elements = 0;         ///< of all tensors
    std::uint64_t expert_elements = 0;  ///< of routed experts
    std::uint64_t embeddings = 0;       ///< of token_embd.weight
    bool has_output_head = false;       ///< false: the head is the embedding again
};

/// Reads the beginning of a GGUF file, version 2 or 3, little-endian.
///
/// Nothing where more bytes are needed. Fails with wrong_shape when it is no GGUF file, and
/// too_large or bad_value when it says what cannot be.
result<std::optional<gguf_header>> read_gguf_header(std::string_view file_start);

}  // namespace muster
