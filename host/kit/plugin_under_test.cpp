#include "plugin_under_test.hpp"

#include <algorithm>

namespace asio = boost::asio;

namespace muster {

plugin_under_test::plugin_under_test(const asio::any_io_executor& executor, verify_request request)
    : request_(std::move(request)), executor_(executor)
{
}

asio::awaitable<result<void>> plugin_under_test::load()
{
    const auto opened = library_file::open(request_.file);
    if (opened.has_error())
        co_return opened.error();
    file_.path = request_.file;
    file_.identity = opened->identity();
    runner_ = another();
    auto introduced = co_await runner_->describe();
    if (introduced.has_error())
        co_return introduced.error();
    description_ = std::move(introduced->description);
    fill_options();
    co_return result<void>();
}

asio::awaitable<result<std::vector<std::string>>> plugin_under_test::start()
{
    return runner_->start(options_);
}

asio::awaitable<result<page_reading>> plugin_under_test::read(fetched_page page)
{
    return runner_->read(std::move(page), options_);
}

asio::awaitable<result<page_reading>> plugin_under_test::read_body(std::string body)
{
    fetched_page page;
    if (!request_.pages.empty())
        page = request_.pages.front();
    page.body = std::move(body);
    return read(std::move(page));
}

std::unique_ptr<worker_runner> plugin_under_test::another() const
{
    return std::make_unique<worker_runner>(executor_, request_.workers, file_);
}

bool plugin_under_test::may_ask_for(std::string_view url) const
{
    const auto& origins = description_.origins;
    const auto origin = origin_of(url);
    if (url.starts_with("file:") ||
        std::find(origins.begin(), origins.end(), origin) != origins.end())
        return true;
    return std::any_of(
        description_.options.begin(),
        description_.options.end(),
        [&](const option_spec& option) {
            return (option.type == option_type::url && origin_of(value_of(option)) == origin) ||
                   (option.type == option_type::path && value_of(option) == url);
        }
    );
}

void plugin_under_test::fill_options()
{
    for (const auto& option : description_.options)
    {
        if (option.type == option_type::secret)
            continue;
        std::string value = option.default_value.value_or("");
        for (const auto& [name, given] : request_.options)
            if (name == option.name)
                value = given;
        options_.emplace_back(option.name, std::move(value));
    }
}

std::string_view plugin_under_test::value_of(const option_spec& option) const
{
    for (const auto& [name, value] : options_)
        if (name == option.name)
            return value;
    return {};
}

}  // namespace muster
