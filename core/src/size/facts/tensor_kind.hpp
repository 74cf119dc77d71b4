#pragma once

#include "safetensors_header.hpp"

#include <boost/json/object.hpp>

#include <cstdint>
#include <string_view>

namespace muster {

/// One tensor of a header.
struct tensor_entry
{
    std::string_view name = {};
    std::string_view dtype = {};
    std::uint64_t elements = 0;
};

/// The role of a tensor and the weights it stands for. all: the header it is in.
tensor_group kind_of_tensor(
    const tensor_entry& tensor, const boost::json::object& all, const tensor_rules& rules
);

/// An embedding or a head of MTP layers, among the sorts below.
inline constexpr std::string_view mtp_table = "mtp_table";

/// What a name alone tells of a tensor: its role, or mtp_table.
std::string_view
sort_of_name(std::string_view name, const boost::json::object& all, const tensor_rules& rules);

/// Bits of an element, 0 for a dtype that is not known.
std::uint64_t bits_of_dtype(std::string_view dtype) noexcept;

}  // namespace muster
