#include "streams.hpp"

#include "size/facts/config_view.hpp"

namespace muster {

count connection_params(const config_view& config, const text_model& text)
{
    const count streams = config.number_or("hc_mult", 4);
    // How much of each stream is read, is written to and goes to each other one: matrices, biases
    // and three scales for either half of a layer.
    const auto mixed = (streams + 2U) * streams;
    return (mixed * streams * text.hidden + mixed + 3U) * 2U;
}

// Its own connections and keys that choose; the norm before is as wide as all streams, and there is
// none after.
count stream_mtp_params(const config_view& config, const text_model& text)
{
    const count streams = config.number_or("hc_count", 4);
    const count width = config.number_or("indexer_head_dim", 0);
    const auto heads =
        count(config.number_or("indexer_n_heads", 0)) + config.number_or("indexer_kv_heads", 1);
    const auto chosen = heads * width * text.hidden + width * 2U;
    const auto connections =
        low_rank_connection_params(config, text) * 3U + streams * streams * text.hidden * 2U;
    const auto wider = streams.value() > 2 ? streams.value() - 2 : 0;
    return connections + chosen + count(wider) * text.hidden;
}

count low_rank_connection_params(const config_view& config, const text_model& text)
{
    const auto streams = count(config.number_or("hc_count", 4)) * text.hidden;
    return streams + streams * config.number_or("hc_lowrank", 320) * 2U;
}

count last_connection_params(const config_view& config, const text_model& text)
{
    const count streams = config.number_or("hc_mult", 4);
    return streams * streams * text.hidden + streams + 1U;
}

}  // namespace muster
