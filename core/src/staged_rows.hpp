#pragma once

#include "muster/candidate_table.hpp"
#include "muster/spread.hpp"
#include "muster/text_arena.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace muster {

/// Writes candidates as elements of the staging file. What candidates have in common is prepared
/// once: tags are put in order by comparing numbers, and copied as they are to be written.
class staged_rows
{
public:
    /// The table must stay as it is.
    staged_rows(const candidate_table& candidates, const spread& over);

    /// Appends the element, without what separates it from the next.
    void append(std::string& out, std::size_t index) const;

private:
    /// A tag as it is to be written, from the comma before it.
    struct tag_line
    {
        const char* text = nullptr;
        std::uint32_t size = 0;
        std::uint32_t rank = 0;  ///< among all tags, by their bytes; 0 for the empty one
    };

    struct tag_place;

    void prepare_tags(const spread& over);
    static tag_line line_of(std::string_view tag, std::size_t place, text_arena& room);
    void append_tags(std::string& out, const candidate_view& one, std::size_t index) const;

    const candidate_table& candidates_;
    std::vector<std::vector<tag_line>> tags_ = {};  ///< by listing and text
    std::vector<text_arena> lines_ = {};            ///< of each piece of the tags
};

}  // namespace muster
