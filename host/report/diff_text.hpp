#pragma once

#include "catalog/diff.hpp"

#include <boost/json/array.hpp>

#include <cstddef>
#include <limits>
#include <string>
#include <vector>

namespace muster {

/// A comparison as people read it: headings with one line a model.
struct diff_digest
{
    struct line
    {
        std::string model_id = {};
        std::string what = {};  ///< "parameters 7.2 B → 108.6 B (15.08×)"
    };
    struct section
    {
        std::string title = {};        ///< "added"
        std::size_t count = 0;         ///< of models, which may be more than there are lines
        std::vector<line> lines = {};  ///< the first
        std::size_t worth_showing = lines.max_size();  ///< on a screen: farther on is noise
    };

    std::string summary = {};  ///< "2 added, 1 gone; 320 as they were"
    std::vector<section> sections = {};
};

/// The lines of all sections together that fit a screen beside the headings.
inline constexpr std::size_t screen_lines = 16;

/// No limit.
inline constexpr std::size_t all_lines = std::numeric_limits<std::size_t>::max();

/// held: changes that wait for a person, as the run report lists them. line_limit: how many lines a
/// section needs, as all of millions take gigabytes.
diff_digest
digest_of(const row_diff& diff, const boost::json::array& held, std::size_t line_limit = all_lines);

/// For a terminal. Of every section the first lines, so that all of them take no more than the
/// limit, and how many more there are.
std::string to_text(const diff_digest& digest, std::size_t line_limit);

/// For a pull request: GitHub's Markdown, with everything that came from outside as code.
std::string to_markdown(const diff_digest& digest, std::size_t line_limit);

}  // namespace muster
