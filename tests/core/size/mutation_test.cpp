#include "size/facts/config_text.hpp"
#include "size/facts/evidence_file.hpp"
#include "size/facts/gguf_header.hpp"
#include "size/facts/safetensors_header.hpp"
#include "size/ladder.hpp"
#include "size/rules/config_formula.hpp"

#include <boost/test/unit_test.hpp>

#include <random>
#include <string>

using namespace muster;

namespace {

constexpr std::string_view config_seed = R"({"model_type": "gemma4", "text_config": {"model_type":
    "gemma4_text", "hidden_size": 64, "num_hidden_layers": 6, "num_attention_heads": 4,
    "num_key_value_heads": 2, "intermediate_size": 128, "vocab_size": 100, "num_experts": 4,
    "top_k_experts": 2, "moe_intermediate_size": 32, "num_kv_shared_layers": 2, "layer_types":
    ["sliding_attention", "full_attention", "linear_attention", "mamba", "conv", "x"],
    "rope_scaling": {"type": "yarn", "factor": 4.0, "original_max_position_embeddings": 512}},
    "vision_config": {"model_type": "gemma4_vision", "num_hidden_layers": 2},
    "quantization_config": {"quant_method": "gptq", "bits": 4}})";

// Families whose own rules read lists, factors and further stacks of layers.
constexpr std::string_view config_seeds[] = {
    config_seed,
    R"({"model_type": "t5", "d_model": 64, "d_kv": 16, "d_ff": 128, "num_layers": 2,
        "num_decoder_layers": 3, "num_heads": 4, "vocab_size": 100,
        "relative_attention_num_buckets": 32, "feed_forward_proj": "gated-gelu"})",
    R"({"model_type": "openelm", "num_transformer_layers": 2, "model_dim": 128, "head_dim": 64,
        "num_kv_heads": [1, 2], "num_query_heads": [2, 4], "ffn_multipliers": [0.5, 4.0],
        "ffn_dim_divisor": 256, "vocab_size": 100})",
    R"({"model_type": "nemotron_h", "hidden_size": 64, "vocab_size": 100, "num_hidden_layers": 4,
        "hybrid_override_pattern": "M*-E", "num_attention_heads": 4, "num_key_value_heads": 2,
        "mamba_num_heads": 4, "mamba_head_dim": 16, "n_groups": 2, "ssm_state_size": 16,
        "n_routed_experts": 4, "num_experts_per_tok": 2, "moe_intermediate_size": 16,
        "intermediate_size": 128})",
    R"({"model_type": "gemma3n", "vision_config": {}, "audio_config": {}, "text_config":
        {"num_hidden_layers": 2, "intermediate_size": [64, 128], "altup_num_inputs": 4,
        "laurel_rank": 8, "num_kv_shared_layers": 1, "hidden_size_per_layer_input": 16}})",
    R"({"model_type": "rwkv7", "hidden_size": 64, "num_hidden_layers": 2, "head_dim": 16,
        "vocab_size": 100, "decay_low_rank_dim": 8, "v_low_rank_dim": 8})",
};

constexpr std::string_view header_seed = R"({"__metadata__": {"a": "b"}, "model.layers.0.w.qweight":
    {"dtype": "I32", "shape": [16, 4], "data_offsets": [0, 256]}, "lm_head.weight":
    {"dtype": "BF16", "shape": [2, 2], "data_offsets": [256, 264]}})";

constexpr std::string_view evidence_seed =
    R"([{"model_id": "a/b", "total": 7, "stored": {"BF16": 7},
    "bases": [{"model_id": "c/d"}], "config_state": "present", "config": {"hidden_size": 8},
    "tensors": [{"role": "body", "dtype": "BF16", "elements": 1, "params": 1}]}])";

