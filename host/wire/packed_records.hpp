#pragma once

#include "bytes.hpp"
#include "muster/plugin_abi.h"
#include "table/listed_model.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace muster::wire {

/// Appends one record as it crosses from a worker to the host.
void append_record(std::string& out, const muster_record& record);

/// Reads records one after the other, from bytes that anybody may have made.
class record_reader
{
public:
    /// The next record: views of the bytes, and of room that the next call uses again. Where the
    /// bytes end inside it, the reader is not ok() afterwards.
    record next(byte_reader& in);

private:
    std::vector<std::string_view> tags_ = {};
    std::vector<stored_elements> safetensors_ = {};
};

/// How much text a record holds, each list element counted as the room it takes at the boundary.
std::uint64_t bytes_of(const record& model) noexcept;

/// The records of one reading, as they crossed: nothing is made of them before all of it came.
class packed_records
{
public:
    void add(const muster_record& record);
    void push_back(const listed_model& model);

    /// Bytes that record_reader has read as one record.
    void add_packed(std::string_view bytes);

    /// Room for so many bytes more than there are.
    void make_room(std::size_t bytes) { bytes_.reserve(bytes_.size() + bytes); }

    std::size_t size() const noexcept { return count_; }
    bool empty() const noexcept { return count_ == 0; }

    /// Calls take(const record&) for each; what it is given is valid during the call.
    template <class Take>
    void for_each(Take take) const
    {
        byte_reader in(bytes_);
        record_reader reader;
        while (!in.at_end())
            take(reader.next(in));
    }

    std::vector<listed_model> whole() const;

    friend bool operator==(const packed_records&, const packed_records&) = default;

private:
    std::string bytes_ = {};
    std::size_t count_ = 0;
};

}  // namespace muster::wire
