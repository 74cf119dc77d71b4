#include "muster/json_text.hpp"
#include "safetensors_header.hpp"

#include <boost/json/object.hpp>

#include <set>

namespace muster {

namespace {

bool is_file_of_root(std::string_view name)
{
    return name.ends_with(".safetensors") && name.size() <= evidence_text_limit &&
           name.find("..") == std::string_view::npos && name.find('/') == std::string_view::npos &&
           name.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
                                  "0123456789._-") == std::string_view::npos;
}

}  // namespace

result<std::vector<std::string>> read_index(std::string_view text)
{
    const auto document = parse_json(text, "safetensors index");
    if (document.has_error())
        return document.error();
    const auto* const members = document->if_object();
    const auto* const map = members ? members->if_contains("weight_map") : nullptr;
    const auto* const files = map ? map->if_object() : nullptr;
    if (!files || files->empty())
        return failure{errc::wrong_shape, "safetensors index: no weight_map"};

    std::set<std::string, std::less<>> names;
    for (const auto& [tensor, file] : *files)
    {
        const auto* const name = file.if_string();
        if (!name || !is_file_of_root(*name))
            return failure{errc::refused, "safetensors index: a file name that is none"};
        names.emplace(*name);
        if (names.size() > shards_limit)
            return failure{errc::too_large, "safetensors index: too many files"};
    }
    return std::vector<std::string>(names.begin(), names.end());
}

}  // namespace muster
