#pragma once

#include "context.hpp"
#include "run/size_models.hpp"

#include <span>
#include <string>
#include <vector>

namespace muster {

/// Sizes models that a command names, with the evidence that is kept in the data directory and the
/// network; where that directory is not there yet, with what ships. Writes nothing.
boost::asio::awaitable<result<sized_models>>
size_named_models(program_context& context, std::vector<std::string> model_ids);

}  // namespace muster
