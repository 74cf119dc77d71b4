#include "muster/json_text.hpp"

#include "list_writer.hpp"
#include "text/hex.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/stream_parser.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <cstring>

namespace json = boost::json;

namespace muster {

result<json::value> parse_json(std::string_view text, std::string_view name)
{
    json::parse_options limits;
    // Whoever walks through a document calls itself for each level: the stack is the limit.
    limits.max_depth = json_depth_limit;
    json::stream_parser parser{{}, limits};

    boost::system::error_code ec;
    // A stream parser, since only it tells how far it came.
    const auto read = parser.write_some(text.data(), text.size(), ec);
    if (!ec && read < text.size())
        ec = json::error::extra_data;
    if (!ec)
        // A document that is cut short is found only here.
        parser.finish(ec);
    if (!ec)
        return parser.release();

    const auto line = 1 + std::count(text.begin(), text.begin() + static_cast<long>(read), '\n');
    return failure{
        errc::not_json,
        std::string(name) + ": not JSON at line " + std::to_string(line) + " (" + ec.message() +
            ')'};
}

namespace {

constexpr std::uint64_t ones = 0x0101010101010101U;
constexpr std::uint64_t tops = 0x8080808080808080U;

/// Whether one of eight letters is smaller than this, which is at most 0x80.
constexpr std::uint64_t any_below(std::uint64_t letters, std::uint64_t limit) noexcept
{
    // The borrow of a byte below the limit sets its top bit ("has less", Bit Twiddling Hacks).
    return (letters - ones * limit) & ~letters & tops;
}

bool are_plain(const char* eight) noexcept
{
    // RFC 8259, 7: all but these may stand in a string as it is.
    std::uint64_t letters = 0;
    std::memcpy(&letters, eight, sizeof letters);
    // Equal bytes become 0, which is below 1.
    const auto quotes = any_below(letters ^ ones * '"', 1);
    const auto backslashes = any_below(letters ^ ones * '\\', 1);
    return (any_below(letters, 0x20) | quotes | backslashes) == 0;
}

}  // namespace

bool is_json_plain(std::string_view text) noexcept
{
    constexpr auto step = sizeof(std::uint64_t);
    if (text.size() < step)
    {
        std::array<char, step> letters;
        letters.fill(' ');
        std::copy(text.begin(), text.end(), letters.begin());
        return are_plain(letters.data());
    }
    for (std::size_t i = 0; i + step < text.size(); i += step)
        if (!are_plain(text.data() + i))
            return false;
    // The last eight overlap those before, so that no rest is left.
    return are_plain(text.data() + text.size() - step);
}

void append_json_string(std::string& out, std::string_view text)
{
    out += '"';
    if (is_json_plain(text))
    {
        out += text;
        text = {};
    }
    for (const char c : text)
    {
        // The short forms that JSON has; of other control characters the number.
        switch (c)
        {
            case '"': out += "\\\""; break;
            case '\\': out += "\\\\"; break;
            case '\n': out += "\\n"; break;
            case '\r': out += "\\r"; break;
            case '\t': out += "\\t"; break;
            case '\b': out += "\\b"; break;
            case '\f': out += "\\f"; break;
            default:
                if (static_cast<unsigned char>(c) < 0x20)
                {
                    append_hex(out += "\\u00", c);
                }
                else
                    out += c;
        }
    }
    out += '"';
}

void append_json_number(std::string& out, double number)
{
    constexpr double exact_whole_limit = 9007199254740992.0;  // 2^53
    std::array<char, 32> digits;  // the shortest text of a double has 24 at most
    auto* const end = digits.data() + digits.size();
    const bool is_whole = std::trunc(number) == number && std::abs(number) < exact_whole_limit;
    // DESIGN: whole numbers have no fraction; past 2^53 a double is not exact.
    const auto written = is_whole
                             ? std::to_chars(digits.data(), end, static_cast<std::int64_t>(number))
                             : std::to_chars(digits.data(), end, number);
    out.append(digits.data(), written.ptr);
}

namespace {

/// Boost.JSON writes everything on one line: this indents, for people and for version control.
class writer
{
public:
    enum class layout
    {
        lines,     // a line an element, indented
        one_line,  // ", " between elements
    };

    explicit writer(std::string& out, layout how = layout::lines, std::size_t depth = 0)
        : out_(out), layout_(how), depth_(depth)
    {
    }

    void write(const json::value& value)
    {
        switch (value.kind())
        {
            case json::kind::null: out_ += "null"; break;
            case json::kind::bool_: out_ += value.get_bool() ? "true" : "false"; break;
            case json::kind::int64: out_ += std::to_string(value.get_int64()); break;
            case json::kind::uint64: out_ += std::to_string(value.get_uint64()); break;
            case json::kind::double_: append_json_number(out_, value.get_double()); break;
            case json::kind::string: append_json_string(out_, value.get_string()); break;
            case json::kind::array: write_array(value.get_array()); break;
            case json::kind::object: write_object(value.get_object()); break;
        }
    }

private:
    void write_array(const json::array& array)
    {
        write_group('[', ']', array, [this](const json::value& one) { write(one); });
    }

    void write_object(const json::object& object)
    {
        write_group('{', '}', object, [this](const json::key_value_pair& one) {
            append_json_string(out_, one.key());
            out_ += ": ";
            write(one.value());
        });
    }

    template <class Group, class WriteOne>
    void write_group(char open, char close, const Group& group, WriteOne write_one)
    {
        out_ += open;
        depth_ += 1;
        bool is_first = true;
        for (const auto& one : group)
        {
            if (!is_first)
                out_ += layout_ == layout::lines ? "," : ", ";
            is_first = false;
            new_line();
            write_one(one);
        }
        depth_ -= 1;
        if (!is_first)
            new_line();
        out_ += close;
    }

    void new_line()
    {
        if (layout_ == layout::one_line)
            return;
        out_ += '\n';
        // Two spaces a level, as Python's indent=2.
        out_.append(2 * depth_, ' ');
    }

    std::string& out_;
    layout layout_;
    std::size_t depth_;
};

}  // namespace

void append_json(std::string& out, const json::value& value, std::size_t depth)
{
    writer(out, writer::layout::lines, depth).write(value);
}

std::string to_json_text(const json::value& document)
{
    std::string out;
    append_json(out, document, 0);
    out += '\n';
    return out;
}

std::string to_json_line(const json::value& document)
{
    std::string out;
    writer(out, writer::layout::one_line).write(document);
    return out;
}

}  // namespace muster
