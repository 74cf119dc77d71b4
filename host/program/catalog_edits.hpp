#pragma once

#include "context.hpp"

#include <string>

namespace muster {

/// catalog add ID: one entry more in the catalog of the data directory, with the pins of --pin, the
/// reason of --why and today's date. The rest of the file stays as it is.
command_result add_catalog_entry(const std::string& model_id, program_context& context);

/// catalog check: the first thing that is wrong with each entry, on standard output; status 1 when
/// something is.
command_result check_catalog_file(program_context& context);

}  // namespace muster