// Replaces, inserts, removes or repeats bytes; numbers and signs more often than others.
class mutator
{
public:
    std::string operator()(std::string_view seed)
    {
        std::string text(seed);
        for (auto changes = 1 + random_() % 4; changes-- > 0 && !text.empty();)
            change(text);
        return text;
    }

private:
    void change(std::string& text)
    {
        static constexpr std::string_view likely = "0123456789-eE.[]{}\",:n";
        const auto at = random_() % text.size();
        switch (random_() % 5)
        {
            case 0: text[at] = likely[random_() % likely.size()]; break;
            case 1: text.insert(at, 1, likely[random_() % likely.size()]); break;
            case 2: text.erase(at, 1 + random_() % 8); break;
            case 3: text.insert(at, text.substr(at, random_() % 40)); break;
            default: text[at] = static_cast<char>(random_() & 0xFFU); break;
        }
    }

    std::mt19937 random_{20261122};
};

std::string gguf_seed()
{
    const auto whole = [](std::uint64_t value, int width) {
        std::string bytes;
        for (int i = 0; i < width; ++i)
            bytes += static_cast<char>(value >> (8 * i) & 0xFF);
        return bytes;
    };
    const auto text = [&](std::string_view value) {
        return whole(value.size(), 8) + std::string(value);
    };
    return "GGUF" + whole(3, 4) + whole(1, 8) + whole(3, 8) + text("general.architecture") +
           whole(8, 4) + text("llama") + text("llama.block_count") + whole(4, 4) + whole(3, 4) +
           text("k") + whole(9, 4) + whole(5, 4) + whole(2, 8) + whole(1, 4) + whole(2, 4) +
           text("token_embd.weight") + whole(2, 4) + whole(8, 8) + whole(4, 8) + whole(0, 4) +
           whole(0, 8);
}

constexpr int rounds = 12000;

}  // namespace

BOOST_AUTO_TEST_SUITE(mutation_test)

BOOST_AUTO_TEST_CASE(configurations_are_sized_or_refused)
{
    mutator mutated;
    for (int i = 0; i < rounds; ++i)
    {
        const auto seed = config_seeds[static_cast<std::size_t>(i) % std::size(config_seeds)];
        const auto config = read_config(mutated(seed));
        if (config.has_error())
            continue;
        const auto size = size_from_config(*config);
        if (size.has_value())
            BOOST_TEST_REQUIRE(size->text_params <= params_limit);
        const auto reduced = reduce_config(*config);
        if (size.has_value())
            BOOST_TEST_REQUIRE(reduced.has_value());
    }
}

BOOST_AUTO_TEST_CASE(headers_are_read_or_refused)
{
    mutator mutated;
    for (int i = 0; i < rounds; ++i)
    {
        const auto text = mutated(header_seed);
        (void)read_header(text, {"gptq", 4, 1});
        (void)read_header_length(text);
        (void)read_index(text);
    }
}

BOOST_AUTO_TEST_CASE(gguf_files_are_read_or_refused)
{
    mutator mutated;
    const auto seed = gguf_seed();
    BOOST_TEST_REQUIRE(read_gguf_header(seed).has_value());
    for (int i = 0; i < rounds; ++i)
        (void)read_gguf_header(mutated(seed));
}

BOOST_AUTO_TEST_CASE(evidence_is_read_or_refused_and_every_ladder_ends)
{
    mutator mutated;
    for (int i = 0; i < rounds; ++i)
    {
        auto read = read_evidence(mutated(evidence_seed), "evidence.json");
        if (read.has_error() || read->empty())
            continue;
        auto& known = read->front();
        for (int steps = 0;; ++steps)
        {
            BOOST_TEST_REQUIRE(steps < 20);
            const auto step = next_step(known, {});
            const auto* const wanted = std::get_if<std::vector<evidence_request>>(&step);
            if (!wanted)
                break;
            for (const auto& request : *wanted)
                take_answer(
                    known, request, {.state = ask_state::present, .body = mutated(config_seed)}
                );
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()
