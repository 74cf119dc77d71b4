#include "streams.hpp"

#include "size/facts/config_view.hpp"

namespace muster {

count connection_params(const config_view& config, const text_model& text)
{
    const count streams = config.number_or("hc_mult", 4);
    const auto mixed = (streams + 2U) * streams;
    return (mixed * streams * text.hidden + mixed + 3U) * 2U;
}

count last_connection_params(const config_view& config, const text_model& text)
{
    const count streams = config.number_or("hc_mult", 4);
    return streams * streams * text.hidden + streams + 1U;
}

}  // namespace muster
