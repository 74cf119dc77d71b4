#include "adjustments.hpp"
#include "family_tables.hpp"

namespace muster {

static constexpr family latent_rows[] = {
    // Keys and values are kept as one small vector for all heads (MLA): kv_lora_rank +
    // qk_rope_head_dim numbers a token, however many heads there are. The smallest DeepSeek-VL2 has
    // it off.
    {.model_types = "deepseek_v2 deepseek_vl_v2 minicpm3 youtu youtu_llm",
     .mixer = mixer_kind::mla,
     .moe = moe_rule::after_dense,
     .adjust = drop_latent_attention_if_said},
    // The first layers are dense. A bias of the router balances the load of the experts. Behind the
    // last layer one predicts the token after the next.
    {.model_types = "deepseek_v3 kimi_k2 kimi_k25 sarvam_mla",
     .defaults = "hidden_size=7168 num_hidden_layers=61 num_attention_heads=128 "
                 "num_key_value_heads=128 q_lora_rank=1536 kv_lora_rank=512 "
                 "qk_rope_head_dim=64 qk_nope_head_dim=128 v_head_dim=128 n_routed_experts=256 "
                 "num_experts_per_tok=8 n_shared_experts=1 first_k_dense_replace=3 "
                 "moe_intermediate_size=2048 intermediate_size=18432 vocab_size=129280 "
                 "max_position_embeddings=4096",
     .mixer = mixer_kind::mla,
     .moe = moe_rule::after_dense,
     .router_bias = always,
     .mtp = mtp_kind::deepseek},
    // Sparse attention: a small indexer chooses which tokens are attended to, and keeps keys of its
    // own.
    {.model_types = "deepseek_v32 glm_moe_dsa",
     .mixer = mixer_kind::mla,
     .moe = moe_rule::after_dense,
     .router_bias = always,
     .indexer = by("index_n_heads", true),
     .mtp = mtp_kind::deepseek,
     .adjust = drop_shared_indexers},
    // Pools of the indexer's keys: its cache is a quarter as large.
    {.model_types = "glm5_next glm5_next_text",
     .defaults = "index_kpool=4",
     .mixer = mixer_kind::mla,
     .linear_mixer = mixer_kind::kimi_delta,
     .moe = moe_rule::after_dense,
     .router_bias = always,
     .indexer = always,
     .mtp = mtp_kind::without_embedding,
     .adjust = read_mean_streams},
    // No layer keeps every token: windows, and entries that stand for several tokens each.
    {.model_types = "deepseek_v4",
     .defaults = "hidden_size=4096 num_hidden_layers=43 num_attention_heads=64 "
                 "num_key_value_heads=1 head_dim=512 n_routed_experts=256 num_experts_per_tok=6 "
                 "n_shared_experts=1 moe_intermediate_size=2048 vocab_size=129280 "
                 "sliding_window=128 max_position_embeddings=1048576",
     .mixer = mixer_kind::compressed,
     .moe = moe_rule::all,
     .mtp = mtp_kind::compressed,
     .adjust = read_compressed},
    // Like DeepSeek-V3 on a small scale, with defaults of its own class.
    {.model_types = "glm4_moe_lite",
     .defaults = "hidden_size=2048 num_hidden_layers=47 num_attention_heads=20 "
                 "q_lora_rank=768 kv_lora_rank=512 qk_rope_head_dim=64 qk_nope_head_dim=192 "
                 "v_head_dim=256 n_routed_experts=64 num_experts_per_tok=4 n_shared_experts=1 "
                 "first_k_dense_replace=1 moe_intermediate_size=1536 intermediate_size=10240 "
                 "vocab_size=154880 max_position_embeddings=202752 num_nextn_predict_layers=1",
     .mixer = mixer_kind::mla,
     .moe = moe_rule::after_dense,
     .router_bias = always,
     .mtp = mtp_kind::deepseek},
    {.model_types = "axk1",
     .mixer = mixer_kind::mla,
     .moe = moe_rule::after_dense,
     .router_bias = always,
     .adjust = add_expert_norms},
    // Norms of its own come as low-rank gates, which `further` adds up.
    {.model_types = "axk2",
     .mixer = mixer_kind::mla,
     .moe = moe_rule::after_dense,
     .router_bias = always,
     .indexer = always,
     .further = "L*q_lora_rank*n*qk_nope_head_dim + L*q_lora_rank*n*qk_rope_head_dim + "
                "L*q_lora_rank*n*v_head_dim*2 + L*h*gated_norm_rank=16*2 + "
                "M*h*gated_norm_rank=16*2"},
    // Several streams run through the layers, mixed by small matrices (hc_mult).
    {.model_types = "hy_v4 hy_v4_vl hy_v4_vl_text",
     .mixer = mixer_kind::mla,
     .moe = moe_rule::after_dense,
     .router_bias = always,
     .indexer = always,
     .further = "L*n + L*h*n*v_head_dim + L*hc_mult=4*hc_mult=4*h*4 + L*hc_mult=4*4 + L*4 + "
                "hc_mult=4*hc_mult=4*h + hc_mult=4 + 1",
     .adjust = drop_shared_indexers},
    // first_k_dense_replace is 0: unlike in DeepSeek's, each layer has experts.
    {.model_types = "mistral4",
     .defaults = "hidden_size=4096 num_hidden_layers=36 num_attention_heads=32 "
                 "q_lora_rank=1024 kv_lora_rank=256 qk_nope_head_dim=64 qk_rope_head_dim=64 "
                 "v_head_dim=128 n_routed_experts=128 num_experts_per_tok=4 "
                 "n_shared_experts=1 moe_intermediate_size=2048 intermediate_size=12288 "
                 "first_k_dense_replace=0 vocab_size=131072 max_position_embeddings=1048576",
     .mixer = mixer_kind::mla,
     .moe = moe_rule::after_dense},
    // Each layer of the configuration has two attentions and two dense parts, with the experts
    // beside.
    {.model_types = "longcat_flash",
     .defaults = "num_nextn_predict_layers=1",
     .mixer = mixer_kind::mla,
     .moe = moe_rule::all,
     .router_bias = always,
     .mtp = mtp_kind::dense_with_embedding,
     .adjust = read_double_attention},
    {.model_types = "longcat_flash_ngram",
     .defaults = "num_nextn_predict_layers=1",
     .mixer = mixer_kind::mla,
     .moe = moe_rule::all,
     .router_bias = always,
     .mtp = mtp_kind::dense_with_embedding,
     .adjust = read_grouped_words},
};

std::span<const family> latent_families() noexcept { return latent_rows; }

}  // namespace muster
