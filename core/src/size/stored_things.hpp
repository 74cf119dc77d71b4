#pragma once

#include <cstdint>
#include <string>

namespace muster {

/// What a repository may store more of than a formula counts, or less. In the order in which it is
/// told.
enum class stored_thing : std::uint8_t
{
    mtp_layers,
    mtp_layers_bare,
    mtp_layers_with_tables,
    mtp_layers_unnormed,
    mtp_layers_bare_unnormed,
    mtp_layers_with_tables_unnormed,
    tied_head_again,
    idle_head,
    classifier,
    head,
    towers,
    attention_masks,
    rotary_of_layers,
    rotary,
    pooler,
    label_head,
    masked_word_head,
    no_weights,
    unused_keys,
    vectors_of_layers,
    beside_parameters,
    position_ids,
    cache_scales,
    packed_words,
    scales,
    count,  ///< of those above; no thing
};

/// Some of them.
class stored_things
{
public:
    stored_things() = default;
    stored_things(stored_thing one)  // NOLINT: one of them is some of them
        : bits_(std::uint32_t{1} << static_cast<unsigned>(one))
    {
    }

    bool empty() const noexcept { return bits_ == 0; }
    bool has(stored_thing one) const noexcept { return (bits_ & stored_things(one).bits_) != 0; }
    stored_things& operator|=(stored_things more) noexcept
    {
        bits_ |= more.bits_;
        return *this;
    }

private:
    std::uint32_t bits_ = 0;
};

/// "MTP layers and attention masks"
std::string in_words(stored_things some);

}  // namespace muster
