#include "parts_ahead.hpp"

#include <algorithm>
#include <thread>

namespace muster {

parts_ahead::parts_ahead(const text_parts& text)
    : text_(text), wanted_(std::max<std::size_t>(1, std::thread::hardware_concurrency()))
{
    begin_more();
}

void parts_ahead::begin_more()
{
    // One part is not worth a thread.
    const auto how = text_.count > 1 ? std::launch::async : std::launch::deferred;
    for (; parts_.size() < wanted_ && begun_ < text_.count; ++begun_)
        parts_.push_back(std::async(how, text_.make, begun_));
}

std::optional<std::string> parts_ahead::next()
{
    if (parts_.empty())
        return {};
    auto part = parts_.front().get();
    parts_.pop_front();
    begin_more();
    return part;
}

}  // namespace muster
