#include "size/facts/config_view.hpp"
#include "size/facts/text_model.hpp"
#include "size/families/adjustments.hpp"
#include "streams.hpp"

#include <boost/json/array.hpp>

#include <algorithm>

namespace muster {

namespace {

std::uint64_t ratio_of(const config_view& config, const boost::json::array& types, std::size_t i)
{
    constexpr std::uint64_t heavy_ratio = 128;
    const auto* const name = i < types.size() ? types[i].if_string() : nullptr;
    const auto rates = config.child("compress_rates");
    const auto rate = [&rates](std::string_view key, std::uint64_t usual) {
        return rates ? rates->number_or(key, usual) : usual;
    };
    if (name && *name == "compressed_sparse_attention")
        return rate("compressed_sparse_attention", indexed_ratio);
    if (name && *name == "heavily_compressed_attention")
        return rate("heavily_compressed_attention", heavy_ratio);
    return 0;
}

// How many layers look experts up by token: by number, or by name in transformers' own class.
std::uint64_t hashed_layers(const config_view& config)
{
    const auto* const types = config.list("mlp_layer_types");
    if (!types || config.has("num_hash_layers"))
        return config.number_or("num_hash_layers", 0);
    return static_cast<std::uint64_t>(std::count(types->begin(), types->end(), "hash_moe"));
}

bool is_prime(std::uint64_t number)
{
    for (std::uint64_t part = 2; part * part <= number; ++part)
        if (number % part == 0)
            return false;
    return number > 1;
}

// Each head of each length looks rows up in a table of its own, prime in length.
count rows_of_word_groups(const config_view& config, std::uint64_t heads, std::size_t place)
{
    auto prime = config.number_or("ngram_vocab_size_base", 0);
    prime -= prime > 0 ? 1 : 0;
    count rows = 0;
    // All places draw from one row of primes: those of earlier places are passed over.
    for (std::uint64_t i = 0; i < (place + 1) * heads; ++i)
    {
        do
            ++prime;
        while (!is_prime(prime));
        rows += i < place * heads ? 0 : prime;
    }
    const auto step =
        std::max<std::uint64_t>(config.number_or("make_ngram_vocab_size_divisible_by", 1), 1);
    return (rows.value() + step - 1) / step * step;
}

void add_word_groups(const config_view& config, text_model& text, std::size_t place)
{
    const auto longest = config.number_or("ngram_size", 3);
    const auto heads = (longest > 0 ? longest - 1 : 0) * config.number_or("heads_per_ngram", 8);
    const count width = config.number_or("ple_embed_dim", text.hidden);
    // Each table costs a search for a prime: a configuration must not choose how long that takes.
    constexpr std::uint64_t most_tables = 256;
    if (heads == 0 || heads > most_tables || (place + 1) * heads > most_tables)
        return config.refuse("heads_per_ngram", "is no number of tables");
    const count each = width.value() / heads;
    text.add_lookup("word groups", rows_of_word_groups(config, heads, place) * each);
    text.buffers += count(heads) * 2U + longest;
    const count h = text.hidden;
    const auto streams = h * config.number_or("hc_count", 4);
    text.add(
        "word groups",
        width * streams + width * h + streams * 3U +
            streams * config.number_or("ple_conv_kernel_size", 4)
    );
}

// A layer that makes entries for others pools some number of tokens to each.
bool are_makers(const config_view& config, const boost::json::array& makers, std::size_t layers)
{
    return !makers.empty() && std::ranges::all_of(makers, [&](const auto& one) {
        const auto* const place = one.if_int64();
        return place && *place >= 0 && static_cast<std::size_t>(*place) < layers &&
               config.number_at("compress_ratios", static_cast<std::size_t>(*place)).value_or(0) >
                   0;
    });
}

bool is_among(const boost::json::array* layers, std::size_t i)
{
    return layers && std::ranges::find(*layers, boost::json::value(i)) != layers->end();
}

// Rows of words in a row, looked up by hash, give a key for each stream and a value for all.
void add_engrams(const config_view& config, text_model& text)
{
    const auto* const places = config.list("engram_layer_ids");
    const auto longest = config.number_or("engram_max_ngram_size", 0);
    const auto rows_at_once =
        count(longest > 0 ? longest - 1 : 0) * config.number_or("engram_n_heads", 0);
    const count width = config.number_or("engram_head_dim", 0);
    const count h = text.hidden;
    const count streams = config.number_or("hc_mult", 4);
    for (std::size_t i = 0; places && i < places->size(); ++i)
    {
        text.add_lookup(
            "word groups", width * config.number_at("engram_num_embeddings", i).value_or(0)
        );
        text.add("word groups", rows_at_once * width * h * (streams + 1U) + h * streams * 2U);
    }
}

}  // namespace

// deepseek_v4. Each layer says by how much it compresses what it attends to; 0 is a window alone.
void read_compressed(const config_view& config, text_model& text)
{
    const auto hashed = hashed_layers(config);
    const auto* const types = config.list("layer_types");
    for (std::size_t i = 0; i < text.layers.size(); ++i)
    {
        auto& layer = text.layers[i];
        layer.compression = types && !config.has("compress_ratios")
                                ? ratio_of(config, *types, i)
                                : config.number_at("compress_ratios", i).value_or(0);
        layer.window = config.number_or("sliding_window", 128);
        text.add("connections", connection_params(config, text));
        // The first layers look experts up by token instead of weighing them.
        text.add("router", i < hashed ? count(text.vocab) * layer.top_k : count(text.experts));
    }
    text.add("connections", last_connection_params(config, text));
}

// deepseek_v41. Few layers make entries, and those after them use these; some choose anew among
// them.
void read_shared_entries(const config_view& config, text_model& text)
{
    const auto* const makers = config.list("kv_source_layer_ids");
    const auto* const choosers = config.list("index_source_layer_ids");
    if (!makers)
        return config.refuse("kv_source_layer_ids", "is not given");
    if (!are_makers(config, *makers, text.layers.size()))
        return config.refuse("kv_source_layer_ids", "names no layers that compress_ratios pools");
    const count heads = config.number_or("index_n_heads", 0);
    const auto choosing =
        heads * config.number_or("index_head_dim", 0) * config.number_or("q_lora_rank", 0) +
        heads * text.hidden;
    for (std::size_t i = 0; i < text.layers.size(); ++i)
    {
        auto& layer = text.layers[i];
        layer.window = config.number_or("sliding_window", 128);
        layer.compression =
            is_among(makers, i) ? config.number_at("compress_ratios", i).value_or(0) : 0;
        text.add("connections", connection_params(config, text));
        // Tokens of images are weighed with biases of their own.
        text.add("router", text.experts);
        if (is_among(choosers, i))
            text.add("attention", choosing);
    }
    add_engrams(config, text);
}

// glm5_next. Streams that are joined by a plain mean, beside layers of which some keep a state.
void read_mean_streams(const config_view& config, text_model& text)
{
    for (auto& layer : text.layers)
    {
        text.add("connections", connection_params(config, text));
        layer.has_indexer = layer.mixer == mixer_kind::mla;
    }
}

// qwen4_exp. Streams of hidden states, mixed through matrices of low rank; a table of word groups.
void read_streams_and_words(const config_view& config, text_model& text)
{
    const auto both = low_rank_connection_params(config, text);
    const auto streams = count(config.number_or("hc_count", 4)) * text.hidden;
    const auto inject = streams * config.number_or("hc_count", 4);
    text.add("connections", (both + inject) * 2U * text.layers.size() + both);
    const count heads = config.number_or("indexer_n_heads", 0);
    const count width = config.number_or("indexer_head_dim", 0);
    const auto keys = heads + config.number_or("indexer_kv_heads", 1);
    for (const auto& layer : text.layers)
        if (layer.mixer == mixer_kind::attention)
            text.add("attention", keys * width * text.hidden + width * 2U);
    const auto* const places = config.list("ple_layer_ids");
    for (std::size_t i = 0; places && i < places->size(); ++i)
        add_word_groups(config, text, i);
}

}  // namespace muster
