#pragma once

#include "module_pattern.hpp"
#include "text/seeded_hash.hpp"

#include <boost/unordered/unordered_flat_map.hpp>

#include <cstddef>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace muster {

/// Patterns of one list, in its order. Plain names are looked up and not tried one by one: a list
/// may name hundreds of modules, and a model has as many.
class module_patterns
{
public:
    void add(std::string_view written);

    std::size_t size() const { return size_; }
    bool empty() const { return size_ == 0; }

    /// The place of the first that matches a module, which has several names. left: see
    /// module_pattern::matches(); is_told becomes false where one was tried that tells nothing.
    std::optional<std::size_t>
    first_match(std::span<const std::string> names, std::size_t& left, bool& is_told) const;

private:
    using places = boost::unordered_flat_map<std::string, std::size_t, text_hash, std::equal_to<>>;

    std::size_t first_named(std::string_view module) const;

    places names_ = {};
    std::vector<std::pair<std::size_t, module_pattern>> others_ = {};
    std::size_t size_ = 0;
};

}  // namespace muster
