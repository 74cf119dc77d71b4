#pragma once

#include <optional>
#include <string>
#include <vector>

namespace muster {

/// One model after normalisation: which it is, and where that was said. Never a size.
struct candidate
{
    std::string model_id = {};                ///< "owner/name" as spelled by the best source
    std::optional<std::string> license = {};  ///< lower-case id; absent when not known

    /// Labels of all sources that listed it ("huggingface_hub"), sorted, each once.
    std::vector<std::string> sources = {};

    /// Downloads or a ranking where there is one, else 0: higher is better, and no more than that.
    double popularity_score = 0;

    std::vector<std::string> tags = {};  ///< sorted, each once

    friend bool operator==(const candidate&, const candidate&) = default;
};

/// What was published as popularity, as candidates have it: 0 for none, and for what is no number
/// or below 0.
double popularity_score(const std::optional<double>& published) noexcept;

}  // namespace muster
