#include "support/serving.hpp"

#include <sys/socket.h>

namespace muster::test {

void script::expect(const std::string& target, served one)
{
    const std::lock_guard lock(mutex_);
    expected_[target].push_back(std::move(one));
}

void script::route(const std::string& target, served one)
{
    const std::lock_guard lock(mutex_);
    routes_[target] = std::move(one);
}

void script::route_by(std::function<std::optional<served>(const seen_request&)> rule)
{
    const std::lock_guard lock(mutex_);
    rule_ = std::move(rule);
}

served script::choose(seen_request request)
{
    const std::lock_guard lock(mutex_);
    seen_.push_back(request);
    auto& waiting = expected_[request.target];
    if (!waiting.empty())
    {
        auto next = std::move(waiting.front());
        waiting.pop_front();
        return next;
    }
    if (const auto found = routes_.find(request.target); found != routes_.end())
        return found->second;
    if (rule_)
        if (auto made = rule_(request))
            return *std::move(made);
    unexpected_.push_back(request.method + " " + request.target);
    return refusal(599);
}

void script::pause(std::chrono::milliseconds time)
{
    std::unique_lock lock(mutex_);
    stopping_.wait_for(lock, time, [this] { return stopped_; });
}

bool script::open(unsigned number, int descriptor)
{
    const std::lock_guard lock(mutex_);
    ++connections_;
    open_[number] = descriptor;
    return !stopped_;
}

void script::close(unsigned number)
{
    const std::lock_guard lock(mutex_);
    open_.erase(number);
}

void script::stop()
{
    const std::lock_guard lock(mutex_);
    stopped_ = true;
    stopping_.notify_all();
    for (const auto& [number, descriptor] : open_)
        ::shutdown(descriptor, SHUT_RDWR);
}

std::vector<seen_request> script::seen() const
{
    const std::lock_guard lock(mutex_);
    return seen_;
}

std::vector<std::string> script::unexpected() const
{
    const std::lock_guard lock(mutex_);
    return unexpected_;
}

std::vector<std::string> script::unmet() const
{
    const std::lock_guard lock(mutex_);
    std::vector<std::string> targets;
    for (const auto& [target, waiting] : expected_)
        if (!waiting.empty())
            targets.push_back(target);
    return targets;
}

unsigned script::connections() const
{
    const std::lock_guard lock(mutex_);
    return connections_;
}

void script::forgive()
{
    const std::lock_guard lock(mutex_);
    unexpected_.clear();
    expected_.clear();
}

}  // namespace muster::test
