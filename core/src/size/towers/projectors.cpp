#include "projectors.hpp"

#include "encoder.hpp"
#include "size/facts/config_view.hpp"

namespace muster {

// Models with inputs for each layer also hear: a conformer of one size, projected from 1536.
count gemma4_hearing(const config_view& root, const config_view&, count hidden)
{
    constexpr std::uint64_t hearing = 304'824'608;
    constexpr std::uint64_t heard_width = 1536;
    const auto text = root.child("text_config").value_or(root);
    const bool hears = text.number_or("hidden_size_per_layer_input", 0) > 0;
    return hears ? hidden * heard_width + hearing : count(0);
}

// Its words are those of the half that writes, and so is its table where they are tied.
count reading_half(const config_view& root, const config_view& encoder, count hidden)
{
    const auto text = encoder.child("text_config");
    const auto vision = encoder.child("vision_config");
    if (!text || !vision)
        return 0;
    const auto table = count(text->number_or("vocab_size", 262208)) * hidden + hidden;
    const count width = vision->number_or("hidden_size", 768);
    return encoder_params(*find_encoder("t5gemma2_text"), *text) + hidden +
           (root.flag("tie_word_embeddings", true) ? count(0) : table) +
           encoder_params(*find_encoder("siglip_vision_model"), *vision) + width * hidden + width;
}

// One encoder reads what the other has read.
count two_encoders(const config_view&, const config_view& vision, count hidden)
{
    const auto first = vision.child("sam_config");
    const auto second = vision.child("encoder_config");
    if (!first || !second)
        return 0;
    // Two convolutions of 3 x 3 double the channels twice: 9 * (2 + 8) squares of the width.
    const count width = first->number_or("output_channels", 256);
    const auto joined = width * 4U + second->number_or("hidden_size", 1024);
    return encoder_params(*find_encoder("got_ocr2_vision"), *first) + width * width * 90U +
           encoder_params(*find_encoder("unlimited_ocr_vision_encoder"), *second) +
           joined * hidden + hidden * 3U;
}

}  // namespace muster
