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

/// One JSON value among those of a row, which stand one after the other: a list or an object is
/// followed by what it holds.
struct json_node
{
    std::string_view key = {};   ///< of a member of an object
    std::string_view text = {};  ///< of a text
    double number = 0;           ///< of a number; 1 for true
    std::uint64_t whole = 0;     ///< of a whole number
    std::uint32_t inside = 0;    ///< how many nodes it holds, at all depths
    json_kind kind = json_kind::null;
};

/// Reads the members of one published object, as row_reader does, without a tree of values.
///
/// A member that is absent or null was not published, and reads as empty. A member of another
/// type also reads as empty, and is remembered as the first fault of the row. Of members with one
/// name the last counts. Refers to the nodes and their text.
class row_view
{
public:
    /// An object without members.
    row_view() = default;

    /// nodes: those of one value, and it first. marks: of its members, if they were marked.
    explicit row_view(
        std::span<const json_node> nodes, const member_marks* marks = nullptr
    ) noexcept;

    std::string_view text(std::string_view key) noexcept;
    std::optional<std::uint64_t> count(std::string_view key) noexcept;
    std::optional<double> number(std::string_view key) noexcept;

    /// Appends the texts of a list; other elements of it are passed over.
    void texts(std::string_view key, std::vector<std::string_view>& out);

    /// The same, where another element is a fault.
    void only_texts(std::string_view key, std::vector<std::string_view>& out);

    /// The members of an object that are whole numbers; another one is a fault.
    std::vector<std::pair<std::string_view, std::uint64_t>> counts(std::string_view key);

    /// The members of an object that are text; another one is a fault.
    std::vector<std::pair<std::string_view, std::string_view>> texts_by_name(std::string_view key);

    /// The elements of a list, each with faults of its own.
    std::vector<row_view> parts(std::string_view key);

    /// Text, or the value false for none: how the Hub publishes `gated`.
    std::string_view text_or_false(std::string_view key) noexcept;

    /// The first text of a list, or the text itself: what is published as one or as many.
    std::string_view first_text(std::string_view key) noexcept;

    /// An object inside, with faults of its own; one without members where there is none.
    row_view part(std::string_view key) const noexcept;

    /// Whether every member read so far was absent, null or of its type.
    bool ok() const noexcept { return fault_.empty(); }

    /// The key of the first member with the wrong type; "row" when the element is no object.
    std::string_view fault() const noexcept { return fault_; }

    /// What is wrong with that: "is not text".
    std::string_view trouble() const noexcept { return trouble_; }

private:
    const json_node* find(std::string_view key) const noexcept
    {
        const bool is_absent = nodes_.empty() || (marks_ && !marks_->may_hold(key));
        return is_absent ? nullptr : find_there(key);
    }
    const json_node* find_there(std::string_view key) const noexcept;
    std::span<const json_node> inside(const json_node& node) const noexcept;
    void note(std::string_view key, std::string_view trouble) noexcept;

    std::span<const json_node> nodes_ = {};
    const member_marks* marks_ = nullptr;
    std::string_view fault_ = {};
    std::string_view trouble_ = {};
};

}  // namespace muster
