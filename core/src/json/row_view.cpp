#include "muster/row_view.hpp"

#include <cmath>

namespace muster {

namespace {

constexpr double count_limit = 18446744073709551616.0;  // 2^64

std::optional<std::uint64_t> whole_number(const json_node& node) noexcept
{
    if (node.kind == json_kind::whole)
        return node.whole;
    // Some services write 7000000.0: as long as it is whole it is a count.
    if (node.kind == json_kind::number && node.number >= 0 && node.number < count_limit &&
        std::trunc(node.number) == node.number)
        return static_cast<std::uint64_t>(node.number);
    return {};
}

// Most keys differ in their length or in their first letter.
bool is_key(const json_node& member, std::string_view key) noexcept
{
    return member.key.size() == key.size() &&
           (key.empty() || (member.key.front() == key.front() && member.key == key));
}

// A value and what it holds.
std::span<const json_node> with_inside(const json_node& node) noexcept
{
    return {&node, std::size_t{1} + node.inside};
}

std::span<const json_node> inside_of(const json_node& node) noexcept
{
    return with_inside(node).subspan(1);
}

// The values that stand directly in a list or an object.
template <class Visit>
void for_each_child(std::span<const json_node> inside, Visit visit)
{
    // A step past everything that the value holds.
    for (std::size_t at = 0; at < inside.size(); at += with_inside(inside[at]).size())
        visit(inside[at]);
}

}  // namespace

row_view::row_view(std::span<const json_node> nodes, const member_marks* marks) noexcept
    // Marks of a row with very many members are incomplete, and then not used.
    : nodes_(nodes), marks_(marks && marks->is_complete() ? marks : nullptr)
{
    if (nodes.empty() || nodes.front().kind != json_kind::object)
    {
        nodes_ = {};
        note("row", "is not an object");
    }
}

std::string_view row_view::text(std::string_view key) noexcept
{
    const auto* member = find(key);
    if (!member)
        return {};
    if (member->kind == json_kind::text)
        return member->text;
    note(key, "is not text");
    return {};
}

std::string_view row_view::text_or_false(std::string_view key) noexcept
{
    const auto* member = find(key);
    // Hub: "gated" is false where there is no gate, else a word.
    const bool is_false = member && member->kind == json_kind::boolean && member->number == 0;
    return !member || is_false ? std::string_view{} : text(key);
}

std::string_view row_view::first_text(std::string_view key) noexcept
{
    const auto* member = find(key);
    if (!member || member->kind != json_kind::list)
        return text(key);
    const auto elements = inside_of(*member);
    // An odd first element is as good as none: authors write cards.
    return !elements.empty() && elements.front().kind == json_kind::text ? elements.front().text
                                                                         : std::string_view{};
}

// Room for all of them is made first, and given back: most elements are texts.
void row_view::texts(std::string_view key, std::vector<std::string_view>& out)
{
    const auto elements = inside(key, json_kind::list);
    // What the caller has in the list stays.
    const auto begin = out.size();
    out.resize(begin + elements.size());
    auto next = out.begin() + static_cast<long>(begin);
    for_each_child(elements, [&next](const json_node& element) {
        *next = element.text;
        next += element.kind == json_kind::text ? 1 : 0;
    });
    out.erase(next, out.end());
}

void row_view::only_texts(std::string_view key, std::vector<std::string_view>& out)
{
    for_each_child(inside(key, json_kind::list), [&](const json_node& element) {
        if (element.kind == json_kind::text)
            out.push_back(element.text);
        else
            note(key, "holds something that is not text");
    });
}

std::vector<std::pair<std::string_view, std::uint64_t>> row_view::counts(std::string_view key)
{
    std::vector<std::pair<std::string_view, std::uint64_t>> found;
    for_each_child(inside(key, json_kind::object), [&](const json_node& one) {
        if (const auto count = whole_number(one))
            found.emplace_back(one.key, *count);
        else
            note(key, "holds something that is not a whole number");
    });
    return found;
}

std::vector<std::pair<std::string_view, std::string_view>>
row_view::texts_by_name(std::string_view key)
{
    std::vector<std::pair<std::string_view, std::string_view>> found;
    for_each_child(inside(key, json_kind::object), [&](const json_node& one) {
        if (one.kind == json_kind::text)
            found.emplace_back(one.key, one.text);
        else
            note(key, "holds something that is not text");
    });
    return found;
}

std::vector<row_view> row_view::parts(std::string_view key)
{
    std::vector<row_view> found;
    for_each_child(inside(key, json_kind::list), [&found](const json_node& one) {
        // What is no object makes a view that says so.
        found.emplace_back(with_inside(one));
    });
    return found;
}

std::vector<std::pair<std::string_view, row_view>> row_view::members() const
{
    std::vector<std::pair<std::string_view, row_view>> found;
    if (is_object())
        for_each_child(nodes_.subspan(1), [&found](const json_node& one) {
            found.emplace_back(one.key, row_view(with_inside(one)));
        });
    return found;
}

std::optional<std::uint64_t> row_view::count(std::string_view key) noexcept
{
    const auto* member = find(key);
    if (!member)
        return {};
    const auto number = whole_number(*member);
    if (!number)
        note(key, "is not a whole number");
    return number;
}

std::optional<double> row_view::number(std::string_view key) noexcept
{
    const auto* member = find(key);
    if (!member)
        return {};
    if (member->kind == json_kind::whole)
        return static_cast<double>(member->whole);
    if (member->kind == json_kind::number && std::isfinite(member->number))
        return member->number;
    note(key, "is not a number");
    return {};
}

row_view row_view::object(std::string_view key) noexcept
{
    inside(key, json_kind::object);  // for the fault
    return part(key);
}

row_view row_view::part(std::string_view key) const noexcept
{
    const auto* member = find(key);
    const bool is_object = member && member->kind == json_kind::object;
    return is_object ? row_view(with_inside(*member)) : row_view();
}

bool row_view::is_true(std::string_view key) const noexcept
{
    const auto* member = find(key);
    return member && member->kind == json_kind::boolean && member->number != 0;
}

const json_node* row_view::find_present(std::string_view key) const noexcept
{
    const json_node* found = nullptr;
    if (marks_)
    {
        const auto is_there = [&](std::size_t place) { return is_key(nodes_[place], key); };
        if (const auto place = marks_->last(key, is_there))
            found = &nodes_[*place];
    }
    else
        // Not broken off: of members with one name the last counts, as in Boost.JSON.
        for_each_child(nodes_.subspan(1), [&](const json_node& member) {
            if (is_key(member, key))
                found = &member;
        });
    // null and absent are the same to all readers.
    return found && found->kind != json_kind::null ? found : nullptr;
}

std::span<const json_node> row_view::inside(std::string_view key, json_kind kind) noexcept
{
    const auto* member = find(key);
    if (member && member->kind == kind)
        return inside_of(*member);
    if (member)
        note(key, kind == json_kind::list ? "is not a list" : "is not an object");
    return {};
}

void row_view::note(std::string_view key, std::string_view trouble) noexcept
{
    // The first fault is the one that a message can name.
    if (!fault_.empty())
        return;
    fault_ = key;
    trouble_ = trouble;
}

}  // namespace muster
