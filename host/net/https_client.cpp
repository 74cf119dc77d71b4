#include "https_client.hpp"

#include "client_state.hpp"
#include "fetch_operation.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/deferred.hpp>
#include <boost/asio/experimental/parallel_group.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <algorithm>

namespace asio = boost::asio;
using std::chrono::steady_clock;

namespace muster {

namespace {

constexpr std::chrono::milliseconds at_once = std::chrono::seconds(1);

// Longer than the resolver keeps a failure.
constexpr auto before_second_look = failed_names_are_kept + std::chrono::milliseconds(50);

struct not_found
{
};

/// One URL a host: the look-up of its name says the same for all others.
std::vector<web_url> parsed(const std::vector<std::string>& urls)
{
    std::vector<web_url> places;
    for (const auto& text : urls)
    {
        auto url = parse_url(text);
        const auto is_same = [&url](const web_url& one) { return one.host == url->host; };
        if (url && std::none_of(places.begin(), places.end(), is_same))
            places.push_back(*std::move(url));
    }
    return places;
}

// Throws where there is none, so that a group of these ends with the first that is found. A name
// service that hangs says nothing, and one that fails is asked once more: it may only just be
// starting.
asio::awaitable<void> find_or_throw(std::shared_ptr<client_state> parts, web_url place)
{
    const auto deadline = steady_clock::now() + std::min(at_once, parts->settings.times.name);
    auto found = co_await parts->connections.look_up(place, deadline);
    if (!found && steady_clock::now() + before_second_look < deadline)
    {
        asio::steady_timer pause(parts->executor, before_second_look);
        co_await pause.async_wait(asio::use_awaitable);
        found = co_await parts->connections.look_up(std::move(place), deadline);
    }
    if (!found && steady_clock::now() < deadline)
        throw not_found();
}

}  // namespace

https_client::https_client(asio::any_io_executor executor, client_settings settings)
    : parts_(std::make_shared<client_state>(std::move(executor), std::move(settings)))
{
}

https_client::~https_client() = default;

asio::awaitable<result<web_answer>> https_client::get(web_request request)
{
    fetch_operation one(parts_, std::move(request));
    auto answer = co_await one.run();
    co_return answer;
}

asio::awaitable<bool> https_client::lacks_network(std::vector<std::string> urls)
{
    const auto places = parsed(urls);
    if (places.empty())
        co_return false;
    // Deferred: the group starts all of them, and can end them when one succeeds.
    auto start = [this](const web_url& place) {
        return asio::co_spawn(parts_->executor, find_or_throw(parts_, place), asio::deferred);
    };
    std::vector<decltype(start(places[0]))> look_ups;
    for (const auto& place : places)
        look_ups.push_back(start(place));
    auto group = asio::experimental::make_parallel_group(std::move(look_ups));
    const auto [order, failures] =
        co_await group.async_wait(asio::experimental::wait_for_one_success(), asio::use_awaitable);
    const bool is_any_found =
        std::any_of(failures.begin(), failures.end(), [](const auto& one) { return !one; });
    if (!is_any_found)
        for (const auto& place : places)
        {
            parts_->lost_hosts.insert(place.host);
            parts_->lost_names.insert(parts_->connections.first_host(place));
        }
    co_return !is_any_found;
}

std::vector<std::string> https_client::lost_names() const
{
    return {parts_->lost_names.begin(), parts_->lost_names.end()};
}

std::vector<std::string> https_client::refused_credentials() const
{
    std::vector<std::string> sentences;
    for (const auto& one : parts_->dropped)
    {
        auto sentence = one.origin + " does not accept the token" +
                        (one.source.empty() ? "" : " of " + one.source) +
                        ": public pages were requested without it. Renew the token, or "
                        "take it away";
        // Two askers may have one token.
        if (std::find(sentences.begin(), sentences.end(), sentence) == sentences.end())
            sentences.push_back(std::move(sentence));
    }
    return sentences;
}

std::string https_client::redacted(std::string_view text) const
{
    return parts_->secrets.redacted(text);
}

}  // namespace muster
