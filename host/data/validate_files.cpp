#include "validate_files.hpp"

#include "base/paths_in.hpp"
#include "base/split.hpp"
#include "data_files.hpp"
#include "files/file_io.hpp"
#include "json/schema_faults.hpp"
#include "muster/json_text.hpp"

#include <boost/json/array.hpp>

#include <algorithm>
#include <array>

namespace fs = std::filesystem;
namespace json = boost::json;

namespace muster {

namespace {

// Of one file a maintainer needs to see that it is broken, and not each of a million rows.
constexpr std::size_t lines_of_a_file_limit = 20;

constexpr std::array<std::string_view, 6> kept_by_hand = {
    "aliases.json",
    "catalog.json",
    "community_rankings.json",
    "decisions.json",
    "facts.json",
    "policy.json"};

std::string what_to_do(const std::string& file)
{
    if (file == evidence_file_name)
        // A run keeps what it says, and what was added to it.
        return "take it from an earlier commit, or take out what is wrong: muster run asks for it "
               "anew";
    const bool is_by_hand = std::ranges::find(kept_by_hand, file) != kept_by_hand.end();
    return is_by_hand ? "mend it by hand"
                      : "take it from an earlier commit, or have muster run make it anew";
}

/// The names of all files that have a schema, relative to the directory.
std::vector<std::string> files_in(const fs::path& data)
{
    std::vector<std::string> names;
    // Neither the schemas themselves nor the copies of earlier files in history/before.
    for (const auto* const below : {"", "sources", "history"})
        for (const auto& path : paths_in(data / below))
        {
            const auto kind = path.extension();
            if (kind == ".json" || kind == ".jsonl")
                names.push_back((fs::path(below) / path.filename()).string());
        }
    std::sort(names.begin(), names.end());
    return names;
}

fs::path schema_of(const fs::path& schemas, const std::string& name)
{
    const fs::path file(name);
    // All listings have one form, whatever the source.
    const auto stem = file.parent_path() == "sources" ? fs::path("listing") : file.stem();
    return schemas / (stem.string() + ".schema.json");
}

/// A file of lines as a list of them.
result<json::value> parsed(const std::string& text, const std::string& name)
{
    if (!name.ends_with(".jsonl"))
        return parse_json(text, name);
    json::array lines;
    for (const auto& line : split(text, '\n'))
    {
        if (line.empty())
            continue;
        auto one = parse_json(line, name + ": line " + std::to_string(lines.size() + 1));
        if (one.has_error())
            return one.error();
        lines.push_back(std::move(*one));
    }
    return json::value(std::move(lines));
}

std::vector<std::string>
faults_of(const json::value& document, const json::value& schema, bool is_of_lines)
{
    if (!is_of_lines)
        return schema_faults(document, schema);
    std::vector<std::string> all;
    std::size_t number = 0;
    for (const auto& line : document.get_array())
    {
        ++number;
        for (auto& fault : schema_faults(line, schema, "line " + std::to_string(number)))
            all.push_back(std::move(fault));
    }
    return all;
}

}  // namespace

void data_violations::add(
    const std::string& file, const std::string& place, const std::string& what
)
{
    lines.push_back(
        file + ": " + place + (place.empty() ? "" : " ") + what + "; " + what_to_do(file)
    );
}

result<parsed_files>
read_by_schema(const fs::path& data, const fs::path& schemas, data_violations& violations)
{
    parsed_files files;
    for (const auto& name : files_in(data))
    {
        std::error_code ec;
        const auto schema_file = schema_of(schemas, name);
        // Somebody else's file.
        if (!fs::exists(schema_file, ec))
            continue;
        if (!fs::is_regular_file(data / name, ec))
        {
            violations.add(name, "", "is no file");
            // Null marks it as broken: nothing that it might explain is judged any more.
            files.emplace(name, nullptr);
            continue;
        }
        const auto schema_text = read_file(schema_file);
        if (schema_text.has_error())
            return schema_text.error();
        const auto schema = parse_json(*schema_text, schema_file.string());
        if (schema.has_error())
            return schema.error();
        const auto text = read_file(data / name);
        if (text.has_error())
            return text.error();
        auto document = parsed(*text, name);
        if (document.has_error())
        {
            // It names the file itself.
            violations.lines.push_back(document.error().where + "; " + what_to_do(name));
            files.emplace(name, nullptr);
            continue;
        }
        const auto faults = faults_of(*document, *schema, name.ends_with(".jsonl"));
        for (std::size_t i = 0; i < std::min(faults.size(), lines_of_a_file_limit); ++i)
            violations.add(name, "", faults[i]);
        if (faults.size() > lines_of_a_file_limit)
            violations.add(
                name, "", std::to_string(faults.size() - lines_of_a_file_limit) + " more of these"
            );
        files.emplace(name, faults.empty() ? std::move(*document) : json::value());
    }
    return files;
}

}  // namespace muster
