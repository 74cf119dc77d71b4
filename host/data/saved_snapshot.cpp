#include "saved_snapshot.hpp"

#include "base/paths_in.hpp"
#include "files/file_chunks.hpp"
#include "files/file_io.hpp"

#include <algorithm>

namespace muster {

std::vector<std::filesystem::path> listing_files(const std::filesystem::path& data)
{
    auto files = paths_in(data / "sources");
    std::erase_if(files, [](const auto& file) { return file.extension() != ".json"; });
    std::ranges::sort(files);
    return files;
}

result<listing_snapshot> read_saved_snapshot(const std::filesystem::path& file)
{
    snapshot_reader reader;
    const auto read =
        for_each_chunk(file, [&reader](std::string_view chunk) { reader.take(chunk); });
    if (read.has_error())
        return read.error();
    auto kept = reader.finish(file.string());
    if (kept.has_value() || kept.error().code != make_error_code(errc::not_json))
        return kept;
    // The reader of pieces does not know the place of the error; reading the whole text again finds
    // it.
    const auto text = read_file(file);
    return text.has_value() ? read_snapshot(*text, file.string()) : text.error();
}

}  // namespace muster
