#pragma once

#include "muster/member_marks.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

namespace muster {

/// The kind of a JSON value; numbers are told apart by whether a count can hold them.
enum class json_kind : std::uint8_t
{
    null,
    boolean,
    whole,   ///< a whole number from 0 to 2^64 - 1
    number,  ///< any other
    text,
    list,
    object,
};

/// One JSON value. The values of a row are an array in the order of the text: a list or an object
/// is followed by all that it contains.
struct json_node
{
    std::string_view key = {};   ///< of a member of an object
    std::string_view text = {};  ///< of a text
    double number = 0;           ///< of a number; 1 for true
    std::uint64_t whole = 0;     ///< of a whole number
    std::uint32_t inside = 0;    ///< number of nodes that it contains, at all depths
    json_kind kind = json_kind::null;
};

/// Reads the members of one object of a page in place, without a tree of values.
///
/// A member that is absent or null was not published, and reads as empty. So does a member of
/// another type, which is recorded as the row's first fault. Of members with the same name the last
/// counts. Refers to the nodes and their text, which must outlive it. Not thread-safe, as reads
/// record faults.
class row_view
{
public:
    /// Not an object: reads as one without members.
    row_view() = default;

    /// nodes: one value, followed by what it contains. marks: of its members, or null.
    explicit row_view(
        std::span<const json_node> nodes, const member_marks* marks = nullptr
    ) noexcept;

    std::string_view text(std::string_view key) noexcept;
    std::optional<std::uint64_t> count(std::string_view key) noexcept;
    std::optional<double> number(std::string_view key) noexcept;

    /// Appends the texts of a list; its other elements are skipped.
    void texts(std::string_view key, std::vector<std::string_view>& out);

    /// The same, but another element is a fault.
    void only_texts(std::string_view key, std::vector<std::string_view>& out);

    /// The members of an object of counts; another value is a fault.
    std::vector<std::pair<std::string_view, std::uint64_t>> counts(std::string_view key);

    /// The members of an object of texts; another value is a fault.
    std::vector<std::pair<std::string_view, std::string_view>> texts_by_name(std::string_view key);

    /// The elements of a list. Faults inside them are theirs, not this row's.
    std::vector<row_view> parts(std::string_view key);

    /// All members by name. Faults inside them are theirs, not this row's.
    std::vector<std::pair<std::string_view, row_view>> members() const;

    /// A text, or false for none: the form of the Hub's `gated`.
    std::string_view text_or_false(std::string_view key) noexcept;

    /// A text, or the first of a list of texts: licences are published in both forms.
    std::string_view first_text(std::string_view key) noexcept;

    /// An inner object, whose faults are its own; another value is a fault of this row.
    row_view object(std::string_view key) noexcept;

    /// The same, but another value reads as absent.
    row_view part(std::string_view key) const noexcept;

    /// Whether the member is true; another value is no fault.
    bool is_true(std::string_view key) const noexcept;

    /// Whether there is a member of this name, of any type but null.
    bool has(std::string_view key) const noexcept { return find(key) != nullptr; }

    /// Whether this is an object, possibly without members.
    bool is_object() const noexcept { return !nodes_.empty(); }

    /// Whether every member read so far was absent, null or of its type.
    bool ok() const noexcept { return fault_.empty(); }

    /// The key of the first member with a wrong type; "row" when the element is no object.
    std::string_view fault() const noexcept { return fault_; }

    /// What is wrong with it: "is not text".
    std::string_view trouble() const noexcept { return trouble_; }

private:
    const json_node* find(std::string_view key) const noexcept
    {
        const bool is_absent = nodes_.empty() || (marks_ && !marks_->may_hold(key));
        return is_absent ? nullptr : find_present(key);
    }
    const json_node* find_present(std::string_view key) const noexcept;

    /// What a list or an object holds; nothing, and a fault, where the member is of another kind.
    std::span<const json_node> inside(std::string_view key, json_kind kind) noexcept;
    void note(std::string_view key, std::string_view trouble) noexcept;

    std::span<const json_node> nodes_ = {};
    const member_marks* marks_ = nullptr;
    std::string_view fault_ = {};
    std::string_view trouble_ = {};
};

}  // namespace muster
