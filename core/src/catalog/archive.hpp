#pragma once

#include "models.hpp"
#include "muster/failure.hpp"
#include "size/facts/evidence.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace muster {

inline constexpr std::string_view archive_file_name = "archive.json";

/// A row that left models.json because no source listed it for the time of grace. It comes back
/// from here, as it was, when a source lists it again.
struct archived_model
{
    /// As it stood last. It has unlisted_since or gone_since unless a limit may be why no source
    /// listed it.
    model_row row = {};
    std::string archived = {};  ///< the day, "2026-11-15"
    std::optional<evidence> known = {};
};

/// data/archive.json, sorted by id. Fails with not_json or wrong_shape.
result<std::vector<archived_model>>
read_archive(std::string_view text, std::string_view file_name = archive_file_name);
std::string write_archive(std::vector<archived_model> models);

}  // namespace muster
