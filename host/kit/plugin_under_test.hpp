#pragma once

#include "contract/descriptor.hpp"
#include "plugin/worker_runner.hpp"
#include "verify_plugin.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace muster {

/// A built plugin in a worker, and what it takes to put questions to it.
class plugin_under_test
{
public:
    plugin_under_test(const boost::asio::any_io_executor& executor, verify_request request);

    /// To be done first; fails as the plugin fails to load.
    boost::asio::awaitable<result<void>> load();

    const verify_request& request() const noexcept { return request_; }
    const descriptor& description() const noexcept { return description_; }

    /// What is given to it: the defaults, and what was asked for in their place.
    const option_values& options() const noexcept { return options_; }

    /// The sample pages, or in their absence made-up ones. They come from where the plugin begins,
    /// and lead to a next one.
    const std::vector<fetched_page>& pages() const noexcept { return pages_; }
    bool has_samples() const noexcept { return !request_.pages.empty(); }

    boost::asio::awaitable<result<std::vector<std::string>>> start();
    boost::asio::awaitable<result<std::vector<std::string>>> start_with(option_values options);
    boost::asio::awaitable<result<page_reading>> read(fetched_page page);

    /// Reads a body that comes as the first page does.
    boost::asio::awaitable<result<page_reading>> read_body(std::string body);

    /// The same plugin in a process of its own that has read nothing.
    std::unique_ptr<worker_runner> another() const;

    /// One that fails where it changed what only itself can see (worker_settings).
    std::unique_ptr<worker_runner> another_that_watches_itself() const;

    /// Whether the host would ask there for it; `page` is where that was said, for what is
    /// relative.
    bool may_ask_for(std::string_view url, std::string_view page = {}) const;

private:
    void fill_options();
    void fill_pages(const result<std::vector<std::string>>& begun);

    verify_request request_;
    boost::asio::any_io_executor executor_;
    plugin_file file_ = {};
    std::unique_ptr<worker_runner> runner_ = {};
    descriptor description_ = {};
    option_values options_ = {};
    std::vector<fetched_page> pages_ = {};
};

}  // namespace muster
