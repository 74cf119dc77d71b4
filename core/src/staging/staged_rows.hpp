#pragma once

#include "json/json_members.hpp"
#include "muster/text_arena.hpp"
#include "table/candidate_table.hpp"
#include "table/parallel_for.hpp"

#include <cstdint>
#include <string_view>
#include <vector>

namespace muster {

/// Writes candidates as elements of the staging file. What they have in common is prepared once:
/// tags that have a number are put in order by comparing numbers, and those that JSON has another
/// way to write are written so.
class staged_rows
{
public:
    /// The table must stay as it is.
    staged_rows(const candidate_table& candidates, const parallel_for& over);

    /// Appends these elements, each with what stands before it.
    void append(json_buffer& out, index_range rows) const;

private:
    /// Of a tag among all that have a number, by their bytes: one text has one rank, and that of
    /// the empty one is 0.
    using tag_rank = std::uint32_t;

    class row_writer;

    void rank_tags(const parallel_for& over);

    const candidate_table& candidates_;
    std::vector<std::size_t> first_text_ = {};  ///< of each listing, among the texts of all
    std::vector<tag_rank> ranks_ = {};          ///< by text
    std::vector<std::string_view> tags_ = {};   ///< by rank: what stands between the quotes
    std::vector<tag_rank> escaped_ranks_ = {};  ///< rising: where that is not the tag itself
    text_arena escaped_ = {};
};

}  // namespace muster
