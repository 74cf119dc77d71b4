#include "gguf_facts.hpp"

#include "count.hpp"

namespace muster {

namespace {

std::optional<std::uint64_t> number(const gguf_header& header, std::string_view key)
{
    const auto found = header.numbers.find(key);
    // Writers put 0 where they know nothing.
    if (found == header.numbers.end() || found->second == 0)
        return {};
    return found->second;
}

bool has_key_of(const gguf_header& header, std::string_view group)
{
    const auto found = header.numbers.lower_bound(group);
    return found != header.numbers.end() && found->first.starts_with(group);
}

// Each how many-th layer attends; the others keep a state.
constexpr std::string_view interval_key = "full_attention_interval";

// States beside a list of heads, or beside layers that attend at intervals, take nothing from
// what is said of the others.
bool keeps_untold_states(const gguf_header& header)
{
    if (header.sums.contains("attention.head_count_kv") || number(header, interval_key))
        return false;
    for (const std::string_view group : {"ssm.", "shortconv.", "wkv.", "kda."})
        if (has_key_of(header, group))
            return true;
    return false;
}

// What keeps a state, a window or latent keys cannot be sized by head counts; of some
// architectures the window is in the program that runs them.
bool has_plain_cache(const gguf_header& header)
{
    constexpr std::string_view windowed_untold = "llama4";
    return !number(header, "attention.sliding_window") &&
           !number(header, "attention.key_length_mla") &&
           !number(header, "attention.kv_lora_rank") && !keeps_untold_states(header) &&
           header.architecture != windowed_untold;
}

bool is_causal(const gguf_header& header)
{
    const auto found = header.numbers.find("attention.causal");
    return found == header.numbers.end() || found->second != 0;
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

// Of all layers together.
count kv_heads_of_layers(const gguf_header& header, const gguf_facts& facts)
{
    const auto listed = header.sums.find("attention.head_count_kv");
    const auto attending = *facts.layers / number(header, interval_key).value_or(1);
    return listed != header.sums.end() ? count(listed->second) : count(attending) * *facts.kv_heads;
}

void describe_cache(const gguf_header& header, gguf_facts& facts)
{
    if (!is_causal(header))
        return;
    facts.kv_heads = number(header, "attention.head_count_kv");
    if (!facts.kv_heads)
        facts.kv_heads = number(header, "attention.head_count");
    facts.head_dim = head_dim_of(header);
    if (!facts.kv_heads || !facts.head_dim || !facts.layers || !has_plain_cache(header))
        return;
    constexpr std::uint64_t bytes_per_element = 2;
    const auto values = number(header, "attention.value_length").value_or(*facts.head_dim);
    const auto bytes =
        kv_heads_of_layers(header, facts) * (count(*facts.head_dim) + values) * bytes_per_element;
    if (!bytes.is_saturated())
        facts.kv_bytes_per_token = bytes.value();
}

// The other parts of a split model have the tensors that this one lacks.
bool is_whole(const gguf_header& header)
{
    return number(header, "split.tensors.count").value_or(header.tensors) <= header.tensors;
}

// What takes no part in a token: experts that are not chosen, and a table that is looked up.
void describe_params(const gguf_header& header, gguf_facts& facts)
{
    const auto experts = number(header, "expert_count").value_or(0);
    const auto used = number(header, "expert_used_count").value_or(0);
    facts.is_moe = experts > 1 && (header.expert_elements > 0 || !is_whole(header));
    if (header.elements == 0 || !is_whole(header))
        return;
    facts.params = header.elements;
    const bool is_told = !facts.is_moe || (used > 0 && used <= experts);
    const auto idle =
        facts.is_moe && is_told ? header.expert_elements / experts * (experts - used) : 0;
    const auto looked_up = header.has_output_head ? header.embeddings : 0;
    if (is_told && header.elements > idle + looked_up)
        facts.active_params = header.elements - idle - looked_up;
}

}  // namespace

gguf_facts facts_of(const gguf_header& header)
{
    gguf_facts facts;
    facts.layers = number(header, "block_count");
    const auto drafting = number(header, "nextn_predict_layers").value_or(0);
    if (facts.layers && *facts.layers > drafting)
        // llama.cpp counts them as blocks, models.json does not.
        *facts.layers -= drafting;
    facts.hidden = number(header, "embedding_length");
    facts.ctx_len = number(header, "context_length");
    describe_params(header, facts);
    describe_cache(header, facts);
    return facts;
}

}  // namespace muster
