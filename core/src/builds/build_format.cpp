#include "build_format.hpp"

#include "named_copy.hpp"
#include "size/footprint.hpp"
#include "text/lower.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace muster {

namespace {

using said_words = std::set<std::string, std::less<>>;

/// A format by a word of names and tags; the bits where the format fixes them.
struct format_word
{
    std::string_view word = {};
    std::string_view format = {};
    std::optional<double> bits = {};
};

// The first that is found counts: what an engine reads comes before how its numbers are made, and
// that before the container, as compressed-tensors holds many of them.
constexpr std::array<format_word, 26> format_words = {{
    {"gguf", "gguf", {}},
    {"mlx", "mlx", {}},
    {"exl3", "exl3", {}},
    {"exl2", "exl2", {}},
    {"onnx", "onnx", {}},
    {"openvino", "openvino", {}},
    {"nvfp4", "nvfp4", 4},
    {"mxfp4", "mxfp4", 4},
    {"awq", "awq", {}},
    {"gptq", "gptq", {}},
    {"aqlm", "aqlm", {}},
    {"hqq", "hqq", {}},
    {"bnb", "bnb", {}},
    {"bitsandbytes", "bnb", {}},
    {"autoround", "auto-round", {}},
    {"auto-round", "auto-round", {}},
    {"fp8", "fp8", 8},
    {"w8a8", "compressed-tensors", 8},
    {"w8a16", "compressed-tensors", 8},
    {"w4a16", "compressed-tensors", 4},
    {"compressed-tensors", "compressed-tensors", {}},
    {"torchao", "torchao", {}},
    {"quark", "quark", {}},
    {"int8", "int8", 8},
    {"int4", "int4", 4},
    {"fp4", "fp4", 4},
}};

// "w4a16" is of weights and activations: the bits of the weights count.
constexpr std::array<std::pair<std::string_view, double>, 13> bit_words = {{
    {"int4", 4},
    {"w4a16", 4},
    {"w4a8", 4},
    {"4bit", 4},
    {"4-bit", 4},
    {"int8", 8},
    {"w8a8", 8},
    {"w8a16", 8},
    {"8bit", 8},
    {"8-bit", 8},
    {"3bit", 3},
    {"5bit", 5},
    {"6bit", 6},
}};

// What is said to be outside of these is no number of bits a weight.
constexpr double fewest_bits = 1;
constexpr double most_bits = 16;

void add_words(said_words& into, std::string_view text)
{
    const auto low = lower(text);
    std::size_t begin = 0;
    while (begin <= low.size())
    {
        const auto end = std::min(low.find_first_of("-_/ ", begin), low.size());
        if (end > begin)
            into.insert(low.substr(begin, end - begin));
        begin = end + 1;
    }
}

// "Auto-Round" and "4-bit" are two words of a name.
said_words words_in_name(std::string_view repository)
{
    said_words out;
    const auto name = lower(name_without_owner(repository));
    add_words(out, name);
    for (const std::string_view two : {"auto-round", "compressed-tensors", "4-bit", "8-bit"})
        if (name.find(two) != std::string::npos)
            out.emplace(two);
    return out;
}

said_words tag_words(const text_list& tags)
{
    said_words out;
    for (const auto tag : tags)
        out.insert(lower(tag));
    return out;
}

const format_word* find_format(const said_words& said)
{
    const auto* const found = std::ranges::find_if(format_words, [&said](const format_word& one) {
        return said.contains(one.word);
    });
    return found == format_words.end() ? nullptr : found;
}

std::optional<double> bits_in(const said_words& said)
{
    for (const auto& [word, bits] : bit_words)
        if (said.contains(word))
            return bits;
    return {};
}

// "4.65bpw", as EXL builds have it.
std::optional<double> bits_per_weight_in(const said_words& said)
{
    constexpr std::string_view unit = "bpw";
    for (const auto& word : said)
    {
        if (!word.ends_with(unit))
            continue;
        double bits = 0;
        const auto* const end = word.data() + word.size() - unit.size();
        const auto read = std::from_chars(word.data(), end, bits);
        if (read.ec == std::errc() && read.ptr == end && bits >= fewest_bits && bits <= most_bits)
            return bits;
    }
    return {};
}

// "Qwen3-8B-Q4_K_M-GGUF" has one mix; a name without one has files of many.
std::optional<double> bits_of_mix(std::string_view repository)
{
    auto name = lower(name_without_owner(repository));
    std::ranges::replace(name, '-', '_');
    name = '_' + name + '_';
    std::optional<double> bits;
    std::size_t longest = 0;
    for (const auto& format : weight_formats())
        // One mix may be called as another one begins: the longest that fits is meant.
        if (format.is_gguf && format.name.size() > longest &&
            name.find('_' + lower(format.name) + '_') != std::string::npos)
        {
            bits = format.bits_per_weight;
            longest = format.name.size();
        }
    return bits;
}

bool has_numbers_of(const repository_facts& facts, std::string_view dtype)
{
    return std::ranges::any_of(facts.safetensors, [dtype](const auto& stored) {
        return stored.first.starts_with(dtype) && stored.second > 0;
    });
}

const format_word*
find_format(const model_view& repository, const said_words& name, const said_words& tags)
{
    static constexpr format_word gguf{"", "gguf", {}};
    static constexpr format_word fp8{"", "fp8", 8};
    // The author names the repository for what it is; tags are also of what it was made with.
    if (const auto* const found = find_format(name))
        return found;
    if (const auto* const found = find_format(tags))
        return found;
    const auto facts = repository.facts();
    if (facts.gguf_total)
        return &gguf;
    return has_numbers_of(facts, "F8_") ? &fp8 : nullptr;
}

}  // namespace

build_format format_of(const model_view& repository)
{
    const auto name = words_in_name(repository.model_id);
    const auto tags = tag_words(repository.tags);
    build_format out;
    const auto* const found = find_format(repository, name, tags);
    if (found)
        out = {found->format, found->bits};
    if (out.name == "gguf")
        out.bits_per_weight = bits_of_mix(repository.model_id);
    else if (!out.bits_per_weight)
    {
        // The Hub's "4-bit" may count the words that numbers are packed in: the name comes first.
        out.bits_per_weight = bits_per_weight_in(name);
        for (const auto* said : {&name, &tags})
            if (!out.bits_per_weight)
                out.bits_per_weight = bits_in(*said);
    }
    return out;
}

}  // namespace muster
