#pragma once

#include "muster/failure.hpp"
#include "table/candidate_table.hpp"
#include "table/spread.hpp"
#include "text/text_parts.hpp"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace muster {

inline constexpr std::string_view staging_file_name = "staging_candidates.json";

/// The staging file, in the order given: a JSON list of objects with exactly the members model_id,
/// provider, license (null when unknown), source, popularity_score and tags.
std::string write_stage(const candidate_table& candidates);

/// The same in parts. The table must stay as it is until the last is made. `over`: how what all
/// parts need is prepared.
text_parts stage_parts(const candidate_table& candidates, const spread& over = in_turn);

/// Reads a staging file back, edits by people included. Fails with not_json or wrong_shape; the
/// `where` names the element.
result<std::vector<candidate>>
read_stage(std::string_view text, std::string_view file_name = staging_file_name);

/// Whether read_stage can read a file that is too large to be held as text, piece by piece.
class stage_check
{
public:
    stage_check();
    ~stage_check();

    void take(std::string_view piece);

    /// To be called once, after the last piece.
    bool is_readable();

private:
    struct state;
    std::unique_ptr<state> state_;
};

}  // namespace muster
