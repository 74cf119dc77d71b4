#include <boost/test/unit_test.hpp>

#include <filesystem>
#include <fstream>
#include <map>
#include <optional>
#include <set>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

namespace fs = std::filesystem;

namespace {

using rooms = std::map<std::string, std::set<std::string>>;

constexpr std::size_t files_in_a_room_limit = 60;

const fs::path root = MUSTER_SOURCE_DIR;
const std::vector<std::string> trees = {"core/include", "core/src", "plugins", "host"};

/// Each room with the rooms right below it, as rooms.txt says.
rooms read_map(std::istream& in)
{
    rooms map;
    for (std::string line; std::getline(in, line);)
    {
        const auto colon = line.find(':');
        if (line.starts_with('#') || colon == std::string::npos)
            continue;
        std::istringstream words(line.substr(colon + 1));
        auto& below = map[line.substr(0, colon)];
        for (std::string word; words >> word;)
            below.insert(word);
    }
    return map;
}

/// All rooms below one; the room itself among them when the map leads back to it.
std::set<std::string> rooms_below(const rooms& map, const std::string& from)
{
    std::set<std::string> reached;
    std::vector<std::string> next = {from};
    while (!next.empty())
    {
        const auto found = map.find(next.back());
        next.pop_back();
        if (found == map.end())
            continue;
        for (const auto& below : found->second)
            if (reached.insert(below).second)
                next.push_back(below);
    }
    return reached;
}

bool is_source(const fs::path& file)
{
    static const std::set<fs::path> extensions = {".cpp", ".hpp", ".h"};
    return extensions.contains(file.extension());
}

std::vector<fs::path> sources()
{
    std::vector<fs::path> files;
    for (const auto& tree : trees)
        for (const auto& entry : fs::recursive_directory_iterator(root / tree))
            if (entry.is_regular_file() && is_source(entry.path()))
                files.push_back(fs::relative(entry.path(), root));
    return files;
}

/// Plugins are one room: each is a folder of its own, and none knows another.
std::string room_of(const fs::path& file)
{
    const auto folder = file.parent_path().generic_string();
    return folder.starts_with("plugins/") ? "plugins" : folder;
}

std::vector<std::string> quoted_includes(const fs::path& file)
{
    std::vector<std::string> names;
    std::ifstream in(root / file);
    for (std::string line; std::getline(in, line);)
    {
        const auto begin = line.find('"');
        if (line.starts_with("#include \"") && line.find('"', begin + 1) != std::string::npos)
            names.push_back(line.substr(begin + 1, line.find('"', begin + 1) - begin - 1));
    }
    return names;
}

/// Where an included file is; nothing when it is made by the build or is not ours.
std::optional<fs::path> find_included(const fs::path& from, const std::string& name)
{
    for (const auto& base :
         {from.parent_path(), fs::path("core/include"), fs::path("core/src"), fs::path("host")})
        if (fs::exists(root / base / name))
            return (base / name).lexically_normal();
    return std::nullopt;
}

struct arrow
{
    fs::path from = {};
    fs::path to = {};
};

std::vector<arrow> arrows()
{
    std::vector<arrow> found;
    for (const auto& file : sources())
        for (const auto& name : quoted_includes(file))
            if (const auto included = find_included(file, name))
                found.push_back({file, *included});
    return found;
}

rooms real_map()
{
    std::ifstream in(root / "tests/layout/rooms.txt");
    return read_map(in);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(rooms_test)

BOOST_AUTO_TEST_CASE(the_map_has_no_way_back)
{
    const auto map = real_map();

    BOOST_TEST(map.size() > 20u);
    for (const auto& [room, below] : map)
    {
        BOOST_TEST(
            !rooms_below(map, room).contains(room), "a way leads from " << room << " to itself"
        );
        for (const auto& one : below)
            BOOST_TEST(map.contains(one), room << " names " << one << ", which is no room");
    }
}

BOOST_AUTO_TEST_CASE(a_way_back_is_seen)
{
    std::istringstream in("a: b\nb: c\nc: a\nd: a\n");
    const auto map = read_map(in);

    BOOST_TEST(rooms_below(map, "a").contains("a"));
    BOOST_TEST(!rooms_below(map, "d").contains("d"));
}

BOOST_AUTO_TEST_CASE(every_source_is_in_a_room)
{
    const auto map = real_map();
    std::map<std::string, std::size_t> files;
    for (const auto& file : sources())
    {
        const auto room = room_of(file);
        BOOST_TEST(map.contains(room), file << " is in " << room << ", which rooms.txt lacks");
        files[room] += 1;
    }
    for (const auto& [room, count] : files)
        BOOST_TEST(count <= files_in_a_room_limit, room << " has " << count << " files");
}

BOOST_AUTO_TEST_CASE(arrows_lead_down)
{
    const auto map = real_map();
    const auto all = arrows();

    BOOST_TEST(all.size() > 1000u);
    for (const auto& [from, to] : all)
    {
        const auto below = rooms_below(map, room_of(from));
        BOOST_TEST(
            (room_of(from) == room_of(to) || below.contains(room_of(to))),
            from << " includes " << to << ", and rooms.txt has no way down from " << room_of(from)
                 << " to " << room_of(to)
        );
    }
}

BOOST_AUTO_TEST_CASE(plugins_do_not_know_each_other)
{
    for (const auto& [from, to] : arrows())
        if (room_of(from) == "plugins" && room_of(to) == "plugins")
            BOOST_TEST(from.parent_path() == to.parent_path(), from << " includes " << to);
}

BOOST_AUTO_TEST_SUITE_END()
