#pragma once

#include "muster/failure.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace muster {

/// The rows of a page.
struct page_rows
{
    boost::json::array list = {};

    /// What stood around the list: the other members of the document. Empty for a bare list.
    boost::json::object envelope = {};
};

/// Parses a page and takes the list of rows on it: the document itself when that is a list, else
/// the member of the given name. An object with a member "error" instead is a failure that quotes
/// it.
///
/// Fails with not_json or wrong_shape.
result<page_rows> read_rows(std::string_view body, std::string_view member);

/// Reads the members of one published object.
///
/// A member that is absent or null was not published, and reads as empty. A member of another
/// type also reads as empty, and is remembered as the first fault of the row. Refers to the
/// element: keep that alive.
class row_reader
{
public:
    explicit row_reader(const boost::json::value& element) noexcept;
    explicit row_reader(const boost::json::object& members) noexcept : members_(&members) {}

    std::string_view text(std::string_view key) noexcept;
    std::optional<std::uint64_t> count(std::string_view key) noexcept;
    std::optional<double> number(std::string_view key) noexcept;
    const boost::json::array* list(std::string_view key) noexcept;
    const boost::json::object* object(std::string_view key) noexcept;

    /// The texts of a list; other elements of it are passed over.
    std::vector<std::string_view> texts(std::string_view key);

    /// Text, or the value false for none: how the Hub publishes `gated`.
    std::string_view text_or_false(std::string_view key) noexcept;

    /// The first text of a list, or the text itself: what is published as one or as many.
    std::string_view first_text(std::string_view key) noexcept;

    /// Whether every member read so far was absent, null or of its type.
    bool ok() const noexcept { return fault_.empty(); }

    /// The key of the first member with the wrong type; "row" when the element is no object.
    std::string_view fault() const noexcept { return fault_; }

private:
    const boost::json::value* find(std::string_view key) const noexcept;
    void note(std::string_view key) noexcept;

    const boost::json::object* members_;
    std::string_view fault_ = {};
};

}  // namespace muster
