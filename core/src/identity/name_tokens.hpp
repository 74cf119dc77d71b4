#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace muster {

/// The words of a model's name: in lower case, with the family apart from its version, "v2" as "2".
/// "Qwen2.5-7B" and "qwen-2.5-7b" both are qwen, 2.5, 7b.
std::vector<std::string> name_tokens(std::string_view name);

/// The same without allocating: calls `visit` for each word, a view of `room`, which the next call
/// may use again.
void for_each_token(
    std::string_view name, std::string& room, const std::function<void(std::string_view)>& visit
);

/// Lower-case letters and digits alone: "zai" for "z-ai".
std::string letters_of(std::string_view text);

/// Words that say nothing new of a served model: how it was tuned (instruct, chat) or is stored
/// (hf, bf16).
bool is_neutral_token(std::string_view token) noexcept;

/// How a model was tuned: instruct, it, chat.
bool is_tuned_token(std::string_view token) noexcept;

/// Words for the format of weights: repositories that differ in these hold the same model.
bool is_format_token(std::string_view token) noexcept;

/// A number of parameters: "8b", "1.5b". In lower case, as all words.
bool is_size_token(std::string_view token) noexcept;

/// A month of release, year first: "2512".
bool is_month_token(std::string_view token) noexcept;

/// A day or a month, in whatever order: "0528", "2512", "20251130".
bool is_date_token(std::string_view token) noexcept;

/// A generation: one digit.
bool is_generation_token(std::string_view token) noexcept;

}  // namespace muster
