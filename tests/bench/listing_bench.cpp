// The record path from pages to a staging file, in one process: read by the plugins that ship,
// normalized, merged, sorted, written. Or, as the floor, no more than reading, parsing and writing.
//
//   listing_bench line|floor THREADS PAGES DATA OUT
//
// DATA holds hub/page-NNNNNN.json, openrouter.json and community.json. Prints the wall time, the
// peak memory, and how many records there were.

#include "base/threaded_for.hpp"
#include "files/chunks_in_order.hpp"
#include "plugin/load_library.hpp"
#include "staging/merge.hpp"
#include "staging/normalize.hpp"
#include "staging/stage.hpp"
#include "wire/batch_view.hpp"
#include "wire/page_reading.hpp"

#include <boost/json/basic_parser_impl.hpp>

#include <array>
#include <atomic>
#include <bit>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fcntl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <thread>
#include <unistd.h>
#include <vector>

using namespace muster;

namespace {

struct job
{
    std::size_t threads = 1;
    std::size_t pages = 0;
    std::string data = {};
    std::string out = {};

    std::string page_file(std::size_t page) const
    {
        std::array<char, 48> name = {};
        std::snprintf(name.data(), name.size(), "/hub/page-%06zu.json", page);
        return data + name.data();
    }

    /// What a thread writes that writes alone.
    std::string part_of(std::size_t thread) const
    {
        return thread == 0 ? out : out + '.' + std::to_string(thread);
    }
};

[[noreturn]] void give_up(const std::string& why)
{
    std::fprintf(stderr, "listing_bench: %s\n", why.c_str());
    std::exit(1);
}

void read_into(std::string& room, const std::string& file)
{
    const int descriptor = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
    struct stat facts = {};
    if (descriptor < 0 || ::fstat(descriptor, &facts) != 0)
        give_up("cannot read " + file);
    room.resize(static_cast<std::size_t>(facts.st_size));
    std::size_t filled = 0;
    while (filled < room.size())
    {
        const auto got = ::read(descriptor, room.data() + filled, room.size() - filled);
        if (got <= 0)
            give_up("cannot read " + file);
        filled += static_cast<std::size_t>(got);
    }
    ::close(descriptor);
}

class output
{
public:
    explicit output(const std::string& file)
        : descriptor_(::open(file.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644))
    {
        if (descriptor_ < 0)
            give_up("cannot write " + file);
    }
    ~output() { ::close(descriptor_); }
    output(const output&) = delete;
    output& operator=(const output&) = delete;

    void write(std::string_view text) const
    {
        while (!text.empty())
        {
            const auto written = ::write(descriptor_, text.data(), text.size());
            if (written <= 0)
                give_up("cannot write");
            text.remove_prefix(static_cast<std::size_t>(written));
        }
    }

private:
    int descriptor_;
};

/// Has a plugin read pages, and keeps what it says of them.
class page_reader
{
public:
    explicit page_reader(const loaded_plugin& plugin) : table_(*plugin.table)
    {
        found.plugin = plugin.description.name;
        found.label = plugin.description.source;
        for (const auto& option : plugin.description.options)
            values_.emplace_back(option.name, option.default_value.value_or(""));
        for (const auto& [name, value] : values_)
            options_.push_back({text_of(name), text_of(value)});
    }

    void read(std::string_view body)
    {
        const muster_sink sink{
            sizeof(muster_sink), 0, this, &page_reader::take, &page_reader::fail};
        const muster_options options{options_.data(), options_.size()};
        const muster_page page{
            sizeof(muster_page), 0, text_of("https://x"), {}, text_of(body), {}, 0};
        if (table_.read(&page, &options, &sink) != MUSTER_OK)
            give_up("a page could not be read");
    }

    listing found = {};

private:
    static std::int32_t take(void* context, const muster_batch* batch)
    {
        auto& self = *static_cast<page_reader*>(context);
        for (std::uint64_t i = 0; i < batch->record_count; ++i)
            self.add(record_at(*batch, i));
        return 0;
    }

    static void fail(void*, muster_text sentence) { give_up(std::string(view(sentence))); }

    void add(const muster_record& from)
    {
        tags_.resize(from.tag_count);
        std::transform(from.tags, from.tags + from.tag_count, tags_.begin(), view);
        record model;
        model.model_id = view(from.model_id);
        model.name = view(from.name);
        model.license = view(from.license);
        if (from.present & MUSTER_HAS_POPULARITY)
            model.popularity = std::bit_cast<double>(from.popularity);
        model.tags = tags_;
        found.models.add(model);
    }

    const muster_source_table& table_;
    option_values values_ = {};
    std::vector<muster_option> options_ = {};
    std::vector<std::string_view> tags_ = {};
};

loaded_plugin plugin_named(const std::string& name)
{
    auto loaded = load_library(MUSTER_PLUGIN_DIRECTORY "/libmuster_" + name + ".so");
    if (loaded.has_error())
        give_up(loaded.error().where);
    return std::move(*loaded);
}

template <class Work>
void on_threads(const job& given, Work work)
{
    std::vector<std::thread> threads;
    for (std::size_t i = 1; i < given.threads; ++i)
        threads.emplace_back(work, i);
    work(0);
    for (auto& thread : threads)
        thread.join();
}

listing read_small(const job& given, const std::string& name)
{
    std::string body;
    page_reader reader(plugin_named(name));
    read_into(body, given.data + '/' + name + ".json");
    reader.read(body);
    return std::move(reader.found);
}

std::vector<normalized_listing> read_all(const job& given)
{
    const std::vector<std::string> small = {"openrouter", "community"};
    std::vector<normalized_listing> listings(given.threads + small.size());
    const auto hub = plugin_named("hub");
    std::atomic<std::size_t> next = 0;
    on_threads(given, [&](std::size_t thread) {
        if (thread == 0)
            std::transform(small.begin(), small.end(), listings.begin(), [&](const auto& name) {
                return normalize(read_small(given, name));
            });
        page_reader reader(hub);
        std::string body;
        for (auto page = next++; page < given.pages; page = next++)
        {
            read_into(body, given.page_file(page));
            reader.read(body);
        }
        listings[small.size() + thread] = normalize(reader.found);
    });
    return listings;
}

/// What the steps took, on how many cores, and the most memory there was until then.
struct step_times
{
    std::chrono::steady_clock::time_point last = std::chrono::steady_clock::now();
    std::string told = {};

