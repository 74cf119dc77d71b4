#pragma once

#include "table/model_table.hpp"

#include <optional>
#include <string_view>

namespace muster {

/// How the weights of a build are stored; see build.
struct build_format
{
    std::string_view name = {};
    std::optional<double> bits_per_weight = {};

    friend bool operator==(const build_format&, const build_format&) = default;
};

/// From the words of the repository's name and its tags, and what the Hub counted of its files.
build_format format_of(const model_view& repository);

}  // namespace muster
