#pragma once

#include "muster/json_text.hpp"
#include "recorded.hpp"
#include "size/facts/config_text.hpp"

#include <boost/json/object.hpp>
#include <boost/test/unit_test.hpp>

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace muster::test {

/// Whether the recorded Hub is there, for a suite that has nothing to look at without it.
inline boost::test_tools::assertion_result has_recorded_models(boost::unit_test::test_unit_id)
{
    boost::test_tools::assertion_result found(
        std::filesystem::exists(recorded_hub("hub-2026-10") / "facts.jsonl")
    );
    found.message() << "the recorded data is not beside the source";
    return found;
}

/// A model of the recorded Hub: a configuration, whole or composed of key facts, and its total.
struct recorded_model
{
    std::string id = {};
    boost::json::object config = {};
    std::uint64_t total = 0;
    bool is_whole = false;
};

inline std::optional<std::uint64_t> total_in(const boost::json::object& row)
{
    const auto* const stored = row.if_contains("safetensors");
    const auto* const members = stored ? stored->if_object() : nullptr;
    const auto* const total = members ? members->if_contains("total") : row.if_contains("total");
    return total && total->is_number() ? std::optional(total->to_number<std::uint64_t>())
                                       : std::nullopt;
}

template <class Visit>
void for_each_recorded_row(const std::string& file, const Visit& visit)
{
    std::ifstream in(recorded_hub("hub-2026-10") / file);
    for (std::string line; std::getline(in, line);)
    {
        const auto row = parse_json(line, file);
        if (row.has_value() && row->is_object())
            visit(row->get_object());
    }
}

/// Key facts in the usual words of config.json, as compose_facts.py writes them.
inline boost::json::object plain_config(const boost::json::object& facts)
{
    constexpr std::pair<const char*, const char*> words[] = {
        {"layers", "num_hidden_layers"},
        {"hidden", "hidden_size"},
        {"heads", "num_attention_heads"},
        {"kv_heads", "num_key_value_heads"},
        {"head_dim", "head_dim"},
        {"vocab", "vocab_size"},
        {"ffn", "intermediate_size"},
        {"experts", "num_experts"},
        {"experts_used", "num_experts_per_tok"},
        {"expert_ffn", "moe_intermediate_size"},
        {"shared_ffn", "shared_expert_intermediate_size"}};
    const auto number = [&facts](const char* fact) {
        const auto* const value = facts.if_contains(fact);
        return value && value->is_number() ? value->to_number<std::uint64_t>() : 0;
    };
    boost::json::object config{{"model_type", facts.at("model_type")}};
    const bool is_mixture = number("experts") > 1;
    for (const auto& [fact, word] : words)
        if (const auto value = number(fact))
            config[is_mixture && std::string_view(fact) == "ffn" ? "moe_intermediate_size" : word] =
                value;
    return config;
}

inline boost::json::object nested_config(boost::json::object config)
{
    boost::json::object outer{{"model_type", config.at("model_type")}};
    config.erase("model_type");
    outer["text_config"] = std::move(config);
    return outer;
}

inline void add_readings_of_facts(std::vector<recorded_model>& models)
{
    for_each_recorded_row("facts.jsonl", [&models](const boost::json::object& row) {
        const auto total = total_in(row);
        if (!total)
            return;
        const auto id = std::string(row.at("id").as_string());
        const auto plain = plain_config(row);
        auto tied = plain;
        tied["tie_word_embeddings"] = true;
        for (const auto& config : {plain, nested_config(plain), tied})
            models.push_back({id, config, *total});
    });
}

/// Whole configurations with the totals of the same recording.
inline std::vector<recorded_model> whole_recorded_models()
{
    std::vector<recorded_model> models;
    for_each_recorded_row("listing.jsonl", [&models](const boost::json::object& row) {
        const auto total = total_in(row);
        auto name = std::string(row.at("id").as_string());
        const auto id = name;
        if (const auto slash = name.find('/'); slash != std::string::npos)
            name.replace(slash, 1, "__");
        const auto file = recorded_hub("hub-2026-10") / "configs" / (name + ".json");
        if (auto config = read_config(read_text(file)); config.has_value() && total)
            models.push_back({id, std::move(*config), *total, true});
    });
    return models;
}

/// All that is recorded: key facts in each of their readings, and whole configurations.
inline std::vector<recorded_model> recorded_models()
{
    auto models = whole_recorded_models();
    add_readings_of_facts(models);
    return models;
}

}  // namespace muster::test
