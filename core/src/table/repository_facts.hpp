#pragma once

#include <cstdint>
#include <optional>
#include <string>
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

    /// The Hub's own listing has it in this run, so that everybody may see it. Not stored.
    bool is_public_today = false;

    friend bool operator==(const repository_facts&, const repository_facts&) = default;
};

}  // namespace muster
