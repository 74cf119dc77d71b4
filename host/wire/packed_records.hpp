#pragma once

#include "bytes.hpp"
#include "muster/plugin_abi.h"
#include "muster/source.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace muster::wire {

/// Appends one record in the form in which it crosses from worker to host. Precondition: it is
/// within item_bytes_limit, so that sizes and counts fit 32 bits.
void append_record(std::string& out, const muster_record& record);

/// Reads records one after the other, from bytes that are not trusted.
class record_reader
{
public:
    /// The next record: views of the bytes and of lists that the next call overwrites. When the
    /// bytes end inside it, `in` is not ok() afterwards.
    record next(byte_reader& in);

private:
    std::vector<std::string_view> tags_ = {};
    std::vector<stored_elements> safetensors_ = {};
};

/// As bytes_of(muster_record), for a record that was read.
std::uint64_t bytes_of(const record& model) noexcept;

/// The records of one reading, still in the form in which they crossed: nothing is unpacked until
/// the reading is known to be complete.
class packed_records
{
public:
    void add(const muster_record& record);

    /// Precondition: record_reader has read exactly these bytes as one record.
    void add_packed(std::string_view bytes);

    /// Reserves memory for so many bytes more.
    void make_room(std::size_t bytes) { bytes_.reserve(bytes_.size() + bytes); }

    std::size_t size() const noexcept { return count_; }
    bool empty() const noexcept { return count_ == 0; }

    /// Calls take(const record&) for each, in order. The record is valid during the call.
    template <class Take>
    void for_each(Take take) const
    {
        byte_reader in(bytes_);
        record_reader reader;
        while (!in.at_end())
            take(reader.next(in));
    }

    friend bool operator==(const packed_records&, const packed_records&) = default;

private:
    std::string bytes_ = {};
    std::size_t count_ = 0;
};

}  // namespace muster::wire
