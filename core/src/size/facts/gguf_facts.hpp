#pragma once

#include "evidence.hpp"
#include "gguf_header.hpp"

namespace muster {

/// What of a GGUF header sizes a model.
gguf_facts facts_of(const gguf_header& header);

}  // namespace muster
