#include "library_names.hpp"

#include "builds/named_copy.hpp"
#include "contract/identity.hpp"
#include "identity/name_tokens.hpp"

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

namespace muster {

namespace {

constexpr std::string_view ollama_format = "gguf";

bool begins_with_digit(std::string_view word)
{
    return !word.empty() && word.front() >= '0' && word.front() <= '9';
}

bool ends_with_letter(std::string_view word)
{
    return !word.empty() && word.back() >= 'a' && word.back() <= 'z';
}

// "a3b": the active parameters of a mixture of experts.
bool is_active_size(std::string_view word)
{
    return word.size() > 2 && word.front() == 'a' && is_size_token(word.substr(1));
}

// "8x7b"
bool is_size(std::string_view word)
{
    const auto times = word.find('x');
    return is_size_token(times == std::string_view::npos ? word : word.substr(times + 1)) &&
           begins_with_digit(word);
}

// "qwen", "2.5", "coder" are "qwen2.5-coder".
std::string family_of(const std::vector<std::string>& words)
{
    std::string out;
    for (const auto& word : words)
    {
        const bool is_version = begins_with_digit(word) && ends_with_letter(out);
        out += (out.empty() || is_version ? "" : "-") + word;
    }
    return out;
}

/// A model that would be called so, and its build that shows that there is a GGUF file.
struct library_model
{
    std::string model_id = {};
    std::string repository = {};
};

bool is_tuned(const std::string& model_id)
{
    const auto words = name_tokens(name_without_owner(model_id));
    return std::ranges::any_of(words, [](const auto& word) { return is_tuned_token(word); });
}

const build* find_gguf(const model_builds& model)
{
    const auto found = std::ranges::find(model.builds, ollama_format, &build::format);
    return found == model.builds.end() ? nullptr : &*found;
}

known_name name_for(std::string name, std::vector<library_model> models, std::string_view day)
{
    std::ranges::sort(models, {}, [](const library_model& one) {
        return std::tuple(!is_tuned(one.model_id), fold_id(one.model_id));
    });
    known_name out;
    out.name = std::move(name);
    out.source = ollama_label;
    out.how = certainty::likely;
    out.model_id = models.front().model_id;
    for (std::size_t i = 1; i < models.size(); ++i)
        out.others.push_back(models[i].model_id);
    out.evidence = "its words are those of the build " + models.front().repository;
    out.since = day;
    return out;
}

}  // namespace

std::string library_name_of(std::string_view model_id)
{
    const auto words = name_tokens(name_without_owner(model_id));
    const auto size = std::ranges::find_if(words, is_size);
    // The library's names are of a family, then of a size.
    if (size == words.begin() || size == words.end())
        return {};
    std::string name = family_of({words.begin(), size}) + ':' + *size;
    for (auto word = size + 1; word != words.end(); ++word)
        if (is_active_size(*word) && word == size + 1)
            name += '-' + *word;
        else if (!is_tuned_token(*word))
            // A word more may be another model, and in the library stands somewhere else.
            return {};
    return name;
}

std::vector<known_name> library_names(std::span<const model_builds> builds, std::string_view day)
{
    std::map<std::string, std::vector<library_model>> models;
    for (const auto& one : builds)
        if (const auto* const gguf = find_gguf(one))
            if (auto name = library_name_of(one.model_id); !name.empty())
                models[std::move(name)].push_back({one.model_id, gguf->repository});
    std::vector<known_name> out;
    out.reserve(models.size());
    for (auto& [name, all] : models)
        out.push_back(name_for(name, std::move(all), day));
    return out;
}

}  // namespace muster
