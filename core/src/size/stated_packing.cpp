#include "stated_packing.hpp"

#include "size/facts/repository_files.hpp"
#include "size/facts/words.hpp"
#include "size/rules/config_formula.hpp"
#include "text/lower.hpp"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

namespace json = boost::json;

namespace muster {

namespace {

bool stores(const evidence& known, std::string_view dtype)
{
    return std::ranges::find(known.stored, dtype, &dtype_count::dtype) != known.stored.end();
}

bool says_packing(const json::object& config)
{
    const auto* const text = config.if_contains("text_config");
    const auto* const nested = text ? text->if_object() : nullptr;
    for (const auto* const key : {"quantization_config", "quantization", "compression_config"})
        if (config.contains(key) || (nested && nested->contains(key)))
            return true;
    return false;
}

bool packs_by_four_bits(const evidence& known)
{
    return stores(known, "U8") && (stores(known, "F8_E4M3") || has_file(known, modelopt_file));
}

bool is_letter_or_digit(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); }

/// Lower-case words of a name, asked one by one.
class name_words
{
public:
    explicit name_words(std::string_view name) : text_(lower(name)) {}

    bool has(std::string_view word) const
    {
        for (auto at = text_.find(word); at != std::string::npos; at = text_.find(word, at + 1))
        {
            // A whole word: what letters or digits go on from is another.
            const auto end = at + word.size();
            if ((at == 0 || !is_letter_or_digit(text_[at - 1])) &&
                (end == text_.size() || !is_letter_or_digit(text_[end])))
                return true;
        }
        return false;
    }

private:
    std::string text_;
};

struct named_format
{
    std::string_view words = {};  ///< any of them
    std::string_view format = {};
};

// The first counts: GPTQ-Int8 has eight bits, and what is made for MLX is in its own format.
// Names that deny packing have no format, and neither has GGUF, whose mixes differ by file.
constexpr named_format named_formats[] = {
    {"bf16 fp16 gguf unquantized unquantised dequantized dequantised", ""},
    {"nvfp4", "nvfp4"},
    {"mxfp4", "mxfp4"},
    {"fp8", "fp8"},
    {"int8 w8a8 w8a16", "int8"},
    {"int4 w4a16", "int4"},
};

// They pack any number of bits, four where the name says none.
std::string_view format_by_method(const name_words& words)
{
    if (words.has("8bit"))
        return "int8";
    // No format is known that such methods have with these bits.
    for (const auto* const other : {"2bit", "3bit", "5bit", "6bit"})
        if (words.has(other))
            return {};
    return "int4";
}

// "4bit" is MLX's own word; others say with it how they pack.
std::string_view format_by_bits(const name_words& words)
{
    constexpr std::pair<std::string_view, std::string_view> mlx_formats[] = {
        {"2bit", "mlx-2bit"},
        {"3bit", "mlx-3bit"},
        {"4bit", "mlx-4bit"},
        {"5bit", "mlx-5bit"},
        {"6bit", "mlx-6bit"},
        {"8bit", "mlx-8bit"}};
    for (const auto& [word, format] : mlx_formats)
        if (words.has(word))
            return format;
    return {};
}

}  // namespace

std::string_view format_in_name(std::string_view model_id)
{
    const name_words words(model_id);
    for (const auto& [any, format] : named_formats)
        for (auto left = any; !left.empty();)
            if (words.has(next_word(left)))
                return format;
    for (const auto* const method : {"awq", "gptq", "bnb"})
        if (words.has(method))
            return format_by_method(words);
    // That community's repositories name the bits, and not always MLX.
    return words.has("mlx") || model_id.starts_with("mlx-community/") ? format_by_bits(words)
                                                                      : std::string_view();
}

bool stores_packed(const evidence& known)
{
    constexpr std::string_view plain = "F64 F32 F16 BF16";
    return std::ranges::any_of(known.stored, [](const dtype_count& one) {
        return !is_one_of(one.dtype, plain);
    });
}

bool may_name_say_packing(const evidence& known)
{
    const bool is_own_config = known.config_state == ask_state::present && !known.config_from;
    if (known.config_state == ask_state::present && says_packing(known.config))
        return false;
    if (!known.stored.empty())
        return stores_packed(known);
    // Some tools write it beside the configuration; where no file is recorded, they may have.
    return !is_own_config || !known.are_files_known || has_file(known, modelopt_file);
}

result<formula_size> size_from_own_config(const evidence& known)
{
    if (!packs_by_four_bits(known) || says_packing(known.config))
        return size_from_config(known.config);
    auto config = known.config.members();
    config.emplace(
        "quantization_config",
        json::object({{"quant_method", "modelopt"}, {"quant_algo", "NVFP4"}, {"group_size", 16}})
    );
    return size_from_config(config);
}

}  // namespace muster
