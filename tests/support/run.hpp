#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

#include <exception>
#include <optional>

namespace muster::test {

/// Runs one coroutine on a context of its own thread, and gives what it returns.
template <class T>
T run(boost::asio::io_context& context, boost::asio::awaitable<T> work)
{
    std::optional<T> outcome;
    std::exception_ptr thrown;
    boost::asio::co_spawn(context, std::move(work), [&](std::exception_ptr error, T value) {
        thrown = error;
        if (!error)
            outcome.emplace(std::move(value));
    });
    context.restart();
    context.run();
    if (thrown)
        std::rethrow_exception(thrown);
    return std::move(*outcome);
}

}  // namespace muster::test
