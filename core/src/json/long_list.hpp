#pragma once

#include "muster/failure.hpp"

#include <boost/json/value.hpp>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

namespace muster {

/// A JSON list whose text may be larger than memory should hold: a file of millions of rows.
///
/// Elements are parsed one at a time and forgotten. Each has a place, by which it is read again.
class long_list
{
public:
    /// So many bytes of the text from an offset on; fewer only at its end. May throw, when what was
    /// there cannot be read any more.
    using read_piece = std::function<std::string(std::uint64_t offset, std::size_t bytes)>;

    /// name: what messages call the text.
    long_list(read_piece read, std::string name) : read_(std::move(read)), name_(std::move(name)) {}

    /// Of a text in memory, which is copied.
    long_list(std::string_view text, std::string name);

    /// Of a text in memory, which must outlive it.
    static long_list of_view(std::string_view text, std::string_view name);

    /// Where the text of an element is.
    struct place
    {
        std::uint64_t offset = 0;
        std::uint32_t bytes = 0;
    };

    using take_element = std::function<result<void>(boost::json::value&& element, place at)>;

    /// Stops at the first failure of `take`. Fails with not_json, maybe after some elements;
    /// `where` has the name and the line. With wrong_shape when the text is no list.
    result<void> for_each(const take_element& take) const;

    using take_text = std::function<void(std::string_view element, place at)>;

    class text_walk;

    /// All of the text, piece by piece; the views are valid during the call.
    void for_each_piece(const std::function<void(std::string_view)>& take) const;

    /// The text of an element that for_each() or a text_walk gave. Precondition: the text is
    /// the same.
    std::string text_at(place where) const { return read_(where.offset, where.bytes); }

    /// An element that for_each() gave. Precondition: the text is the same.
    boost::json::value at(place where) const;

    const std::string& name() const noexcept { return name_; }

private:
    read_piece read_;
    std::string name_;
};

/// Finds where the elements of a list are, and their texts, without a look at what they are made
/// of: piece by piece of the list, for a caller who does other things meanwhile.
class long_list::text_walk
{
public:
    /// Refers to the list. The texts are valid during the call of `take`.
    text_walk(const long_list& list, take_text take);
    ~text_walk();

    /// Takes the elements that end in the next piece. False when it was the last, or there is a
    /// fault in it.
    bool read_piece();

    /// After the last piece: false where this is no list, or has something else than elements,
    /// blanks and commas in it. for_each() says what is wrong.
    bool is_sound() const noexcept { return is_sound_; }

private:
    struct state;
    std::unique_ptr<state> state_;
    bool is_sound_ = false;
};

}  // namespace muster
