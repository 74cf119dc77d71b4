#include "config_view.hpp"

#include "words.hpp"

#include <boost/json/array.hpp>

#include <charconv>
#include <cmath>
#include <utility>

namespace json = boost::json;

namespace muster {

// What was read becomes part of evidence.json: longer than any list by layers, it must not.
static bool is_too_long(const json::value& value)
{
    constexpr std::size_t limit = 4096;
    return (value.is_array() && value.get_array().size() > limit) ||
           (value.is_string() && value.get_string().size() > limit);
}

// What stands for nothing: null, -1, and what transformers 5 writes for a number that is not
// finite.
static bool means_none(const json::value& value)
{
    const auto* const number = value.if_int64();
    const auto* const object = value.if_object();
    return value.is_null() || (number && *number == -1) ||
           (object && object->contains("__float__"));
}

// Some write numbers as text.
static std::optional<double> number_of(const json::value& value)
{
    boost::system::error_code ec;
    auto number = value.to_number<double>(ec);
    if (const auto* const text = value.if_string())
    {
        const auto* const end = text->data() + text->size();
        const auto read = std::from_chars(text->data(), end, number);
        if (text->empty() || read.ec != std::errc() || read.ptr != end)
            return {};
    }
    else if (ec)
        return {};
    // from_chars() reads "inf" and "nan", too.
    return std::isfinite(number) ? std::optional(number) : std::nullopt;
}

// One of 64 kinds of names, as a bit. Any mixture would do; this one spreads those that
// configurations have.
static std::uint64_t kind_of_name(std::string_view name) noexcept
{
    if (name.empty())
        return 1;
    const auto letter = [](char c) { return static_cast<unsigned char>(c); };
    const auto mixed = name.size() * 5 + letter(name.front()) * 3U + letter(name.back()) +
                       letter(name[name.size() / 2]) * 7U;
    return std::uint64_t{1} << mixed % 64;
}

config_view::config_view(const json::object& members, std::string path, config_reading& reading)
    : members_(&members), path_(std::move(path)), reading_(&reading)
{
    for (const auto& member : members)
        kinds_of_names_ |= kind_of_name(member.key());
}

// A hundred names are asked for that a configuration of fifteen members does not have: most of
// them need no search.
bool config_view::may_have(std::string_view key) const noexcept
{
    return (kinds_of_names_ & kind_of_name(key)) != 0;
}

config_view::found_member config_view::find(std::string_view keys) const
{
    found_member found;
    while (!keys.empty())
    {
        const auto key = next_word(keys);
        if (!may_have(key))
            continue;
        const auto* const member = members_->find(key);
        if (member == members_->end())
            continue;
        // Which members were read is what is kept of a configuration.
        if (reading_->log)
            reading_->log->push_back({members_, member});
        if (is_too_long(member->value()))
            refuse(key, "is too long");
        else if (!means_none(member->value()))
            return {&member->value(), key, false};
        // A later name may still have a value; where none has, null overrides the class's default.
        found.is_null = true;
    }
    return found;
}

bool config_view::has_member(std::string_view keys) const
{
    const auto found = find(keys);
    return found.value || found.is_null;
}

void config_view::refuse(std::string_view key, std::string_view why) const
{
    // The first is the cause; what follows from it would only confuse.
    if (reading_->fault)
        return;
    auto where = path_;
    where.append(".").append(key).append(" ").append(why);
    reading_->fault = failure{errc::bad_value, std::move(where)};
}

std::optional<std::uint64_t>
config_view::default_of(const found_member& absent, std::string_view keys) const
{
    if (absent.is_null)
        return {};
    while (!defaults_.empty() && !keys.empty())
    {
        const auto key = next_word(keys);
        for (auto at = defaults_.find(key); at < defaults_.size(); at = defaults_.find(key, at + 1))
            if (const auto end = at + key.size();
                (at == 0 || defaults_[at - 1] == ' ') && defaults_.substr(end).starts_with('='))
            {
                std::uint64_t value = 0;
                const auto* const all = defaults_.data();
                std::from_chars(all + end + 1, all + defaults_.size(), value);
                return value;
            }
    }
    return {};
}

std::optional<std::uint64_t>
config_view::whole(const json::value& value, std::string_view key) const
{
    // As a double, which holds every number up to the limit: 4096.0 and "4096" are whole as well.
    const auto number = number_of(value);
    if (!number || *number < 0 || std::trunc(*number) != *number)
        refuse(key, "is not a whole number");
    else if (*number > static_cast<double>(config_number_limit))
        refuse(key, "is too large");
    else
        return static_cast<std::uint64_t>(*number);
    return {};
}

std::optional<std::uint64_t> config_view::number(std::string_view keys) const
{
    const auto found = find(keys);
    return found.value ? whole(*found.value, found.key) : default_of(found, keys);
}

std::uint64_t config_view::number_or(std::string_view keys, std::uint64_t fallback) const
{
    return number(keys).value_or(fallback);
}

std::optional<double> config_view::real(std::string_view keys) const
{
    const auto found = find(keys);
    if (!found.value)
        return {};
    const auto number = number_of(*found.value);
    if (!number)
        refuse(found.key, "is not a number");
    return number;
}

bool config_view::flag(std::string_view keys, bool fallback) const
{
    const auto found = find(keys);
    if (!found.value)
        // Defaults of classes are numbers: 0 and 1 stand for a flag.
        return default_of(found, keys).value_or(fallback ? 1 : 0) != 0;
    if (const auto* const yes = found.value->if_bool())
        return *yes;
    if (const auto number = number_of(*found.value))
        return *number != 0;
    const auto word = text(found.key);
    // Some scripts write booleans as text, Python's spelling included.
    if (word == "true" || word == "True" || word == "false" || word == "False")
        return word == "true" || word == "True";
    refuse(found.key, "is neither true nor false");
    return fallback;
}

// Another type is no fault: "time_step_rank" is "auto" or a number, "gating" a word or a flag.
std::string_view config_view::text(std::string_view keys) const
{
    const auto* const value = find(keys).value;
    const auto* const string = value ? value->if_string() : nullptr;
    return string ? std::string_view(*string) : std::string_view();
}

const json::array* config_view::list(std::string_view keys) const
{
    const auto found = find(keys);
    if (!found.value)
        return nullptr;
    if (const auto* const array = found.value->if_array())
        return array;
    refuse(found.key, "is not a list");
    return nullptr;
}

std::optional<std::uint64_t> config_view::number_at(std::string_view keys, std::size_t i) const
{
    const auto found = find(keys);
    if (!found.value)
        return default_of(found, keys);
    const auto* const array = found.value->if_array();
    if (!array)
        return whole(*found.value, found.key);
    if (i < array->size())
        return whole((*array)[i], found.key);
    refuse(found.key, "is shorter than the layers are many");
    return {};
}

std::optional<config_view> config_view::child(std::string_view keys) const
{
    const auto found = find(keys);
    const auto* const object = found.value ? found.value->if_object() : nullptr;
    if (!object)
        return {};
    return config_view(*object, path_ + '.' + std::string(found.key), *reading_);
}

std::vector<config_view> config_view::children(std::string_view keys) const
{
    std::vector<config_view> objects;
    const auto* const array = list(keys);
    for (std::size_t i = 0; array && i < array->size(); ++i)
    {
        const auto* const object = (*array)[i].if_object();
        if (!object)
        {
            refuse(keys, "holds what is not an object");
            break;
        }
        objects.emplace_back(*object, path_ + '.' + std::string(keys), *reading_);
    }
    return objects;
}

std::vector<config_view> config_view::members(std::string_view keys) const
{
    std::vector<config_view> objects;
    const auto all = child(keys);
    // The loop runs over a copy for the names; the views refer to the original.
    for (const auto& member : all ? *all->members_ : json::object())
        if (auto one = all->child(member.key()))
            objects.push_back(std::move(*one));
    return objects;
}

bool config_view::is_list(std::string_view keys) const
{
    const auto* const value = find(keys).value;
    return value && value->is_array();
}

bool config_view::is_object(std::string_view keys) const
{
    const auto* const value = find(keys).value;
    return value && value->is_object();
}

}  // namespace muster
