#include "resolver.hpp"

#include "base/async_event.hpp"

#include <boost/asio/post.hpp>

#include <algorithm>
#include <mutex>
#include <optional>
#include <system_error>
#include <thread>
#include <utility>

namespace asio = boost::asio;

namespace muster {

using answer_type = boost::system::result<addresses>;

// One name: a look-up that runs, or its result until it expires.
struct resolver::entry
{
    explicit entry(const asio::any_io_executor& executor) : done(executor) {}

    bool is_pending() const noexcept { return !answer.has_value(); }
    // A look-up that runs already is joined, however old it is: a second one would hang as well.
    bool is_good_for_now() const noexcept
    {
        return is_pending() || std::chrono::steady_clock::now() < expires;
    }
    void complete(answer_type&& found)
    {
        const auto now = std::chrono::steady_clock::now();
        expires = now + (found ? found_names_are_kept : failed_names_are_kept);
        answer = std::move(found);
        done.ring();
    }

    std::optional<answer_type> answer = {};
    moment expires = {};
    async_event done;
};

// Where the threads put their results. It outlives the resolver, since a thread may still be inside
// getaddrinfo; close() makes late results go nowhere, as the executor's context may be gone too.
class resolver::mailbox
{
public:
    explicit mailbox(asio::any_io_executor executor) : executor_(std::move(executor)) {}

    void deliver(std::weak_ptr<entry> name, answer_type found)
    {
        const std::lock_guard lock(mutex_);
        if (!executor_)
            return;
        // Posting under the lock keeps the executor alive: close() waits for it.
        asio::post(*executor_, [name = std::move(name), found = std::move(found)]() mutable {
            // Runs on the context's thread, so that entries need no lock.
            if (const auto waiting = name.lock())
                waiting->complete(std::move(found));
        });
    }

    void close()
    {
        const std::lock_guard lock(mutex_);
        executor_.reset();
    }

private:
    std::mutex mutex_;
    std::optional<asio::any_io_executor> executor_;
};

resolver::resolver(asio::any_io_executor executor, name_lookup look_up)
    : executor_(std::move(executor)), look_up_(std::move(look_up)),
      mailbox_(std::make_shared<mailbox>(executor_))
{
}

resolver::~resolver() { mailbox_->close(); }

bool resolver::start(const std::string& host, const std::shared_ptr<entry>& name)
{
    // Counts rather than keeps a counter: the map holds a handful of hosts.
    const auto pending = std::count_if(names_.begin(), names_.end(), [](const auto& each) {
        return each.second->is_pending();
    });
    if (static_cast<std::size_t>(pending) >= lookups_limit)
        return false;
    try
    {
        // Weak: a thread that hangs must not keep the entry, whose event belongs to the context.
        const std::weak_ptr<entry> waiting = name;
        std::thread([box = mailbox_, look_up = look_up_, host, waiting] {
            box->deliver(waiting, look_up(host));
            // Detached: joining would wait for a name service that does not answer.
        }).detach();
    }
    catch (const std::system_error&)
    {
        return false;  // no more threads
    }
    return true;
}

std::shared_ptr<resolver::entry> resolver::find_or_start(const std::string& host)
{
    const auto known = names_.find(host);
    if (known != names_.end() && known->second->is_good_for_now())
        return known->second;
    auto name = std::make_shared<entry>(executor_);
    // Not kept in the map: whoever asks next may find a thread free.
    if (!start(host, name))
        return nullptr;
    names_[host] = name;
    return name;
}

asio::awaitable<net_result<addresses>> resolver::resolve(std::string host, moment deadline)
{
    boost::system::error_code not_literal;
    // An address written as text needs no look-up, and must not wait behind those that hang.
    const auto literal = asio::ip::make_address(host, not_literal);
    if (!not_literal)
        co_return addresses(1, literal);

    const auto name = find_or_start(host);
    if (!name)
        co_return make_net_error(net_error_kind::name, "too many name look-ups are pending");
    if (name->is_pending())
        co_await name->done.wait(deadline);
    if (name->is_pending())
        co_return make_net_error(
            net_error_kind::name, "the name " + host + " could not be looked up in time"
        );
    if (!*name->answer || (*name->answer)->empty())
        co_return make_net_error(net_error_kind::name, "no address for the name " + host);
    co_return **name->answer;
}

}  // namespace muster
