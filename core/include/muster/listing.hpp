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

/// What keeps a model out of files: text that is not UTF-8, a popularity that is no number. Empty
/// when nothing does.
std::string_view unfit_for_files(const listed_model& model) noexcept;

/// A row that could not be used, and why.
struct rejection
{
    std::string where = {};
    std::string why = {};

    friend bool operator==(const rejection&, const rejection&) = default;
};

/// What one source published, page after page.
struct listing
{
    std::string plugin = {};  ///< name of the plugin: what trust orders and flags call it
    std::string label = {};   ///< its provenance label
    std::vector<listed_model> models = {};
    std::vector<rejection> rejected = {};
};

}  // namespace muster
