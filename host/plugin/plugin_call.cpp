#include "plugin_call.hpp"

#include "base/plain_text.hpp"
#include "wire/batch_view.hpp"

#include <exception>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

namespace muster {

namespace {

// What tells a plugin that delivers in a loop to stop; 0 would ask for more.
constexpr std::int32_t enough = 1;

/// What a plugin's sink leads to. It outlives the calls: a plugin may keep the pointer, and is
/// found out when it uses it.
class sink_target
{
public:
    const muster_sink& open(batch_taker& taker)
    {
        const std::scoped_lock lock(guard_);
        taker_ = &taker;
        // Plugins are single-threaded by contract; another thread's call would race with this
        // one's.
        caller_ = std::this_thread::get_id();
        sentence_.clear();
        failure_.reset();
        thrown_ = nullptr;
        return sink_;
    }

    result<void> close(std::int32_t status)
    {
        const std::scoped_lock lock(guard_);
        taker_ = nullptr;
        caller_ = {};
        // First: a bug of the host's own code goes before whatever the plugin made of it.
        if (thrown_)
            std::rethrow_exception(std::exchange(thrown_, nullptr));
        if (const auto violations = std::exchange(violations_, 0U))
            return failure{
                errc::crashed,
                "contract-violation: used its sink outside the call (" +
                    std::to_string(violations) + " times)"};
        if (failure_)
            return *failure_;
        return said(status);
    }

    void note_thrown(std::string_view what)
    {
        const std::scoped_lock lock(guard_);
        sentence_ = what.empty() ? "threw something without a text" : what;
    }

private:
    result<void> said(std::int32_t status)
    {
        if (status == MUSTER_OK && sentence_.empty())
            return {};
        // A status without a sentence breaks the contract, but the reader needs some word.
        if (sentence_.empty())
            sentence_ = "failed without saying why (status " + std::to_string(status) + ')';
        // The page is at fault, and the source may be asked again tomorrow; otherwise the plugin
        // is.
        const auto code = status == MUSTER_BAD_PAGE ? errc::wrong_shape : errc::unavailable;
        return failure{code, plain_text(sentence_)};
    }

    std::int32_t take(const muster_batch* batch)
    {
        const std::scoped_lock lock(guard_);
        if (caller_ != std::this_thread::get_id())
        {
            violations_ += 1;
            return enough;
        }
        // A plugin that goes on after it was told to stop delivers to nobody.
        if (failure_ || thrown_)
            return enough;
        auto taken = batch ? taker_->take(*batch)
                           : result<void>(failure{errc::unavailable, "delivered no batch"});
        if (taken.has_error())
            failure_ = std::move(taken).error();
        return failure_ ? enough : 0;
    }

    void hear(muster_text sentence)
    {
        const std::scoped_lock lock(guard_);
        if (caller_ == std::this_thread::get_id())
            // One more than the limit, so that plain_text() marks it as cut.
            sentence_ = view(sentence).substr(0, sentence_bytes_limit + 1);
        else
            violations_ += 1;
    }

    // Nothing may be thrown through the plugin: what goes wrong here is kept for after the call.
    static std::int32_t deliver(void* context, const muster_batch* batch) noexcept
    {
        auto& self = *static_cast<sink_target*>(context);
        try
        {
            return self.take(batch);
        }
        catch (...)
        {
            self.thrown_ = std::current_exception();
            return enough;
        }
    }

    static void fail(void* context, muster_text sentence) noexcept
    {
        auto& self = *static_cast<sink_target*>(context);
        try
        {
            self.hear(sentence);
        }
        catch (...)
        {
            self.thrown_ = std::current_exception();
        }
    }

    const muster_sink sink_ = {
        sizeof(muster_sink), 0, this, &sink_target::deliver, &sink_target::fail};
    std::mutex guard_ = {};
    batch_taker* taker_ = nullptr;
    std::thread::id caller_ = {};  ///< no thread between calls
    unsigned violations_ = 0;
    std::string sentence_ = {};
    std::optional<failure> failure_ = {};
    std::exception_ptr thrown_ = {};
};

// Never given back, as the libraries themselves.
sink_target& target_for(const muster_source_table& table)
{
    // A plugin may call back in a destructor of a static object, after ours would be gone.
    static auto* const guard = new std::mutex;
    static auto* const targets =
        new std::map<const muster_source_table*, std::unique_ptr<sink_target>>;
    const std::scoped_lock lock(*guard);
    auto& target = (*targets)[&table];
    if (!target)
        target = std::make_unique<sink_target>();
    return *target;
}

}  // namespace

result<void>
call_plugin(const muster_source_table& table, batch_taker& taker, const plugin_entry& entry)
{
    auto& target = target_for(table);
    // For an entry that throws: nothing was returned.
    std::int32_t status = MUSTER_FAULT;
    const auto& sink = target.open(taker);
    try
    {
        status = entry(sink);
    }
    // The shim of the contract catches everything; a table written by hand need not.
    catch (const std::exception& thrown)
    {
        target.note_thrown(thrown.what());
    }
    catch (...)
    {
        target.note_thrown("threw something that is not a std::exception");
    }
    return target.close(status);
}

}  // namespace muster
