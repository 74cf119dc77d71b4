#include "muster/row_stream.hpp"

#include "muster/json_text.hpp"
#include "muster/text_arena.hpp"

#include <boost/json/basic_parser_impl.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>
#include <limits>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace json = boost::json;

namespace muster {

/// Puts values one after the other, as a parser finds them, and hands the rows over.
class row_stream::builder
{
public:
    // What a boost::json parser asks of its handler.
    static constexpr std::size_t max_object_size = static_cast<std::size_t>(-1);
    static constexpr std::size_t max_array_size = static_cast<std::size_t>(-1);
    static constexpr std::size_t max_key_size = static_cast<std::size_t>(-1);
    static constexpr std::size_t max_string_size = static_cast<std::size_t>(-1);
    using error = json::error_code;
    using text_piece = json::string_view;

    builder(std::string_view member, take_row take) : member_(member), take_(std::move(take)) {}

    /// Text that stands in it may be referred to, as long as the row is not complete.
    void lasting(std::string_view document) noexcept { lasting_ = document; }

    const std::string& member() const noexcept { return member_; }
    bool wants_rows() const noexcept { return static_cast<bool>(take_); }
    bool has_rows() const noexcept { return has_rows_; }
    row_view envelope() const noexcept { return row_view(nodes_); }

    bool on_document_begin(error&) { return true; }
    bool on_document_end(error&) { return true; }
    bool on_comment_part(text_piece, error&) { return true; }
    bool on_comment(text_piece, error&) { return true; }
    bool on_number_part(text_piece, error&) { return true; }

    bool on_object_begin(error&) { return open(json_kind::object); }
    bool on_array_begin(error&)
    {
        const bool is_top = open_.empty();
        // Only a direct member of the top: rows have lists of the same name inside.
        const bool is_member =
            open_.size() == 1 && key_ == member_ && nodes_[open_.back()].kind == json_kind::object;
        open(json_kind::list);
        if (wants_rows() && (is_top || is_member))
        {
            has_rows_ = true;
            depth_in_rows_ = 0;
        }
        return true;
    }
    bool on_object_end(std::size_t, error&) { return close(); }
    bool on_array_end(std::size_t, error&)
    {
        if (depth_in_rows_ == 0)
            depth_in_rows_ = outside;
        return close();
    }

    bool on_key_part(text_piece chunk, std::size_t, error&) { return add_part(chunk); }
    bool on_key(text_piece chunk, std::size_t, error&)
    {
        // A key is text as any other: it may come in parts and hold escapes.
        key_ = whole_text(chunk);
        return true;
    }
    bool on_string_part(text_piece chunk, std::size_t, error&) { return add_part(chunk); }
    bool on_string(text_piece chunk, std::size_t, error&)
    {
        const auto text = whole_text(chunk);
        add(json_kind::text).text = text;
        return complete();
    }

    bool on_int64(std::int64_t value, text_piece, error&)
    {
        // The parser gives small whole numbers as signed ones.
        if (value >= 0)
            return add_whole(static_cast<std::uint64_t>(value));
        add(json_kind::number).number = static_cast<double>(value);
        return complete();
    }
    bool on_uint64(std::uint64_t value, text_piece, error&) { return add_whole(value); }
    bool on_double(double value, text_piece, error&)
    {
        add(json_kind::number).number = value;
        return complete();
    }
    bool on_bool(bool value, error&) { return add_word(json_kind::boolean, value ? 1 : 0); }
    bool on_null(error&) { return add_word(json_kind::null, 0); }

private:
    static constexpr auto outside = std::numeric_limits<std::size_t>::max() / 2;

    json_node& add(json_kind kind)
    {
        if (depth_in_rows_ == 0)
        {
            row_begin_ = nodes_.size();
            // Marks are those of one row; the members of the next begin anew.
            row_members_.clear();
        }
        else if (depth_in_rows_ == 1)
            row_members_.add(key_, nodes_.size() - row_begin_);
        auto& node = nodes_.emplace_back();
        node.kind = kind;
        node.key = std::exchange(key_, {});
        return node;
    }

    // Where this is inlined, the parser's dispatch by kind has to save registers for every value.
    [[gnu::noinline]] bool add_word(json_kind kind, double number)
    {
        add(kind).number = number;
        return complete();
    }

    bool add_whole(std::uint64_t value)
    {
        add(json_kind::whole).whole = value;
        return complete();
    }

    bool open(json_kind kind)
    {
        add(kind);
        open_.push_back(nodes_.size() - 1);
        depth_in_rows_ += 1;
        return true;
    }

    bool close()
    {
        const auto begin = open_.back();
        open_.pop_back();
        depth_in_rows_ -= 1;
        // Known only at the end; until then the node stands for an empty one.
        nodes_[begin].inside = static_cast<std::uint32_t>(nodes_.size() - begin - 1);
        return complete();
    }

