#include "entry.hpp"
#include "expect.hpp"
#include "muster/json_text.hpp"
#include "net/content.hpp"
#include "net/http/inflate.hpp"

#include <boost/json/value.hpp>

namespace muster::fuzz {

namespace {

constexpr std::uint64_t decoded_bytes_limit = 1 << 20;

void take_gzip(std::string_view input)
{
    const auto text = inflate_gzip(input, decoded_bytes_limit);
    if (text)
        expect(text->size() <= decoded_bytes_limit, "what is decoded is within its limit");
}

// A body without length is whole when its JSON is closed: what is cut must never look so.
void take_json(std::string_view input)
{
    const auto end = input.find_last_not_of(" \t\r\n");
    const auto text = input.substr(0, end == std::string_view::npos ? 0 : end + 1);
    const auto document = parse_json(text, "body");
    const bool is_structure =
        document.has_value() && (document->is_object() || document->is_array());
    if (is_structure)
    {
        expect(is_closed_json(text), "whole JSON is closed");
        expect(!is_closed_json(text.substr(0, text.size() - 1)), "cut JSON is not");
        expect(!is_closed_json(text.substr(0, text.size() / 2)), "half of it neither");
    }
    else
        (void)is_closed_json(input);
}

}  // namespace

void take(std::string_view input)
{
    take_gzip(input);
    take_json(input);
}

}  // namespace muster::fuzz
