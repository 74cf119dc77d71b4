#include "needed_libraries.hpp"

#include "library_check.hpp"

#include <boost/algorithm/string/classification.hpp>
#include <boost/algorithm/string/replace.hpp>
#include <boost/algorithm/string/split.hpp>

#include <algorithm>
#include <array>
#include <climits>
#include <cstdlib>
#include <cstring>
#include <elf.h>
#include <iterator>
#include <set>
#include <string_view>

namespace fs = std::filesystem;

namespace muster {

namespace {

// A plugin needs a handful. What lies beyond is not found by the loader either, and says so.
constexpr std::size_t libraries_limit = 40;  // each is open while the walls are built

/// What a library tells the loader.
struct loader_entries
{
    std::vector<std::string> names = {};  ///< DT_NEEDED
    std::set<std::string> places = {};
};

/// The dynamic section of a library; every offset in it is a claim.
class dynamic_section
{
public:
    explicit dynamic_section(const library_file& file) : file_(file)
    {
        Elf64_Ehdr header = {};
        file_.read_at(0, &header, sizeof header);
        // read_table() gives nothing for what is outside the file.
        segments_ =
            file_.read_table<Elf64_Phdr>(header.e_phoff, header.e_phnum * sizeof(Elf64_Phdr));
        for (const auto& segment : segments_)
            if (segment.p_type == PT_DYNAMIC)
                entries_ = file_.read_table<Elf64_Dyn>(segment.p_offset, segment.p_filesz);
        // What follows the end is not for the loader.
        entries_.erase(
            std::find_if(
                entries_.begin(),
                entries_.end(),
                [](const auto& one) { return one.d_tag == DT_NULL; }
            ),
            entries_.end()
        );
        strings_ = file_.read_table<char>(offset_of(value(DT_STRTAB)), value(DT_STRSZ));
    }

    std::vector<std::string> texts(Elf64_Sxword tag) const
    {
        std::vector<std::string> found;
        for (const auto& entry : entries_)
            if (entry.d_tag == tag && entry.d_un.d_val < strings_.size())
                found.push_back(text_at(entry.d_un.d_val));
        return found;
    }

private:
    std::uint64_t value(Elf64_Sxword tag) const
    {
        for (const auto& entry : entries_)
            if (entry.d_tag == tag)
                return entry.d_un.d_val;
        return 0;
    }

    // The dynamic section gives addresses in memory; segments say where in the file these are.
    std::uint64_t offset_of(std::uint64_t address) const
    {
        for (const auto& segment : segments_)
            if (segment.p_type == PT_LOAD && address >= segment.p_vaddr &&
                address - segment.p_vaddr < segment.p_filesz)
                return address - segment.p_vaddr + segment.p_offset;
        return address;
    }

    std::string text_at(std::uint64_t offset) const
    {
        // The last text of the table need not end in a NUL.
        return {&strings_[offset], ::strnlen(&strings_[offset], strings_.size() - offset)};
    }

    const library_file& file_;
    std::vector<Elf64_Phdr> segments_ = {};
    std::vector<Elf64_Dyn> entries_ = {};
    std::vector<char> strings_ = {};
};

void add_places(const std::string& list, const fs::path& origin, std::set<std::string>& out)
{
    std::vector<std::string> parts;
    boost::split(parts, list, boost::is_any_of(":;"));
    for (auto& part : parts)
    {
        for (const auto* name : {"${ORIGIN}", "$ORIGIN"})
            boost::replace_all(part, name, origin.string());
        // To the loader an empty part is the working directory.
        out.insert(part.empty() ? "." : part);
    }
}

// The order of places does not matter here: each library of that name may be read, and the loader
// takes the one it prefers.
loader_entries read_entries(const needed_library& library)
{
    const dynamic_section section(library.file);
    loader_entries entries;
    entries.names = section.texts(DT_NEEDED);
    for (const auto tag : {DT_RPATH, DT_RUNPATH})
        for (const auto& list : section.texts(tag))
            add_places(list, library.path.parent_path(), entries.places);
    return entries;
}

/// Finds libraries by name where the loader looks, and keeps each once.
class library_search
{
public:
    library_search()
    {
        if (const auto* list = std::getenv("LD_LIBRARY_PATH"); list && *list != '\0')
            add_places(list, "", places_);
        // ldconfig's cache, read as plain bytes: its format changed over the years, its texts did
        // not.
        if (const auto file = library_file::open(loader_cache); file.has_value())
        {
            const auto bytes = file->read_table<char>(0, file->size_bytes());
            cache_.assign(bytes.begin(), bytes.end());
        }
    }

    void add(const fs::path& path)
    {
        if (found_.size() >= libraries_limit || !paths_.insert(path).second)
            return;
        // Opening a device may do something already.
        std::error_code ec;
        if (!fs::is_regular_file(path, ec))
            return;
        auto file = library_file::open(path);
        if (file.has_value() && check_library_file(*file).has_value())
            found_.push_back({path, std::move(*file)});
    }

    std::vector<needed_library> take()
    {
        // The list grows as it is walked: libraries need libraries.
        for (std::size_t i = 0; i < found_.size(); ++i)
        {
            const auto entries = read_entries(found_[i]);
            // The RPATH of one counts for what it needs as well.
            places_.insert(entries.places.begin(), entries.places.end());
            for (const auto& name : entries.names)
                add_named(name);
        }
        return std::move(found_);
    }

private:
    // Links are followed: what the system's directories only point to is no part of them.
    static bool is_of_system(const fs::path& path)
    {
        std::array<char, PATH_MAX> room = {};
        const std::string_view real = ::realpath(path.c_str(), room.data()) ? room.data() : "";
        return std::any_of(
            std::begin(system_library_directories),
            std::end(system_library_directories),
            [real](std::string_view directory) {
                return real.starts_with(directory) &&
                       real.substr(directory.size()).starts_with('/');
            }
        );
    }

    void add_if_not_of_system(const fs::path& path)
    {
        if (!is_of_system(path))
            add(absolute_path(path));
    }

    void add_named(const std::string& name)
    {
        if (name.find('/') != std::string::npos)
            // With a slash the name is a path, and is not searched for.
            return add_if_not_of_system(name);
        for (const auto& place : places_)
            add_if_not_of_system(fs::path(place) / name);
        add_cached('/' + name + '\0');
    }

    // The cache holds each name, and the whole path, as texts that end in a NUL.
    void add_cached(const std::string& end)
    {
        for (auto at = cache_.find(end); at != std::string::npos; at = cache_.find(end, at + 1))
        {
            const auto begin = cache_.rfind('\0', at) + 1;
            add_if_not_of_system(cache_.substr(begin, at + end.size() - 1 - begin));
        }
    }

    std::set<std::string> places_ = {};
    std::string cache_ = {};
    std::set<fs::path> paths_ = {};
    std::vector<needed_library> found_ = {};
};

}  // namespace

fs::path absolute_path(const fs::path& path)
{
    std::error_code gone;
    const auto whole = fs::absolute(path, gone);
    return gone ? path : whole;
}

std::vector<needed_library> needed_libraries(const fs::path& plugin)
{
    library_search search;
    search.add(absolute_path(plugin));
    return search.take();
}

}  // namespace muster
