#pragma once

#include "json/long_list.hpp"
#include "json/member_reader.hpp"
#include "muster/json_text.hpp"
#include "table/parallel_for.hpp"

#include <boost/json/monotonic_resource.hpp>
#include <boost/json/stream_parser.hpp>

#include <algorithm>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace muster {

/// Reads elements of a list of objects one after the other, in memory that is used again for the
/// next.
class element_parser
{
public:
    /// What read() makes of the object; nothing where the text is none, or read() finds a fault.
    template <class Read>
    auto parse(std::string_view text, Read read)
        -> std::optional<decltype(read(std::declval<member_reader&>()))>
    {
        // A new one each time: what one has grown to it does not give back.
        boost::json::monotonic_resource memory(buffer_.get(), buffer_bytes);
        auto out = parse_in(&memory, text, read);
        // What a faulty element left in the parser lies in that memory.
        parser_.reset();
        return out;
    }

private:
    template <class Read>
    auto parse_in(boost::json::storage_ptr memory, std::string_view text, Read read)
        -> std::optional<decltype(read(std::declval<member_reader&>()))>
    {
        parser_.reset(std::move(memory));
        boost::json::error_code ec;
        parser_.write(text.data(), text.size(), ec);
        if (!ec)
            parser_.finish(ec);
        if (ec)
            return {};
        const auto value = parser_.release();
        member_reader members(value, {});
        auto out = read(members);
        return members.ok() ? std::optional(std::move(out)) : std::nullopt;
    }

    static boost::json::parse_options depth_limited()
    {
        boost::json::parse_options limits;
        // The list itself is a level.
        limits.max_depth = json_depth_limit - 1;
        return limits;
    }

    static constexpr std::size_t buffer_bytes = 16'384;

    std::unique_ptr<unsigned char[]> buffer_ =
        std::make_unique_for_overwrite<unsigned char[]>(buffer_bytes);
    boost::json::stream_parser parser_{boost::json::storage_ptr(), depth_limited()};
};

/// Elements of a list with their texts, so many as a few pieces of the list have.
template <class Made>
struct list_batch
{
    struct element
    {
        long_list::place place = {};
        std::size_t begin = 0;  ///< in the text
        std::optional<Made> made = {};
    };

    void add(std::string_view one, long_list::place place)
    {
        elements.push_back({place, text.size(), {}});
        text += one;
    }
    std::string_view text_of(const element& one) const
    {
        return std::string_view(text).substr(one.begin, one.place.bytes);
    }
    void clear()
    {
        elements.clear();
        text.clear();
    }

    std::vector<element> elements = {};
    std::string text = {};
};

/// Reads a list that may be larger than memory, many elements at once: read(members, text) makes
/// something of each, on several threads; take(made, place) gets it, in the order of the list and
/// one by one, while nothing is read. False where something is wrong with the list, maybe after
/// some elements; a reader that goes element by element says what.
template <class Read, class Take>
bool read_in_batches(const long_list& file, const parallel_for& over, Read read, Take take)
{
    using batch = list_batch<decltype(read(std::declval<member_reader&>(), std::string_view()))>;
    // Large enough that a call for each piece costs nothing, small enough to lie in memory.
    constexpr std::size_t batch_bytes = std::size_t{4} << 20;
    constexpr std::size_t piece_elements = 256;
    batch now;
    batch next;
    long_list::text_walk walk(file, [&next](std::string_view text, long_list::place place) {
        next.add(text, place);
    });
    bool has_more = true;
    const auto find_next = [&] {
        while (has_more && next.text.size() < batch_bytes)
            has_more = walk.read_piece();
    };
    const auto parse_piece = [&](std::size_t piece) {
        element_parser parser;
        const auto end = std::min(now.elements.size(), (piece + 1) * piece_elements);
        for (auto i = piece * piece_elements; i < end; ++i)
        {
            const auto text = now.text_of(now.elements[i]);
            now.elements[i].made =
                parser.parse(text, [&](member_reader& members) { return read(members, text); });
        }
    };
    find_next();
    while (!next.elements.empty())
    {
        std::swap(now, next);
        next.clear();
        // One looks for the next elements while the others read these.
        const auto pieces = (now.elements.size() + piece_elements - 1) / piece_elements;
        over(1 + pieces, [&](std::size_t i) { i == 0 ? find_next() : parse_piece(i - 1); });
        for (auto& one : now.elements)
        {
            if (!one.made)
                return false;
            take(*std::move(one.made), one.place);
        }
    }
    return walk.is_sound();
}

}  // namespace muster
