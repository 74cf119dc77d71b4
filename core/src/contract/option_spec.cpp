#include "option_spec.hpp"

#include "descriptor.hpp"
#include "muster/json_text.hpp"
#include "text/duration.hpp"
#include "text/lower.hpp"
#include "text/origin.hpp"
#include "text/trim.hpp"
#include "text/utf8.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <utility>

namespace muster {

namespace {

// The names in descriptors are part of the contract; those in code need not be.
constexpr std::array type_names = {
    std::pair{option_type::text, std::string_view{"string"}},
    std::pair{option_type::integer, std::string_view{"int"}},
    std::pair{option_type::real, std::string_view{"real"}},
    std::pair{option_type::yes_no, std::string_view{"bool"}},
    std::pair{option_type::duration, std::string_view{"duration"}},
    std::pair{option_type::url, std::string_view{"url"}},
    std::pair{option_type::path, std::string_view{"path"}},
    std::pair{option_type::choice, std::string_view{"enum"}},
    std::pair{option_type::secret, std::string_view{"secret"}},
    std::pair{option_type::ids, std::string_view{"ids"}}};

// The whole text has to be the number: from_chars alone accepts "12abc".
template <class Number>
std::optional<Number> read_number(std::string_view text)
{
    Number number{};
    const auto* const end = text.data() + text.size();
    const auto [rest, error] = std::from_chars(text.data(), end, number);
    if (error != std::errc{} || rest != end)
        return {};
    return number;
}

std::string range_text(const option_spec& option)
{
    std::string text;
    const auto append = [&text](std::string_view word, const std::optional<double>& bound) {
        if (!bound)
            return;
        text += word;
        append_json_number(text, *bound);
    };
    const bool is_whole = option.type == option_type::integer;
    // Whole numbers are not negative unless the option says so.
    append(" from ", option.min || !is_whole ? option.min : std::optional(0.0));
    append(" to ", option.max);
    return text;
}

bool is_outside(const option_spec& option, double number)
{
    return (option.min && number < *option.min) || (option.max && number > *option.max);
}

constexpr std::string_view expectation = "expects ";

failure expects(const std::string& what)
{
    return {errc::bad_value, std::string(expectation) + what};
}

/// What such a failure says is expected.
std::string wanted_in(const failure& why) { return why.where.substr(expectation.size()); }

result<std::string> check_number(const option_spec& option, std::string_view value)
{
    const bool is_whole = option.type == option_type::integer;
    const auto real = read_number<double>(value);
    const bool may_be_negative = option.min && *option.min < 0;
    // As 64 bits, not as double: 2^53 + 1 would be accepted as another number.
    const bool is_number = is_whole ? read_number<std::uint64_t>(value).has_value() ||
                                          (may_be_negative && read_number<std::int64_t>(value))
                                    : real.has_value();
    // "inf" and "nan" parse as numbers.
    if (!is_number || !std::isfinite(*real) || is_outside(option, *real))
        return expects((is_whole ? "a whole number" : "a number") + range_text(option));
    return std::string(value);
}

result<std::string> check_duration(const option_spec& option, std::string_view value)
{
    const auto span = read_duration(value);
    const double seconds = span ? static_cast<double>(span->count()) / 1000 : 0;
    if (!span || is_outside(option, seconds))
        return expects(
            "a duration such as 90, 500ms, 2m or 1h" + (option.max ? range_text(option) : "")
        );
    std::string text;
    // One form for plugins, whatever the user wrote.
    append_json_number(text, seconds);
    return text;
}

result<std::string> check_yes_no(std::string_view value)
{
    const auto word = lower(value);
    // What configuration files and environment variables commonly use.
    if (word == "true" || word == "yes" || word == "on" || word == "1")
        return std::string("true");
    if (word == "false" || word == "no" || word == "off" || word == "0")
        return std::string("false");
    return expects("true or false");
}

result<std::string> check_choice(const option_spec& option, std::string_view value)
{
    if (std::find(option.choices.begin(), option.choices.end(), value) != option.choices.end())
        return std::string(value);
    std::string all;
    for (const auto& choice : option.choices)
        all += (all.empty() ? "" : ", ") + choice;
    return expects("one of " + all);
}

/// Owners, tasks, orders: services have no other characters in these. Another separator ("a;b")
/// would be asked for as one word, which nothing has.
bool is_list_word(std::string_view word)
{
    const auto is_name_character = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               c == '-' || c == '_' || c == '.';
    };
    return std::all_of(word.begin(), word.end(), is_name_character) &&
           word.find_first_not_of('.') != word.npos;
}

failure expects_list(const std::string& why)
{
    return expects("different words with commas between" + (why.empty() ? "" : ", " + why));
}

/// Each value of a list is checked as if it stood alone; blanks around it do not count.
result<std::string> check_list(const option_spec& option, std::string_view list)
{
    // By the rules of one value: ranges, choices and forms hold for each.
    auto alone = option;
    alone.is_list = false;
    std::vector<std::string> seen;
    std::string out;
    for (std::size_t begin = 0; begin <= list.size();)
    {
        const auto end = std::min(list.find(',', begin), list.size());
        const auto one = trimmed(list.substr(begin, end - begin));
        begin = end + 1;
        if (one.empty())
            return expects_list("");
        if (const auto good = check_option(alone, one); good.has_error())
            return expects_list("each " + wanted_in(good.error()));
        if (option.type == option_type::text && !is_list_word(one))
            return expects_list(
                "each of letters, digits, '-', '_' and '.' alone, which \"" + std::string(one) +
                "\" is not"
            );
        // Services have one owner and one task of a name, whatever its letter case.
        if (std::find(seen.begin(), seen.end(), lower(one)) != seen.end())
            return expects_list("and has " + std::string(one) + " twice");
        seen.push_back(lower(one));
        out += (out.empty() ? "" : ",") + std::string(one);
    }
    return out;
}

}  // namespace

std::string_view to_string(option_type type) noexcept
{
    for (const auto& [known, name] : type_names)
        if (known == type)
            return name;
    return "";
}

std::optional<option_type> option_type_named(std::string_view name) noexcept
{
    for (const auto& [type, known] : type_names)
        if (known == name)
            return type;
    return {};
}

result<std::string> check_option(const option_spec& option, std::string_view value)
{
    if (option.is_list)
        return check_list(option, value);
    switch (option.type)
    {
        case option_type::integer:
        case option_type::real: return check_number(option, value);
        case option_type::duration: return check_duration(option, value);
        case option_type::yes_no: return check_yes_no(value);
        case option_type::choice: return check_choice(option, value);
        case option_type::url:
            if (const auto origin = parse_origin(value); origin.has_error())
                return expects(
                    origin.error().code == make_error_code(errc::refused) &&
                            value.find('@') != value.npos
                        ? "a URL without user name and password"
                        : "an http or https URL"
                );
            break;
        // Whether the file exists is the host's business.
        case option_type::path:
        case option_type::ids:
        // A secret's own form is checked where it is read, with a message that does not quote it.
        case option_type::secret:
            if (value.empty())
                return expects("something that is not empty");
            break;
        case option_type::text:
            if (!is_utf8(value))
                return expects("text in UTF-8");
            break;
    }
    return std::string(value);
}

}  // namespace muster
