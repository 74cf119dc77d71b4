#pragma once

#include "credentials.hpp"
#include "net/http/web_client.hpp"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

namespace muster {

/// What an answer depends on: the URL, the range, and who asks.
std::string cache_key(const web_request& request, std::span<const credential> credentials);

/// Whether an answer says something lasting: also "not there" and "not for you", so that a run
/// can be repeated from the cache; not that the service is in trouble.
bool is_kept(unsigned status) noexcept;

/// Answers kept as files, one each, so that a later run can ask whether they still hold.
///
/// The oldest go first when there are more bytes than the limit. Damaged files are ignored, as
/// is a disk that refuses: the cache never fails a request. Several programs may share it.
class response_cache
{
public:
    response_cache(std::filesystem::path directory, std::uint64_t bytes_limit);

    std::optional<web_answer> find(const std::string& key) const;
    void store(const std::string& key, const web_answer& answer);

    /// Makes an answer as young as a new one.
    void refresh(const std::string& key) const;

private:
    std::filesystem::path path_of(const std::string& key) const;
    void make_room();

    std::filesystem::path directory_;
    std::uint64_t bytes_limit_;
    std::uint64_t bytes_ = 0;  // at least as many as there are of ours
};

}  // namespace muster
