#include "long_list.hpp"

#include "muster/json_text.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/stream_parser.hpp>

#include <algorithm>
#include <array>
#include <memory>
#include <utility>

namespace json = boost::json;

namespace muster {

namespace {

constexpr std::size_t piece_bytes = std::size_t{1} << 20;
constexpr std::string_view blanks = " \t\r\n";

std::string_view without_blanks(std::string_view text)
{
    const auto begin = std::min(text.find_first_not_of(blanks), text.size());
    return text.substr(begin, text.find_last_not_of(blanks) + 1 - begin);
}

/// Finds where elements end. What an element is made of, its parser judges: between the brackets of
/// a list, a comma or the closing bracket outside of inner lists, objects and texts ends one.
class element_ends
{
public:
    /// The index of the first end from `begin` on; the size when there is none.
    std::size_t find(std::string_view text, std::size_t begin)
    {
        for (auto i = begin; i < text.size(); ++i)
        {
            if (in_text_)
                i = past_text(text, i);
            // Most letters are none of those that matter.
            while (i < text.size() && !is_mark[static_cast<unsigned char>(text[i])])
                ++i;
            if (i < text.size() && is_end(text[i]))
                return i;
        }
        return text.size();
    }

private:
    static constexpr auto is_mark = [] {
        std::array<bool, 256> marks = {};
        for (const unsigned char c : {'"', '{', '[', ',', ']', '}'})
            marks[c] = true;
        return marks;
    }();

    /// The index behind the closing quote, or the size.
    std::size_t past_text(std::string_view text, std::size_t i)
    {
        if (i >= text.size())
            return i;
        // The letter that an escape hides may be in the next piece.
        i += std::exchange(is_escaped_, false) ? 1 : 0;
        auto quote = std::min(text.find('"', i), text.size());
        while (true)
        {
            const auto escape = text.substr(i, quote - i).find('\\');
            if (escape == std::string_view::npos)
                break;
            i += escape + 2;
            is_escaped_ = i > text.size();
            if (is_escaped_)
                return text.size();
            // Looked for again only where the escape hides it, or a text of escapes would take
            // time for each of them.
            if (i > quote)
                quote = std::min(text.find('"', i), text.size());
        }
        in_text_ = quote == text.size();
        return in_text_ ? quote : quote + 1;
    }

    bool is_end(char c)
    {
        switch (c)
        {
            case '"': in_text_ = true; return false;
            case '{':
            case '[': ++depth_; return false;
            case ',': return depth_ == 0;
            case ']':
            case '}':
                if (depth_ == 0)
                    return c == ']';
                --depth_;
                return false;
            default: return false;
        }
    }

    std::size_t depth_ = 0;
    bool in_text_ = false;
    bool is_escaped_ = false;
};

/// Reads one list, from its first piece to its end. One of both takes is empty.
class list_walk
{
public:
    list_walk(
        const std::string& name,
        const long_list::take_element& take,
        long_list::take_text take_text = {}
    )
        : name_(name), take_(take), take_text_(std::move(take_text))
    {
    }

    bool is_begun() const noexcept { return is_begun_; }

    result<void> take(std::string_view piece)
    {
        std::size_t i = 0;
        if (!is_begun_)
        {
            i = piece.find_first_not_of(blanks);
            if (i == std::string_view::npos)
                return pass(piece);
            if (piece[i] != '[')
                return failure{errc::wrong_shape, name_ + ": not a JSON list"};
            is_begun_ = true;
            pass(piece.substr(0, ++i));
        }
        while (i < piece.size() && !is_ended_)
        {
            const auto end = ends_.find(piece, i);
            if (end == piece.size())
            {
                // The rest of the element comes with the next piece.
                carry_ += piece.substr(i);
                return {};
            }
            const auto done = end_element(piece.substr(i, end - i), piece[end] == ']');
            if (done.has_error())
                return done;
            i = end + 1;
        }
        if (piece.find_first_not_of(blanks, i) != std::string_view::npos)
            return wrong(json::error::extra_data, {});
        return pass(piece.substr(i));
    }

    result<void> finish()
    {
        if (is_ended_)
            return {};
        const auto last = parse(carry_);
        // The fault may be before the end.
        return last.has_error() ? last : wrong(json::error::incomplete, carry_);
    }

private:
    result<void> pass(std::string_view text)
    {
        offset_ += text.size();
        // Only parsers say in which line something is wrong.
        if (!take_text_)
            lines_ += static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
        return {};
    }

    result<void> end_element(std::string_view part, bool is_last)
    {
        if (!carry_.empty())
            part = carry_ += part;
        const auto text = without_blanks(part);
        const bool is_empty_list = text.empty() && is_last && is_first_;
        is_first_ = false;
        is_ended_ = is_last;
        const auto done = is_empty_list ? result<void>() : hand_over(part, text);
        pass(part);
        offset_ += 1;
        carry_.clear();
        return done;
    }

