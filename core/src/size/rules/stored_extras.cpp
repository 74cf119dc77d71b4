#include "stored_extras.hpp"

#include "context_length.hpp"
#include "size/families/family.hpp"

#include <algorithm>

namespace muster {

namespace {

void describe_encoder_extras(const config_view& config, const text_model& text, formula_size& size)
{
    const count h = text.hidden;
    const count width = text.embedding_width;
    // Where the class does not say what stands at the end, the total does.
    size.head_params = text.head.value();
    size.pooler_params = (h * h + h).value();
    size.label_params = (h + 1U).value();
    size.masked_head_params = (h * width + width * 3U + text.vocab).value();
    // Old BERT checkpoints store the numbers 0, 1, 2 … of the positions.
    size.position_numbers = context_length(config).value_or(0);
}

}  // namespace

void describe_stored_extras(const config_view& config, const text_model& text, formula_size& size)
{
    if (text.kind->is_encoder)
        return describe_encoder_extras(config, text, size);
    const auto table = count(text.vocab) * text.embedding_width;
    const bool has_own_head = !text.is_tied && text.has_head;
    size.tied_head_params = has_own_head ? 0 : table.value();
    size.head_params = has_own_head ? table.value() : 0;
    size.classifier_params = text.head.value();
    const auto rotary = text.latent.rope > 0  ? text.latent.rope
                        : text.rotary_dim > 0 ? text.rotary_dim
                                              : text.head_dim;
    // Frequencies of rotary positions are a buffer that old checkpoints hold: once, or in each
    // layer.
    size.rotary_params_once = rotary / 2;
    size.rotary_params = (count(rotary / 2) * text.layers.size()).value();
    if (text.heads > 0)
        size.rotary_params_by_width = text.hidden / text.heads / 2 * text.layers.size();
    if (text.kind->stores_masks)
    {
        const count context = context_length(config).value_or(0);
        size.mask_params = (context * context * text.layers.size()).value();
        const auto share = config.real("rotary_pct partial_rotary_factor").value_or(1);
        // The share comes from outside: beyond 0 to 1 the cast would be undefined.
        const auto turned = static_cast<double>(text.head_dim) * std::clamp(share, 0.0, 1.0) / 2;
        size.rotary_params =
            (count(static_cast<std::uint64_t>(turned)) * text.layers.size()).value();
    }
}

}  // namespace muster
