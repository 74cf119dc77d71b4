#include "chunks_in_order.hpp"

#include "base/threaded_for.hpp"

#include <atomic>
#include <condition_variable>
#include <mutex>

namespace muster {

namespace {

/// Admits threads in the order of their part numbers. Threads begin parts in order, so that the
/// part that all wait for is always in the making: there is no deadlock.
class turns
{
public:
    bool has_ended() const noexcept { return has_ended_; }

    /// Calls use() when all lower numbers have had their turn, and not at all once the work has
    /// ended.
    template <class Use>
    void take(std::size_t number, Use use)
    {
        std::unique_lock lock(mutex_);
        moved_.wait(lock, [&] { return next_ == number || has_ended_; });
        if (has_ended_)
            return;
        // Under the lock: `use` must never run twice at once.
        const bool goes_on = use();
        next_ += 1;
        has_ended_ = !goes_on;
        moved_.notify_all();
    }

    void end()
    {
        const std::scoped_lock lock(mutex_);
        has_ended_ = true;
        moved_.notify_all();
    }

private:
    std::mutex mutex_ = {};
    std::condition_variable moved_ = {};
    std::size_t next_ = 0;
    std::atomic<bool> has_ended_ = false;
};

}  // namespace

bool write_in_order(
    const chunked_text& text, const std::function<bool(std::string_view)>& use, std::size_t threads
)
{
    turns all;
    on_cores(threads, text.count, [&](std::size_t number) {
        // Saves making parts that nobody will use.
        if (all.has_ended())
            return;
        try
        {
            // Made before its turn: parts are made at once, and only used one after the other.
            const auto part = text.make(number);
            all.take(number, [&] { return use(part); });
        }
        catch (...)
        {
            // Without this, threads with later parts would wait for this number for ever.
            all.end();
            throw;
        }
    });
    return !all.has_ended();
}

}  // namespace muster
