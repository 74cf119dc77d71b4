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

/// A built plugin, loaded in a worker, with the options and pages to call it with.
class plugin_under_test
{
public:
    plugin_under_test(const boost::asio::any_io_executor& executor, verify_request request);

    /// Must succeed before anything else is called. Fails as the plugin's loading does.
    boost::asio::awaitable<result<void>> load();

    const verify_request& request() const noexcept { return request_; }
    const descriptor& description() const noexcept { return description_; }

    /// The values the plugin gets: its defaults, replaced by those of the request.
    const option_values& options() const noexcept { return options_; }

    /// The sample pages, else made-up ones. Their URLs are the plugin's first one, and each has a
    /// next link, so that what the plugin follows can be judged.
    const std::vector<fetched_page>& pages() const noexcept { return pages_; }
    bool has_samples() const noexcept { return !request_.pages.empty(); }

    boost::asio::awaitable<result<std::vector<std::string>>> start();
    boost::asio::awaitable<result<std::vector<std::string>>> start_with(option_values options);
    boost::asio::awaitable<result<page_reading>> read(fetched_page page);

    /// Reads a body with the URL and media type of the first page.
    boost::asio::awaitable<result<page_reading>> read_body(std::string body);

    /// Whether one of these calls took longer than a worker may.
    bool hangs() const noexcept { return hangs_; }

    /// The same plugin in a fresh process.
    std::unique_ptr<worker_runner> another() const;

    /// A fresh process that also compares what only it can see: locale, rounding, environment (see
    /// worker_settings).
    std::unique_ptr<worker_runner> another_that_watches_itself() const;

    /// Whether the host would fetch this URL for the plugin; `page` is the URL that relative ones
    /// refer to.
    bool may_ask_for(std::string_view url, std::string_view page = {}) const;

    /// What the plugin is kept from, once it was loaded.
    std::string walls_text() const { return runner_ ? to_text(runner_->standing_walls()) : ""; }

private:
    template <class T>
    boost::asio::awaitable<result<T>> timed(boost::asio::awaitable<result<T>> call);
    void fill_options();
    void fill_pages(const result<std::vector<std::string>>& begun);

    verify_request request_;
    boost::asio::any_io_executor executor_;
    plugin_file file_ = {};
    std::unique_ptr<worker_runner> runner_ = {};
    descriptor description_ = {};
    option_values options_ = {};
    std::vector<fetched_page> pages_ = {};
    bool hangs_ = false;
};

}  // namespace muster
