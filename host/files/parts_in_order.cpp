#include "parts_in_order.hpp"

#include "on_all_cores.hpp"

#include <condition_variable>
#include <mutex>

namespace muster {

namespace {

/// Who may use a part now. Parts are begun in their order, so that the one that is waited for is
/// always being made.
class turns
{
public:
    /// Calls use() when all before had their turn; not at all when one of them failed.
    template <class Use>
    void take(std::size_t number, Use use)
    {
        std::unique_lock lock(mutex_);
        moved_.wait(lock, [&] { return next_ == number || has_failed_; });
        if (has_failed_)
            return;
        use();
        next_ += 1;
        moved_.notify_all();
    }

    void fail()
    {
        const std::scoped_lock lock(mutex_);
        has_failed_ = true;
        moved_.notify_all();
    }

private:
    std::mutex mutex_ = {};
    std::condition_variable moved_ = {};
    std::size_t next_ = 0;
    bool has_failed_ = false;
};

}  // namespace

void use_in_order(
    const text_parts& text, const std::function<void(std::string_view)>& use, std::size_t threads
)
{
    turns all;
    on_cores(threads, text.count, [&](std::size_t number) {
        try
        {
            const auto part = text.make(number);
            all.take(number, [&] { use(part); });
        }
        catch (...)
        {
            all.fail();
            throw;
        }
    });
}

}  // namespace muster
