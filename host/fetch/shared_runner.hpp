#pragma once

#include "base/async_event.hpp"
#include "plugin/source_runner.hpp"

#include <boost/asio/any_io_executor.hpp>

namespace muster {

/// One plugin for several fetches at once: a call waits until the one before it has ended. The
/// pages are downloaded meanwhile, which is what takes the time.
///
/// A call that is cancelled while it waits was never made. rest() does nothing: the plugin rests
/// when the last of the fetches has ended, which the owner of the runner knows. Belongs to one
/// thread.
class shared_runner final : public source_runner
{
public:
    /// The runner must outlive this.
    shared_runner(boost::asio::any_io_executor executor, source_runner& runner)
        : runner_(runner), change_(std::move(executor))
    {
    }

    boost::asio::awaitable<result<std::vector<std::string>>> start(option_values options) override;

private:
    class turn;

    boost::asio::awaitable<result<page_reading>>
    read_page(fetched_page page, option_values options, std::function<void()> meanwhile) override;
    boost::asio::awaitable<void> wait_until_free();

    source_runner& runner_;
    async_event change_;
    bool is_taken_ = false;
};

}  // namespace muster
