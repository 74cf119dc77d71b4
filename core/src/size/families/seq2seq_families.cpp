#include "adjustments.hpp"
#include "family_tables.hpp"

namespace muster {

// What reads and writes as BART does; a row says the rest.
static constexpr family like_bart(family row)
{
    row.mlp_matrices = 2;
    row.mlp_bias = always;
    row.norm = norm_kind::weight_and_bias;
    // The writing half also attends to what the other half has read, behind a norm of its own.
    row.norms_per_layer = 3;
    row.tied = tied_unless_said;
    if (!row.adjust)
        row.adjust = read_bart;
    return row;
}

static constexpr family seq2seq_rows[] = {
    // d_kv times num_heads need not be d_model; distances are told by buckets in the first layer
    // alone.
    {.model_types = "t5 mt5 umt5 longt5",
     .norms_per_layer = 3,
     .tied = tied_unless_said,
     .adjust = read_t5},
    like_bart(
        {.model_types = "bart plbart mvp",
         .qkv_bias = always,
         .o_bias = always,
         .positions = always,
         .position_offset = 2}
    ),
    like_bart(
        // A norm after the embedding and at the end of both halves, unlike BART.
        {.model_types = "mbart",
         .qkv_bias = always,
         .o_bias = always,
         .embedding_norms = 1,
         .positions = always,
         .position_offset = 2}
    ),
    like_bart(
        // Positions have a table, be they sines (Pegasus) or learned (Blenderbot).
        {.model_types = "pegasus blenderbot blenderbot-small",
         .qkv_bias = always,
         .o_bias = always,
         .positions = always}
    ),
    like_bart(
        // Translation models of OPUS, of which there are more than a thousand.
        {.model_types = "marian",
         .qkv_bias = always,
         .o_bias = always,
         .final_norms = 0,
         .positions = always}
    ),
    // NLLB-200 is of this class; its positions are computed.
    like_bart({.model_types = "m2m_100", .qkv_bias = always, .o_bias = always}),
    like_bart(
        {.model_types = "bigbird_pegasus",
         .qkv_bias = by("use_bias"),
         .o_bias = by("use_bias"),
         .positions = always}
    ),
    like_bart(
        // Long texts, as Longformer reads them: matrices of its own for tokens that see all others.
        {.model_types = "led",
         .qkv_bias = always,
         .o_bias = always,
         .further = "encoder_layers=12*h*h*3 + encoder_layers=12*h*3 + "
                    "max_encoder_position_embeddings=16384*h + "
                    "max_decoder_position_embeddings=1024*h"}
    ),
    like_bart(
        // Global tokens take part in each layer that reads, behind a norm of their own.
        {.model_types = "pegasus_x",
         .qkv_bias = never,
         .o_bias = never,
         .further = "num_global_tokens=32*h + encoder_layers=16*h*2"}
    ),
    like_bart(
        // Source and target have vocabularies of their own.
        {.model_types = "fsmt",
         .vocab_keys = "tgt_vocab_size",
         .qkv_bias = always,
         .o_bias = always,
         .final_norms = 0,
         .positions = always,
         .position_offset = 2,
         .further = "tie_word_embeddings~*src_vocab_size*h"}
    ),
    {.model_types = "switch_transformers",
     .mlp_matrices = 2,
     .norms_per_layer = 3,
     .tied = tied_unless_said,
     .further = "tie_word_embeddings~*v*h*2",
     .adjust = read_sparse_t5},
    like_bart(
        {.model_types = "nllb-moe",
         .qkv_bias = always,
         .o_bias = always,
         .expert_bias = always,
         .adjust = read_sparse_bart}
    ),
    like_bart(
        // With speech it has further parts, which are not known: hence the one class.
        {.model_types = "seamless_m4t seamless_m4t_v2",
         .only_class = "ForTextToText",
         .qkv_bias = always,
         .o_bias = always}
    ),
    like_bart(
        // Several words ahead are guessed at once; distances are scored by a matrix in each layer.
        {.model_types = "prophetnet",
         .qkv_bias = always,
         .o_bias = always,
         .positions = always,
         .further = "L*num_buckets=32*h*n + L*num_buckets=32*n + ngram=2*h"}
    ),
    like_bart(
        // Keys have no bias (as in the paper's code), and positions of sound are stored.
        {.model_types = "whisper",
         .qkv_bias = always,
         .key_bias = never,
         .o_bias = always,
         .positions = always,
         .adjust = read_whisper}
    ),
};

std::span<const family> seq2seq_families() noexcept { return seq2seq_rows; }

}  // namespace muster
