#include "kept_facts.hpp"

#include "files/file_io.hpp"
#include "muster/identity.hpp"
#include "muster/last_good.hpp"

#include <algorithm>
#include <vector>

namespace fs = std::filesystem;

namespace muster {

std::map<std::string, repository_facts> read_kept_facts(const fs::path& data)
{
    std::vector<fs::path> files;
    std::error_code ec;
    for (const auto& entry : fs::directory_iterator(data / "sources", ec))
        if (entry.path().extension() == ".json")
            files.push_back(entry.path());
    std::sort(files.begin(), files.end());

    std::map<std::string, repository_facts> facts;
    for (const auto& file : files)
    {
        const auto text = read_file(file);
        const auto kept = text.has_value() ? read_last_good(*text, file.string()) : text.error();
        if (kept.has_error())
            continue;
        for (const auto& model : kept->published.models)
            if (model.facts != repository_facts{})
                facts.try_emplace(fold_id(model.model_id), model.facts);
    }
    return facts;
}

}  // namespace muster
