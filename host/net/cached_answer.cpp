// One file of the response cache. The body is not escaped or encoded: a listing of many megabytes
// is written and read as it is.

#include "cached_answer.hpp"

#include "text/hex.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value_to.hpp>

#include <array>
#include <openssl/evp.h>
#include <stdexcept>

namespace json = boost::json;

namespace muster {

namespace {

constexpr std::size_t digest_digits = 64;
// Raised when older files would be misread.
constexpr int format_version = 1;

json::value head_of(const web_answer& answer)
{
    json::array headers;
    for (const auto& [name, value] : answer.headers)
        headers.push_back({name, value});
    return {
        {"version", format_version},
        {"status", answer.status},
        {"url", answer.url},
        {"headers", std::move(headers)}};
}

/// Nothing for what is no pair of texts.
std::optional<std::pair<std::string, std::string>> header_of(const json::value& pair)
{
    const auto* texts = pair.if_array();
    if (!texts || texts->size() != 2 || !texts->at(0).is_string() || !texts->at(1).is_string())
        return std::nullopt;
    return std::pair(
        json::value_to<std::string>(texts->at(0)), json::value_to<std::string>(texts->at(1))
    );
}

// The check sum finds damage; a file that somebody else wrote has a valid one, hence the checks.
std::optional<web_answer> answer_of(const json::object& head, std::string_view body)
{
    const auto* status = head.if_contains("status");
    const auto* url = head.if_contains("url");
    const auto* headers = head.if_contains("headers");
    if (!status || !url || !headers || !url->is_string() || !headers->is_array())
        return std::nullopt;
    boost::system::error_code bad;
    web_answer answer;
    answer.status = status->to_number<unsigned>(bad);
    if (bad)
        return std::nullopt;
    answer.url = json::value_to<std::string>(*url);
    for (const auto& each : headers->get_array())
    {
        auto header = header_of(each);
        if (!header)
            return std::nullopt;
        answer.headers.push_back(*std::move(header));
    }
    answer.body = body;
    return answer;
}

}  // namespace

std::string sha256(std::string_view data)
{
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest = {};
    unsigned size = 0;
    if (EVP_Digest(data.data(), data.size(), digest.data(), &size, EVP_sha256(), nullptr) != 1)
        throw std::runtime_error("OpenSSL has no SHA-256");
    std::string text;
    for (unsigned i = 0; i < size; ++i)
        append_hex(text, static_cast<char>(digest[i]));
    return text;
}

std::string to_file_text(const web_answer& answer)
{
    // One sum over both, so that no body is ever read under the head of another response.
    const auto content = json::serialize(head_of(answer)) + "\n" + answer.body;
    return sha256(content) + "\n" + content;
}

std::optional<web_answer> from_file_text(std::string_view text)
{
    if (text.size() <= digest_digits || text[digest_digits] != '\n')
        return std::nullopt;
    const auto content = text.substr(digest_digits + 1);
    if (sha256(content) != text.substr(0, digest_digits))
        return std::nullopt;
    const auto line_end = content.find('\n');
    json::parse_options as_written;
    as_written.allow_invalid_utf8 = true;  // headers are bytes
    boost::system::error_code bad;
    const auto head = json::parse(content.substr(0, line_end), bad, {}, as_written);
    if (bad || line_end == std::string_view::npos || !head.is_object())
        return std::nullopt;
    const auto* version = head.as_object().if_contains("version");
    // An older or newer muster shares the directory: its files are misses, and are overwritten.
    if (version == nullptr || *version != format_version)
        return std::nullopt;
    return answer_of(head.as_object(), content.substr(line_end + 1));
}

}  // namespace muster
