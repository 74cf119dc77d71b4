#pragma once

#include "muster/failure.hpp"
#include "sources/listing_snapshot.hpp"

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace muster {

/// data/sources/NAME.json; NAME+KEY.json of a question that is not the usual one.
std::filesystem::path snapshot_file(
    const std::filesystem::path& data, const std::string& plugin, const std::string& question = {}
);

/// The last complete listing of a question, as far as one is kept.
struct saved_listing
{
    std::optional<listing_snapshot> listing = {};
    std::string reason = {};  ///< why one that is kept cannot be used; else empty
};

/// What is kept of sources and their questions in a data directory. Its files are looked for once.
class saved_questions
{
public:
    explicit saved_questions(const std::filesystem::path& data);

    /// The keys (see source_question) of a source's questions that have a file, in order: empty
    /// that of the usual one, which is the first.
    std::vector<std::string> keys_of(const std::string& source) const;

    /// Reads a listing, each time anew. Fails only when the disk does.
    result<saved_listing> read(const std::string& source, const std::string& question) const;

private:
    std::filesystem::path data_;
    std::map<std::string, std::vector<std::string>> keys_ = {};
};

}  // namespace muster
