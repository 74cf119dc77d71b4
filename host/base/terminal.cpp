#include "terminal.hpp"

#include <cstdlib>
#include <string_view>
#include <sys/ioctl.h>
#include <unistd.h>

namespace muster {

namespace {

constexpr terminal_size usual_size = {80, 24};

}  // namespace

std::optional<terminal_size> size_of_terminal()
{
    // Without TERM nothing is known of what the terminal understands.
    const char* const kind = std::getenv("TERM");
    if (::isatty(STDERR_FILENO) == 0 || !kind || std::string_view(kind) == "dumb")
        return {};
    winsize size = {};
    // A serial line or a container may not know its size.
    if (::ioctl(STDERR_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col == 0 || size.ws_row == 0)
        return usual_size;
    return terminal_size{size.ws_col, size.ws_row};
}

std::optional<std::size_t> columns_of(int descriptor)
{
    winsize size = {};
    // A file or a pipe has no edge: nothing is left out of what goes there.
    if (::isatty(descriptor) == 0)
        return {};
    const bool is_told = ::ioctl(descriptor, TIOCGWINSZ, &size) == 0 && size.ws_col > 0;
    return is_told ? size.ws_col : usual_size.columns;
}

bool takes_colours(int descriptor)
{
    const char* const kind = std::getenv("TERM");
    const char* const refused = std::getenv("NO_COLOR");
    // no-color.org: the variable counts when it is set and not empty.
    return ::isatty(descriptor) != 0 && kind && std::string_view(kind) != "dumb" &&
           (!refused || *refused == '\0');
}

}  // namespace muster