    result<void> hand_over(std::string_view part, std::string_view text)
    {
        const auto skipped = static_cast<std::size_t>(text.data() - part.data());
        const long_list::place at{offset_ + skipped, static_cast<std::uint32_t>(text.size())};
        if (take_text_ && !text.empty())
        {
            take_text_(text, at);
            return {};
        }
        // Nothing is incomplete; here, something else follows it.
        const auto parsed = text.empty() ? wrong(json::error::syntax, part) : parse(part);
        if (parsed.has_error())
            return parsed;
        return take_(parser_->release(), at);
    }

    result<void> parse(std::string_view text)
    {
        parser_->reset();
        json::error_code ec;
        const auto read = parser_->write_some(text.data(), text.size(), ec);
        if (!ec && read < text.size())
            ec = json::error::extra_data;
        if (!ec && !parser_->done())
            parser_->finish(ec);
        return ec ? wrong(ec, text.substr(0, read)) : result<void>();
    }

    /// read: what of the element was read until then.
    result<void> wrong(const json::error_code& ec, std::string_view read) const
    {
        const auto line =
            1 + lines_ + static_cast<std::size_t>(std::count(read.begin(), read.end(), '\n'));
        return failure{
            errc::not_json,
            name_ + ": not JSON at line " + std::to_string(line) + " (" + ec.message() + ')'};
    }

    static json::parse_options depth_limited()
    {
        json::parse_options limits;
        // The list itself is a level.
        limits.max_depth = json_depth_limit - 1;
        return limits;
    }

    const std::string& name_;
    const long_list::take_element& take_;
    long_list::take_text take_text_;
    element_ends ends_ = {};
    std::string carry_ = {};
    std::uint64_t offset_ = 0;  ///< of the element that is looked for
    std::size_t lines_ = 0;     ///< before it, where elements are parsed
    bool is_begun_ = false;
    bool is_ended_ = false;
    bool is_first_ = true;
    std::unique_ptr<json::stream_parser> parser_ =
        std::make_unique<json::stream_parser>(json::storage_ptr(), depth_limited());
};

}  // namespace

long_list::long_list(std::string_view text, std::string name)
    : long_list(
          [text =
               std::make_shared<const std::string>(text)](std::uint64_t offset, std::size_t bytes) {
              return text->substr(std::min<std::size_t>(offset, text->size()), bytes);
          },
          std::move(name)
      )
{
}

long_list long_list::of_view(std::string_view text, std::string_view name)
{
    return {
        [text](std::uint64_t offset, std::size_t bytes) {
            return std::string(text.substr(std::min<std::size_t>(offset, text.size()), bytes));
        },
        std::string(name)};
}

result<void> long_list::for_each(const take_element& take) const
{
    list_walk walk(name_, take);
    for (std::uint64_t offset = 0;;)
    {
        const auto piece = read_(offset, piece_bytes);
        const auto done = walk.take(piece);
        // Text that is no JSON at all is called so; a piece is enough to see it.
        if (done.has_error() && !walk.is_begun() && piece.size() < piece_bytes)
            if (const auto parsed = parse_json(piece, name_); parsed.has_error())
                return parsed.error();
        if (done.has_error())
            return done.error();
        offset += piece.size();
        if (piece.size() < piece_bytes)
            return walk.finish();
    }
}

struct long_list::text_walk::state
{
    state(const long_list& read, take_text take)
        : list(read), walk(read.name_, none, std::move(take))
    {
    }

    const long_list& list;
    const take_element none = {};
    list_walk walk;
    std::uint64_t offset = 0;
};

long_list::text_walk::text_walk(const long_list& list, take_text take)
    : state_(std::make_unique<state>(list, std::move(take)))
{
}

long_list::text_walk::~text_walk() = default;

bool long_list::text_walk::read_piece()
{
    const auto piece = state_->list.read_(state_->offset, piece_bytes);
    if (state_->walk.take(piece).has_error())
        return false;
    state_->offset += piece.size();
    if (piece.size() < piece_bytes)
        is_sound_ = state_->walk.finish().has_value();
    return piece.size() == piece_bytes;
}

void long_list::for_each_piece(const std::function<void(std::string_view)>& take) const
{
    for (std::uint64_t offset = 0;;)
    {
        const auto piece = read_(offset, piece_bytes);
        take(piece);
        offset += piece.size();
        if (piece.size() < piece_bytes)
            return;
    }
}

json::value long_list::at(place where) const
{
    return json::parse(read_(where.offset, where.bytes));
}

}  // namespace muster
