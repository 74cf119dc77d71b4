#pragma once

#include "bytes.hpp"
#include "muster/plugin_abi.h"
#include "muster/source.hpp"
#include "muster/text_arena.hpp"

#include <cstdint>
#include <string>

namespace muster::wire {

/// Appends one record in the form in which it crosses from worker to host. Precondition: it is
/// within item_bytes_limit, so that sizes and counts fit 32 bits.
void append_record(std::string& out, const muster_record& record);

/// Reads one record from bytes that are not trusted. Its texts are views of the bytes, its lists
/// are in the arena. When the bytes end inside it, `in` is not ok() afterwards.
record read_record(byte_reader& in, text_arena& lists);

/// As bytes_of(muster_record), for a record that was read.
std::uint64_t bytes_of(const record& model) noexcept;

}  // namespace muster::wire
