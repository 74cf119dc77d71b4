#include "file_pieces.hpp"

#include "open_file.hpp"

#include <cerrno>
#include <string>
#include <sys/stat.h>

namespace fs = std::filesystem;

namespace muster {

namespace {

result<std::uint64_t> size_of(const open_file& in, const fs::path& file)
{
    struct stat facts = {};
    if (!in.is_open() || ::fstat(in.descriptor(), &facts) != 0)
        return system_failure(errno, "cannot read", file);
    if (!S_ISREG(facts.st_mode))
        return system_failure(S_ISDIR(facts.st_mode) ? EISDIR : EINVAL, "cannot read", file);
    return static_cast<std::uint64_t>(facts.st_size);
}

}  // namespace

result<void> for_each_piece(const fs::path& file, const std::function<void(std::string_view)>& take)
{
    const open_file in(file, O_RDONLY | O_NONBLOCK);
    const auto size = size_of(in, file);
    if (size.has_error())
        return size.error();
    std::string room(file_piece_bytes, '\0');
    for (std::uint64_t offset = 0;;)
    {
        const auto got = read_at(in, room, offset);
        if (!got)
            return system_failure(errno, "cannot read", file);
        take(std::string_view(room).substr(0, *got));
        offset += *got;
        if (*got < room.size())
            return {};
    }
}

text_parts parts_of_file(const fs::path& file)
{
    const auto in = std::make_shared<const open_file>(file, O_RDONLY | O_NONBLOCK);
    const auto size = size_of(*in, file);
    const auto parts = size.has_error() ? 0 : *size / file_piece_bytes + 1;
    return {parts, [in](std::size_t part) {
                std::string room(file_piece_bytes, '\0');
                room.resize(read_at(*in, room, part * file_piece_bytes).value_or(0));
                return room;
            }};
}

bool has_content(const fs::path& file, const text_parts& content)
{
    const open_file in(file, O_RDONLY | O_NONBLOCK);
    const auto size = size_of(in, file);
    std::uint64_t offset = 0;
    std::string room;
    for (std::size_t i = 0; size.has_value() && i < content.count; ++i)
    {
        const auto part = content.make(i);
        room.resize(part.size());
        if (read_at(in, room, offset) != part.size() || room != part)
            return false;
        offset += part.size();
    }
    return size.has_value() && offset == *size;
}

}  // namespace muster
