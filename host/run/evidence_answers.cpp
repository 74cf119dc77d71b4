#include "evidence_answers.hpp"

#include "contract/identity.hpp"
#include "text/hex.hpp"

#include <algorithm>
#include <array>

namespace muster {

namespace {

constexpr std::string_view api_prefix = "/api/models/";
constexpr std::string_view cache_prefix = "/api/resolve-cache/models/";

ask_state state_of(const web_answer& answer)
{
    if (answer.status == 200 || answer.status == 206)
        return ask_state::present;
    const auto code = answer.header("x-error-code");
    if (code == "GatedRepo")
        return ask_state::gated;
    // A missing repository is 404 with a token and 401 without; a wrong token is 401, too, and says
    // so in its message.
    const bool is_bad_token = answer.header("x-error-message").starts_with("Invalid credentials");
    if (answer.status == 404 || answer.status == 410 || (answer.status == 401 && !is_bad_token))
        return ask_state::absent;
    return ask_state::failed;
}

// A hash in hexadecimal digits; other text would stand in our files as it is.
bool is_commit(std::string_view text)
{
    constexpr std::size_t commit_characters_most = 64;
    return !text.empty() && text.size() <= commit_characters_most &&
           text.find_first_not_of(hex_digits) == std::string_view::npos;
}

std::string_view path_of(std::string_view url)
{
    const auto scheme_end = url.find("://");
    const auto host = scheme_end == std::string_view::npos ? 0 : scheme_end + 3;
    const auto start = std::min(url.find('/', host), url.size());
    const auto path = url.substr(start);
    return path.substr(0, path.find_first_of("?#"));
}

/// The first two parts of a path, or the one before `stop`.
std::string leading_id(std::string_view path, std::string_view stop)
{
    const auto first = path.find('/');
    if (first == std::string_view::npos)
        return std::string(path);
    const auto rest = path.substr(first + 1);
    const auto second = rest.substr(0, rest.find('/'));
    if (!stop.empty() && second == stop)
        return std::string(path.substr(0, first));
    return std::string(path.substr(0, first + 1 + second.size()));
}

}  // namespace

std::string model_id_in_url(std::string_view url)
{
    auto path = path_of(url);
    std::string id;
    if (path.starts_with(cache_prefix))
        id = leading_id(path.substr(cache_prefix.size()), {});
    else if (path.starts_with(api_prefix))
        id = leading_id(path.substr(api_prefix.size()), {});
    else if (path.find("/resolve/") != std::string_view::npos)
        id = leading_id(path.substr(1), "resolve");
    return check_model_id(id).has_value() ? id : std::string();
}

evidence_answer
to_evidence_answer(const evidence_request& request, const result<web_answer>& answer)
{
    evidence_answer out;
    if (answer.has_error())
        return out;
    out.state = state_of(*answer);
    if (out.state == ask_state::present)
        out.body = answer->body;
    if (const auto commit = answer->header("x-repo-commit"); is_commit(commit))
        out.commit = std::string(commit);
    const auto answered = model_id_in_url(answer->url);
    // A search for copies lists other repositories: its URL names none.
    if (!answered.empty() && request.kind != request_kind::copies &&
        fold_id(answered) != fold_id(request.model_id))
        out.renamed_to = answered;
    return out;
}

}  // namespace muster
