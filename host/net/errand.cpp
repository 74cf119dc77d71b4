#include "errand.hpp"

#include "credentials.hpp"
#include "hop.hpp"
#include "net/http/redirect.hpp"

#include <utility>

namespace asio = boost::asio;

namespace muster {

errand::errand(std::shared_ptr<client_parts> parts, web_request request)
    : parts_(std::move(parts)), request_(std::move(request))
{
    if (request_.deadline == moment())
        request_.deadline = std::chrono::steady_clock::now() + parts_->settings.times.request;
    if (request_.account == nullptr)
        request_.account = &uncounted_;
    allowed_.may_be_private = request_.may_be_private;
    allowed_.may_be_link = request_.may_be_private;
    allowed_.may_be_plain = request_.may_be_private && parts_->settings.allow_http;
}

failure errand::to_final(const fault& problem) const
{
    auto final = to_failure(problem, brief(url_));
    parts_->secrets.redact(final.where);
    return final;
}

void errand::look_into_cache()
{
    if (!parts_->cache)
        return;
    const auto sent = credentials_for(url_, request_.asker, parts_->settings.credentials);
    key_ = cache_key(request_, sent);
    kept_ = parts_->cache->find(key_);
    if (kept_ && kept_->body.size() > request_.body_bytes_limit)
        kept_.reset();
}

asio::awaitable<result<web_answer>> errand::run()
{
    auto url = parse_url(request_.url);
    if (!url)
    {
        auto bad = url.error();
        parts_->secrets.redact(bad.where);
        co_return bad;
    }
    url_ = *std::move(url);
    look_into_cache();
    if (parts_->settings.offline && kept_)
        co_return *std::move(kept_);
    if (parts_->settings.offline)
        co_return to_final(make_fault(fault_kind::no_time, "offline, and not in the cache"));
    auto answer = co_await follow();
    if (!answer)
        co_return to_final(answer.error());
    co_return *std::move(answer);
}

asio::awaitable<attempt<web_answer>> errand::follow()
{
    for (unsigned redirects = 0; redirects <= redirect_limit; ++redirects)
    {
        hop next(*parts_, request_, url_);
        next.permit(allowed_);
        next.condition_on(kept_for(url_));
        auto answer = co_await next.ask();
        if (!answer)
            co_return answer.error();
        if (!is_redirect(answer->status))
            co_return finish(*std::move(answer));
        const auto gone = go_to(*answer, next.reached());
        if (!gone)
            co_return gone.error();
    }
    co_return make_fault(
        fault_kind::refused, "more than " + std::to_string(redirect_limit) + " redirects"
    );
}

attempt<void> errand::go_to(const raw_answer& redirect, reach reached)
{
    auto target = redirect_target(url_, redirect.headers);
    if (!target)
        return target.error();
    if (origin(*target) != origin(url_))
    {
        // Who is private may point to his neighbours; the metadata services must be named.
        allowed_.may_be_private = allowed_.may_be_private && reached != reach::everywhere;
        allowed_.may_be_link = false;
        allowed_.may_be_plain = false;
    }
    url_ = *std::move(target);
    return {};
}

const web_answer* errand::kept_for(const web_url& url) const noexcept
{
    // Signed addresses change with each run: a validator means nothing at another one.
    const bool holds = kept_ && kept_->status == 200 && kept_->url == to_string(url);
    return holds ? &*kept_ : nullptr;
}

// A refusal is words, and loses every secret. What a service publishes is data: it loses a token
// that came back, which no plugin may see, and nothing else. Numbers of a file stay as they are.
web_answer errand::without_secrets(raw_answer&& raw) const
{
    const bool is_words = raw.status / 100 != 2;
    const auto& hidden = is_words ? parts_->secrets : parts_->tokens;
    web_answer answer;
    answer.status = raw.status;
    answer.url = hidden.redacted(to_string(url_));
    answer.body = std::move(raw.body);
    answer.headers = std::move(raw.headers);
    if (!request_.range)
        hidden.redact(answer.body);
    for (auto& header : answer.headers)
        hidden.redact(header.second);
    return answer;
}

attempt<web_answer> errand::finish(raw_answer&& raw)
{
    if (raw.status == 304 && kept_for(url_) != nullptr)
    {
        parts_->cache->refresh(key_);
        return *std::move(kept_);
    }
    if (raw.status == 304)
        return make_fault(fault_kind::malformed, "says that nothing changed, unasked");
    auto answer = without_secrets(std::move(raw));
    const bool holds_token = request_.range && parts_->tokens.redacted(answer.body) != answer.body;
    if (parts_->cache && is_kept(answer.status) && !holds_token)
        parts_->cache->store(key_, answer);
    return answer;
}

}  // namespace muster
