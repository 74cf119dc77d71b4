#include "completions.hpp"

#include "muster/json_text.hpp"

namespace json = boost::json;

namespace muster {

namespace {

// What released models of a class and a hidden size have. Members that a configuration has itself
// stay as they are.
struct completion
{
    std::string_view model_type = {};
    std::uint64_t hidden = 0;  // 0: any
    std::string_view members = {};
};

constexpr auto small_qwen3_tower = R"({"tie_word_embeddings": true, "vision_config": {
    "depth": 24, "hidden_size": 1024, "intermediate_size": 4096,
    "deepstack_visual_indexes": [5, 11, 17]}})";
constexpr auto large_qwen3_tower = R"({"vision_config": {"depth": 27, "hidden_size": 1152,
    "intermediate_size": 4304, "deepstack_visual_indexes": [8, 16, 24]}})";

// Only complete configurations of these releases were looked at, and only a total that comes out to
// the parameter makes one of them believed.
constexpr completion completions[] = {
    {"qwen2_vl", 896, R"({"vision_config": {"embed_dim": 1280}, "tie_word_embeddings": true})"},
    {"qwen2_vl", 1536, R"({"vision_config": {"embed_dim": 1280}, "tie_word_embeddings": true})"},
    {"qwen2_vl", 3584, R"({"vision_config": {"embed_dim": 1280}})"},
    {"qwen2_vl", 8192, R"({"vision_config": {"embed_dim": 1280}})"},
    {"qwen2_5_vl", 2048, R"({"vision_config": {"hidden_size": 1280, "intermediate_size": 3420},
        "tie_word_embeddings": true})"},
    {"qwen2_5_vl", 3584, R"({"vision_config": {"hidden_size": 1280, "intermediate_size": 3420}})"},
    {"qwen2_5_vl", 5120, R"({"vision_config": {"hidden_size": 1280, "intermediate_size": 3456}})"},
    {"qwen2_5_vl", 8192, R"({"vision_config": {"hidden_size": 1280, "intermediate_size": 3456}})"},
    {"qwen3_vl", 2048, small_qwen3_tower},
    {"qwen3_vl", 2560, small_qwen3_tower},
    {"qwen3_vl", 4096, large_qwen3_tower},
    {"qwen3_vl", 5120, large_qwen3_tower},
    {"qwen3_5", 2560, R"({"vision_config": {"depth": 24, "hidden_size": 1024,
        "intermediate_size": 4096, "deepstack_visual_indexes": []},
        "linear_num_value_heads": 32, "mtp_num_hidden_layers": 1, "tie_word_embeddings": true})"},
    {"qwen3_5", 4096, R"({"vision_config": {"depth": 27, "hidden_size": 1152,
        "intermediate_size": 4304, "deepstack_visual_indexes": []},
        "linear_num_value_heads": 32, "mtp_num_hidden_layers": 1})"},
    {"qwen3_5", 5120, R"({"vision_config": {"depth": 27, "hidden_size": 1152,
        "intermediate_size": 4304, "deepstack_visual_indexes": []},
        "linear_num_value_heads": 48, "mtp_num_hidden_layers": 1})"},
    {"gemma3", 0, R"({"vision_config": {"hidden_size": 1152, "num_hidden_layers": 27,
        "intermediate_size": 4304, "image_size": 896, "patch_size": 14, "vision_use_head": false},
        "sliding_window": 1024})"},
    {"gemma4", 1536, R"({"vision_config": {"hidden_size": 768}, "sliding_window": 512,
        "hidden_size_per_layer_input": 256, "num_kv_shared_layers": 20,
        "use_double_wide_mlp": true, "intermediate_size": 6144, "sliding_window_pattern": 5})"},
    {"gemma4", 2560, R"({"vision_config": {"hidden_size": 768}, "sliding_window": 512,
        "hidden_size_per_layer_input": 256, "num_kv_shared_layers": 18})"},
    {"gemma4", 5376, R"({"vision_config": {"hidden_size": 1152, "num_hidden_layers": 27,
        "intermediate_size": 4304, "head_dim": 72}, "attention_k_eq_v": true,
        "num_global_key_value_heads": 4, "sliding_window": 1024})"},
    {"glm4v", 4096, R"({"vision_config": {"intermediate_size": 13696}, "attention_bias": true})"},
    {"llava_onevision", 0, R"({"vision_config": {"hidden_size": 1152, "num_hidden_layers": 26,
        "intermediate_size": 4304, "image_size": 384, "patch_size": 14,
        "vision_use_head": false}})"},
    {"lfm2", 0, R"({"full_attn_idxs": [2, 5, 8, 10, 12, 14]})"},
};

// Releases before transformers nested configurations keep the text's members at the root.
const json::object& text_of(const json::object& config)
{
    const auto* const nested = config.if_contains("text_config");
    return nested && nested->is_object() ? nested->get_object() : config;
}

bool fits(const completion& one, const json::object& config)
{
    const auto* const type = config.if_contains("model_type");
    const auto* const hidden = text_of(config).if_contains("hidden_size");
    return type && type->is_string() && type->get_string() == one.model_type &&
           (one.hidden == 0 || (hidden && *hidden == json::value(one.hidden)));
}

// What is of the text goes where the text is.
json::object completed(json::object config, const completion& one)
{
    // Of our own text, which parses; emplace() leaves a member that is there as it is.
    const auto members = parse_json(one.members, one.model_type);
    auto* const nested = config.if_contains("text_config");
    if (auto* const text = nested ? nested->if_object() : nullptr)
        for (const auto& member : members->get_object())
            if (member.key() != "vision_config")
                text->emplace(member.key(), member.value());
    for (const auto& member : members->get_object())
        if (!nested || member.key() == "vision_config")
            config.emplace(member.key(), member.value());
    return config;
}

}  // namespace

std::optional<completed_reading> explain_completed(const json::object& config, std::uint64_t total)
{
    std::optional<completed_reading> found;
    for (const auto& one : completions)
    {
        if (!fits(one, config))
            continue;
        const auto formula = size_from_config(completed(config, one));
        if (formula.has_error())
            continue;
        auto reading = explain_total(*formula, {total}, 0);
        if (reading.fit != total_fit::exact)
            continue;
        // Two ways to complete it prove neither.
        if (found)
            return {};
        reading.explanation = "completed as released models of its class" +
                              (reading.explanation.empty() ? "" : ", " + reading.explanation);
        found = completed_reading{*formula, std::move(reading)};
    }
    return found;
}

}  // namespace muster
