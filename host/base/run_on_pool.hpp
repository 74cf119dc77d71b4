#pragma once

#include "muster/failure.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <exception>
#include <functional>
#include <memory>
#include <optional>

namespace muster {

/// Runs blocking work on a thread of the pool while the coroutine waits, and rethrows what it
/// throws. When the coroutine is cancelled it continues at once, with unavailable. The work cannot
/// be interrupted and ends later: it must own everything it uses.
template <class T>
boost::asio::awaitable<result<T>>
run_on_pool(boost::asio::thread_pool& pool, std::function<result<T>()> work)
{
    struct shared_state
    {
        explicit shared_state(const boost::asio::any_io_executor& executor) : done(executor) {}

        boost::asio::steady_timer done;  // never expires; cancelled when there is an outcome
        std::optional<result<T>> outcome = {};
        std::exception_ptr thrown = {};
    };
    const auto executor = co_await boost::asio::this_coro::executor;
    const auto state = std::make_shared<shared_state>(executor);
    state->done.expires_at(boost::asio::steady_timer::time_point::max());

    boost::asio::post(pool, [state, executor, work = std::move(work)] {
        std::optional<result<T>> outcome;
        std::exception_ptr thrown;
        try
        {
            outcome.emplace(work());
        }
        catch (...)
        {
            thrown = std::current_exception();
        }
        // The outcome is stored on the coroutine's own thread, so that the state needs no lock.
        boost::asio::post(executor, [state, outcome = std::move(outcome), thrown]() mutable {
            state->outcome = std::move(outcome);
            state->thrown = thrown;
            state->done.cancel();
        });
    });

    constexpr auto no_throw = boost::asio::as_tuple(boost::asio::use_awaitable);
    // The timer's error says nothing: it is cancelled in both cases.
    [[maybe_unused]] const auto [ec] = co_await state->done.async_wait(no_throw);
    if (state->thrown)
        std::rethrow_exception(state->thrown);
    if (!state->outcome)
        co_return failure{errc::unavailable, "cancelled"};
    co_return std::move(*state->outcome);
}

}  // namespace muster
