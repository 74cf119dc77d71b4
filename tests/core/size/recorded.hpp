#pragma once

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <vector>

// Recorded answers of others, which may not be there.
inline std::filesystem::path recorded_hub(const std::string& recording = "hub")
{
    return std::filesystem::path(MUSTER_SOURCE_DIR) / ".." / "shared" / "recorded" / recording;
}

inline std::string read_text(const std::filesystem::path& file)
{
    std::ifstream in(file, std::ios::binary);
    std::stringstream text;
    text << in.rdbuf();
    return text.str();
}

inline std::vector<std::string> split(const std::string& line, char separator)
{
    std::vector<std::string> fields;
    std::stringstream in(line);
    for (std::string field; std::getline(in, field, separator);)
        fields.push_back(field);
    return fields;
}

// One row of truth.tsv that is a truth.
struct recorded_total
{
    std::uint64_t params = 0;
    std::string kind = {};
    std::string config = {};  // what is said of the recorded configuration
};

// Exact counts by model id; sizes in bytes are left out.
inline std::map<std::string, std::vector<recorded_total>> recorded_totals()
{
    std::map<std::string, std::vector<recorded_total>> totals;
    std::ifstream in(recorded_hub() / "truth.tsv");
    for (std::string line; std::getline(in, line);)
    {
        const auto fields = split(line, '\t');
        const bool is_exact = fields.size() > 8 && fields[3] == "exact" &&
                              fields[2].find("bytes (") == std::string::npos;
        if (is_exact && !fields[1].empty())
            totals[fields[0]].push_back({std::stoull(fields[1]), fields[2], fields[8]});
    }
    return totals;
}

inline std::string
recorded_config(const std::string& model_id, const std::string& folder = "configs")
{
    auto name = model_id;
    if (const auto slash = name.find('/'); slash != std::string::npos)
        name.replace(slash, 1, "__");
    return read_text(recorded_hub() / folder / (name + ".json"));
}
