#include "size/facts/config_view.hpp"
#include "size/facts/text_model.hpp"
#include "size/families/adjustments.hpp"
#include "streams.hpp"

#include <boost/json/array.hpp>

#include <algorithm>

namespace muster {

namespace {

std::uint64_t ratio_of(const config_view& config, const boost::json::array& types, std::size_t i)
{
    constexpr std::uint64_t heavy_ratio = 128;
    const auto* const name = i < types.size() ? types[i].if_string() : nullptr;
    const auto rates = config.child("compress_rates");
    const auto rate = [&rates](std::string_view key, std::uint64_t usual) {
        return rates ? rates->number_or(key, usual) : usual;
    };
    if (name && *name == "compressed_sparse_attention")
        return rate("compressed_sparse_attention", indexed_ratio);
    if (name && *name == "heavily_compressed_attention")
        return rate("heavily_compressed_attention", heavy_ratio);
    return 0;
}

std::uint64_t hashed_layers(const config_view& config)
{
    const auto* const types = config.list("mlp_layer_types");
    if (!types || config.has("num_hash_layers"))
        return config.number_or("num_hash_layers", 0);
    return static_cast<std::uint64_t>(std::count(types->begin(), types->end(), "hash_moe"));
}

}  // namespace

void read_compressed(const config_view& config, text_model& text)
{
    const auto hashed = hashed_layers(config);
    const auto* const types = config.list("layer_types");
    for (std::size_t i = 0; i < text.layers.size(); ++i)
    {
        auto& layer = text.layers[i];
        layer.compression = types && !config.has("compress_ratios")
                                ? ratio_of(config, *types, i)
                                : config.number_at("compress_ratios", i).value_or(0);
        layer.window = config.number_or("sliding_window", 128);
        text.add("connections", connection_params(config, text));
        // The first layers look experts up by token instead of weighing them.
        text.add("router", i < hashed ? count(text.vocab) * layer.top_k : count(text.experts));
    }
    text.add("connections", last_connection_params(config, text));
}

}  // namespace muster
