#pragma once

#include "settings/flags.hpp"

#include <functional>
#include <span>
#include <string>
#include <vector>

namespace muster {

/// A word that can stand at the end of the line.
struct offered_word
{
    std::string word = {};
    std::string meaning = {};

    bool operator==(const offered_word&) const = default;
};

/// A command line that somebody is typing.
struct unfinished_line
{
    std::span<const std::string> words = {};  ///< without the program; the last may be empty
    std::span<const flag> flags = {};
    std::vector<std::string> sources = {};
    std::vector<offered_word> cards = {};    ///< as --gpu takes them, without spaces
    std::vector<offered_word> formats = {};  ///< of weights

    /// Asked only where a model's id can stand; may be empty.
    std::function<std::vector<std::string>()> model_ids = {};

    /// Asked only where any name of a model can stand; may be empty.
    std::function<std::vector<std::string>()> names = {};
};

enum class offer_kind
{
    words,
    files,
    directories,
};

/// What can stand at the end of the line: the words that begin as the last one does, or the name of
/// a file, which the shell knows how to complete.
struct line_offer
{
    offer_kind kind = offer_kind::words;
    std::vector<offered_word> words = {};

    bool operator==(const line_offer&) const = default;
};

line_offer complete(const unfinished_line& line);

}  // namespace muster
