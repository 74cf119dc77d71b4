#include "load_library.hpp"

#include "library_check.hpp"
#include "source_table.hpp"

#include <boost/dll/shared_library.hpp>

#include <mutex>
#include <string>
#include <string_view>
#include <vector>

namespace dll = boost::dll;

namespace muster {

namespace {

// What the loader says begins with the path and is wrapped by Boost: only its reason is kept.
std::string loader_reason(std::string_view what, const std::filesystem::path& file)
{
    const auto said = what.find(file.string() + ": ");
    if (said == std::string_view::npos)
        return std::string(what);
    auto reason = what.substr(said + file.string().size() + 2);
    return std::string(reason.substr(0, reason.find("]:")));
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
        library.load(place, dll::load_mode::rtld_now);
    }
    catch (const boost::system::system_error& error)
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
    if (!library->has(MUSTER_SYMBOL))
        return failure{errc::refused, "not-a-plugin: it does not export " MUSTER_SYMBOL};

    loaded_plugin plugin;
    plugin.table = &library->get<const muster_source_table>(MUSTER_SYMBOL);
    auto described = check_table(*plugin.table);
    if (described.has_error())
        return described.error();
    plugin.description = std::move(*described);
    return plugin;
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
    auto file = library_file::open(path);
    if (file.has_error())
        return file.error();
    if (file->identity() != identity)
        return failure{errc::refused, "changed: another file has taken its name; start again"};
    const auto checked = check_library_file(*file);
    if (checked.has_error())
        return checked.error();
    return load_from(std::move(*file).keep_open());
}

}  // namespace muster
