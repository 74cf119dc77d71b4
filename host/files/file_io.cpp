#include "file_io.hpp"

#include "base/open_file.hpp"

#include <cerrno>
#include <sys/stat.h>

namespace fs = std::filesystem;

namespace muster {

namespace {

bool read_whole(int descriptor, std::string& content)
{
    std::size_t filled = 0;
    while (filled < content.size())
    {
        const auto got = ::read(descriptor, content.data() + filled, content.size() - filled);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return false;
        // The file became shorter after fstat().
        if (got == 0)
            break;
        filled += static_cast<std::size_t>(got);
    }
    content.resize(filled);
    return true;
}

}  // namespace

result<std::string> read_file(const fs::path& file, std::uint64_t bytes_limit)
{
    // O_NONBLOCK: opening a FIFO would wait for a writer for ever. Regular files ignore it.
    const open_file in(file, O_RDONLY | O_NONBLOCK);
    struct stat facts = {};
    if (!in.is_open() || ::fstat(in.descriptor(), &facts) != 0)
        return system_failure(errno, "cannot read", file);
    if (S_ISDIR(facts.st_mode))
        return system_failure(EISDIR, "cannot read", file);
    if (!S_ISREG(facts.st_mode))
        return failure{
            boost::system::errc::make_error_code(boost::system::errc::invalid_argument),
            "cannot read " + file.string() + ": not a regular file"};
    if (static_cast<std::uint64_t>(facts.st_size) > bytes_limit)
        return system_failure(EFBIG, "cannot read", file);

    // As many bytes as it has now: what somebody appends meanwhile is for the next reader.
    std::string content(static_cast<std::size_t>(facts.st_size), '\0');
    if (!read_whole(in.descriptor(), content))
        return system_failure(errno, "cannot read", file);
    return content;
}

result<std::optional<std::string>> read_file_if_there(const fs::path& file)
{
    auto content = read_file(file);
    if (content.has_value())
        return std::optional(std::move(*content));
    if (content.error().code == boost::system::errc::no_such_file_or_directory)
        return std::optional<std::string>();
    return content.error();
}

}  // namespace muster
