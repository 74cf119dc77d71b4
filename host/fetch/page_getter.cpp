#include "page_getter.hpp"

#include "base/plain_text.hpp"
#include "files/file_io.hpp"
#include "muster/json_text.hpp"
#include "net/http/url.hpp"
#include "text/lower.hpp"
#include "text/trim.hpp"

#include <boost/json/object.hpp>

#include <algorithm>
#include <charconv>

namespace asio = boost::asio;
namespace fs = std::filesystem;

namespace muster {

namespace {

constexpr std::string_view file_prefix = "file:";

bool contains(const std::vector<std::string>& list, std::string_view one)
{
    return std::find(list.begin(), list.end(), one) != list.end();
}

std::string media_type_of(std::string_view header)
{
    // Without parameters: "application/json; charset=utf-8" is JSON as well.
    return lower(trimmed(header.substr(0, header.find(';'))));
}

std::optional<std::uint64_t> count_in(std::string_view header)
{
    std::uint64_t count = 0;
    const auto text = trimmed(header);
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), count);
    const bool is_count = error == std::errc() && end == text.data() + text.size();
    return is_count ? std::optional(count) : std::nullopt;
}

// An error page may be a whole site; what a service says of an error is a sentence.
constexpr std::size_t error_body_bytes_limit = std::size_t{64} * 1024;
constexpr std::size_t error_words_limit = 300;

/// What the service itself says of an error, in the forms that are common: {"error": "..."},
/// {"error": {"message": "..."}}, {"message": "..."}.
std::string words_of(const web_answer& answer)
{
    if (answer.body.size() > error_body_bytes_limit)
        return {};
    const auto document = parse_json(answer.body, "error");
    const auto* place = document.has_value() ? &*document : nullptr;
    // One step a name where there is one, so that all three forms end at their text.
    for (const auto* name : {"error", "message"})
        if (const auto* const object = place ? place->if_object() : nullptr)
            if (const auto* const inside = object->if_contains(name))
                place = inside;
    const auto* const text = place ? place->if_string() : nullptr;
    return text ? plain_text(*text, error_words_limit) : std::string();
}

}  // namespace

asio::awaitable<result<fetched_page>>
page_getter::get(std::string url, std::chrono::steady_clock::time_point deadline, traffic& account)
{
    if (url.starts_with(file_prefix))
        co_return get_from_file(url.substr(file_prefix.size()));
    auto page = co_await get_from_web(std::move(url), deadline, account);
    co_return page;
}

asio::awaitable<result<fetched_page>> page_getter::get_from_web(
    std::string url, std::chrono::steady_clock::time_point deadline, traffic& account
)
{
    const auto target = parse_url(url);
    if (target.has_error())
        co_return target.error();
    const auto place = origin(*target);
    // Checked here, for every URL of a plugin and every link it follows: the plugin itself is not
    // trusted.
    const bool is_named = contains(plan_.named_origins, place);
    if (!is_named && !contains(plan_.origins, place))
        co_return failure{errc::refused, "host-not-allowed: the plugin may not request " + place};

    web_request request;
    request.url = to_string(*target);
    request.deadline = deadline;
    request.body_bytes_limit = page_bytes_limit;
    // What a user typed may be on his own network; what a plugin declares may not.
    request.may_be_private = is_named;
    request.client_id = plan_.client_id;
    request.account = &account;
    auto answer = co_await context_.web->get(std::move(request));
    if (answer.has_error())
        co_return answer.error();
    if (answer->status != 200)
        co_return refusal(*answer);
    fetched_page page;
    // After redirects: relative links are relative to it.
    page.url = answer->url;
    page.media_type = media_type_of(answer->header("content-type"));
    page.next = next_link(*answer).value_or("");
    page.total = count_in(answer->header("x-total-count"));
    page.body = std::move(answer->body);
    co_return page;
}

result<fetched_page> page_getter::get_from_file(const std::string& name) const
{
    const fs::path path(name);
    // A bare name is a file in the data directory. A path could be any file, so the user must have
    // named it.
    if (!contains(plan_.named_files, name) && (path.is_absolute() || path.has_parent_path()))
        return failure{errc::refused, "file-not-allowed: the plugin may not read " + name};
    // As much as a page of the web may have: more would also hold up the other sources, since files
    // are read on their thread.
    auto content = read_file(context_.data_directory / path, page_bytes_limit);
    if (content.has_error() && content.error().code == boost::system::errc::file_too_large)
        return failure{
            errc::too_large,
            name + " is larger than a page may be (" + std::to_string(page_bytes_limit >> 20U) +
                " MiB)"};
    if (content.has_error())
        return content.error();
    return fetched_page{
        std::string(file_prefix) + name, "application/json", std::move(*content), {}, {}};
}

failure page_getter::refusal(const web_answer& answer) const
{
    const auto words = words_of(answer);
    auto sentence =
        answer.url.substr(0, answer.url.find('?')) + " answered " + std::to_string(answer.status);
    // The usual reason is a token that is missing or has expired.
    if ((answer.status == 401 || answer.status == 403) && !plan_.secret_flags.empty())
        sentence += ": check " + plan_.secret_flags + (words.empty() ? "" : "; it says: " + words);
    else if (!words.empty())
        sentence += ": " + words;
    return {errc::unavailable, std::move(sentence)};
}

}  // namespace muster
