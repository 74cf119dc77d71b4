#pragma once

#include "muster/failure.hpp"
#include "net/http/web_client.hpp"
#include "size/ladder.hpp"

#include <string>
#include <string_view>

namespace muster {

/// What an answer of the Hub means for the evidence requested (hub-api: a 401 with the code
/// GatedRepo is a gate; without a code the model is missing or private).
evidence_answer
to_evidence_answer(const evidence_request& request, const result<web_answer>& answer);

/// The model id in a URL of the Hub: /api/models/ID, /ID/resolve/REVISION/FILE and
/// /api/resolve-cache/models/ID/…; empty when there is none.
std::string model_id_in_url(std::string_view url);

}  // namespace muster
