#include "content.hpp"

#include "net/http/inflate.hpp"
#include "text/lower.hpp"

#include <algorithm>
#include <charconv>

namespace muster {

namespace {

constexpr std::string_view blanks = " \t\r\n";

bool looks_like_json(std::string_view text) noexcept
{
    const auto first = text.find_first_not_of(blanks);
    return first != std::string_view::npos && (text[first] == '{' || text[first] == '[');
}

bool is_gzip(std::string_view coding) noexcept
{
    return is_same_word(coding, "gzip") || is_same_word(coding, "x-gzip");
}

net_error truncated(const char* text) { return make_net_error(net_error_kind::truncated, text); }

// Whether the body is complete. It is certain when HTTP gave its length; otherwise the content has
// to tell, as a listing that was cut must never be read as a shorter listing.
net_result<void> check_end(const raw_answer& answer, bool tells_its_end)
{
    // gzip ends with a check sum: a stream that was cut fails when it is decoded.
    const bool tells_end = is_gzip(find_header(answer.headers, "content-encoding"));
    if (answer.has_end || (tells_end && !answer.body.empty()))
        return {};
    if (answer.body.empty())
        return truncated("the response has no length and no body");
    if (looks_like_json(answer.body) && !is_closed_json(answer.body))
        return truncated("the response has no length, and ends early");
    if (!tells_its_end && !is_closed_json(answer.body))
        return truncated("the response has no length, so a cut could not be seen");
    return {};
}

net_result<void> decode(raw_answer& answer, const content_rules& rules)
{
    const auto coding = find_header(answer.headers, "content-encoding");
    if (coding.empty() || is_same_word(coding, "identity") || answer.body.empty())
        return {};
    if (rules.range || !is_gzip(coding))
        return make_net_error(
            net_error_kind::malformed,
            "encoded as " + std::string(coding) + ", which was not requested"
        );
    auto decoded = inflate_gzip(answer.body, rules.bytes_limit);
    if (!decoded)
        return decoded.error();
    answer.body = *std::move(decoded);
    return {};
}

// "bytes 0-99/1234" has to begin where the request did and to be as long as the body. It may end
// sooner, at the end of the file.
bool fits(std::string_view content_range, const raw_answer& answer, const byte_range& asked)
{
    if (!content_range.starts_with("bytes "))
        return false;
    content_range.remove_prefix(6);
    std::uint64_t first = 0, last = 0;
    const auto* end = content_range.data() + content_range.size();
    const auto dash = std::from_chars(content_range.data(), end, first);
    if (dash.ec != std::errc() || dash.ptr == end || *dash.ptr != '-')
        return false;
    const auto rest = std::from_chars(dash.ptr + 1, end, last);
    return rest.ec == std::errc() && first == asked.first && last >= first && last <= asked.last &&
           last - first + 1 == answer.body.size();
}

// 200 to a range request is the whole file, which a server may send (RFC 9110, 14.2); the caller
// sees the status. 206 is trusted only if its range fits.
net_result<void> check_range(const raw_answer& answer, const content_rules& rules)
{
    if (answer.status != 206)
        return {};
    const auto content_range = find_header(answer.headers, "content-range");
    if (!rules.range || !fits(content_range, answer, *rules.range))
        return make_net_error(
            net_error_kind::malformed, "the server sent another range than requested"
        );
    return {};
}

}  // namespace

bool is_closed_json(std::string_view text) noexcept
{
    if (!looks_like_json(text))
        return false;
    std::int64_t depth = 0;
    bool in_text = false;
    for (std::size_t i = 0; i < text.size(); ++i)
    {
        const char c = text[i];
        // An escape hides the next byte, which may be a quote.
        if (in_text && c == '\\')
            ++i;
        else if (c == '"')
            in_text = !in_text;
        else if (!in_text && (c == '{' || c == '['))
            ++depth;
        else if (!in_text && (c == '}' || c == ']') && --depth == 0)
            return text.find_first_not_of(blanks, i + 1) == std::string_view::npos;
    }
    return false;
}

net_result<void> decode_content(raw_answer& answer, const content_rules& rules)
{
    // What a proxy or an overloaded server says of itself is often cut or wrongly labelled; its
    // status is what counts.
    const bool says_no = answer.status / 100 != 2;
    if (says_no)
    {
        auto lenient = rules;
        lenient.bytes_limit = refusal_bytes_limit;
        if (!decode(answer, lenient))
            answer.body.clear();
        answer.body.resize(std::min(answer.body.size(), refusal_bytes_limit));
        return {};
    }
    if (auto whole = check_end(answer, rules.tells_its_end); !whole)
        return whole;
    if (auto decoded = decode(answer, rules); !decoded)
        return decoded;
    // Bodies that were not compressed meet the caller's limit here: the exchange lets more through,
    // so that an error page is not cut off.
    if (answer.body.size() > rules.bytes_limit)
        return make_net_error(net_error_kind::too_large, "the body is larger than the limit");
    return check_range(answer, rules);
}

}  // namespace muster
