// LiteLLM keeps prices and limits of models by the names that its users call them by.

#include "muster/export_source.hpp"
#include "muster/row_stream.hpp"
#include "muster/source.hpp"

#include <string>
#include <unordered_set>
#include <vector>

namespace {

using namespace muster;

// Explains the members, with sentences where numbers belong.
constexpr std::string_view specimen = "sample_spec";

// The list has prices of pictures, voices and vectors as well. What names no mode may write text.
bool writes_text(std::string_view mode)
{
    return mode.empty() || mode == "chat" || mode == "completion" || mode == "responses";
}

// "deepinfra/Qwen/Qwen3-8B" is what deepinfra calls Qwen/Qwen3-8B.
std::string_view without_provider(std::string_view key, std::string_view provider)
{
    const bool is_before = !provider.empty() && key.starts_with(provider) &&
                           key.substr(provider.size()).starts_with('/');
    return is_before ? key.substr(provider.size() + 1) : key;
}

class litellm final : public source
{
public:
    std::vector<request> start(const options& options) const override
    {
        return {{std::string(options.text("url"))}};
    }

    result<void> read(const page& page, const options&, reading& out) const override
    {
        row_stream document;
        const auto read = document.take_page(page.body);
        if (read.has_error())
            return read;
        const auto models = document.envelope();
        if (!models.is_object() || models.has("error"))
            return failure{errc::wrong_shape, "the page is not an object of models by name"};
        bool has_models = false;
        // Two sets: of a name that is there twice the first that can be read is taken, and the
        // repetition is told all the same.
        std::unordered_set<std::string_view> seen;
        std::unordered_set<std::string_view> added;
        for (auto& [key, row] : models.members())
        {
            if (key == specimen || !row.has("litellm_provider"))
            {
                // Rules and examples stand among the models.
                row.is_object() ? out.skip() : out.reject(key, "is no object");
                continue;
            }
            has_models = true;
            if (!seen.insert(key).second)
                out.reject(key, "is there more than once");
            if (!added.contains(key) && read_model(key, row, out))
                added.insert(key);
        }
        if (!has_models)
            return failure{
                errc::wrong_shape,
                "the page is not an object of models by name: none has a litellm_provider"};
        return {};
    }

private:
    /// Whether it was added.
    static bool read_model(std::string_view key, row_view& row, reading& out)
    {
        const auto mode = row.text("mode");
        record model;
        model.name = without_provider(key, row.text("litellm_provider"));
        std::string retires = "retires:";
        std::vector<std::string_view> tags{"vendor-index"};
        if (const auto day = row.text("deprecation_date"); !day.empty())
            tags.push_back(retires += day.substr(0, 10));  // the date of a time
        model.tags = tags;

        if (!row.ok())
            out.reject(key, std::string(row.fault()) + " has the wrong type");
        else if (model.name.empty())
            out.reject(key, "no name");
        else if (!writes_text(mode))
            out.skip();
        else
            return out.add(model), true;
        return false;
    }
};

}  // namespace

MUSTER_SOURCE(litellm, R"({
    "name": "litellm",
    "source": "litellm_prices",
    "version": "1.0.0",
    "summary": "the LiteLLM list of prices and limits, by name",
    "opt_in": true,
    "names_only": true,
    "origins": ["https://raw.githubusercontent.com"],
    "options": [
        {"name": "url", "type": "url",
         "default": "https://raw.githubusercontent.com/BerriAI/litellm/main/model_prices_and_context_window.json",
         "help": "where the list is"}
    ]
})")
