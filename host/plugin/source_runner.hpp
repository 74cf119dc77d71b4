#pragma once

#include "muster/failure.hpp"
#include "wire/page_reading.hpp"

#include <boost/asio/awaitable.hpp>

#include <functional>
#include <string>
#include <utility>
#include <vector>

namespace muster {

/// A plugin that can be asked, wherever its code runs. One call at a time.
///
/// Calls fail with wrong_shape when the page is not one of the source's, with unavailable when the
/// plugin failed, with crashed or timed_out when it had to be given up. They end soon after the
/// caller's coroutine is cancelled.
class source_runner
{
public:
    virtual ~source_runner() = default;

    /// The URLs to begin with.
    virtual boost::asio::awaitable<result<std::vector<std::string>>> start(option_values options
    ) = 0;

    /// What a page says. `meanwhile` is for work that does not wait, best done while another
    /// process reads: it is called once, at the latest when the plugin has the page, and not at all
    /// when the page cannot be given to it; may be empty.
    boost::asio::awaitable<result<page_reading>>
    read(fetched_page page, option_values options, std::function<void()> meanwhile = {})
    {
        return read_page(std::move(page), std::move(options), std::move(meanwhile));
    }

    /// Nothing more is asked for the time being: a process that it runs in ends, whatever the
    /// plugin still does there. The next call begins anew.
    virtual void rest() {}

private:
    virtual boost::asio::awaitable<result<page_reading>>
    read_page(fetched_page page, option_values options, std::function<void()> meanwhile) = 0;
};

}  // namespace muster
