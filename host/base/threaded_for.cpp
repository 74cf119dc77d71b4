#include "threaded_for.hpp"

#include <algorithm>
#include <atomic>
#include <exception>
#include <future>
#include <system_error>
#include <thread>
#include <vector>

namespace muster {

void threaded_for(std::size_t count, const std::function<void(std::size_t)>& work)
{
    on_cores(0, count, work);
}

void on_cores(std::size_t threads, std::size_t count, const std::function<void(std::size_t)>& work)
{
    std::atomic<std::size_t> next = 0;
    const auto work_on = [&] {
        try
        {
            // A shared counter rather than equal shares: pieces take different times.
            for (auto i = next++; i < count; i = next++)
                work(i);
        }
        catch (...)
        {
            // Ends the loops of the other threads after their present piece.
            next = count;
            throw;
        }
    };
    if (threads == 0)
        threads = std::max(1U, std::thread::hardware_concurrency());
    std::vector<std::future<void>> shares;
    shares.push_back(std::async(std::launch::deferred, work_on));  // runs here, in get()
    try
    {
        for (std::size_t i = 1; i < std::min(threads, count); ++i)
            shares.push_back(std::async(std::launch::async, work_on));
    }
    catch (const std::system_error&)
    {
        // The system gives no more threads: those that were started do all of the work.
    }
    // All are waited for before anything is thrown: they use locals of this function and its
    // caller.
    std::exception_ptr thrown;
    for (auto& share : shares)
        try
        {
            share.get();
        }
        catch (...)
        {
            if (!thrown)
                thrown = std::current_exception();
        }
    if (thrown)
        std::rethrow_exception(thrown);
}

std::function<void(std::size_t count, const std::function<void(std::size_t)>& work)>
threaded_for_until(const interruption& stop)
{
    return [&stop](std::size_t count, const std::function<void(std::size_t)>& work) {
        threaded_for(count, [&](std::size_t piece) {
            throw_if_requested(stop);
            work(piece);
        });
    };
}

}  // namespace muster
