#pragma once

#include "size/facts/evidence.hpp"
#include "size/facts/model_size.hpp"

#include <string>
#include <vector>

namespace muster {

/// One published number: what it is, what it was derived from, and how.
struct explanation
{
    std::string field = {};
    std::string value = {};
    std::string evidence = {};
    std::string arithmetic = {};  ///< empty where the value was read as it is
};

/// Explains every field of a size that is known. The evidence is that which the size came from.
std::vector<explanation> explain(const model_size& size, const evidence& known);

/// The same as lines of text, without a final newline on the last.
std::string explain_text(const std::vector<explanation>& explanations);

}  // namespace muster
