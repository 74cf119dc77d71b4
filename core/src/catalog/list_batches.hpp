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

/// Reads a list that may be larger than memory, many elements at once: read(members) makes
/// something of each, on several threads; take(made, place) gets it, in the order of the list and
/// one by one. False where something is wrong with the list, maybe after some elements; a reader
/// that goes element by element says what.
template <class Read, class Take>
bool read_in_batches(const long_list& file, const parallel_for& over, Read read, Take take)
{
    using made = std::optional<decltype(read(std::declval<member_reader&>()))>;
    struct element
    {
        long_list::place place = {};
        std::string text = {};
        made of_it = {};
    };
    // Large enough that a call for each piece costs nothing, small enough to lie in memory.
    constexpr std::size_t batch_elements = 4096;
    constexpr std::size_t piece_elements = 256;
    std::vector<element> batch;
    bool is_sound = true;
    const auto take_batch = [&] {
        over((batch.size() + piece_elements - 1) / piece_elements, [&](std::size_t piece) {
            element_parser parser;
            const auto end = std::min(batch.size(), (piece + 1) * piece_elements);
            for (auto i = piece * piece_elements; i < end; ++i)
                batch[i].of_it = parser.parse(batch[i].text, read);
        });
        for (auto& one : batch)
        {
            is_sound = is_sound && one.of_it;
            if (is_sound)
                take(std::move(*one.of_it), one.place);
        }
        batch.clear();
    };
    const bool is_list = file.for_each_text([&](std::string_view text, long_list::place place) {
        batch.push_back({place, std::string(text), {}});
        if (batch.size() == batch_elements)
            take_batch();
    });
    take_batch();
    return is_list && is_sound;
}

}  // namespace muster
