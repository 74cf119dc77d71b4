#include "proven_types.hpp"

#include "family.hpp"
#include "size/facts/config_view.hpp"
#include "size/facts/words.hpp"

#include <boost/unordered/unordered_flat_set.hpp>

#include <algorithm>

namespace muster {

namespace {

// Of each, at least two different totals of the Hub come out to the parameter, and no total beside
// a whole configuration contradicts it.
constexpr std::string_view of_text =
    "apertus arcee bert chatglm cohere deepseek_v3 deepseek_v32 deepseek_v4 exaone4 falcon "
    "falcon_h1 flex_olmo gemma gemma2 gemma3 gemma3_text glm4 glm4_moe glm4_moe_lite gpt2 "
    "gpt_neox gpt_oss granite granitemoe granitemoehybrid hunyuan_v1_dense internlm2 "
    "iquestcoder kolibri1 llama mamba mimo minimax_m2 ministral3 mistral mixtral modernbert "
    "muse_glimmer nemotron olmo2 olmo3 phi phi3 phimoe qwen qwen2 qwen2_moe qwen3 qwen3_5 "
    "qwen3_5_moe qwen3_5_moe_text qwen3_5_text qwen3_moe smollm3 stablelm starcoder2 "
    "xlm-roberta";
constexpr std::string_view of_towers = "gemma3 gemma4 llama4 mllama qwen3_5 qwen3_5_moe qwen3_vl";

/// A member of a family's configurations, and the one value that recorded repositories have.
struct unrecorded
{
    std::string_view model_type;
    std::string_view keys;
    std::uint64_t usual;
};

constexpr unrecorded not_recorded[] = {
    {"deepseek_v32", "mlp_bias", 0},
    {"deepseek_v32", "attention_bias", 0},
    {"deepseek_v4", "n_shared_experts", 1},
    {"modernbert", "norm_bias", 0},
};

bool names(const family& kind, std::string_view model_type)
{
    return is_one_of(model_type, kind.model_types);
}

// A switch counts as 0 or 1.
std::uint64_t stated(const config_view& config, const unrecorded& one)
{
    return one.usual == 0 ? std::uint64_t{config.flag(one.keys, false)}
                          : config.number_or(one.keys, one.usual);
}

}  // namespace

bool is_as_recorded(const family& kind, const config_view& config)
{
    return std::ranges::none_of(not_recorded, [&](const unrecorded& one) {
        return names(kind, one.model_type) && stated(config, one) != one.usual;
    });
}

bool is_proven(const family& kind)
{
    // Made once: the words are constants, and every model is looked up.
    static const auto proven = [] {
        boost::unordered_flat_set<const family*> families;
        for (auto types = of_text; !types.empty();)
            families.insert(find_family(next_word(types)));
        return families;
    }();
    return proven.contains(&kind);
}

bool is_proven_with_towers(std::string_view model_type) { return is_one_of(model_type, of_towers); }

std::string_view proven_types() noexcept { return of_text; }

std::string_view types_proven_with_towers() noexcept { return of_towers; }

}  // namespace muster
