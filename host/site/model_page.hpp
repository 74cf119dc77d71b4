#pragma once

#include "site.hpp"

#include <span>

namespace muster {

/// What the site says of one model, but for its row.
struct model_material
{
    const model_row* row = nullptr;
    std::span<const device> gpus = {};
    boost::json::object evidence = {};  ///< empty where none is recorded
    boost::json::array builds = {};
    boost::json::array names = {};
    boost::json::array changes = {};  ///< of changes.jsonl, the latest last
};

/// "models/Qwen/Qwen3-8B.html", "v1/models/Qwen/Qwen3-8B.json".
std::string model_page_path(const std::string& model_id);
std::string model_file_path(const std::string& model_id);

/// The page that people read, and the file for programs.
std::string model_page(const model_material& model);
std::string model_file(const model_material& model);

}  // namespace muster
