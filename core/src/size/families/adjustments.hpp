#pragma once

namespace muster {

class config_view;
struct text_model;

// The rules that no row of the family tables can say. Each is named for what it does, and says
// above its definition which model types have it. All are called when everything else is read and
// planned.

void use_one_kv_head(const config_view& config, text_model& text);
void read_mpt(const config_view& config, text_model& text);
void read_falcon(const config_view& config, text_model& text);
void read_opt(const config_view& config, text_model& text);
void join_parallel_norms(const config_view& config, text_model& text);
void drop_latent_attention_if_said(const config_view& config, text_model& text);
void drop_shared_indexers(const config_view& config, text_model& text);
void read_query_groups(const config_view& config, text_model& text);
void free_last_layer(const config_view& config, text_model& text);
void share_caches_across_layers(const config_view& config, text_model& text);
void read_llama4(const config_view& config, text_model& text);

void add_dynamic_mask(const config_view& config, text_model& text);
void read_shared_heads(const config_view& config, text_model& text);
void read_gates(const config_view& config, text_model& text);
void read_heads_by_layer(const config_view& config, text_model& text);
void cache_nothing(const config_view& config, text_model& text);
void read_encoder(const config_view& config, text_model& text);
void read_distances(const config_view& config, text_model& text);
void read_half_attention(const config_view& config, text_model& text);
void read_grouped_parts(const config_view& config, text_model& text);
void read_entities(const config_view& config, text_model& text);
void read_blocks(const config_view& config, text_model& text);
void drop_first_norm(const config_view& config, text_model& text);
void join_pairs_of_layers(const config_view& config, text_model& text);
void repeat_stacks(const config_view& config, text_model& text);
void read_xlstm(const config_view& config, text_model& text);
void read_modern_encoder(const config_view& config, text_model& text);

// Hybrids of attention and states.
void read_letters(const config_view& config, text_model& text);
void attend_periodically(const config_view& config, text_model& text);
void attend_by_list(const config_view& config, text_model& text);
void attend_only_at_indices(const config_view& config, text_model& text);
void attend_last_of_groups(const config_view& config, text_model& text);
void read_bailing_hybrid(const config_view& config, text_model& text);
void read_plamo2(const config_view& config, text_model& text);
void read_rwkv(const config_view& config, text_model& text);
void attend_at_indices(const config_view& config, text_model& text);
void read_granite_hybrid(const config_view& config, text_model& text);
void use_only_states(const config_view& config, text_model& text);
void read_lfm2(const config_view& config, text_model& text);
void read_shared_blocks(const config_view& config, text_model& text);
void read_griffin(const config_view& config, text_model& text);
void read_kimi_linear(const config_view& config, text_model& text);

// Blocks that differ from each other.
void read_dbrx(const config_view& config, text_model& text);
void read_sliding_heads(const config_view& config, text_model& text);
void read_local_layers(const config_view& config, text_model& text);
void read_convolved_heads(const config_view& config, text_model& text);
void read_block_configs(const config_view& config, text_model& text);
void read_cross_attention(const config_view& config, text_model& text);
void read_convolved_keys(const config_view& config, text_model& text);
void read_expert_blocks(const config_view& config, text_model& text);
void read_grouped_words(const config_view& config, text_model& text);
void read_double_attention(const config_view& config, text_model& text);
void read_routed_attention(const config_view& config, text_model& text);
void read_modalities(const config_view& config, text_model& text);
void read_openelm(const config_view& config, text_model& text);
void read_gemma3n(const config_view& config, text_model& text);
void read_gemma4(const config_view& config, text_model& text);
void read_gemma4_twins(const config_view& config, text_model& text);
void read_compressed(const config_view& config, text_model& text);
void read_shared_entries(const config_view& config, text_model& text);
void read_mean_streams(const config_view& config, text_model& text);
void read_streams_and_words(const config_view& config, text_model& text);
void read_sparse_attention(const config_view& config, text_model& text);
void place_dense_first(const config_view& config, text_model& text);

// A model that reads with one stack of layers and writes with another.
void read_t5(const config_view& config, text_model& text);
void read_sparse_t5(const config_view& config, text_model& text);
void read_sparse_bart(const config_view& config, text_model& text);
void read_bart(const config_view& config, text_model& text);
void read_whisper(const config_view& config, text_model& text);

}  // namespace muster
