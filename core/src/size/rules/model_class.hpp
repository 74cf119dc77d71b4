#pragma once

#include "size/facts/count.hpp"
#include "size/facts/text_model.hpp"
#include "text_part.hpp"

#include <string_view>

namespace muster {

/// What a class has at its end, which its name says.
enum class class_head
{
    words,      ///< an output head over the vocabulary; also where no class is named
    word_bias,  ///< of an encoder: a bias for each word, and the table of words again
    masked,     ///< an encoder's, which guesses words
    pretraining,
    nothing,         ///< the bare model
    score,           ///< one output a label, for the whole text
    labels,          ///< the same for each token
    spans,           ///< where an answer begins and ends
    reward,          ///< what a reward model adds; differs by class
    process_reward,  ///< likewise, for each step
    unknown,
};

/// The class that a configuration names.
struct model_class
{
    class_head head = class_head::words;

    /// It is the class of this model_type in transformers (or its own repository), with a head that
    /// is known. Others of the same type may have further parts.
    bool is_own = true;
};

class_head head_of_class(std::string_view name);

model_class read_class(const config_view& root, const text_part& part);

/// The class makes two labels where the configuration names none.
std::uint64_t count_labels(const config_view& config);

/// What a decoder has in place of an output head; 0 where it has one, or nothing. Wants the width
/// of text.
count classifier_params(class_head head, const config_view& config, const text_model& text);

/// "LlamaForCausalLMEagle3": it guesses tokens ahead for another model, whose tables it uses.
bool is_draft_head(const config_view& root);

}  // namespace muster
