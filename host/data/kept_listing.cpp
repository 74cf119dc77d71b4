#include "kept_listing.hpp"

#include "base/paths_in.hpp"
#include "files/file_io.hpp"
#include "files/file_pieces.hpp"

#include <algorithm>

namespace muster {

std::vector<std::filesystem::path> listing_files(const std::filesystem::path& data)
{
    auto files = paths_in(data / "sources");
    std::erase_if(files, [](const auto& file) { return file.extension() != ".json"; });
    std::ranges::sort(files);
    return files;
}

result<last_good> read_kept_listing(const std::filesystem::path& file)
{
    last_good_reader reader;
    const auto read =
        for_each_piece(file, [&reader](std::string_view piece) { reader.take(piece); });
    if (read.has_error())
        return read.error();
    auto kept = reader.finish(file.string());
    if (kept.has_value() || kept.error().code != make_error_code(errc::not_json))
        return kept;
    // The reader of pieces does not know the place of the error; reading the whole text again finds
    // it.
    const auto text = read_file(file);
    return text.has_value() ? read_last_good(*text, file.string()) : text.error();
}

}  // namespace muster
