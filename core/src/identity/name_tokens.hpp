#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace muster {

/// What a model's name says, word by word: lower case, families apart from their versions
/// ("Qwen2.5-7B" and "qwen-2.5-7b" both are qwen, 2.5, 7b), "v2" as 2.
std::vector<std::string> name_tokens(std::string_view name);

/// The same, one after the other, valid during the call: they stand in the room, which may be used
/// for the next name.
void for_each_token(
    std::string_view name, std::string& room, const std::function<void(std::string_view)>& visit
);

/// Lower-case letters and digits alone: "z-ai" is zai.
std::string letters_of(std::string_view text);

/// Words for what a served model is anyway (instruct, chat) or how it is stored (hf, bf16).
bool is_neutral_token(std::string_view token) noexcept;

/// Words for how weights are stored: repositories that differ in them hold the same model.
bool is_format_token(std::string_view token) noexcept;

/// A number of parameters: "8b", "1.5b".
bool is_size_token(std::string_view token) noexcept;

/// A month of release, as vendors write it: "2512".
bool is_month_token(std::string_view token) noexcept;

/// The number of a generation: "3".
bool is_generation_token(std::string_view token) noexcept;

}  // namespace muster
