#include "ticker.hpp"

namespace muster {

struct ticker::state
{
    boost::asio::steady_timer timer;
    std::chrono::milliseconds interval;
    std::function<void()> call;
    // A wait that has expired already can no longer be cancelled: its handler sees this.
    bool is_over = false;

    static void wait(const std::shared_ptr<state>& self)
    {
        self->timer.expires_after(self->interval);
        self->timer.async_wait([self](boost::system::error_code ec) {
            if (ec || self->is_over)
                return;
            // The next wait begins after the call, so that calls which take long do not queue up.
            self->call();
            wait(self);
        });
    }
};

ticker::ticker(
    boost::asio::any_io_executor executor,
    std::chrono::milliseconds interval,
    std::function<void()> call
)
    : state_(new state{boost::asio::steady_timer(executor), interval, std::move(call)})
{
    state::wait(state_);
}

ticker::~ticker()
{
    state_->is_over = true;
    state_->timer.cancel();
}

}  // namespace muster
