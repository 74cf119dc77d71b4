#include "https_client.hpp"

#include "client_parts.hpp"
#include "errand.hpp"

namespace asio = boost::asio;

namespace muster {

https_client::https_client(asio::any_io_executor executor, client_settings settings)
    : parts_(std::make_shared<client_parts>(std::move(executor), std::move(settings)))
{
}

https_client::~https_client() = default;

asio::awaitable<result<web_answer>> https_client::get(web_request request)
{
    errand one(parts_, std::move(request));
    auto answer = co_await one.run();
    co_return answer;
}

std::string https_client::redacted(std::string_view text) const
{
    return parts_->secrets.redacted(text);
}

}  // namespace muster
