#include "adjustments.hpp"
#include "family_tables.hpp"

namespace muster {

// What most encoders have in common; a row says the rest.
static constexpr family like_bert(family row)
{
    row.is_encoder = true;
    row.has_pooler = true;
    row.qkv_bias = row.o_bias = row.mlp_bias = always;
    row.mlp_matrices = 2;
    row.norm = norm_kind::weight_and_bias;
    row.final_norms = 0;
    row.embedding_norms = 1;
    row.tied = always;
    row.head_bias = always;
    if (!row.adjust)
        row.adjust = read_encoder;
    return row;
}

static constexpr family with_final_norm(family row)
{
    row.final_norms = 1;
    return row;
}

// Words are not normalised before the layers, but at the end.
static constexpr family before(family row)
{
    row.embedding_norms = 0;
    return with_final_norm(row);
}

static constexpr family without_pooler(family row)
{
    row.has_pooler = false;
    return row;
}

static constexpr family one_head_bias(family row)
{
    row.head_bias = never;
    return row;
}

static constexpr family like_electra(family row)
{
    return one_head_bias(without_pooler(like_bert(row)));
}

static constexpr family without_biases(family row)
{
    row.qkv_bias = row.o_bias = row.mlp_bias = never;
    row.mlp_matrices = 3;
    return row;
}

static constexpr family encoder_rows[] = {
    {.model_types = "t5 mt5 umt5",
     .norms_per_layer = 3,
     .tied = tied_unless_said,
     .adjust = read_t5},
    {.model_types = "bart plbart mvp",
     .qkv_bias = always,
     .o_bias = always,
     .mlp_matrices = 2,
     .mlp_bias = always,
     .norm = norm_kind::weight_and_bias,
     .norms_per_layer = 3,
     .tied = tied_unless_said,
     .positions = always,
     .position_offset = 2,
     .adjust = read_bart},
    {.model_types = "mbart",
     .qkv_bias = always,
     .o_bias = always,
     .mlp_matrices = 2,
     .mlp_bias = always,
     .norm = norm_kind::weight_and_bias,
     .norms_per_layer = 3,
     .embedding_norms = 1,
     .tied = tied_unless_said,
     .positions = always,
     .position_offset = 2,
     .adjust = read_bart},
    {.model_types = "pegasus blenderbot blenderbot-small",
     .qkv_bias = always,
     .o_bias = always,
     .mlp_matrices = 2,
     .mlp_bias = always,
     .norm = norm_kind::weight_and_bias,
     .norms_per_layer = 3,
     .tied = tied_unless_said,
     .positions = always,
     .adjust = read_bart},
    {.model_types = "marian",
     .qkv_bias = always,
     .o_bias = always,
     .mlp_matrices = 2,
     .mlp_bias = always,
     .norm = norm_kind::weight_and_bias,
     .norms_per_layer = 3,
     .final_norms = 0,
     .tied = tied_unless_said,
     .positions = always,
     .adjust = read_bart},
    {.model_types = "m2m_100",
     .qkv_bias = always,
     .o_bias = always,
     .mlp_matrices = 2,
     .mlp_bias = always,
     .norm = norm_kind::weight_and_bias,
     .norms_per_layer = 3,
     .tied = tied_unless_said,
     .adjust = read_bart},
    {.model_types = "whisper",
     .qkv_bias = always,
     .key_bias = never,
     .o_bias = always,
     .mlp_matrices = 2,
     .mlp_bias = always,
     .norm = norm_kind::weight_and_bias,
     .norms_per_layer = 3,
     .tied = tied_unless_said,
     .positions = always,
     .adjust = read_whisper},
    like_bert(
        {.model_types = "bert ernie",
         .defaults = "type_vocab_size=2 max_position_embeddings=512",
         .positions = always}
    ),
    like_bert(
        {.model_types = "roberta xlm-roberta camembert data2vec-text",
         .defaults = "type_vocab_size=1 max_position_embeddings=512",
         .positions = always,
         .padding_positions = 2}
    ),
    like_bert(
        {.model_types = "longformer",
         .defaults = "type_vocab_size=2 max_position_embeddings=512",
         .positions = always,
         .padding_positions = 2,
         .adjust = read_global_attention}
    ),
    like_bert(
        {.model_types = "jina_embeddings_v3",
         .defaults = "type_vocab_size=1",
         .padding_positions = 2}
    ),
    like_bert(
        {.model_types = "mpnet",
         .defaults = "type_vocab_size=0 relative_attention_num_buckets=32 "
                     "max_position_embeddings=512",
         .positions = always,
         .padding_positions = 2}
    ),
    like_electra(
        {.model_types = "distilbert",
         .defaults = "type_vocab_size=0 max_position_embeddings=512",
         .positions = always}
    ),
    like_electra(
        {.model_types = "electra",
         .defaults = "type_vocab_size=2 max_position_embeddings=512 "
                     "embedding_size=128",
         .positions = always}
    ),
    like_bert(
        {.model_types = "albert",
         .defaults = "type_vocab_size=2 max_position_embeddings=512 embedding_size=128 "
                     "num_hidden_groups=1 inner_group_num=1",
         .positions = always}
    ),
    without_pooler(like_bert(
        {.model_types = "deberta",
         .defaults = "type_vocab_size=0 max_position_embeddings=512",
         .key_bias = never,
         .positions = by("position_biased_input", true),
         .adjust = read_distances}
    )),
    without_pooler(like_bert(
        {.model_types = "deberta-v2",
         .defaults = "type_vocab_size=0 max_position_embeddings=512",
         .positions = by("position_biased_input", true),
         .adjust = read_distances}
    )),
    before(like_bert(
        {.model_types = "megatron-bert",
         .defaults = "type_vocab_size=2 max_position_embeddings=512",
         .positions = always}
    )),
    before(like_bert(
        {.model_types = "xlm-roberta-xl",
         .defaults = "type_vocab_size=1 max_position_embeddings=514",
         .positions = always,
         .padding_positions = 2}
    )),
    with_final_norm(like_bert(
        {.model_types = "roberta-prelayernorm",
         .defaults = "type_vocab_size=2 max_position_embeddings=512",
         .positions = always,
         .padding_positions = 2}
    )),
    without_biases(like_bert(
        {.model_types = "nomic_bert", .defaults = "type_vocab_size=2 max_position_embeddings=2048"}
    )),
    one_head_bias(without_biases(like_bert(
        {.model_types = "gte new",
         .defaults = "type_vocab_size=1 max_position_embeddings=8192",
         .adjust = read_biased_encoder}
    ))),
    {.model_types = "eurobert",
     .is_encoder = true,
     .qkv_bias = by("attention_bias"),
     .head_bias = by("mlp_bias"),
     .adjust = cache_nothing},
    {.model_types = "modernbert",
     .defaults = "hidden_size=768 num_hidden_layers=22 num_attention_heads=12 "
                 "intermediate_size=1152 vocab_size=50368 max_position_embeddings=8192",
     .is_encoder = true,
     .head_dense_bias = by("classifier_bias"),
     .embedding_norms = 1,
     .tied = always,
     .adjust = read_modern_encoder},
};

std::span<const family> encoder_families() noexcept { return encoder_rows; }

}  // namespace muster
