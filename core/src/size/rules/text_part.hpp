#pragma once

#include "size/facts/config_view.hpp"
#include "size/families/family.hpp"

#include <string>
#include <string_view>

namespace muster {

/// The object of a config.json that describes the language model, and its family.
struct text_part
{
    config_view config;
    const family* kind = nullptr;
    family_match match = family_match::generic;
    std::string model_type = {};
    bool is_nested = false;
};

text_part find_text_part(const config_view& root);

/// The first of the classes named, "Qwen3ForCausalLM", or nothing.
std::string_view architecture_of(const config_view& config);

/// Whether a configuration of an unknown family speaks of experts or of latent attention.
bool names_unknown_parts(const config_view& text);

/// "bfloat16", wherever it is said; empty when it is not.
std::string_view dtype_of(const config_view& root, const config_view& text);

}  // namespace muster
