#pragma once

#include "family.hpp"

#include <span>

namespace muster {

inline constexpr auto tied_unless_said = by("tie_word_embeddings", true);

// The rows of all families, by kind. What a row does not say is as in `family`; a new family is
// a row of one of these.

/// Dense decoders with a gated feed-forward part.
std::span<const family> dense_families() noexcept;

/// Dense decoders of the older form: two matrices, biases, norms with biases.
std::span<const family> gpt_families() noexcept;

/// Decoders with experts whose heads have keys of their own.
std::span<const family> moe_families() noexcept;

/// Decoders with latent attention, with experts or without.
std::span<const family> latent_families() noexcept;

/// Decoders whose layers keep a state, all of them or beside some that attend.
std::span<const family> state_families() noexcept;

/// What reads all tokens at once.
std::span<const family> encoder_families() noexcept;

/// The same before a decoder, both in one model.
std::span<const family> seq2seq_families() noexcept;

}  // namespace muster
