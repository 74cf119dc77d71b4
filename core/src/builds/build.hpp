#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace muster {

inline constexpr std::string_view builds_file_name = "builds.json";

/// How many builds of one model are written, the most downloaded first.
inline constexpr std::size_t builds_per_model_limit = 50;

/// A repository that holds the weights of another one, quantised.
struct build
{
    std::string repository = {};
    std::string format = {};  ///< "gguf", "awq", "fp8", ...; empty when not known

    /// As the format or the name has it, without scales; of one GGUF mix the usual average. Absent
    /// when not known, and of a GGUF repository with files of many mixes.
    std::optional<double> bits_per_weight = {};

    std::optional<std::uint64_t> params = {};  ///< the total of the repository, as recorded
    std::optional<std::uint64_t> bytes = {};   ///< of the weights
    std::optional<std::uint64_t> downloads = {};
    bool is_by_owner = false;  ///< made by the owner of the model

    /// What its card names, where that is a build, too, and not the model itself. Else empty.
    std::string made_from = {};

    friend bool operator==(const build&, const build&) = default;
};

/// The builds of one model, the most downloaded first.
struct model_builds
{
    std::string model_id = {};
    std::vector<build> builds = {};
    std::uint64_t not_listed = 0;  ///< further ones, beyond builds_per_model_limit

    friend bool operator==(const model_builds&, const model_builds&) = default;
};

}  // namespace muster