    /// After each value: was it a row?
    bool complete()
    {
        if (depth_in_rows_ != 0)
            return true;
        const std::span<const json_node> nodes(nodes_);
        row_view row(nodes.subspan(row_begin_), &row_members_);
        // The callback may keep nothing: nodes and texts are used again for the next row.
        take_(row, index_++);
        // The envelope stays: it was read before the rows, or comes after them.
        nodes_.resize(row_begin_);
        row_texts_.reset();
        return true;
    }

    bool add_part(text_piece chunk)
    {
        parts_.append(chunk.data(), chunk.size());
        return true;
    }

    // Short texts with escapes come from a place of the parser's own, which it uses again.
    std::string_view whole_text(text_piece chunk)
    {
        std::string_view text(chunk.data(), chunk.size());
        const bool is_lasting = std::less_equal<>()(lasting_.data(), text.data()) &&
                                std::less<>()(text.data(), lasting_.data() + lasting_.size());
        // The usual case: no escape, and nothing is copied.
        if (parts_.empty() && is_lasting)
            return text;
        parts_.append(text);
        text = (depth_in_rows_ < outside / 2 ? row_texts_ : envelope_texts_).copy(parts_);
        parts_.clear();
        return text;
    }

    std::string member_;
    take_row take_;
    std::string_view lasting_ = {};
    std::vector<json_node> nodes_ = {};
    std::vector<std::size_t> open_ = {};  ///< lists and objects that are not complete
    std::string_view key_ = {};
    std::string parts_ = {};
    text_arena row_texts_ = {};
    text_arena envelope_texts_ = {};
    /// Lists and objects that are open inside the list of rows. Outside it is far from any depth.
    std::size_t depth_in_rows_ = outside;
    std::size_t row_begin_ = 0;
    member_marks row_members_ = {};
    std::size_t index_ = 0;
    bool has_rows_ = false;
};

namespace {

json::parse_options depth_limited()
{
    json::parse_options limits;
    // One limit for pages and our own files; Boost's default is 32.
    limits.max_depth = json_depth_limit;
    return limits;
}

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

failure no_rows(const json::value& document, const std::string& member)
{
    const auto* object = document.if_object();
    if (!object)
        return {errc::wrong_shape, "the page is not a list of models"};
    // Services answer 200 with an error in the body.
    if (const auto* error = object->if_contains("error"))
        return {errc::wrong_shape, "the page is an error message: " + quoted(*error)};
    return {errc::wrong_shape, "the page has no list \"" + member + '"'};
}

}  // namespace

struct row_stream::parser
{
    parser(std::string_view member, take_row take) : json(depth_limited(), member, std::move(take))
    {
    }

    /// How many bytes were read.
    std::size_t write(bool is_more_to_come, std::string_view text, json::error_code& ec)
    {
        const auto read = json.write_some(is_more_to_come, text.data(), text.size(), ec);
        // A parser that is done ignores what follows; a page with two documents is damaged.
        if (!ec && read < text.size())
            ec = json::error::extra_data;
        return read;
    }

    json::basic_parser<builder> json;
};

row_stream::row_stream() : row_stream("", nullptr) {}

row_stream::row_stream(std::string_view member, take_row take)
    // Behind a pointer: Boost.JSON's parser is no header of a plugin's author.
    : parser_(std::make_unique<parser>(member, std::move(take)))
{
}

row_stream::~row_stream() = default;

result<void> row_stream::take(std::string_view chunk)
{
    json::error_code ec;
    parser_->write(true, chunk, ec);
    if (ec)
        return failure{errc::not_json, ec.message()};
    return {};
}

result<void> row_stream::take_whole(std::string_view document)
{
    json::error_code ec;
    // The document outlives the call, so that texts may refer to it.
    parser_->json.handler().lasting(document);
    const auto read = parser_->write(false, document, ec);
    if (!ec)
        return {};
    const auto* const begin = document.data();
    // Counted only now: sound pages need no line numbers.
    const auto line = 1 + std::count(begin, begin + read, '\n');
    return failure{
        errc::not_json, "not JSON at line " + std::to_string(line) + " (" + ec.message() + ')'};
}

result<void> row_stream::take_page(std::string_view body)
{
    const auto read = take_whole(body);
    if (read.has_error())
        return failure{read.error().code, "the page: " + read.error().where};
    const auto& rows = parser_->json.handler();
    if (!rows.wants_rows() || rows.has_rows())
        return {};
    // Parsed again, for the message alone: it quotes what the service said.
    return no_rows(*parse_json(body, "the page"), rows.member());
}

result<void> row_stream::finish()
{
    json::error_code ec;
    // Only the end shows that a document is cut short.
    parser_->write(false, {}, ec);
    if (ec)
        return failure{errc::not_json, ec.message()};
    return {};
}

bool row_stream::has_rows() const noexcept { return parser_->json.handler().has_rows(); }

row_view row_stream::envelope() const noexcept { return parser_->json.handler().envelope(); }

result<void>
for_each_row(std::string_view body, std::string_view member, const row_stream::take_row& take)
{
    return row_stream(member, take).take_page(body);
}

}  // namespace muster
