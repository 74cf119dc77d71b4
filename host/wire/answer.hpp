#pragma once

#include "muster/failure.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace muster::wire {

/// What a worker says of the plugin it has loaded. The descriptor was checked there, and is to be
/// checked again here.
struct described
{
    std::uint16_t abi_major = 0;
    std::uint16_t abi_minor = 0;
    std::string descriptor = {};
};

/// Ends an answer. Without it nothing that came before counts.
struct final_word
{
    std::uint64_t items_bytes = 0;  ///< of all payloads of `items` frames in this answer
    failure outcome = {};           ///< without a code: all went well
};

std::string encode(const described& plugin);
std::string encode(const final_word& word);

/// Fail with crashed ("protocol-error: …").
result<described> read_described(std::string_view payload);
result<final_word> read_final_word(std::string_view payload);

}  // namespace muster::wire