    void end(const char* step)
    {
        const auto now = std::chrono::steady_clock::now();
        std::array<char, 80> text = {};
        const std::chrono::duration<double> took = now - last;
        struct rusage used = {};
        ::getrusage(RUSAGE_SELF, &used);
        std::snprintf(
            text.data(),
            text.size(),
            "  %s %.3f s (%.1f cores, %ld MB)",
            step,
            took.count(),
            (processor(used) - processor_) / took.count(),
            used.ru_maxrss / 1024
        );
        told += text.data();
        last = now;
        processor_ = processor(used);
    }

private:
    static double processor(const struct rusage& used)
    {
        const auto seconds = [](const timeval& time) {
            return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
        };
        return seconds(used.ru_utime) + seconds(used.ru_stime);
    }

    double processor_ = 0;
};

std::size_t run_line(const job& given)
{
    step_times steps;
    auto listings = read_all(given);
    steps.end("read");
    const parallel_for over = [&given](
                                  std::size_t count, const std::function<void(std::size_t)>& work
                              ) { on_cores(given.threads, count, work); };
    const auto merged = merge(std::move(listings), default_trust(), over);
    steps.end("merge");
    const output out(given.out);
    const auto text = staging_text(merged);
    const auto write = [&out](std::string_view part) {
        out.write(part);
        return true;
    };
    write_in_order(text, write, given.threads);
    steps.end("write");
    std::fprintf(stderr, "steps:%s\n", steps.told.c_str());
    return merged.size();
}

/// Parses, and does nothing with what it finds.
struct no_handler
{
    static constexpr std::size_t max_object_size = static_cast<std::size_t>(-1);
    static constexpr std::size_t max_array_size = static_cast<std::size_t>(-1);
    static constexpr std::size_t max_key_size = static_cast<std::size_t>(-1);
    static constexpr std::size_t max_string_size = static_cast<std::size_t>(-1);
    using text = boost::json::string_view;
    using error = boost::json::error_code;

    std::size_t texts = 0;
    bool on_document_begin(error&) { return true; }
    bool on_document_end(error&) { return true; }
    bool on_object_begin(error&) { return true; }
    bool on_object_end(std::size_t, error&) { return true; }
    bool on_array_begin(error&) { return true; }
    bool on_array_end(std::size_t, error&) { return true; }
    bool on_key_part(text, std::size_t, error&) { return true; }
    bool on_key(text, std::size_t, error&) { return true; }
    bool on_string_part(text, std::size_t, error&) { return true; }
    bool on_string(text, std::size_t, error&)
    {
        ++texts;
        return true;
    }
    bool on_number_part(text, error&) { return true; }
    bool on_int64(std::int64_t, text, error&) { return true; }
    bool on_uint64(std::uint64_t, text, error&) { return true; }
    bool on_double(double, text, error&) { return true; }
    bool on_bool(bool, error&) { return true; }
    bool on_null(error&) { return true; }
    bool on_comment_part(text, error&) { return true; }
    bool on_comment(text, error&) { return true; }
};

std::size_t run_floor(const job& given)
{
    std::atomic<std::size_t> next = 0;
    std::atomic<std::size_t> texts = 0;
    on_threads(given, [&](std::size_t thread) {
        const output out(given.part_of(thread));
        std::string body;
        for (auto page = next++; page < given.pages; page = next++)
        {
            read_into(body, given.page_file(page));
            boost::json::basic_parser<no_handler> parser{boost::json::parse_options()};
            boost::json::error_code ec;
            parser.write_some(false, body.data(), body.size(), ec);
            if (ec)
                give_up(ec.message());
            texts += parser.handler().texts;
            out.write(body);  // as large as what the line writes, within some percent
        }
    });
    return texts;
}

}  // namespace

int main(int count, char** arguments)
{
    if (count != 6)
        give_up("usage: listing_bench line|floor THREADS PAGES DATA OUT");
    job given;
    given.threads = std::strtoul(arguments[2], nullptr, 10);
    given.pages = std::strtoul(arguments[3], nullptr, 10);
    given.data = arguments[4];
    given.out = arguments[5];
    // Giving back what an earlier run wrote is not part of this one.
    for (std::size_t thread = 0; thread < given.threads; ++thread)
        ::unlink(given.part_of(thread).c_str());
    const auto begin = std::chrono::steady_clock::now();
    const auto done =
        std::string_view(arguments[1]) == "floor" ? run_floor(given) : run_line(given);
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begin;
    struct rusage used = {};
    ::getrusage(RUSAGE_SELF, &used);
    std::printf("%.3f s %ld MB %zu\n", took.count(), used.ru_maxrss / 1024, done);
}
