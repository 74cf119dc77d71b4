#include "size/facts/config_view.hpp"
#include "size/facts/text_model.hpp"
#include "size/families/adjustments.hpp"

namespace muster {

// All tokens are seen at once: nothing is kept from one to the next.
void read_encoder(const config_view& config, text_model& text)
{
    for (auto& layer : text.layers)
        layer.stores_kv = false;
    text.add("token types", count(config.number_or("type_vocab_size", 0)) * text.hidden);
    // One table of distances for all layers.
    text.add(
        "positions", count(config.number_or("relative_attention_num_buckets", 0)) * text.heads
    );
}

}  // namespace muster
