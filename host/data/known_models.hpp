#pragma once

#include <filesystem>
#include <map>
#include <set>
#include <string>

namespace muster {

/// What the files of a data directory call models: to tell a name from a typing error.
struct known_models
{
    std::map<std::string, std::string> names = {};  ///< ids, and sources' own names; by folded name
    std::set<std::string> on_the_hub = {};          ///< folded ids that the Hub was seen to have
    std::set<std::string> published = {};           ///< folded ids of models.json

    /// Whether any file names it, a serving variant (":free") aside.
    bool has(const std::string& name) const;

    /// The name that was most likely meant: at most two letters away, and not for its numbers,
    /// since models of one family differ in these. Empty when none is near.
    std::string meant_by(const std::string& name) const;
};

/// Reads all files that name models. Those that are missing or damaged tell nothing: whoever
/// depends on one reads it again, and says so.
known_models read_known_models(const std::filesystem::path& data);

}  // namespace muster
