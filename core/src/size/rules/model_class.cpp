#include "model_class.hpp"

#include "size/families/family.hpp"

#include <algorithm>

namespace muster {

namespace {

struct class_ending
{
    std::string_view words;
    class_head head;
};

// The first that a name ends with counts.
constexpr class_ending endings[] = {
    {"ForSequenceClassification", class_head::score},
    {"ForTokenClassification", class_head::labels},
    {"ForQuestionAnswering", class_head::spans},
    {"ForProcessRewardModel", class_head::process_reward},
    {"ForRewardModel", class_head::reward},
    {"ForMaskedLM", class_head::masked},
    {"ForPreTraining", class_head::pretraining},
    {"ForCausalLM", class_head::words},
    {"ForConditionalGeneration", class_head::words},
    {"WithLMHeadModel", class_head::word_bias},
    {"XLNetLMHeadModel", class_head::word_bias},
    {"LMHeadModel", class_head::words},
    // Classes of their own repositories.
    {"ChatGLMModel", class_head::words},
    {"InternVLChatModel", class_head::words},
    {"LLaDAModelLM", class_head::words},
    {"HeadsModel", class_head::unknown},
    {"Model", class_head::nothing},
};

const class_ending* ending_of(std::string_view name)
{
    const auto* const found = std::ranges::find_if(endings, [name](const class_ending& one) {
        return name.ends_with(one.words);
    });
    return found == std::end(endings) ? nullptr : found;
}

// Whose type has another order of words than their class, or another word.
constexpr struct
{
    std::string_view begins;
    std::string_view model_type;
} odd_names[] = {
    {"HunYuanDenseV1", "hunyuan_v1_dense"},
    {"HunYuanMoEV1", "hunyuan_v1_moe"},
    {"ChatGLMModel", "chatglm"},
    {"RW", "falcon"},
};

bool is_named_after(std::string_view begins, const text_part& part, const config_view& root)
{
    for (const auto& one : odd_names)
        if (one.begins == begins)
            return find_family(one.model_type) == part.kind;
    return find_family_of_class(begins) == part.kind ||
           is_same_type(begins, root.text("model_type"));
}

// Nobody else's reward models are known.
bool is_known_reward(std::string_view name)
{
    return name == "Qwen2ForRewardModel" || name == "Qwen2ForProcessRewardModel" ||
           name == "InternLM2ForRewardModel";
}

}  // namespace

class_head head_of_class(std::string_view name)
{
    const auto* const ending = ending_of(name);
    return name.empty() ? class_head::words : ending ? ending->head : class_head::unknown;
}

model_class read_class(const config_view& root, const text_part& part)
{
    const auto name = architecture_of(root);
    model_class found{head_of_class(name)};
    if (name.empty())
        return found;
    const auto* const ending = ending_of(name);
    // Of one whose whole name is known, that is where it begins.
    const auto begins =
        ending && ending->words != name ? name.substr(0, name.size() - ending->words.size()) : name;
    const bool is_reward =
        found.head == class_head::reward || found.head == class_head::process_reward;
    found.is_own = found.head != class_head::unknown && is_named_after(begins, part, root) &&
                   (!is_reward || is_known_reward(name)) &&
                   // Others of this name tell which words were replaced.
                   (found.head != class_head::pretraining || name == "BertForPreTraining");
    // Of a stranger's class that reads more than words the name says little.
    if (part.is_nested && !found.is_own && found.head == class_head::nothing)
        found.head = class_head::words;
    return found;
}

std::uint64_t count_labels(const config_view& config)
{
    const auto names = config.child("id2label");
    std::uint64_t labels = 0;
    // Labels are numbered from 0 without a gap.
    while (names && labels < config_layer_limit && names->has_member(std::to_string(labels)))
        ++labels;
    return labels > 0 ? labels : config.number_or("num_labels", 2);
}

count classifier_params(class_head head, const config_view& config, const text_model& text)
{
    const count h = text.hidden;
    switch (head)
    {
        case class_head::score: return h * count_labels(config);
        case class_head::labels: return (h + 1U) * count_labels(config);
        case class_head::spans: return (h + 1U) * 2U;
        case class_head::reward:
            // InternLM2 has one row of weights, Qwen2 two layers with biases.
            return architecture_of(config).starts_with("InternLM2") ? h : h * h + h + h + 1U;
        case class_head::process_reward: return h * h + h + (h + 1U) * 2U;
        default: return 0;
    }
}

bool is_draft_head(const config_view& root)
{
    const auto name = architecture_of(root);
    return name.find("Eagle") != std::string_view::npos ||
           name.find("Medusa") != std::string_view::npos || root.has("draft_vocab_size") ||
           root.has("speculators_model_type medusa_num_heads");
}

}  // namespace muster
