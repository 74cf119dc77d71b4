#pragma once

#include "muster/failure.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace muster::wire {

/// A worker's first frame: the plugin that it has loaded. The worker has checked the descriptor,
/// and the host checks it again, since a plugin's code runs in the worker.
struct described
{
    std::uint16_t abi_major = 0;
    std::uint16_t abi_minor = 0;
    std::string descriptor = {};
};

/// The last frame of a response. Without it, nothing that came before counts.
struct trailer
{
    std::uint64_t items_bytes = 0;  ///< sum of the payloads of this response's `items` frames
    failure outcome = {};           ///< no code: success
};

std::string encode(const described& plugin);
std::string encode(const trailer& word);

/// Both fail with crashed ("protocol-error: ...").
result<described> read_described(std::string_view payload);
result<trailer> read_trailer(std::string_view payload);

}  // namespace muster::wire
