#pragma once

#include "json/long_list.hpp"
#include "muster/failure.hpp"
#include "table/candidate_table.hpp"
#include "text/chunked_text.hpp"

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace muster {

class row_view;

inline constexpr std::string_view staging_file_name = "staging_candidates.json";

/// The text of the staging file, in the order given: a JSON list of objects with exactly the
/// members model_id, provider, license (null when unknown), source, popularity_score and tags.
/// Precondition: the table stays unchanged until the last part is made.
chunked_text staging_text(const candidate_table& candidates);
chunked_text staging_text(const candidate_table&&) = delete;

/// Reads a staging file, which people may have edited. Fails with not_json or wrong_shape; `where`
/// names the element.
result<std::vector<candidate>>
read_stage(std::string_view text, std::string_view file_name = staging_file_name);

/// The same row by row: the file may be larger than memory should hold. Rows before a fault are
/// taken.
result<void> for_each_staged(const long_list& file, const std::function<void(candidate&&)>& take);

/// The labels in a joined text, "hub+openrouter": sorted, each once, whatever a person typed.
std::vector<std::string> split_sources(const std::string& joined);

/// Whether read_stage() would accept a file, found piece by piece: the file may be larger than
/// memory should hold.
class stage_check
{
public:
    /// take_row: called for each row that is sound, as long as all are. May be empty.
    explicit stage_check(std::function<void(row_view&)> take_row = {});
    ~stage_check();

    void take(std::string_view chunk);

    /// Call once, after the last piece.
    bool is_readable();

private:
    struct state;
    std::unique_ptr<state> state_;
};

}  // namespace muster
