#pragma once

#include "muster/failure.hpp"

#include <boost/json/value.hpp>

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace muster {

/// The parsed files of a data directory, by name relative to it ("models.json", "sources/hub.json",
/// "changes.jsonl": a list of its lines). Null: one that breaks its schema, of which nothing more
/// can be said.
using parsed_files = std::map<std::string, boost::json::value>;

/// What breaks a data directory, in the order it was found.
struct data_violations
{
    /// A line each: the file, the place in it, what is wrong, and what to do.
    std::vector<std::string> lines = {};

    void add(const std::string& file, const std::string& place, const std::string& what);
};

/// Reads every file that has a schema, and holds it to that. Files that are not there are no
/// violation.
///
/// Fails where a file cannot be read, or a schema is not there.
result<parsed_files> read_by_schema(
    const std::filesystem::path& data,
    const std::filesystem::path& schemas,
    data_violations& violations
);

/// Holds the files to what muster promises of them beyond their schemas: order, ids that occur
/// once, rows that refer to each other.
void check_promises(const parsed_files& files, data_violations& violations);

}  // namespace muster
