#pragma once

#include "size/facts/count.hpp"
#include "size/facts/text_model.hpp"

#include <cstdint>

namespace muster {

class config_view;

/// Of the ratios at which entries are compressed, the one whose entries an indexer chooses from.
inline constexpr std::uint64_t indexed_ratio = 4;

/// Where a model keeps several streams of hidden states: how each part of a layer reads and writes
/// them, and how they become one after the last layer. In weights.
count connection_params(const config_view& config, const text_model& text);
/// What a layer for multi-token prediction has more, where streams are of low rank.
count stream_mtp_params(const config_view& config, const text_model& text);

/// Of low rank, as the first half of a connection and the last one are.
count low_rank_connection_params(const config_view& config, const text_model& text);
count last_connection_params(const config_view& config, const text_model& text);

}  // namespace muster
