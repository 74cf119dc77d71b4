#pragma once

#include "long_list.hpp"
#include "muster/failure.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace muster {

/// Reads one object of a file that muster itself or its user wrote: strictly, with the place of
/// the first fault. (Rows that others publish are read with row_view.)
///
/// Absent members read as empty; members of another type are a fault. Refers to the value.
class member_reader
{
public:
    /// place is what messages begin with: "catalog.json: [3]".
    member_reader(const boost::json::value& value, std::string place);
    member_reader(const boost::json::object& members, std::string place);
    member_reader(boost::json::value&&, std::string) = delete;  // it would not live long enough

    std::optional<std::string> text(std::string_view key);

    /// The same, in the memory of the value.
    std::optional<std::string_view> text_view(std::string_view key);

    std::optional<double> number(std::string_view key);
    std::optional<std::uint64_t> count(std::string_view key);
    std::optional<bool> yes_no(std::string_view key);
    std::vector<std::string> texts(std::string_view key);
    const boost::json::array* list(std::string_view key);
    const boost::json::object* object(std::string_view key);

    /// All of them; null where it is no object.
    const boost::json::object* members() const noexcept { return members_; }

    using read_one = std::function<void(member_reader&)>;

    /// Reads an inner object, if there is one. Its first fault becomes one of this object.
    void inside(std::string_view key, const read_one& read);

    /// Reads the objects of a list up to the first fault: "file.json: [3].rules[0]".
    void each(std::string_view key, const read_one& read);

    /// text(), number() or count(), as the type asks for.
    void read(std::string_view key, std::optional<std::string>& into) { into = text(key); }
    void read(std::string_view key, std::optional<double>& into) { into = number(key); }
    void read(std::string_view key, std::optional<std::uint64_t>& into) { into = count(key); }
    void read(std::string_view key, std::optional<bool>& into) { into = yes_no(key); }

    /// As text(), and a fault when it is absent or empty.
    std::string required_text(std::string_view key);

    /// A fault for every member that is not named here.
    void allow_only(
        std::initializer_list<std::string_view> keys, std::span<const std::string_view> more = {}
    );

    void fault(std::string_view key, std::string_view what);

    /// Of the object itself.
    void fault(std::string_view what);

    /// Empty as long as nothing is wrong.
    const std::string& first_fault() const noexcept { return fault_; }
    failure to_failure() const { return {errc::wrong_shape, fault_}; }
    bool ok() const noexcept { return fault_.empty(); }

private:
    std::string place_of(std::string_view key) const;
    void read_inside(std::string_view key, const boost::json::value& value, const read_one& read);
    const boost::json::value* find(std::string_view key) const noexcept;

    const boost::json::object* members_;
    std::string place_;
    std::string fault_ = {};
};

/// Reads a file that holds a JSON list, element by element; stops at the first fault. The list.
result<boost::json::array> read_checked_list(
    std::string_view text,
    std::string_view file_name,
    const std::function<result<void>(member_reader&)>& read_one
);

/// The same of a list that memory should not hold at once. The elements before a fault were read.
result<void>
read_list(const long_list& list, const std::function<result<void>(member_reader&)>& read_one);

/// The same of a text.
result<void> read_list(
    std::string_view text,
    std::string_view file_name,
    const std::function<result<void>(member_reader&)>& read_one
);

}  // namespace muster
