#pragma once

#include <boost/json/monotonic_resource.hpp>
#include <boost/json/object.hpp>

#include <memory>

namespace muster {

/// A JSON object that nobody changes any more: copies share it, and it lies in one piece of memory.
class shared_object
{
public:
    /// An empty one.
    shared_object() = default;

    shared_object(const boost::json::object& members)  // NOLINT: an object is one, too
    {
        if (members.empty())
            return;
        auto whole = std::make_shared<const piece>(members);
        members_ = {whole, &whole->members};
    }

    const boost::json::object& members() const
    {
        static const boost::json::object none;
        return members_ ? *members_ : none;
    }
    operator const boost::json::object&() const { return members(); }  // NOLINT: as an object is
    bool empty() const noexcept { return !members_; }

private:
    struct piece
    {
        // Most configurations take less than that.
        static constexpr std::size_t bytes_expected = 2048;

        explicit piece(const boost::json::object& from)
            : memory(bytes_expected), members(from, &memory)
        {
        }

        boost::json::monotonic_resource memory;
        boost::json::object members;
    };

    std::shared_ptr<const boost::json::object> members_ = {};
};

}  // namespace muster
