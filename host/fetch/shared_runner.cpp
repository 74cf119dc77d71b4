#include "shared_runner.hpp"

namespace asio = boost::asio;

namespace muster {

/// The plugin is this call's own as long as it lives.
class shared_runner::turn
{
public:
    explicit turn(shared_runner& all) : all_(all) { all_.is_taken_ = true; }
    turn(const turn&) = delete;
    turn& operator=(const turn&) = delete;
    ~turn()
    {
        all_.is_taken_ = false;
        all_.change_.ring();
    }

private:
    shared_runner& all_;
};

asio::awaitable<void> shared_runner::wait_until_free()
{
    // All who wait are woken in the order in which they came, and the first of them takes it.
    while (is_taken_)
        co_await change_.wait(moment::max());
}

asio::awaitable<result<std::vector<std::string>>> shared_runner::start(option_values options)
{
    co_await wait_until_free();
    const turn mine(*this);
    auto begun = co_await runner_.start(std::move(options));
    co_return begun;
}

asio::awaitable<result<page_reading>>
shared_runner::read_page(fetched_page page, option_values options, std::function<void()> meanwhile)
{
    co_await wait_until_free();
    const turn mine(*this);
    auto reading = runner_.read(std::move(page), std::move(options), std::move(meanwhile));
    auto read = co_await std::move(reading);
    co_return read;
}

}  // namespace muster
