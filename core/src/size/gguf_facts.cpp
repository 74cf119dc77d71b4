#include "gguf_facts.hpp"

#include "count.hpp"

namespace muster {

namespace {

std::optional<std::uint64_t> number(const gguf_header& header, std::string_view key)
{
    const auto found = header.numbers.find(key);
    if (found == header.numbers.end() || found->second == 0)
        return {};
    return found->second;
}

// What keeps a state, a window or latent keys cannot be sized by head counts.
bool has_plain_cache(const gguf_header& header)
{
    return !number(header, "attention.sliding_window") && !number(header, "ssm.state_size") &&
           !number(header, "attention.key_length_mla") && !number(header, "attention.kv_lora_rank");
}

std::optional<std::uint64_t> head_dim_of(const gguf_header& header)
{
    if (const auto said = number(header, "attention.key_length"))
        return said;
    const auto heads = number(header, "attention.head_count");
    const auto width = number(header, "embedding_length");
    if (!heads || !width)
        return {};
    return *width / *heads;
}

void describe_cache(const gguf_header& header, gguf_facts& facts)
{
    facts.kv_heads = number(header, "attention.head_count_kv");
    if (!facts.kv_heads)
        facts.kv_heads = number(header, "attention.head_count");
    facts.head_dim = head_dim_of(header);
    if (!facts.kv_heads || !facts.head_dim || !facts.layers || !has_plain_cache(header))
        return;
    constexpr std::uint64_t keys_and_values = 2;
    constexpr std::uint64_t bytes_per_element = 2;
    const auto bytes = count(*facts.layers) * *facts.kv_heads * *facts.head_dim * keys_and_values *
                       bytes_per_element;
    if (!bytes.is_saturated())
        facts.kv_bytes_per_token = bytes.value();
}

}  // namespace

gguf_facts facts_of(const gguf_header& header)
{
    gguf_facts facts;
    if (header.elements > 0)
        facts.params = header.elements;
    facts.layers = number(header, "block_count");
    const auto drafting = number(header, "nextn_predict_layers").value_or(0);
    if (facts.layers && *facts.layers > drafting)
        *facts.layers -= drafting;
    facts.hidden = number(header, "embedding_length");
    facts.ctx_len = number(header, "context_length");

    const auto experts = number(header, "expert_count").value_or(0);
    const auto used = number(header, "expert_used_count").value_or(0);
    facts.is_moe = experts > 1 && header.expert_elements > 0;
    const auto idle = facts.is_moe && used > 0 && used <= experts
                          ? header.expert_elements / experts * (experts - used)
                          : 0;
    const auto looked_up = header.has_output_head ? header.embeddings : 0;
    const bool is_told = !facts.is_moe || (used > 0 && used <= experts);
    if (is_told && header.elements > idle + looked_up)
        facts.active_params = header.elements - idle - looked_up;
    describe_cache(header, facts);
    return facts;
}

}  // namespace muster
