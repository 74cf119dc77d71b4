#include "config_text.hpp"

#include "muster/json_text.hpp"

#include <string>

namespace muster {

namespace {

// Replaces by null what stands outside of strings and begins with N, I or -I.
std::string without_infinities(std::string_view text)
{
    std::string out;
    out.reserve(text.size());
    bool is_string = false;
    for (std::size_t i = 0; i < text.size(); ++i)
    {
        const auto rest = text.substr(i);
        std::size_t word = 0;
        if (!is_string)
            // Python's json writes them, and no standard allows them.
            for (const std::string_view name : {"NaN", "Infinity", "-Infinity"})
                if (rest.starts_with(name))
                    word = name.size();
        if (word > 0)
        {
            out += "null";
            i += word - 1;
            continue;
        }
        // An escaped quote does not end the string.
        if (is_string && text[i] == '\\' && i + 1 < text.size())
            out += text[i++];
        else if (text[i] == '"')
            is_string = !is_string;
        out += text[i];
    }
    return out;
}

bool may_hold_infinities(std::string_view text)
{
    return text.find("NaN") != std::string_view::npos ||
           text.find("Infinity") != std::string_view::npos;
}

}  // namespace

result<boost::json::object> read_config(std::string_view body)
{
    // Most configurations have none, and are not copied.
    auto document = may_hold_infinities(body) ? parse_json(without_infinities(body), "config.json")
                                              : parse_json(body, "config.json");
    if (document.has_error())
        return document.error();
    if (auto* const object = document->if_object())
        return std::move(*object);
    return failure{errc::wrong_shape, "config.json: not an object"};
}

}  // namespace muster
