#pragma once

#include "ladder.hpp"

#include <string_view>
#include <vector>

namespace muster {

evidence_request ask_info(const evidence& known);
evidence_request ask_copies(const evidence& known);
evidence_request ask_file(const evidence& known, std::string_view file);
evidence_request ask_lender_config(std::string_view lender);

/// The beginning of the one weight file, or the index of many.
evidence_request ask_first_header(const evidence& known);

/// What is still to be read of the shards' headers; empty when all were.
std::vector<evidence_request> ask_shard_headers(const evidence& known);

/// The beginning of a GGUF file, as long as was found to be needed.
evidence_request ask_gguf(const evidence& known, std::string_view file);

}  // namespace muster
