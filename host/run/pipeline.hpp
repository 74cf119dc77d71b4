#pragma once

#include "program/context.hpp"

namespace muster {

/// Which steps a command takes.
struct pipeline_steps
{
    bool ingests = false;  ///< ask the sources, stage the candidates
    bool updates = false;  ///< stage, catalog and evidence to models.json
};

/// A run from beginning to end: everything is read, then asked, then decided, then written.
boost::asio::awaitable<command_result> run_pipeline(program_context& context, pipeline_steps steps);

}  // namespace muster
