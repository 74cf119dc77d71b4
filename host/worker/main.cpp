// A worker: the process that one plugin runs in. The host starts it, and asks; whatever the
// plugin does to this process stays in it.

#include "build_walls.hpp"
#include "host_link.hpp"
#include "serve.hpp"
#include "worker_limits.hpp"

#include <charconv>
#include <cstdio>
#include <optional>
#include <string_view>
#include <unistd.h>

using namespace muster;

namespace {

constexpr int link_descriptor = 3;

struct orders
{
    const char* file = "";
    file_identity identity = {};
    worker_limits limits = {};
    bool watches_itself = false;
    bool requires_walls = false;
    const char* without_walls = "";
};

template <class Number>
bool read_number(std::string_view text, Number& out)
{
    const auto* const end = text.data() + text.size();
    const auto read = std::from_chars(text.data(), end, out);
    return read.ec == std::errc() && read.ptr == end;
}

std::optional<orders> read_orders(int count, char** words)
{
    orders given;
    if (count != 8)
        return {};
    // The order is that of worker_runner::begin_session().
    given.file = words[1];
    const auto identity = read_file_identity(words[2]);
    if (!identity || !read_number(words[3], given.limits.memory_bytes) ||
        !read_number(words[4], given.limits.host))
        return {};
    given.watches_itself = std::string_view(words[5]) == "1";
    given.requires_walls = std::string_view(words[6]) == "1";
    given.without_walls = words[7];
    given.identity = *identity;
    return given;
}

result<loaded_plugin> load(const orders& given, const walls& standing)
{
    if (given.requires_walls && !standing.missing.empty())
        return failure{errc::refused, "no-walls: " + standing.missing + " (--require-walls)"};
    return load_library(given.file, given.identity);
}

}  // namespace

// Ends without running destructors: a plugin may have left anything in their way.
int main(int count, char** words)
{
    const auto given = read_orders(count, words);
    if (!given)
    {
        std::fputs("muster-worker: started by muster, with a plugin to run\n", stderr);
        return 2;
    }
    // The host died before it could be watched: nobody waits for an answer.
    if (!keep_to(given->limits))
        ::_exit(0);
    const host_link host(link_descriptor);
    host.report_out_of_memory();
    const auto standing = build_walls(given->file, given->without_walls);
    // Before the library is loaded, whose constructors could send something else in its place.
    host.send(wire::frame_kind::walled, wire::encode(standing));
    std::optional<own_state> before;
    if (given->watches_itself)
        // Before loading: what constructors change counts as well.
        before = look_at_oneself();
    const auto plugin = load(*given, standing);
    introduce(host, plugin);
    if (plugin.has_error())
        // The reason went in place of the description: a status would add nothing.
        ::_exit(0);
    const auto broken = serve(host, *plugin->table, before);
    std::fprintf(stderr, "muster-worker: %s\n", broken.where.c_str());
    // _exit() flushes nothing.
    std::fflush(stderr);
    ::_exit(1);
}
