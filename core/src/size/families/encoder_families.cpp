#include "adjustments.hpp"
#include "family_tables.hpp"

namespace muster {

// What most encoders have in common; a row says the rest.
static constexpr family like_bert(family row)
{
    // All words are seen at once: nothing is cached, and what stands at the end depends on the
    // class.
    row.is_encoder = true;
    row.has_pooler = true;
    row.qkv_bias = row.o_bias = row.mlp_bias = always;
    // Up and down, with a GELU between; gated feed-forward parts came later.
    row.mlp_matrices = 2;
    row.norm = norm_kind::weight_and_bias;
    row.final_norms = 0;
    // Words, positions and segments are added up and normalised before the first layer.
    row.embedding_norms = 1;
    // The head that guesses words uses the table, whatever tie_word_embeddings says.
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

static constexpr family with_bias(toggle qkv_bias, family row)
{
    row = like_bert(row);
    row.qkv_bias = qkv_bias;
    return row;
}

static constexpr family keeping_pooler(family row)
{
    row.keeps_pooler = true;
    return row;
}

static constexpr family encoder_rows[] = {
    like_bert(
        {.model_types = "bert ernie",
         .defaults = "type_vocab_size=2 max_position_embeddings=512",
         .positions = always}
    ),
    like_bert(
        // Positions begin after the padding token's id, so that two rows of the table are never
        // used: 514 rows are 512 tokens.
        {.model_types = "roberta xlm-roberta camembert data2vec-text",
         .defaults = "type_vocab_size=1 max_position_embeddings=512",
         .positions = always,
         .padding_positions = 2}
    ),
    like_bert(
        // Some tokens see all others, by a second set of matrices.
        {.model_types = "longformer",
         .defaults = "type_vocab_size=2 max_position_embeddings=512",
         .positions = always,
         .padding_positions = 2,
         .further = "L*h*h*3 + L*h*3"}  // some tokens see all others, by matrices of their own
    ),
    like_bert(
        {.model_types = "jina_embeddings_v3",
         .defaults = "type_vocab_size=1",
         .padding_positions = 2}
    ),
    like_bert(
        // No segments; distances between words are told by buckets that all layers share.
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
        // Its words are narrower than its layers (embedding_size), and projected.
        {.model_types = "electra",
         .defaults = "type_vocab_size=2 max_position_embeddings=512 "
                     "embedding_size=128",
         .positions = always}
    ),
    like_bert(
        // All layers are one, passed again and again: counted once, computed as often as said.
        {.model_types = "albert",
         .defaults = "type_vocab_size=2 max_position_embeddings=512 embedding_size=128 "
                     "num_hidden_groups=1 inner_group_num=1",
         .positions = always}
    ),
    without_pooler(like_bert(
        // Content and position attend to each other; keys have no bias in the first version.
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
        // Rotary positions need no table; its feed-forward part is gated.
        {.model_types = "nomic_bert", .defaults = "type_vocab_size=2 max_position_embeddings=2048"}
    )),
    one_head_bias(without_biases(like_bert(
        {.model_types = "gte new",
         .defaults = "type_vocab_size=1 max_position_embeddings=8192",
         .further = "L*h*5"}  // of the gated matrices the last alone has a bias
    ))),
    without_pooler(like_bert(
        // X-MOD has a small adapter for each language in each layer.
        {.model_types = "ibert xmod",
         .defaults = "type_vocab_size=2 max_position_embeddings=512",
         .positions = always,
         .padding_positions = 2,
         .further = "L*languages#*h*h*2/adapter_reduction_factor=2 + "
                    "L*languages#*h/adapter_reduction_factor=2 + L*languages#*h + "
                    "L*adapter_layer_norm?*h*2"}
    )),
    without_pooler(like_bert(
        // They approximate attention; each head also convolves where a width is said.
        {.model_types = "mra yoso",
         .defaults = "type_vocab_size=1 max_position_embeddings=512",
         .positions = always,
         .position_offset = 2,
         .further = "L*n*conv_window=0"}
    )),
    without_pooler(like_bert(
        // Each head convolves its values as well.
        {.model_types = "nystromformer",
         .defaults = "type_vocab_size=2 max_position_embeddings=510",
         .positions = always,
         .position_offset = 2,
         .further = "L*n*conv_kernel_size=65"}
    )),
    keeping_pooler(with_bias(
        by("use_bias", true),
        {.model_types = "big_bird",
         .defaults = "type_vocab_size=2 max_position_embeddings=4096",
         .positions = always}
    )),
    keeping_pooler(like_bert(
        // Where a word is on the page has tables: its place and its extent, in both directions.
        {.model_types = "layoutlm",
         .defaults = "type_vocab_size=2 max_position_embeddings=512",
         .positions = always,
         .further = "max_2d_position_embeddings=1024*h*4"}
    )),
    keeping_pooler(like_bert(
        // Entities have a table of their own, narrower than that of words.
        {.model_types = "luke",
         .defaults = "type_vocab_size=2 max_position_embeddings=512",
         .only_class = "ForMaskedLM",
         .positions = always,
         .further = "entity_vocab_size=500000*entity_emb_size=256 + entity_emb_size=256*h + "
                    "entity_emb_size=256*3 + entity_vocab_size=500000 + h*2 + "
                    "max_position_embeddings=512*h + type_vocab_size=2*h + L*h*h*3 + L*h*3 + "
                    "tie_word_embeddings!*v*h + "
                    "tie_word_embeddings~*entity_vocab_size=500000*entity_emb_size=256",
         .adjust = read_entities}
    )),
    // Narrow layers between wide ones: each has a bottleneck, which no column can say.
    {.model_types = "mobilebert",
     .only_class = "ForMaskedLM",
     .is_encoder = true,
     .mixer = mixer_kind::none,
     .mlp_matrices = 0,
     .mlp_bias = never,
     .norm = norm_kind::weight_and_bias,
     .norms_per_layer = 0,
     .final_norms = 0,
     .tied = always,
     // A third of the table for what words are read in, the rest for what they are written in.
     .further = "h*max_position_embeddings=512 + h*type_vocab_size=2 + h*embedding_size=128*3 + "
                "h*3 + L*h*intra_bottleneck_size=128*4 + "
                "L*intra_bottleneck_size=128*intra_bottleneck_size=128*3 + "
                "L*intra_bottleneck_size=128*12 + L*h*3 + h*h + h*3 + v + "
                "L*num_feedforward_networks=4*intra_bottleneck_size=128*intermediate_size=512*2 "
                "+ L*num_feedforward_networks=4*intermediate_size=512 + "
                "L*num_feedforward_networks=4*intra_bottleneck_size=128*3 + "
                "tie_word_embeddings~*embedding_size=128*v + tie_word_embeddings~*v",
     .adjust = cache_nothing},
    keeping_pooler(like_bert(
        // Words are mixed by a Fourier transform, which has no weights.
        {.model_types = "fnet",
         .defaults = "type_vocab_size=4 max_position_embeddings=512",
         .mixer = mixer_kind::none,
         .positions = always,
         .further = "h*h + h"}
    )),
    like_electra(
        // Half of the heads are replaced by convolutions whose kernels are computed from the words.
        {.model_types = "convbert",
         .defaults = "type_vocab_size=2 max_position_embeddings=512",
         .positions = always,
         .further = "L*h*conv_kernel_size=9 + L*n*d*h*3 + L*n*d*2 + "
                    "L*n*n*d*conv_kernel_size=9 + L*n*conv_kernel_size=9",
         .adjust = read_half_attention}
    ),
    before(like_electra(
        // Which places touch is told by what all heads attend to: a weight for each, and a bias.
        {.model_types = "esm",
         .defaults = "type_vocab_size=0 max_position_embeddings=1026",
         .positions = always,
         .padding_positions = 2,
         .further = "L*n + 1 + emb_layer_norm_before?*h*2"}
    )),
    // Proteins instead of words: a vocabulary of some dozens, so that layers are nearly all of it.
    {.model_types = "esmc",
     .is_encoder = true,
     .qk_norm = qk_norm_kind::every_head,
     .norm = norm_kind::weight_and_bias,
     .final_norms = 0,
     .further = "h + h*h + h*3 + v",
     .adjust = cache_nothing},
    like_electra(
        // Words are read in a narrow table and written in a wide one, which are not tied.
        {.model_types = "rembert",
         .defaults = "type_vocab_size=2 max_position_embeddings=512 input_embedding_size=256 "
                     "output_embedding_size=1664",
         .positions = always}
    ),
    without_pooler(like_bert(
        // A Chinese character also has its sound and its shape, each with a table.
        {.model_types = "roc_bert",
         .defaults = "type_vocab_size=2 max_position_embeddings=512",
         .positions = always,
         .further = "enable_pronunciation!*pronunciation_vocab_size=910*"
                    "pronunciation_embed_dim=768 + "
                    "enable_shape!*shape_vocab_size=24858*shape_embed_dim=512 + "
                    "concat_input!*enable_pronunciation!*pronunciation_embed_dim=768*h + "
                    "concat_input!*enable_shape!*shape_embed_dim=512*h + concat_input!*h*h + "
                    "concat_input!*h"}
    )),
    without_pooler(like_bert(
        // Positions turn; their sines are stored all the same, as wide as one head.
        {.model_types = "roformer",
         .defaults = "type_vocab_size=2 max_position_embeddings=1536",
         .further = "max_position_embeddings=1536*d"}
    )),
    keeping_pooler(like_bert(
        // Its matrices are convolutions in groups, of which each sees a part of the input.
        {.model_types = "squeezebert",
         .defaults = "type_vocab_size=2 max_position_embeddings=512",
         .mixer = mixer_kind::none,
         .positions = always,
         .further = "L*h*h/q_groups=4 + L*h*h/k_groups=4 + L*h*h/v_groups=4 + "
                    "L*h*h/post_attention_groups=1 + L*h*4",
         .adjust = read_grouped_parts}
    )),
    without_pooler(like_bert(
        // Cells of a table have types of several sorts: the rows of all their tables are added up.
        {.model_types = "tapas",
         .defaults = "type_vocab_size=1039 max_position_embeddings=1024",
         .positions = always}
    )),
    {.model_types = "ultrabert",
     .is_encoder = true,
     .further = "prediction_head_size=768*h*2",
     .adjust = cache_nothing},
    without_pooler(like_bert(
        {.model_types = "xlm",
         .defaults = "type_vocab_size=0 max_position_embeddings=512",
         .ffn_multiple = 4,
         .positions = always,
         .further = "tie_word_embeddings~*v*h"}
    )),
    // Attention to distances: a fifth matrix a layer, and biases of its own.
    {.model_types = "xlnet",
     .is_encoder = true,
     .mlp_matrices = 2,
     .mlp_bias = always,
     .norm = norm_kind::weight_and_bias,
     .final_norms = 0,
     .tied = tied_unless_said,
     .further = "h + L*h*n*d + L*n*d*5",
     .adjust = read_encoder},
    // Between its blocks neighbouring words are pooled; the last layers bring back the length.
    {.model_types = "funnel",
     .is_encoder = true,
     .qkv_bias = always,
     .key_bias = never,
     .o_bias = always,
     .mlp_matrices = 2,
     .mlp_bias = always,
     .norm = norm_kind::weight_and_bias,
     .final_norms = 0,
     .tied = tied_unless_said,
     .further = "h*2 + L*h*n*d + L*n*d*5 + v",
     .adjust = read_blocks},
    {.model_types = "eurobert",
     .is_encoder = true,
     .qkv_bias = by("attention_bias"),
     .head_bias = by("mlp_bias"),
     .adjust = cache_nothing},
    // Gated, rotary and without most biases; local layers attend to a window, which an encoder does
    // not cache.
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
