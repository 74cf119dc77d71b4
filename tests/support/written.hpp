#pragma once

#include "sources/listing_snapshot.hpp"
#include "staging/stage.hpp"

#include <string>
#include <vector>

namespace muster::test {

inline std::string all_of(const chunked_text& text)
{
    std::string all;
    for (std::size_t i = 0; i < text.count; ++i)
        all += text.make(i);
    return all;
}

inline std::vector<candidate> owned(const candidate_table& table)
{
    std::vector<candidate> all;
    for (const auto& one : table)
        all.push_back(one.to_owned());
    return all;
}

/// The file of a snapshot in one text.
inline std::string write_snapshot(const listing_snapshot& saved)
{
    return all_of(snapshot_text(saved));
}

/// The staging file in one text.
inline std::string write_stage(const candidate_table& candidates)
{
    return all_of(staging_text(candidates));
}

}  // namespace muster::test
