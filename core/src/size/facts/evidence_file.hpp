#pragma once

#include "evidence.hpp"
#include "muster/failure.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace muster {

/// data/evidence.json: an array sorted by model id, in the layout of to_json_text. What is not
/// known, and what is only under way, is left out.
std::string write_evidence(std::vector<evidence> models);

/// Reads it back. Members that are not known are passed over; one of the wrong type fails with
/// wrong_shape, saying where ("evidence.json: [17].total").
result<std::vector<evidence>> read_evidence(std::string_view text, std::string_view name);

/// The file without negative answers, and without models of which nothing else is known: what may
/// be given to others. A text that holds none, or cannot be read, stays as it is.
std::string without_negative_answers(std::string evidence_text);

}  // namespace muster
