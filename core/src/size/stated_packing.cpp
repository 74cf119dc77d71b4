#include "stated_packing.hpp"

#include "size/facts/repository_files.hpp"

#include <algorithm>
#include <string_view>

namespace json = boost::json;

namespace muster {

namespace {

bool stores(const evidence& known, std::string_view dtype)
{
    return std::ranges::find(known.stored, dtype, &dtype_count::dtype) != known.stored.end();
}

bool says_packing(const json::object& config)
{
    const auto* const text = config.if_contains("text_config");
    const auto* const nested = text ? text->if_object() : nullptr;
    for (const auto* const key : {"quantization_config", "quantization", "compression_config"})
        if (config.contains(key) || (nested && nested->contains(key)))
            return true;
    return false;
}

bool packs_by_four_bits(const evidence& known)
{
    return stores(known, "U8") && (stores(known, "F8_E4M3") || has_file(known, modelopt_file));
}

}  // namespace

json::object config_with_packing(const evidence& known)
{
    auto config = known.config;
    if (!says_packing(config) && packs_by_four_bits(known))
        config.emplace(
            "quantization_config",
            json::object({{"quant_method", "modelopt"}, {"quant_algo", "NVFP4"}, {"group_size", 16}}
            )
        );
    return config;
}

}  // namespace muster
