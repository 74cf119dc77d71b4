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

/// The rows of a page, as values.
struct page_rows
{
    boost::json::array list = {};

    /// The other members of the document; empty for a bare list.
    boost::json::object envelope = {};
};

/// Parses a page and returns its list of rows: the document itself if that is a list, else the
/// member `member`.
///
/// Fails with not_json, or with wrong_shape when there is no list; an object with a member "error"
/// is a failure that quotes it.
result<page_rows> read_rows(std::string_view body, std::string_view member);

/// Reads the members of one published object.
///
/// A member that is absent or null was not published, and reads as empty. So does a member of
/// another type, which is recorded as the row's first fault. Refers to the element, which must
/// outlive it.
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

    /// The texts of a list; its other elements are skipped.
    std::vector<std::string_view> texts(std::string_view key);

    /// A text, or false for none: the form of the Hub's `gated`.
    std::string_view text_or_false(std::string_view key) noexcept;

    /// A text, or the first of a list of texts: licences are published in both forms.
    std::string_view first_text(std::string_view key) noexcept;

    /// Whether every member read so far was absent, null or of its type.
    bool ok() const noexcept { return fault_.empty(); }

    /// The key of the first member with a wrong type; "row" when the element is no object.
    std::string_view fault() const noexcept { return fault_; }

private:
    const boost::json::value* find(std::string_view key) const noexcept;
    void note(std::string_view key) noexcept;

    const boost::json::object* members_;
    std::string_view fault_ = {};
};

}  // namespace muster
