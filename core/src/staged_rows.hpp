#pragma once

#include "muster/candidate_table.hpp"

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
    explicit staged_rows(const candidate_table& candidates);

    /// Appends the element, without what separates it from the next.
    void append(std::string& out, std::size_t index) const;

private:
    void rank_tags();
    void append_tags(std::string& out, const candidate_view& one, std::size_t index) const;
    std::string_view line_of(std::uint32_t rank) const noexcept;

    const candidate_table& candidates_;
    std::vector<std::vector<std::uint32_t>> ranks_ = {};  ///< by listing and text
    std::string lines_ = {};                              ///< of all tags, in their order
    std::vector<std::size_t> line_begins_ = {};
};

}  // namespace muster
