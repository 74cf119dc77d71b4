#include "list_text.hpp"

#include "muster/json_text.hpp"

#include <boost/algorithm/string/replace.hpp>

#include <vector>

namespace muster {

namespace {

struct span_of_text
{
    std::size_t begin = 0;
    std::size_t end = 0;
};

/// The ranges of a JSON list's elements in its text. Precondition: brackets match.
std::vector<span_of_text> element_spans(std::string_view text)
{
    std::vector<span_of_text> spans;
    std::size_t depth = 0;
    bool is_in_string = false;
    for (std::size_t i = 0; i < text.size(); ++i)
    {
        const char c = text[i];
        // An escape hides the next character, which may be a quote.
        if (is_in_string && c == '\\')
            ++i;
        else if (c == '"')
            is_in_string = !is_in_string;
        else if (!is_in_string && (c == '{' || c == '['))
        {
            // Depth 1 is inside the list: what opens here is an element.
            if (depth++ == 1)
                spans.push_back({i, i});
        }
        else if (!is_in_string && (c == '}' || c == ']') && --depth == 1)
            spans.back().end = i + 1;
    }
    return spans;
}

/// The white space in front of a place on its line; empty when something else precedes it.
std::string indentation_at(std::string_view text, std::size_t place)
{
    const auto line = text.substr(0, place).rfind('\n') + 1;
    const auto before = text.substr(line, place - line);
    return before.find_first_not_of(" \t") == std::string_view::npos ? std::string(before) : "";
}

}  // namespace

std::string
with_element(std::string_view text, std::size_t index, const boost::json::object& element)
{
    const auto spans = element_spans(text);
    const bool is_last = index >= spans.size();
    const auto place = is_last ? spans.back().end : spans[index].begin;
    const auto indentation = indentation_at(text, is_last ? spans.back().begin : place);
    auto added = to_json_text(element);
    added.pop_back();  // the end of the last line
    boost::replace_all(added, "\n", '\n' + indentation);
    // In a file on one line the indentation is empty, and the new element starts a line.
    const auto between = ",\n" + indentation;
    return std::string(text.substr(0, place)) + (is_last ? between + added : added + between) +
           std::string(text.substr(place));
}

}  // namespace muster
