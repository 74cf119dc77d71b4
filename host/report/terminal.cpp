#include "terminal.hpp"

#include <cstdlib>
#include <string_view>
#include <sys/ioctl.h>
#include <unistd.h>

namespace muster {

std::optional<std::size_t> terminal_columns()
{
    static constexpr std::size_t usual_columns = 80;
    const char* const kind = std::getenv("TERM");
    if (::isatty(STDERR_FILENO) == 0 || !kind || std::string_view(kind) == "dumb")
        return {};
    winsize size = {};
    if (::ioctl(STDERR_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col == 0)
        return usual_columns;
    return size.ws_col;
}

}  // namespace muster
