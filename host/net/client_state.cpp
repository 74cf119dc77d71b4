#include "client_state.hpp"

#include "credentials.hpp"

#include <algorithm>
#include <stdexcept>

namespace muster {

namespace {

// A line break in a token would let it add headers of its own.
bool is_header_text(const std::string& text) noexcept
{
    return std::none_of(text.begin(), text.end(), [](unsigned char c) {
        return c < 0x20 || c == 0x7f;
    });
}

client_settings checked(client_settings settings)
{
    // Thrown, as the settings are the program's: whoever reads a token from outside checks it
    // there.
    for (const auto& each : settings.credentials)
        if (!is_header_text(each.header + each.value))
            throw std::invalid_argument(
                "a credential for " + each.origin + " holds characters that a header cannot"
            );
    return settings;
}

}  // namespace

client_state::client_state(boost::asio::any_io_executor on, client_settings with)
    // Settings come before what is made from them: members are made in the order of the header.
    : executor(std::move(on)), settings(checked(std::move(with))), secrets(secrets_of(settings)),
      tokens(tokens_of(settings), redactor::token_bytes_least), connections(executor, settings),
      pool(settings.times.idle), random(std::random_device()())
{
    if (!settings.cache_directory.empty())
        cache.emplace(settings.cache_directory, settings.cache_bytes_limit);
}

std::shared_ptr<rate_gate> client_state::rate_gate_of(const web_url& url)
{
    auto& found = gates[bucket_name(url)];
    if (!found)
        // Shared with its passes, which give their place back when they end.
        found = std::make_shared<rate_gate>(executor, settings.requests_at_once);
    return found;
}

void client_state::drop_credentials(const std::vector<credential>& refused)
{
    // By value, as several askers may have one token. The redactors keep it: what was sent once
    // must still never be printed.
    for (const auto& one : refused)
        for (auto& each : settings.credentials)
            if (each.origin == one.origin && each.value == one.value && !each.value.empty())
            {
                dropped.push_back(each);
                each.value.clear();
            }
}

double client_state::throw_dice() { return std::uniform_real_distribution<>()(random); }

}  // namespace muster
