#pragma once

#include "net/http/web_client.hpp"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

namespace muster {

/// What an answer depends on: the URL and the range. Of requests without credentials alone: others
/// are not kept.
std::string cache_key(const web_request& request);

/// Whether a response is cached: results, and lasting refusals such as 404 and 403, so that a run
/// can be repeated offline. Errors that may pass are not.
bool is_kept(unsigned status) noexcept;

/// Responses as files, one for each, so that a later run can ask whether they are still valid.
///
/// The least recently used go first when there are more bytes than the limit. Damaged files are
/// ignored, as is a disk that fails: the cache never fails a request. Several processes may share
/// it.
class response_cache
{
public:
    response_cache(std::filesystem::path directory, std::uint64_t bytes_limit);

    std::optional<web_answer> find(const std::string& key) const;
    void store(const std::string& key, const web_answer& answer);

    /// Marks a response as used now.
    void refresh(const std::string& key) const;

private:
    std::filesystem::path path_of(const std::string& key) const;
    void make_room();

    std::filesystem::path directory_;
    std::uint64_t bytes_limit_;
    std::uint64_t bytes_ = 0;  // at least as many as there are of ours
};

}  // namespace muster
