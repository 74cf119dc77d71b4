#pragma once

#include "muster/failure.hpp"

#include <filesystem>
#include <map>
#include <set>
#include <string>

namespace muster {

/// All names that the files of a data directory use for models, to tell a name from a typing error.
struct known_models
{
    std::map<std::string, std::string> names = {};  ///< ids and sources' own names, by folded name
    std::set<std::string> on_the_hub = {};          ///< folded ids known to exist on the Hub
    std::set<std::string> published = {};           ///< folded ids of models.json

    /// Whether any file has the name; a serving variant (":free") is ignored.
    bool has(const std::string& name) const;

    /// The name that was probably meant: at most two letters away, and differing in more than
    /// numbers, as models of one family differ in these. Empty when none is near.
    std::string meant_by(const std::string& name) const;
};

/// Reads all files that name models; a missing one names none. Fails when one of those that people
/// read is damaged. A listing that cannot be read is passed over: the next ingest writes it anew.
result<known_models> read_known_models(const std::filesystem::path& data);

}  // namespace muster
