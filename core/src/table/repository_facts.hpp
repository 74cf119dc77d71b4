#pragma once

#include "muster/source.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace muster {

/// What a repository says of its own content: evidence for sizing, carried along by the listing.
struct repository_facts
{
    std::string commit = {};
    std::string gated = {};
    std::vector<std::pair<std::string, std::uint64_t>> safetensors = {};  ///< elements by dtype
    std::optional<std::uint64_t> safetensors_total = {};
    std::optional<std::uint64_t> gguf_total = {};

    friend bool operator==(const repository_facts&, const repository_facts&) = default;
};

/// A record (see source.hpp) that is kept.
struct listed_model
{
    std::string model_id = {};
    std::string name = {};
    std::string license = {};
    std::optional<double> popularity = {};
    std::vector<std::string> tags = {};
    repository_facts facts = {};

    friend bool operator==(const listed_model&, const listed_model&) = default;
};

listed_model kept(const record& published);

}  // namespace muster
