#pragma once

#include "muster/failure.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace muster {

/// Reads the members of one object of a file that muster wrote, and keeps the first thing that is
/// wrong. A member that is absent or null leaves its target as it is.
class evidence_reader
{
public:
    evidence_reader(
        const boost::json::object& members, std::string where, std::optional<failure>& fault
    )
        : members_(&members), where_(std::move(where)), fault_(&fault)
    {
    }

    void read(std::string_view key, std::string& out) const
    {
        if (const auto* const value = find(key))
            take(key, value->if_string(), "text", [&out](const boost::json::string& text) {
                out = text;
            });
    }

    void read(std::string_view key, std::optional<std::string>& out) const
    {
        if (const auto* const value = find(key))
            take(key, value->if_string(), "text", [&out](const boost::json::string& text) {
                out = std::string(text);
            });
    }

    void read(std::string_view key, std::optional<std::uint64_t>& out) const
    {
        if (const auto* const value = find(key))
            out = whole(key, *value);
    }

    void read(std::string_view key, boost::json::object& out) const
    {
        if (const auto* const value = find(key))
            take(key, value->if_object(), "an object", [&out](const boost::json::object& object) {
                out = object;
            });
    }

    void read(std::string_view key, std::vector<std::string>& out) const
    {
        each(key, [&](const boost::json::value& element) {
            take(
                key,
                element.if_string(),
                "a list of texts",
                [&out](const boost::json::string& text) { out.emplace_back(text); }
            );
        });
    }

    template <class Enum>
    void read_word(std::string_view key, Enum last, Enum& out) const
    {
        std::string word;
        read(key, word);
        if (word.empty())
            return;
        for (int i = 0; i <= static_cast<int>(last); ++i)
            if (to_string(static_cast<Enum>(i)) == word)
            {
                out = static_cast<Enum>(i);
                return;
            }
        refuse(errc::bad_value, key, "is \"" + word + "\", which is not one of its words");
    }

    template <class Each>
    void each(std::string_view key, Each each_one) const
    {
        if (const auto* const value = find(key))
            take(key, value->if_array(), "a list", [&each_one](const boost::json::array& list) {
                for (const auto& element : list)
                    each_one(element);
            });
    }

    std::optional<evidence_reader>
    child(std::string_view key, const boost::json::value& value) const
    {
        if (const auto* const object = value.if_object())
            return evidence_reader(*object, where_ + '.' + std::string(key), *fault_);
        refuse(errc::wrong_shape, key, "is not an object");
        return {};
    }

    const boost::json::value* find(std::string_view key) const
    {
        const auto* const value = members_->if_contains(key);
        return value && !value->is_null() ? value : nullptr;
    }

    std::uint64_t whole(std::string_view key, const boost::json::value& value) const
    {
        boost::system::error_code ec;
        const auto number = value.to_number<std::uint64_t>(ec);
        if (!ec)
            return number;
        refuse(errc::bad_value, key, "is not a whole number");
        return 0;
    }

private:
    template <class T, class Take>
    void take(std::string_view key, const T* value, std::string_view kind, Take use) const
    {
        if (value)
            use(*value);
        else
            refuse(errc::wrong_shape, key, "is not " + std::string(kind));
    }

    void refuse(errc code, std::string_view key, const std::string& why) const
    {
        if (!*fault_)
            *fault_ = failure{code, where_ + '.' + std::string(key) + ' ' + why};
    }

    const boost::json::object* members_;
    std::string where_;
    std::optional<failure>* fault_;
};

}  // namespace muster
