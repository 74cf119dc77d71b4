#pragma once

#include "load_library.hpp"
#include "source_runner.hpp"

#include <boost/asio/thread_pool.hpp>

namespace muster {

/// Calls a plugin on a thread of this process: for debugging, and no protection at all.
///
/// A call that is cancelled is left to itself: the plugin goes on until it returns, and what it
/// says then is dropped.
class in_process_runner final : public source_runner
{
public:
    /// The pool must outlive the runner.
    in_process_runner(loaded_plugin plugin, boost::asio::thread_pool& pool)
        : plugin_(std::move(plugin)), pool_(pool)
    {
    }

    boost::asio::awaitable<result<std::vector<std::string>>> start(option_values options) override;

private:
    boost::asio::awaitable<result<page_reading>>
    read_page(fetched_page page, option_values options, std::function<void()> meanwhile) override;

    loaded_plugin plugin_;
    boost::asio::thread_pool& pool_;
};

}  // namespace muster
