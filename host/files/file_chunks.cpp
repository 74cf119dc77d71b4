#include "file_chunks.hpp"

#include "base/open_file.hpp"
#include "chunks_in_order.hpp"
#include "file_io.hpp"

#include <algorithm>
#include <cerrno>
#include <memory>
#include <string>
#include <sys/stat.h>
#include <system_error>
#include <utility>

namespace fs = std::filesystem;

namespace muster {

namespace {

// The same checks as read_file().
result<std::uint64_t> size_of(const open_file& in, const fs::path& file)
{
    struct stat facts = {};
    if (!in.is_open() || ::fstat(in.descriptor(), &facts) != 0)
        return system_failure(errno, "cannot read", file);
    if (!S_ISREG(facts.st_mode))
        return system_failure(S_ISDIR(facts.st_mode) ? EISDIR : EINVAL, "cannot read", file);
    const auto size = static_cast<std::uint64_t>(facts.st_size);
    if (size > file_bytes_limit)
        return system_failure(EFBIG, "cannot read", file);
    return size;
}

template <class Content>
result<std::optional<Content>> unless_missing(result<Content> content)
{
    if (content.has_value())
        return std::optional(std::move(*content));
    if (content.error().code == boost::system::errc::no_such_file_or_directory)
        return std::optional<Content>();
    return content.error();
}

// Throws, as a part is made far below the code that handles failures; write_parts() catches it.
std::string part_of(const open_file& in, std::uint64_t offset, std::uint64_t size)
{
    std::string room(std::min<std::uint64_t>(file_piece_bytes, size - offset), '\0');
    if (read_at(in, room, offset) != room.size())
        throw std::system_error(EIO, std::system_category());
    return room;
}

}  // namespace

result<void> for_each_chunk(const fs::path& file, const std::function<void(std::string_view)>& take)
{
    const open_file in(file, O_RDONLY | O_NONBLOCK);
    const auto size = size_of(in, file);
    if (size.has_error())
        return size.error();
    std::string room(file_piece_bytes, '\0');
    // The limit again: the file may grow while it is read.
    for (std::uint64_t offset = 0; offset <= file_bytes_limit;)
    {
        const auto got = read_at(in, room, offset);
        if (!got)
            return system_failure(errno, "cannot read", file);
        take(std::string_view(room).substr(0, *got));
        offset += *got;
        if (*got < room.size())
            return {};
    }
    return system_failure(EFBIG, "cannot read", file);
}

result<chunked_text> text_of_file(const fs::path& file)
{
    // The open descriptor keeps the file alive when its name is given to another one.
    auto in = std::make_shared<const open_file>(file, O_RDONLY | O_NONBLOCK);
    const auto size = size_of(*in, file);
    if (size.has_error())
        return size.error();
    const auto parts = (*size + file_piece_bytes - 1) / file_piece_bytes;
    return chunked_text(parts, [in = std::move(in), bytes = *size](std::size_t part) {
        return part_of(*in, part * file_piece_bytes, bytes);
    });
}

result<std::optional<chunked_text>> text_of_file_if_there(const fs::path& file)
{
    return unless_missing(text_of_file(file));
}

result<long_list> list_in_file(const fs::path& file)
{
    auto in = std::make_shared<const open_file>(file, O_RDONLY | O_NONBLOCK);
    const auto size = size_of(*in, file);
    if (size.has_error())
        return size.error();
    const auto read = [in = std::move(in)](std::uint64_t offset, std::size_t bytes) {
        std::string piece(bytes, '\0');
        const auto got = read_at(*in, piece, offset);
        if (!got)
            throw std::system_error(errno, std::system_category());
        piece.resize(*got);
        return piece;
    };
    return long_list(read, file.string());
}

result<std::optional<long_list>> list_in_file_if_there(const fs::path& file)
{
    return unless_missing(list_in_file(file));
}

bool has_content(const fs::path& file, const chunked_text& content)
{
    const open_file in(file, O_RDONLY | O_NONBLOCK);
    const auto size = size_of(in, file);
    if (size.has_error())
        return false;
    std::uint64_t offset = 0;
    std::string room;
    const bool is_beginning = write_in_order(content, [&](std::string_view part) {
        room.resize(part.size());
        const bool is_next = read_at(in, room, offset) == part.size() && room == part;
        offset += part.size();
        return is_next;
    });
    return is_beginning && offset == *size;
}

}  // namespace muster
