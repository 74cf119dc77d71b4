#include "muster/rows.hpp"

#include "muster/json_text.hpp"

#include <boost/json/serialize.hpp>

#include <cmath>
#include <string>

namespace json = boost::json;

namespace muster {

namespace {

constexpr std::size_t quoted_bytes_limit = 200;

std::string quoted(const json::value& value)
{
    auto text = value.is_string() ? std::string(value.get_string()) : json::serialize(value);
    if (text.size() <= quoted_bytes_limit)
        return text;
    auto end = quoted_bytes_limit;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U)
        --end;  // not inside a UTF-8 character
    return text.substr(0, end) + "…";
}

failure no_rows(const json::value& document, std::string_view member)
{
    const auto* object = document.if_object();
    if (!object)
        return {errc::wrong_shape, "the page is not a list of models"};
    if (const auto* error = object->if_contains("error"))
        return {errc::wrong_shape, "the page is an error message: " + quoted(*error)};
    return {errc::wrong_shape, "the page has no list \"" + std::string(member) + '"'};
}

}  // namespace

result<page_rows> read_rows(std::string_view body, std::string_view member)
{
    auto document = parse_json(body, "the page");
    if (document.has_error())
        return document.error();
    if (auto* rows = document->if_array())
        return page_rows{std::move(*rows), {}};

    auto* object = document->if_object();
    auto* rows = object ? object->if_contains(member) : nullptr;
    if (!rows || !rows->is_array())
        return no_rows(*document, member);
    page_rows found{std::move(rows->get_array()), {}};
    object->erase(member);
    found.envelope = std::move(*object);
    return found;
}

row_reader::row_reader(const json::value& element) noexcept : members_(element.if_object())
{
    if (!members_)
        fault_ = "row";
}

std::string_view row_reader::text(std::string_view key) noexcept
{
    const auto* member = find(key);
    if (!member)
        return {};
    if (const auto* string = member->if_string())
        return *string;
    note(key);
    return {};
}

std::string_view row_reader::text_or_false(std::string_view key) noexcept
{
    const auto* member = find(key);
    const bool is_false = member && member->is_bool() && !member->get_bool();
    return is_false ? std::string_view{} : text(key);
}

std::vector<std::string_view> row_reader::texts(std::string_view key)
{
    std::vector<std::string_view> found;
    if (const auto* elements = list(key))
        for (const auto& element : *elements)
            if (const auto* string = element.if_string())
                found.push_back(*string);
    return found;
}

std::string_view row_reader::first_text(std::string_view key) noexcept
{
    const auto* member = find(key);
    const auto* list = member ? member->if_array() : nullptr;
    if (!list)
        return text(key);
    if (!list->empty() && list->front().is_string())
        return list->front().get_string();
    return {};
}

std::optional<std::uint64_t> row_reader::count(std::string_view key) noexcept
{
    const auto* member = find(key);
    if (!member)
        return {};
    boost::system::error_code ec;
    const auto number = member->to_number<std::uint64_t>(ec);
    if (!ec)
        return number;
    note(key);
    return {};
}

std::optional<double> row_reader::number(std::string_view key) noexcept
{
    const auto* member = find(key);
    if (!member)
        return {};
    boost::system::error_code ec;
    const auto number = member->to_number<double>(ec);
    if (!ec && std::isfinite(number))
        return number;
    note(key);
    return {};
}

const json::array* row_reader::list(std::string_view key) noexcept
{
    const auto* member = find(key);
    if (member && !member->is_array())
        note(key);
    return member ? member->if_array() : nullptr;
}

const json::object* row_reader::object(std::string_view key) noexcept
{
    const auto* member = find(key);
    if (member && !member->is_object())
        note(key);
    return member ? member->if_object() : nullptr;
}

const json::value* row_reader::find(std::string_view key) const noexcept
{
    const auto* member = members_ ? members_->if_contains(key) : nullptr;
    return member && !member->is_null() ? member : nullptr;
}

void row_reader::note(std::string_view key) noexcept
{
    if (fault_.empty())
        fault_ = key;
}

}  // namespace muster
