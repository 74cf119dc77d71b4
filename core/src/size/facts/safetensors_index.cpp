#include "muster/json_text.hpp"
#include "safetensors_header.hpp"
#include "tensor_kind.hpp"

#include <boost/json/object.hpp>

#include <set>

namespace muster {

namespace {

// It becomes part of a URL: no path leads elsewhere, and nothing has to be escaped.
bool is_file_of_root(std::string_view name)
{
    return name.ends_with(".safetensors") && name.size() <= evidence_text_limit &&
           name.find("..") == std::string_view::npos && name.find('/') == std::string_view::npos &&
           name.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
                                  "0123456789._-") == std::string_view::npos;
}

}  // namespace

result<tensor_index> read_index(std::string_view text, const tensor_rules& rules)
{
    const auto document = parse_json(text, "safetensors index");
    if (document.has_error())
        return document.error();
    const auto* const members = document->if_object();
    const auto* const map = members ? members->if_contains("weight_map") : nullptr;
    const auto* const files = map ? map->if_object() : nullptr;
    if (!files || files->empty())
        return failure{errc::wrong_shape, "safetensors index: no weight_map"};

    // Sorted, as the Hub's order may change and the evidence must not for that.
    std::set<std::string, std::less<>> names;
    std::set<std::string, std::less<>> sorts;
    for (const auto& [tensor, file] : *files)
    {
        const auto* const name = file.if_string();
        if (!name || !is_file_of_root(*name))
            return failure{errc::refused, "safetensors index: a file name that is none"};
        names.emplace(*name);
        sorts.emplace(sort_of_name(tensor, *files, rules));
        if (names.size() > shards_limit)
            return failure{errc::too_large, "safetensors index: too many files"};
    }
    return tensor_index{{names.begin(), names.end()}, {sorts.begin(), sorts.end()}};
}

}  // namespace muster
