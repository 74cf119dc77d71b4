#include "load_library.hpp"

#include "library_check.hpp"
#include "source_table.hpp"

#include <boost/algorithm/string/erase.hpp>
#include <boost/algorithm/string/replace.hpp>
#include <boost/dll/shared_library.hpp>

#include <mutex>
#include <string>
#include <string_view>
#include <sys/stat.h>
#include <system_error>
#include <vector>

namespace dll = boost::dll;

namespace muster {

namespace {

// Boost wraps what the loader says: "… (dlerror system message: PLACE: REASON): Bad file …". The
// place may be the number of an open file, which tells a reader nothing.
std::string loader_reason(std::string said, const std::filesystem::path& place)
{
    static constexpr std::string_view before = "dlerror system message: ";
    const auto begin = said.find(before);
    const auto end = said.rfind("): ");
    if (begin != std::string::npos && end != std::string::npos)
        said = said.substr(begin + before.size(), end - begin - before.size());
    boost::erase_all(said, place.string() + ": ");
    boost::replace_all(said, place.string(), "it");
    return said;
}

// Nothing is ever unloaded, at the end of the process neither: what plugins registered or threw
// may outlive every scope here.
void keep_for_ever(const dll::shared_library& library)
{
    static auto* const guard = new std::mutex;
    static auto* const libraries = new std::vector<dll::shared_library>;
    const std::scoped_lock lock(*guard);
    libraries->push_back(library);
}

result<dll::shared_library> open_library(const std::filesystem::path& place)
{
    dll::shared_library library;
    try
    {
        // rtld_now: with lazy binding an unresolved symbol ends the process at the first call. The
        // throwing overload, as the error code of the other is nearly always "Bad file descriptor".
        library.load(place, dll::load_mode::rtld_now);
    }
    catch (const std::system_error& error)
    {
        return failure{errc::refused, "missing-dependency: " + loader_reason(error.what(), place)};
    }
    keep_for_ever(library);
    return library;
}

result<loaded_plugin> load_from(const std::filesystem::path& place)
{
    auto library = open_library(place);
    if (library.has_error())
        return library.error();
    // Any library may lie in the directory; loading it has already run its constructors.
    if (!library->has(MUSTER_SYMBOL))
        return failure{errc::refused, "not-a-plugin: it does not export " MUSTER_SYMBOL};

    loaded_plugin plugin;
    plugin.table = &library->get<const muster_source_table>(MUSTER_SYMBOL);
    // The symbol may be anything of that name: its table is looked at before anything is called.
    auto described = check_table(*plugin.table);
    if (described.has_error())
        return described.error();
    plugin.description = std::move(*described);
    return plugin;
}

result<void> check_identity(const std::filesystem::path& path, const file_identity& identity)
{
    // Behind a file wall another file could not be opened, and there is no telling why.
    struct stat now = {};
    if (::stat(path.c_str(), &now) == 0 && file_identity{now.st_dev, now.st_ino} != identity)
        return failure{errc::refused, "changed: another file has taken its name; start again"};
    return check_library_file(path);
}

}  // namespace

result<loaded_plugin> load_library(const std::filesystem::path& file)
{
    const auto checked = check_library_file(file);
    if (checked.has_error())
        return checked.error();
    return load_from(std::filesystem::absolute(file));
}

result<loaded_plugin> load_library(const std::filesystem::path& path, const file_identity& identity)
{
    const auto before = check_identity(path, identity);
    if (before.has_error())
        return before.error();
    // Absolute: a name without a slash is searched for along LD_LIBRARY_PATH.
    auto loaded = load_from(std::filesystem::absolute(path));
    // The loader opens the file by its name. When it is the same before and after, it was in
    // between.
    const auto after = check_identity(path, identity);
    if (after.has_error())
        return after.error();
    return loaded;
}

}  // namespace muster
