#include "joined_models.hpp"

#include "part_formula.hpp"
#include "projectors.hpp"
#include "size/facts/config_view.hpp"
#include "size/facts/words.hpp"
#include "text/seeded_hash.hpp"

#include <boost/unordered/unordered_flat_map.hpp>

namespace muster {

namespace {

// Some shapes are those of several kinds.
constexpr std::string_view two_layers =
    "hidden_size=1024 | h | h + ^multimodal_projector_bias!*h*2";
// LLaVA-NeXT marks where a line of patches ends by one vector more.
constexpr std::string_view two_layers_and_newline =
    "hidden_size=1024 | h | h + ^multimodal_projector_bias!*h*2 + h";

constexpr joined_model joined_models[] = {
    {"gemma3 shieldgemma2",
     "vision_config",
     "siglip_vision_model",
     "w := hidden_size=768; w | h + w"},
    {"paligemma", "vision_config", "siglip_vision_model", "hidden_size=1152 > h"},
    {"llava deepseek_vl", "vision_config", "clip_vision_model", two_layers},
    {"llava_onevision", "vision_config", "siglip_vision_model", two_layers_and_newline},
    // Patches are normed, and merged by a matrix, before the two layers.
    {"mistral3 ministral3 lighton_ocr mistral_large4",
     "vision_config",
     "pixtral",
     "w := hidden_size=1024; s := ^spatial_merge_size=2; "
     "w + w*s*s | w | h | h + ^multimodal_projector_bias?*h*2"},
    {"lfm3_vl",
     "vision_config",
     "lfm3_vl_vision",
     "w := hidden_size=1024; s := spatial_merge_size=2; "
     "w*2 + s*s*w > ^projector_hidden_size=4096 > h"},
    {"lfm2_vl",
     "vision_config",
     "siglip2_vision_model",
     "f := ^downsample_factor=2; w := f*f*hidden_size=1152; "
     "^projector_use_layernorm!*w*2 + w > ^projector_hidden_size=2560 > h"},
    {"internvl_chat",
     "vision_config",
     "intern_vit_6b",
     "w := ^downsample_ratio%*hidden_size=3200; w*2 + w > h > h"},
    {"internvl qianfan_ocr",
     "vision_config",
     "internvl_vision",
     "w := ^downsample_ratio%*hidden_size=1024; w*2 + w > h > h"},
    {"idefics3 smolvlm",
     "vision_config",
     "idefics3_vision",
     "f := ^scale_factor=2; f*f*hidden_size=1152 | h"},
    {"llava_next llava_next_video", "vision_config", "clip_vision_model", two_layers_and_newline},
    // The first matrix gates: half of what it gives is left.
    {"cohere2_vision",
     "vision_config",
     "siglip_vision_model",
     "f := ^downsample_factor=2; a := ^alignment_intermediate_size=36864; "
     "f*f*hidden_size=1152 > a + a/2 > h"},
    {"qwen2_audio", "audio_config", "qwen2_audio_encoder", "d_model=1280 > h"},
    {"qwen2_vl",
     "vision_config",
     "qwen2_vl",
     "w := embed_dim=1280; s := spatial_merge_size=2; w*2 + s*s*w > s*s*w > hidden_size=h"},
    {"qwen2_5_vl exaone4_5 qwen2_5_omni_thinker",
     "vision_config",
     "qwen2_5_vl",
     "w := hidden_size=1280; s := spatial_merge_size=2; w + s*s*w > s*s*w > out_hidden_size=h"},
    // Patches are also taken from layers between.
    {"qwen3_vl qwen3_vl_moe qwen3_5 qwen3_5_moe qwen4_exp cosmos3_omni qwen3_omni_moe_thinker",
     "vision_config",
     "qwen3_vl",
     "w := hidden_size=1152; s := spatial_merge_size=2; m := s*s*w; o := out_hidden_size=h; "
     "w*2 + m > m > o + deepstack_visual_indexes#*(m*2 + m > m > o)"},
    // A convolution merges patches; a matrix with a norm follows, then a gated feed-forward part.
    {"glm4v glm4v_moe glm46v glmga",
     "vision_config",
     "glm4v",
     "s := spatial_merge_size=2; o := out_hidden_size=4096; "
     "s*s*hidden_size=1536 > o | o + o*2 + o*intermediate_size=13696*3"},
    {"llama4",
     "vision_config",
     "llama4_vision_model",
     "intermediate_size=5632 | projector_input_dim=4096 | projector_output_dim=4096 + "
     "h*vision_output_dim=4096"},
    {"mllama", "vision_config", "mllama_vision_model", "vision_output_dim=7680 > h"},
    // Four patches are one, side by side.
    {"kimi_vl kimi_k25",
     "vision_config",
     "moonvit",
     "w := vt_hidden_size,hidden_size=1152; w*2 + w*4 > w*4 > h"},
    {"kimi_k3", "vision_config", "kimi_k3", "w := vt_hidden_size=1024*4; w | w | h + h"},
    {"glm5_next",
     "vision_config",
     "glm5_next_vision",
     "s := spatial_merge_size=2; o := out_hidden_size=4096; "
     "s*s*hidden_size=1024 > o | o + o*2 + o*projection_intermediate_size=10240*3"},
    {"muse_glimmer",
     "vision_config",
     "muse_glimmer_vision",
     "p := ^projector_hidden_size=4096; ^out_hidden_size=6144 | p | p | h"},
    {"deepseek_v41",
     "vision_config",
     "deepseek_v41_vision",
     "r := downsample_ratio=3; r*r*hidden_size=1024 > h > h + h*3"},
    {"mimo_v2",
     "vision_config",
     "mimo_v2_vision",
     "w := hidden_size=1280; s := spatial_merge_size=2; w + s*s*w | s*s*w | out_hidden_size=h"},
    {"mimo_v2",
     "audio_config",
     "mimo_v2_audio",
     "w := group_size=4*input_local_dim=1024; w | w*4 | out_hidden_size=h"},
    {"gemma4", "vision_config", "gemma4_vision", "hidden_size=768 | h", gemma4_hearing},
    {"diffusion_gemma", "vision_config", "gemma4_vision", "hidden_size=768 | h"},
    {"voxtral", "audio_config", "voxtral_encoder", "intermediate_size=5120 | h | h"},
    {"hy_v4_vl",
     "vision_config",
     "hy_v4_vl_vision",
     "w := hidden_size=1536; s := spatial_merge_size=2; o := out_hidden_size=h; "
     "s*s*w > o > o + w + o"},
    {"inkling2 inkling2_loop",
     "vision_config",
     "inkling2_vision",
     "s := spatial_merge_size=2; s*s*hidden_size=1024 | projection_hidden_dim=4096 | h"},
    // What is heard comes as words of several tables, one a band.
    {"inkling_mm_model", "vision_config", {}, {}, folded_patches},
    {"inkling_mm_model", "audio_config", {}, "n_mel_bins=80*mel_vocab_size=256*h + h"},
    // Patches of several layers are pooled by attention, then gated.
    {"molmo2",
     "vision_config",
     "molmo2_vision",
     "w := ^adapter_config.hidden_size=1152; i := ^adapter_config.intermediate_size=18944; "
     "l := ^adapter_config.vision_feature_layer,vit_layers#2; "
     "3*(hidden_size=1152*l > w) + w > w + w*i*2 + i*^adapter_config.text_hidden_size=3584"},
    {"git", "vision_config", "git_vision_model", "hidden_size=768 > h + h*2"},
    // A coarse route and a fine one: a projection, and mergers from layers between.
    {"granite_docling",
     "vision_config",
     "granite_docling_vision",
     "w := hidden_size=768; s := scale_factor=4; o := out_hidden_size=h; "
     "n := deepstack_visual_indexes#3; c := s*s*w; f := w*4; "
     "w*2 + c | o + n*(c*2 + c > o > o) + use_fine_route!*(f | o + n*(f*2 + f > o > o)) + "
     "o*4 + o*o"},
    {"t5gemma2", "encoder", {}, {}, reading_half},
    {"unlimited_ocr", "vision_config", {}, {}, two_encoders},
    {"deepseek_vl_hybrid",
     "vision_config",
     "siglip_vision_model",
     "hidden_size=1024 > h/2 + 1024 > h/2 + h > h + 1"},
    {"deepseek_vl_hybrid",
     "high_res_vision_config",
     "got_ocr2_vision",
     "w := output_channels=256; w*hidden_size=768 + w*w*9 + w*4 + w*w*90"},
    {"fuyu", {}, {}, "p := patch_size=30; p*p*num_channels=3 > h"},
    {"t5gemma", "encoder", "t5_gemma_module"},
    {"vipllava",
     "vision_config",
     "clip_vision_model",
     "w := hidden_size=1024*^vision_feature_layer,vision_feature_layers#5; w*2 + w > h > h"},
    // Videos have an encoder of their own.
    {"video_llava", "vision_config", "clip_vision_model", two_layers},
    {"video_llava", "vision_config", "clip_vision_model"},
    {"hyperclovax_vision_v2",
     "vision_config",
     "qwen2_5_vl",
     "w := hidden_size=3584; s := spatial_merge_size=2; "
     "w + s*s*w > s*s*w > out_hidden_size=3584 > h"},
    {"glm_ocr",
     "vision_config",
     "glm_ocr_vision",
     "s := spatial_merge_size=2; o := out_hidden_size=1536; "
     "s*s*hidden_size=1024 > o | o + o*2 + o*o*in_channels=3*3"},
    // Four patches become one by attention and a wide pair of matrices, twice four by the last.
    {"minicpm_ocr minicpmv4_6 minicpmv4_7",
     "vision_config",
     "minicpm_vision",
     "w := hidden_size=1152; m := w*4; "
     "4*(w > w) + w*2 + m*2 + m > m*4 > w + m*2 + m > m > h"},
    {"minimax_m3_vl",
     "vision_config",
     "minimax_m3_vl_vision",
     "s := spatial_merge_size=2; p := ^projector_hidden_size=h; "
     "hidden_size=1280 > p > h + s*s*h > p > h",
     nullptr,
     true},
    // What a patch looks like is one of so many words, which have a table.
    {"ovis2",
     "vision_config",
     "ovis2_vision",
     "v := vocab_size=16384; t := v-num_visual_indicator_tokens=5; s := hidden_stride=1; "
     "s*s*hidden_size=1024 | t + t*2 + v*^hidden_size=1536"},
    {"cosmos3_edge",
     "vision_config",
     "cosmos3_edge_vision",
     "w := hidden_size=1152; s := spatial_merge_size=2; "
     "w*2 + s*s*w > ^projector_hidden_size=11520 > h"},
    {"paddleocr_vl",
     "vision_config",
     "paddleocr_vl_vision",
     "w := hidden_size=1152; s := spatial_merge_size=2; w*2 + s*s*w > s*s*w > h"},
    // Two convolutions halve each side.
    {"step3p7",
     "vision_config",
     "step3p5_vision",
     "w := hidden_size=1536; w*9 > w*2 + w*18 > w*4 + w*4 | h"},
    {"video_llama_3", "vision_config", "video_llama_3_vision", "hidden_size=768 > h > h"},
    // So many queries look at the patches.
    {"aria",
     "vision_config",
     "idefics3_vision",
     "w := hidden_size=1152; ^max_value_projector_patch_to_query_dict=256*w + w*w*8 + w*11 + "
     "w | h | h"},
    {"ernie4_5_vl_moe",
     "vision_config",
     "ernie4_5_vl_moe_vision",
     "s := spatial_merge_size=2; w := s*s*hidden_size=1280; "
     "2*(w > w) + w*2 + w*2 > w > w + w*2 + w > h + h"},
    // Queries of heads of their own look at patches as wide as the words.
    {"idefics2",
     "vision_config",
     "idefics2_vision",
     "i := ^text_config.intermediate_size=14336; d := ^perceiver_config.resampler_head_dim=96; "
     "n := ^perceiver_config.resampler_n_heads=16; k := ^perceiver_config.num_key_value_heads=4; "
     "i*hidden_size=768*2 + i*h + h*^perceiver_config.resampler_n_latents=64 + h + "
     "^perceiver_config.resampler_depth=3*(h*3 + h*d*n*2 + h*d*k*2 + h*h*12)"},
    {"qwen2_5_omni_thinker",
     "audio_config",
     "qwen2_5_omni_audio_encoder",
     "o := output_dim=3584; o*2 + d_model=1280 > o"},
    {"qwen3_omni_moe_thinker",
     "audio_config",
     "qwen3_omni_moe_audio_encoder",
     "w := d_model=1280; w > w > output_dim=3584"},
    {"nemotron_h_omni",
     "vision_config",
     "radio",
     "w := hidden_size=1280*4; w + w | ^projector_hidden_size=4096 | h"},
    // Two convolutions, then one matrix.
    {"got_ocr2 pp_chart2table",
     "vision_config",
     "got_ocr2_vision",
     "w := output_channels=256; w*w*90 + w*4 > h"},
    {"phi4_multimodal",
     "vision_config",
     "phi4_multimodal_vision",
     "w := hidden_size=1152; w*2 + w > h > h"},
    // One pair of matrices where sound comes alone, one where images come with it.
    {"phi4_multimodal", "audio_config", "phi4_multimodal_audio", "2*(hidden_size=1024 > h > h)"},
};

using kinds_by_type =
    boost::unordered_flat_map<std::string_view, std::vector<const joined_model*>, text_hash>;

kinds_by_type index_by_type()
{
    kinds_by_type index;
    for (const auto& one : joined_models)
        for (auto names = one.names; !names.empty();)
            index[next_word(names)].push_back(&one);
    return index;
}

}  // namespace

const std::vector<const joined_model*>& find_joined(std::string_view model_type)
{
    // Made once: the table is constant, and most models are looked up for nothing.
    static const auto by_type = index_by_type();
    static const std::vector<const joined_model*> none;
    const auto found = by_type.find(model_type);
    return found == by_type.end() ? none : found->second;
}

count joining_params(
    const joined_model& kind, const config_view& root, const config_view& encoder, count hidden
)
{
    const auto joins = evaluate(kind.joins, {encoder, &root, {{"h", hidden}}});
    return kind.counts ? joins + kind.counts(root, encoder, hidden) : joins;
}

}  // namespace muster
