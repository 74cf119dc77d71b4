#include "joined_models.hpp"

#include "size/facts/words.hpp"

namespace muster {

namespace {

constexpr joined_model joined_models[] = {
    {"gemma3 shieldgemma2", "vision_config", "siglip_vision_model", one_matrix_and_norm},
    {"paligemma", "vision_config", "siglip_vision_model", one_matrix},
    {"llava deepseek_vl", "vision_config", "clip_vision_model", two_layers},
    {"llava_onevision", "vision_config", "siglip_vision_model", two_layers_and_newline},
    {"mistral3 ministral3 lighton_ocr mistral_large4", "vision_config", "pixtral", merged_patches},
    {"lfm3_vl", "vision_config", "lfm3_vl_vision", normed_and_shuffled},
    {"lfm2_vl", "vision_config", "siglip2_vision_model", shuffled_patches},
    {"internvl_chat", "vision_config", "intern_vit_6b", intern_projector},
    {"internvl qianfan_ocr", "vision_config", "internvl_vision", internvl_projector},
    {"idefics3 smolvlm", "vision_config", "idefics3_vision", joined_patches},
    {"llava_next llava_next_video", "vision_config", "clip_vision_model", two_layers_and_newline},
    {"cohere2_vision", "vision_config", "siglip_vision_model", aligned_patches},
    {"qwen2_audio", "audio_config", "qwen2_audio_encoder", one_matrix_of_sound},
    {"qwen2_vl", "vision_config", "qwen2_vl", qwen2_merger},
    {"qwen2_5_vl exaone4_5 qwen2_5_omni_thinker", "vision_config", "qwen2_5_vl", qwen2_5_merger},
    {"qwen3_vl qwen3_vl_moe qwen3_5 qwen3_5_moe qwen4_exp cosmos3_omni qwen3_omni_moe_thinker",
     "vision_config",
     "qwen3_vl",
     qwen3_mergers},
    {"glm4v glm4v_moe glm46v glmga", "vision_config", "glm4v", glm_merger},
    {"llama4", "vision_config", "llama4_vision_model", llama4_adapter},
    {"mllama", "vision_config", "mllama_vision_model", mllama_projector},
    {"kimi_vl kimi_k25", "vision_config", "moonvit", moon_projector},
    {"kimi_k3", "vision_config", "kimi_k3", normed_moon_projector},
    {"glm5_next", "vision_config", "glm5_next_vision", glm_next_merger},
    {"muse_glimmer", "vision_config", "muse_glimmer_vision", muse_projector},
    {"gemma4", "vision_config", "gemma4_vision", gemma4_projectors},
    {"voxtral", "audio_config", "voxtral_encoder", voxtral_projector},
    {"hy_v4_vl", "vision_config", "hy_v4_vl_vision", hunyuan_merger},
    {"inkling2 inkling2_loop", "vision_config", "inkling2_vision", inkling2_merger},
    {"molmo2", "vision_config", "molmo2_vision", molmo_adapter},
    {"git", "vision_config", "git_vision_model", matrix_and_norm},
    {"granite_docling", "vision_config", "granite_docling_vision", routes},
    {"t5gemma2", "encoder", {}, reading_half},
    {"unlimited_ocr", "vision_config", {}, two_encoders},
    {"deepseek_vl_hybrid", "vision_config", "siglip_vision_model", both_resolutions},
    {"deepseek_vl_hybrid", "high_res_vision_config", "got_ocr2_vision", neck_and_convolutions},
    {"fuyu", {}, {}, plain_patches},
    {"t5gemma", "encoder", "t5_gemma_module", nothing},
    {"vipllava", "vision_config", "clip_vision_model", layers_side_by_side},
    {"video_llava", "vision_config", "clip_vision_model", two_layers_and_encoder},
    {"hyperclovax_vision_v2", "vision_config", "qwen2_5_vl", qwen2_5_merger_and_matrix},
    {"glm_ocr", "vision_config", "glm_ocr_vision", glm_ocr_merger},
    {"minicpm_ocr minicpmv4_6 minicpmv4_7", "vision_config", "minicpm_vision", minicpm_mergers},
    {"minimax_m3_vl", "vision_config", "minimax_m3_vl_vision", minimax_projector, true},
    {"ovis2", "vision_config", "ovis2_vision", table_of_sights},
    {"cosmos3_edge", "vision_config", "cosmos3_edge_vision", edge_projector},
    {"paddleocr_vl", "vision_config", "paddleocr_vl_vision", paddle_projector},
    {"step3p7", "vision_config", "step3p5_vision", step_projector},
    {"video_llama_3", "vision_config", "video_llama_3_vision", two_matrices},
    {"aria", "vision_config", "idefics3_vision", aria_projector},
    {"ernie4_5_vl_moe", "vision_config", "ernie4_5_vl_moe_vision", ernie_resampler},
    {"idefics2", "vision_config", "idefics2_vision", idefics2_connector},
    {"qwen2_5_omni_thinker", "audio_config", "qwen2_5_omni_audio_encoder", heard_and_marked},
    {"qwen3_omni_moe_thinker", "audio_config", "qwen3_omni_moe_audio_encoder", heard_twice},
    {"nemotron_h_omni", "vision_config", "radio", norm_and_matrices},
    {"got_ocr2 pp_chart2table", "vision_config", "got_ocr2_vision", upsampled_patches},
    {"phi4_multimodal", "vision_config", "phi4_multimodal_vision", phi_vision_projector},
    {"phi4_multimodal", "audio_config", "phi4_multimodal_audio", phi_audio_projector},
};

}  // namespace

std::vector<const joined_model*> find_joined(std::string_view model_type)
{
    std::vector<const joined_model*> found;
    for (const auto& one : joined_models)
        for (auto names = one.names; !names.empty();)
            if (next_word(names) == model_type)
                found.push_back(&one);
    return found;
}

}  // namespace muster
