#include "response_cache.hpp"

#include "cached_answer.hpp"

#include <algorithm>
#include <atomic>
#include <fstream>
#include <sstream>
#include <unistd.h>
#include <vector>

namespace fs = std::filesystem;

namespace muster {

namespace {

constexpr std::string_view answer_suffix = ".answer";
// No write takes an hour: what is older was left by a process that died.
constexpr auto forgotten_temporary_age = std::chrono::hours(1);

struct cached_file
{
    fs::path path = {};
    fs::file_time_type age = {};
    std::uint64_t bytes = 0;
};

// Other processes add and remove files meanwhile, so that every call may fail; that file is
// skipped.
std::vector<cached_file> list_files(const fs::path& directory)
{
    std::vector<cached_file> files;
    std::error_code gone;
    for (fs::directory_iterator each(directory, gone), end; !gone && each != end;
         each.increment(gone))
    {
        cached_file file;
        std::error_code unreadable;
        file.path = each->path();
        file.age = each->last_write_time(unreadable);
        file.bytes = unreadable ? 0 : each->file_size(unreadable);
        if (!unreadable)
            files.push_back(std::move(file));
    }
    return files;
}

void remove_quietly(const fs::path& path)
{
    std::error_code ignored;
    fs::remove(path, ignored);
}

void remove_forgotten_temporaries(std::vector<cached_file>& files)
{
    const auto old = fs::file_time_type::clock::now() - forgotten_temporary_age;
    std::erase_if(files, [&](const cached_file& file) {
        if (file.path.extension() == answer_suffix)
            return false;
        if (file.age < old)
            remove_quietly(file.path);
        return true;
    });
}

std::uint64_t total_bytes(const std::vector<cached_file>& files) noexcept
{
    std::uint64_t bytes = 0;
    for (const auto& file : files)
        bytes += file.bytes;
    return bytes;
}

// Written beside the target and renamed, so that no reader sees half a file. Not flushed: after a
// power failure the check sum finds what is damaged.
bool write_whole(const fs::path& path, const std::string& text)
{
    static std::atomic<unsigned> writes = 0;
    auto temporary = path;
    // Unique among processes that share the cache, and among writes of this one.
    temporary += "." + std::to_string(getpid()) + "." + std::to_string(++writes);
    std::ofstream out(temporary, std::ios::binary);
    out.write(text.data(), static_cast<std::streamsize>(text.size()));
    out.close();
    std::error_code failed;
    if (out)
        fs::rename(temporary, path, failed);
    if (out && !failed)
        return true;
    remove_quietly(temporary);
    return false;
}

}  // namespace

std::string cache_key(const web_request& request)
{
    auto text = request.url + "\n";
    if (request.range)
        text += std::to_string(request.range->first) + "-" + std::to_string(request.range->last);
    return sha256(text);
}

bool is_kept(unsigned status) noexcept
{
    return status == 200 || status == 206 || status == 401 || status == 403 || status == 404 ||
           status == 410 || status == 416;
}

response_cache::response_cache(fs::path directory, std::uint64_t bytes_limit)
    : directory_(std::move(directory)), bytes_limit_(bytes_limit)
{
    std::error_code ignored;
    fs::create_directories(directory_, ignored);
    fs::permissions(directory_, fs::perms::owner_all, ignored);  // what is looked at is one's own
    make_room();
}

fs::path response_cache::path_of(const std::string& key) const
{
    return directory_ / (key + std::string(answer_suffix));
}

std::optional<web_answer> response_cache::find(const std::string& key) const
{
    std::ifstream in(path_of(key), std::ios::binary);
    std::ostringstream text;
    text << in.rdbuf();
    return from_file_text(text.view());
}

void response_cache::store(const std::string& key, const web_answer& answer)
{
    if (answer.body.size() > bytes_limit_)
        return;  // not worth the work of making a file of it
    const auto text = to_file_text(answer);
    if (text.size() > bytes_limit_ || !write_whole(path_of(key), text))
        return;
    // Counts a replaced file twice, so that `bytes_` is an upper bound; make_room() counts anew.
    bytes_ += text.size();
    if (bytes_ > bytes_limit_)
        make_room();
}

void response_cache::refresh(const std::string& key) const
{
    std::error_code gone;
    fs::last_write_time(path_of(key), fs::file_time_type::clock::now(), gone);
}

void response_cache::make_room()
{
    auto files = list_files(directory_);
    remove_forgotten_temporaries(files);
    std::sort(files.begin(), files.end(), [](const auto& a, const auto& b) {
        return a.age < b.age;
    });
    bytes_ = total_bytes(files);
    for (auto file = files.begin(); file != files.end() && bytes_ > bytes_limit_; ++file)
    {
        remove_quietly(file->path);
        bytes_ -= file->bytes;
    }
}

}  // namespace muster
