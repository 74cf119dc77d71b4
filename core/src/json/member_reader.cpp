#include "member_reader.hpp"

#include "muster/json_text.hpp"

#include <algorithm>
#include <cmath>

namespace json = boost::json;

namespace muster {

member_reader::member_reader(const json::value& value, std::string place)
    : members_(value.if_object()), place_(std::move(place))
{
    if (!members_)
        fault("is not an object");
}

member_reader::member_reader(const json::object& members, std::string place)
    : members_(&members), place_(std::move(place))
{
}

std::optional<std::string_view> member_reader::text_view(std::string_view key)
{
    const auto* member = find(key);
    if (!member)
        return {};
    if (const auto* string = member->if_string())
        return std::string_view(*string);
    fault(key, "is not text");
    return {};
}

std::optional<std::string> member_reader::text(std::string_view key)
{
    const auto found = text_view(key);
    return found ? std::optional(std::string(*found)) : std::nullopt;
}

std::string member_reader::required_text(std::string_view key)
{
    auto found = text(key);
    // An empty text is what an editor leaves behind.
    if (!found || found->empty())
        fault(key, "is missing or empty");
    return found.value_or("");
}

std::optional<double> member_reader::number(std::string_view key)
{
    const auto* member = find(key);
    if (!member)
        return {};
    boost::system::error_code ec;
    // Counts are numbers as well: 7 is taken where 7.5 may stand.
    const auto number = member->to_number<double>(ec);
    // 1e999 parses as infinity.
    if (!ec && std::isfinite(number))
        return number;
    fault(key, "is not a number");
    return {};
}

std::optional<std::uint64_t> member_reader::count(std::string_view key)
{
    const auto* member = find(key);
    if (!member)
        return {};
    boost::system::error_code ec;
    // Exact: 7.0 is a count, 7.5 and -1 are none.
    const auto number = member->to_number<std::uint64_t>(ec);
    if (!ec)
        return number;
    fault(key, "is not a whole number");
    return {};
}

std::optional<bool> member_reader::yes_no(std::string_view key)
{
    const auto* member = find(key);
    if (!member)
        return {};
    if (const auto* yes = member->if_bool())
        return *yes;
    fault(key, "is neither true nor false");
    return {};
}

std::vector<std::string> member_reader::texts(std::string_view key)
{
    std::vector<std::string> found;
    const auto* elements = list(key);
    if (!elements)
        return found;
    for (const auto& element : *elements)
    {
        if (const auto* string = element.if_string())
            found.emplace_back(*string);
        else
            fault(key, "holds something that is not text");
    }
    return found;
}

const json::array* member_reader::list(std::string_view key)
{
    const auto* member = find(key);
    if (member && !member->is_array())
        fault(key, "is not a list");
    return member ? member->if_array() : nullptr;
}

const json::object* member_reader::object(std::string_view key)
{
    const auto* member = find(key);
    if (member && !member->is_object())
        fault(key, "is not an object");
    return member ? member->if_object() : nullptr;
}

void member_reader::allow_only(
    std::initializer_list<std::string_view> keys, std::span<const std::string_view> more
)
{
    if (!members_)
        return;
    const auto is_in = [](const auto& names, std::string_view name) {
        return std::find(names.begin(), names.end(), name) != names.end();
    };
    for (const auto& member : *members_)
        // A misspelt key would otherwise do nothing, and say nothing.
        if (!is_in(keys, member.key()) && !is_in(more, member.key()))
            fault(member.key(), "is not known here");
}

void member_reader::fault(std::string_view key, std::string_view what)
{
    if (ok())
        fault_ = place_of(key) + ' ' + std::string(what);
}

void member_reader::fault(std::string_view what)
{
    if (ok())
        fault_ = place_ + ' ' + std::string(what);
}

void member_reader::inside(std::string_view key, const read_one& read)
{
    if (const auto* member = find(key))
        read_inside(key, *member, read);
}

void member_reader::each(std::string_view key, const read_one& read)
{
    const auto* elements = list(key);
    // After the first fault the file is refused as a whole.
    for (std::size_t i = 0; elements && i < elements->size() && ok(); ++i)
        read_inside(std::string(key) + '[' + std::to_string(i) + ']', elements->at(i), read);
}

void member_reader::read_inside(
    std::string_view key, const json::value& value, const read_one& read
)
{
    member_reader one(value, place_of(key));
    read(one);
    if (ok())
        // Its place already names the way down to it.
        fault_ = one.fault_;
}

std::string member_reader::place_of(std::string_view key) const
{
    // "catalog.json: [3].why", but "catalog.json: name".
    const bool is_top = place_.ends_with(':');
    return place_ + (is_top ? " " : ".") + std::string(key);
}

const json::value* member_reader::find(std::string_view key) const noexcept
{
    const auto* member = members_ ? members_->if_contains(key) : nullptr;
    // null and absent are the same, as in pages.
    return member && !member->is_null() ? member : nullptr;
}

result<void>
read_list(const long_list& list, const std::function<result<void>(member_reader&)>& read_one)
{
    std::size_t index = 0;
    return list.for_each([&](const json::value& element, long_list::place) -> result<void> {
        member_reader members(element, list.name() + ": [" + std::to_string(index++) + ']');
        auto done = read_one(members);
        if (done.has_error() || members.ok())
            return done;
        // Our own files are whole or damaged: no row of them is skipped.
        return members.to_failure();
    });
}

result<void> read_list(
    std::string_view text,
    std::string_view file_name,
    const std::function<result<void>(member_reader&)>& read_one
)
{
    return read_list(long_list::of_view(text, file_name), read_one);
}

result<json::array> read_checked_list(
    std::string_view text,
    std::string_view file_name,
    const std::function<result<void>(member_reader&)>& read_one
)
{
    const auto done = read_list(text, file_name, read_one);
    if (done.has_error())
        return done.error();
    // Parsed again: the reader of an element must not keep it.
    auto document = parse_json(text, file_name);
    return std::move(document->get_array());
}

}  // namespace muster
