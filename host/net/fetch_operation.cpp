#include "fetch_operation.hpp"

#include "credentials.hpp"
#include "http_exchange.hpp"
#include "net/http/redirect.hpp"

#include <utility>

namespace asio = boost::asio;

namespace muster {

fetch_operation::fetch_operation(std::shared_ptr<client_state> parts, web_request request)
    : parts_(std::move(parts)), request_(std::move(request))
{
    if (request_.deadline == moment())
        request_.deadline = std::chrono::steady_clock::now() + parts_->settings.times.request;
    if (request_.account == nullptr)
        request_.account = &uncounted_;
    allow_as_at_first();
}

void fetch_operation::allow_as_at_first()
{
    allowed_.may_be_private = request_.may_be_private;
    // A user may name a metadata address as well; a redirect may not lead there (see go_to).
    allowed_.may_be_link = request_.may_be_private;
    allowed_.may_be_plain = request_.may_be_private && parts_->settings.allow_http;
}

// Hub: a token that has expired makes public models 401, too, without a code; what a token may not
// see has one (GatedRepo), or is 403 and 404.
bool fetch_operation::is_refused_for_credentials(const web_answer& answer) const
{
    constexpr unsigned unauthorized = 401;
    return answer.status == unauthorized && !sent_.empty() && answer.header("x-error-code").empty();
}

failure fetch_operation::to_final(const net_error& error) const
{
    auto final = to_failure(error, brief(url_));
    parts_->secrets.redact(final.where);
    return final;
}

void fetch_operation::look_into_cache()
{
    // What a token opens may be private: it is neither written to the disk nor looked for there.
    // The same of what a redirect leads to: see go_to.
    sent_ = credentials_for(url_, request_.client_id, parts_->settings.credentials);
    if (!parts_->cache || !sent_.empty())
        return;
    key_ = cache_key(request_);
    kept_ = parts_->cache->find(key_);
    // A source with a lower limit must not get from the cache what the network would refuse it.
    if (kept_ && kept_->body.size() > request_.body_bytes_limit)
        kept_.reset();
}

asio::awaitable<result<web_answer>> fetch_operation::run()
{
    auto url = parse_url(request_.url);
    if (!url)
    {
        // A user may have put a password into the URL.
        auto bad = url.error();
        parts_->secrets.redact(bad.where);
        co_return bad;
    }
    url_ = *std::move(url);
    // A try would only wait for the resolver, retries included.
    if (parts_->lost_hosts.contains(url_.host))
        co_return to_final(make_net_error(
            net_error_kind::no_network, "no network: no address for the name " + url_.host
        ));
    look_into_cache();
    if (parts_->settings.offline && kept_)
        co_return *std::move(kept_);
    if (parts_->settings.offline)
        co_return to_final(
            make_net_error(net_error_kind::no_network, "offline, and not in the cache")
        );
    const auto start = url_;
    auto answer = co_await follow();
    if (answer && is_refused_for_credentials(*answer))
    {
        // From the beginning, without them: redirects have moved the URL and narrowed the policy.
        parts_->drop_credentials(sent_);
        url_ = start;
        allow_as_at_first();
        auto without = co_await follow();
        answer = std::move(without);
    }
    if (!answer)
        co_return to_final(answer.error());
    co_return *std::move(answer);
}

asio::awaitable<net_result<web_answer>> fetch_operation::follow()
{
    for (unsigned redirects = 0; redirects <= redirect_limit; ++redirects)
    {
        http_exchange next(*parts_, request_, url_);
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
    co_return make_net_error(
        net_error_kind::refused, "more than " + std::to_string(redirect_limit) + " redirects"
    );
}

net_result<void> fetch_operation::go_to(const raw_answer& redirect, address_scope reached)
{
    auto target = redirect_target(url_, redirect.headers);
    if (!target)
        return target.error();
    if (origin(*target) != origin(url_))
    {
        // A private service may redirect to other private ones. A public one may not, since it
        // would reach what a firewall protects (server-side request forgery). Metadata services and
        // plain http are allowed only where the user named them.
        allowed_.may_be_private = allowed_.may_be_private && reached != address_scope::everywhere;
        allowed_.may_be_link = false;
        allowed_.may_be_plain = false;
    }
    url_ = *std::move(target);
    // What a token opens on the way is not to be found under the URL that needed none.
    if (!credentials_for(url_, request_.client_id, parts_->settings.credentials).empty())
        key_.clear();
    return {};
}

const web_answer* fetch_operation::kept_for(const web_url& url) const noexcept
{
    // Validators belong to the URL that responded. The Hub's redirects lead to signed URLs, which
    // change with every run, so that nothing cached is conditional there.
    const bool holds = kept_ && kept_->status == 200 && kept_->url == to_string(url);
    return holds ? &*kept_ : nullptr;
}

// A refusal is text for a message, and loses every secret. What a service publishes is data: it
// loses only a token that was sent back, which no plugin may see. Bytes of a range stay as they
// are, since positions in them count.
web_answer fetch_operation::without_secrets(raw_answer&& raw) const
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

net_result<web_answer> fetch_operation::finish(raw_answer&& raw)
{
    // Refreshed, so that the cache drops what was not used for long, not what is old.
    if (raw.status == 304 && kept_for(url_) != nullptr)
    {
        parts_->cache->refresh(key_);
        return *std::move(kept_);
    }
    if (raw.status == 304)
        return make_net_error(
            net_error_kind::malformed, "answered 304 to a request without conditions"
        );
    auto answer = without_secrets(std::move(raw));
    if (!key_.empty() && is_kept(answer.status))
        parts_->cache->store(key_, answer);
    return answer;
}

}  // namespace muster
