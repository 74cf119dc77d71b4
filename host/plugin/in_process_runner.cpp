#include "in_process_runner.hpp"

#include "base/run_on_pool.hpp"
#include "source_table.hpp"

namespace asio = boost::asio;

namespace muster {

asio::awaitable<result<std::vector<std::string>>> in_process_runner::start(option_values options)
{
    std::function<result<std::vector<std::string>>()> work = [table = plugin_.table,
                                                              options = std::move(options)] {
        return call_start(*table, options);
    };
    auto begun = co_await run_on_pool(pool_, std::move(work));
    co_return begun;
}

asio::awaitable<result<page_reading>> in_process_runner::read_page(
    fetched_page page, option_values options, std::function<void()> meanwhile
)
{
    // Before the plugin reads: there is no other process to wait for, and the work is done either
    // way.
    if (meanwhile)
        meanwhile();

    std::function<result<page_reading>()> work =
        // Captured by value: a cancelled caller is gone while the plugin still reads.
        [table = plugin_.table, page = std::move(page), options = std::move(options)] {
            return call_read(*table, page, options);
        };
    auto read = co_await run_on_pool(pool_, std::move(work));
    co_return read;
}

}  // namespace muster
