#include "review_page.hpp"

#include <boost/json/serialize.hpp>

namespace muster {

namespace {

// U+2028 and U+2029 in UTF-8: valid in JSON, but line ends in scripts before ES2019.
constexpr std::string_view line_separator = "\xe2\x80\xa8";
constexpr std::string_view paragraph_separator = "\xe2\x80\xa9";

}  // namespace

std::string script_json(const boost::json::object& document)
{
    const auto text = boost::json::serialize(document);
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i)
    {
        const auto rest = std::string_view(text).substr(i);
        if (rest.starts_with(line_separator) || rest.starts_with(paragraph_separator))
        {
            out += rest.starts_with(line_separator) ? "\\u2028" : "\\u2029";
            // Both have three bytes.
            i += line_separator.size() - 1;
        }
        // "</script>" and "<!--" in a model's tags would end or change the element. Valid JSON has
        // these characters inside strings only, where \uXXXX means the same.
        else if (text[i] == '<')
            out += "\\u003c";
        else if (text[i] == '>')
            out += "\\u003e";
        else if (text[i] == '&')
            out += "\\u0026";
        else
            out += text[i];
    }
    return out;
}

std::string with_data(std::string_view page, const boost::json::object& data)
{
    // Only the first: the data itself may contain the mark.
    const auto place = page.find(review_data_mark);
    std::string out(page.substr(0, place));
    out += script_json(data);
    out += page.substr(place + review_data_mark.size());
    return out;
}

std::string review_page(const boost::json::object& data)
{
    return with_data(review_template(), data);
}

}  // namespace muster
