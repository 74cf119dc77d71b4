#pragma once

#include "muster/descriptor.hpp"
#include "source_runner.hpp"

#include <filesystem>
#include <memory>
#include <string>

namespace muster {

/// A file of a plugin directory, and what became of it.
struct found_source
{
    descriptor description = {};
    std::filesystem::path file = {};
    std::string trouble = {};
    bool is_untrusted = false;
    std::unique_ptr<source_runner> runner = {};
};

}  // namespace muster
