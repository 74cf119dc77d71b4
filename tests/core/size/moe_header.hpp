#pragma once

#include "size/facts/config_text.hpp"

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include <cstdint>
#include <initializer_list>
#include <string>

namespace muster::test {

/// The header of a weight file as DeepSeek V3, GLM 4.5 to 5 and Qwen3 MoE are saved: names and
/// shapes as the classes of transformers have them, written here without any formula.
class moe_header
{
public:
    struct saving
    {
        bool is_fp8 = false;
        bool has_mtp = false;
        bool has_mtp_tables = false;
        std::uint64_t rotary_numbers = 0;  ///< of each layer
    };

    moe_header(const boost::json::object& config, const saving& saved)
        : config_(config), saved_(saved)
    {
        const auto layers = number("num_hidden_layers");
        add("model.embed_tokens.weight", {number("vocab_size"), h_});
        add("model.norm.weight", {h_});
        add("lm_head.weight", {number("vocab_size"), h_});
        for (std::uint64_t i = 0; i < layers; ++i)
            add_layer("model.layers." + std::to_string(i) + ".", i);
        if (saved.has_mtp)
            add_mtp("model.layers." + std::to_string(layers) + ".", layers);
    }

    std::uint64_t elements() const { return elements_; }

    /// The beginning of a file: eight bytes of length, and the header.
    std::string file() const
    {
        const auto json = boost::json::serialize(tensors_);
        std::string file;
        for (std::size_t i = 0; i < 8; ++i)
            file += static_cast<char>(json.size() >> (8 * i) & 0xFF);
        return file + json;
    }

private:
    using shape = std::initializer_list<std::uint64_t>;

    std::uint64_t number(const char* key) const
    {
        const auto* const value = config_.if_contains(key);
        return value && value->is_number() ? value->to_number<std::uint64_t>() : 0;
    }

    void add(const std::string& name, shape dimensions, const char* dtype = "BF16")
    {
        std::uint64_t product = 1;
        for (const auto one : dimensions)
            product *= one;
        const std::string_view type = dtype;
        const auto bytes = product * (type == "BF16" ? 2 : type == "F32" ? 4 : 1);
        tensors_[name] = {
            {"dtype", dtype},
            {"shape", boost::json::array(dimensions.begin(), dimensions.end())},
            {"data_offsets", {offset_, offset_ + bytes}}};
        offset_ += bytes;
        elements_ += product;
    }

    void add_matrix(const std::string& name, std::uint64_t rows, std::uint64_t columns)
    {
        add(name + ".weight", {rows, columns}, saved_.is_fp8 ? "F8_E4M3" : "BF16");
        if (saved_.is_fp8)
            add(name + ".weight_scale_inv", {(rows + 127) / 128, (columns + 127) / 128}, "F32");
    }

    void add_latent_attention(const std::string& at)
    {
        const auto heads = number("num_attention_heads");
        const auto q = number("q_lora_rank");
        const auto kv = number("kv_lora_rank");
        const auto rope = number("qk_rope_head_dim");
        const auto nope = number("qk_nope_head_dim");
        const auto value = number("v_head_dim");
        add_matrix(at + "q_a_proj", q, h_);
        add(at + "q_a_layernorm.weight", {q});
        add_matrix(at + "q_b_proj", heads * (nope + rope), q);
        add_matrix(at + "kv_a_proj_with_mqa", kv + rope, h_);
        add(at + "kv_a_layernorm.weight", {kv});
        add_matrix(at + "kv_b_proj", heads * (nope + value), kv);
        add_matrix(at + "o_proj", h_, heads * value);
        if (const auto width = number("index_head_dim"))
            add_indexer(at + "indexer.", width);
    }

    void add_indexer(const std::string& at, std::uint64_t width)
    {
        const auto heads = number("index_n_heads");
        add_matrix(at + "wq_b", heads * width, number("q_lora_rank"));
        add_matrix(at + "wk", width, h_);
        add(at + "k_norm.weight", {width});
        add(at + "k_norm.bias", {width});
        add(at + "weights_proj.weight", {heads, h_});
    }

    void add_grouped_attention(const std::string& at)
    {
        const auto width = number("head_dim");
        const auto queries = number("num_attention_heads") * width;
        const auto keys = number("num_key_value_heads") * width;
        add_matrix(at + "q_proj", queries, h_);
        add_matrix(at + "k_proj", keys, h_);
        add_matrix(at + "v_proj", keys, h_);
        add_matrix(at + "o_proj", h_, queries);
        if (config_.at("attention_bias").as_bool())
        {
            add(at + "q_proj.bias", {queries});
            add(at + "k_proj.bias", {keys});
            add(at + "v_proj.bias", {keys});
        }
        add(at + "q_norm.weight", {width});
        add(at + "k_norm.weight", {width});
    }

    void add_feed_forward(const std::string& at, std::uint64_t width)
    {
        add_matrix(at + "gate_proj", width, h_);
        add_matrix(at + "up_proj", width, h_);
        add_matrix(at + "down_proj", h_, width);
    }

    void add_experts(const std::string& at)
    {
        const auto routed = number("n_routed_experts");
        const auto experts = routed > 0 ? routed : number("num_experts");
        add(at + "gate.weight", {experts, h_});
        if (routed > 0)
            add(at + "gate.e_score_correction_bias", {experts}, "F32");
        for (std::uint64_t i = 0; i < experts; ++i)
            add_feed_forward(
                at + "experts." + std::to_string(i) + ".", number("moe_intermediate_size")
            );
        if (const auto shared = number("n_shared_experts"))
            add_feed_forward(at + "shared_experts.", shared * number("moe_intermediate_size"));
    }

    void add_layer(const std::string& at, std::uint64_t i)
    {
        add(at + "input_layernorm.weight", {h_});
        add(at + "post_attention_layernorm.weight", {h_});
        if (number("kv_lora_rank") > 0)
            add_latent_attention(at + "self_attn.");
        else
            add_grouped_attention(at + "self_attn.");
        if (saved_.rotary_numbers > 0)
            add(at + "self_attn.rotary_emb.inv_freq", {saved_.rotary_numbers}, "F32");
        if (i < number("first_k_dense_replace"))
            add_feed_forward(at + "mlp.", number("intermediate_size"));
        else
            add_experts(at + "mlp.");
    }

    void add_mtp(const std::string& at, std::uint64_t i)
    {
        add_layer(at, i);
        add(at + "enorm.weight", {h_});
        add(at + "hnorm.weight", {h_});
        add(at + "eh_proj.weight", {h_, 2 * h_});
        add(at + "shared_head.norm.weight", {h_});
        if (!saved_.has_mtp_tables)
            return;
        add(at + "embed_tokens.weight", {number("vocab_size"), h_});
        add(at + "shared_head.head.weight", {number("vocab_size"), h_});
    }

    const boost::json::object& config_;
    saving saved_;
    std::uint64_t h_ = number("hidden_size");
    std::uint64_t offset_ = 0;
    std::uint64_t elements_ = 0;
    boost::json::object tensors_ = {};
};

}  // namespace muster::test
