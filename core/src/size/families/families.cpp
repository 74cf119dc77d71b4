#include "family_tables.hpp"
#include "size/facts/words.hpp"

#include <cctype>
#include <string>
#include <unordered_map>

namespace muster {

namespace {

using family_index = std::unordered_map<std::string, const family*>;

// "qwen3_moe" and "Qwen3Moe" are one name.
std::string folded(std::string_view name)
{
    std::string letters;
    for (const char c : name)
        if (std::isalnum(static_cast<unsigned char>(c)))
            letters += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return letters;
}

template <class F>
void visit_names(const F& visit)
{
    for (const auto table :
         {dense_families(),
          gpt_families(),
          moe_families(),
          latent_families(),
          state_families(),
          encoder_families(),
          seq2seq_families()})
        for (const auto& one : table)
            // A row may name several types, in one text with spaces.
            for (auto names = one.model_types; !names.empty();)
                visit(next_word(names), one);
}

family_index index_by_type()
{
    family_index index;
    // emplace: of two rows with one name the first counts, so that the order of tables is a rule.
    visit_names([&](std::string_view name, const family& one) { index.emplace(name, &one); });
    return index;
}

family_index index_by_class()
{
    family_index index;
    visit_names([&](std::string_view name, const family& one) { index.emplace(folded(name), &one); }
    );
    return index;
}

const family* find_in(const family_index& index, const std::string& name)
{
    const auto found = index.find(name);
    return found == index.end() ? nullptr : found->second;
}

}  // namespace

const family* find_family(std::string_view model_type)
{
    // Made once: the tables are constants, and thousands of models are looked up.
    static const auto index = index_by_type();
    return find_in(index, std::string(model_type));
}

const family* find_family_of_class(std::string_view architecture)
{
    static const auto index = index_by_class();
    // "LlamaForCausalLM": what comes before "For" names the architecture.
    return find_in(index, folded(architecture.substr(0, architecture.find("For"))));
}

bool is_same_type(std::string_view begins, std::string_view model_type)
{
    const auto of_class = folded(begins);
    const auto of_type = folded(model_type);
    return of_class == of_type || of_class + "text" == of_type;
}

const family& generic_family() noexcept
{
    // The defaults of a row are those of the plain decoder.
    static constexpr family plain = {};
    return plain;
}

}  // namespace muster
