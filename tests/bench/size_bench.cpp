#include "size/facts/config_text.hpp"
#include "size/footprint.hpp"
#include "size/rules/config_formula.hpp"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <string_view>
#include <vector>

// How long the arithmetic of one model takes: the formula with its cache, its configuration parsed
// already. Prints a table; the goal is 20 us.

namespace {

struct benched_model
{
    const char* name;
    std::string_view config;
};

constexpr benched_model models[] = {
    {"dense, 32 layers",
     R"({"model_type": "llama", "hidden_size": 4096, "num_hidden_layers": 32,
         "num_attention_heads": 32, "num_key_value_heads": 8, "intermediate_size": 14336,
         "vocab_size": 128256, "max_position_embeddings": 131072})"},
    {"latent attention, experts, 61 layers",
     R"({"model_type": "deepseek_v3", "num_nextn_predict_layers": 1, "rope_scaling":
         {"type": "yarn", "factor": 40, "original_max_position_embeddings": 4096}})"},
    {"gated delta, experts, 48 layers", R"({"model_type": "qwen3_next"})"},
    {"windows and a tower, 62 layers",
     R"({"model_type": "gemma3", "text_config": {"model_type": "gemma3_text", "hidden_size": 5376,
         "intermediate_size": 21504, "num_attention_heads": 32, "num_hidden_layers": 62,
         "num_key_value_heads": 16, "head_dim": 128, "sliding_window": 1024},
         "vision_config": {"model_type": "siglip_vision_model", "hidden_size": 1152,
         "intermediate_size": 4304, "num_hidden_layers": 27, "patch_size": 14,
         "image_size": 896}})"},
};

double median_us(const boost::json::object& config)
{
    constexpr int rounds = 2001;
    std::vector<double> times;
    std::uint64_t sum = 0;
    for (int i = 0; i < rounds; ++i)
    {
        const auto start = std::chrono::steady_clock::now();
        const auto size = muster::size_from_config(config);
        const auto end = std::chrono::steady_clock::now();
        sum += size.has_value() ? size->kv_bytes_per_token : 0;
        times.push_back(std::chrono::duration<double, std::micro>(end - start).count());
    }
    std::nth_element(times.begin(), times.begin() + rounds / 2, times.end());
    return sum > 0 ? times[rounds / 2] : -1;
}

}  // namespace

int main()
{
    std::printf("%-40s %10s\n", "model", "median us");
    for (const auto& model : models)
    {
        const auto config = muster::read_config(model.config);
        if (config.has_value())
            std::printf("%-40s %10.2f\n", model.name, median_us(*config));
    }
}
