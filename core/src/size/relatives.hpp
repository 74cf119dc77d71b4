#pragma once

#include "assess.hpp"
#include "ladder.hpp"
#include "size/facts/evidence.hpp"

#include <optional>
#include <string>
#include <vector>

namespace muster {

/// Whether a repository holds only what is added to another model's weights (LoRA).
bool is_adapter(const evidence& known);

/// The same by its files: a configuration beside them is that of its base, a total is not.
bool stores_adapter_alone(const evidence& known);

/// The model that one without a config.json of its own was made from, or nothing.
std::optional<std::string> base_of(const evidence& known);

/// What is still to be asked of that model.
std::vector<evidence_request> base_requests(const evidence& known, const evidence_policy& policy);

/// A size by what the base model is: an adapter adds to it, a GGUF repository repeats it.
assessment assess_with_base(const evidence& known, const evidence_policy& policy);

/// The GGUF file to read: the first part of a model, or nothing.
std::optional<std::string> gguf_file_of(const evidence& known);

/// A size by what a GGUF file says.
assessment assess_gguf(const evidence& known);

}  // namespace muster
