#include "in_process_runner.hpp"

#include "source_table.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace asio = boost::asio;

namespace muster {

asio::awaitable<result<std::vector<std::string>>> in_process_runner::start(option_values options)
{
    auto work = start_here(std::move(options));
    auto begun =
        co_await asio::co_spawn(pool_.get_executor(), std::move(work), asio::use_awaitable);
    co_return begun;
}

asio::awaitable<result<page_reading>>
in_process_runner::read(fetched_page page, option_values options)
{
    auto work = read_here(std::move(page), std::move(options));
    auto read = co_await asio::co_spawn(pool_.get_executor(), std::move(work), asio::use_awaitable);
    co_return read;
}

asio::awaitable<result<std::vector<std::string>>>
in_process_runner::start_here(option_values options)
{
    co_return call_start(*plugin_.table, options);
}

asio::awaitable<result<page_reading>>
in_process_runner::read_here(fetched_page page, option_values options)
{
    co_return call_read(*plugin_.table, page, options);
}

}  // namespace muster
