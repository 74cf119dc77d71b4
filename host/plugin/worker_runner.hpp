#pragma once

#include "contract/descriptor.hpp"
#include "find_plugins.hpp"
#include "source_runner.hpp"
#include "wire/walls.hpp"
#include "worker_session.hpp"
#include "worker_settings.hpp"

#include <boost/asio/any_io_executor.hpp>

#include <memory>

namespace muster {

/// What a plugin said of itself when it was loaded.
struct plugin_introduction
{
    std::uint16_t abi_major = 0;  ///< of the contract it was built for
    std::uint16_t abi_minor = 0;
    descriptor description = {};
};

/// Calls a plugin in a process of its own.
///
/// A worker that had to be given up is ended, and the next call starts another. Lives on one
/// thread, that of the io_context behind the executor, which must outlive it.
class worker_runner final : public source_runner
{
public:
    worker_runner(
        boost::asio::any_io_executor executor, worker_settings settings, plugin_file file
    );
    ~worker_runner() override;

    /// Loads the plugin, if it is not, and asks what it is. Fails with what load_library fails
    /// with, and as the calls do.
    boost::asio::awaitable<result<plugin_introduction>> describe();

    boost::asio::awaitable<result<std::vector<std::string>>> start(option_values options) override;

    void rest() override { session_.reset(); }

    /// What the plugin was kept from when it was last loaded, or tried to be.
    const walls& standing_walls() const noexcept { return walls_; }

    /// Of the worker, as long as there is one; else -1.
    pid_t process_id() const noexcept { return session_ ? session_->process_id() : -1; }

private:
    class exchange;

    struct request
    {
        wire::frame_kind kind = wire::frame_kind::start;
        std::string head = {};
        std::string body = {};
        std::function<void()> meanwhile = {};  ///< called when it was sent
    };

    boost::asio::awaitable<result<page_reading>>
    read_page(fetched_page page, option_values options, std::function<void()> meanwhile) override;
    boost::asio::awaitable<result<void>> load();
    boost::asio::awaitable<result<void>> receive_walls();
    boost::asio::awaitable<result<void>> introduce();
    boost::asio::awaitable<result<page_reading>> ask(request asked);
    boost::asio::awaitable<result<page_reading>> receive_response();
    result<void> begin_session();
    failure out_of_memory() const;

    boost::asio::any_io_executor executor_;
    worker_settings settings_;
    plugin_file file_;
    std::shared_ptr<std::string> name_;  ///< what the log calls it
    worker_session::shared session_ = {};
    bool is_sound_ = false;  ///< no exchange is going on, and the last one ended as agreed
    walls walls_ = {};
    plugin_introduction introduction_ = {};
};

}  // namespace muster
