#pragma once

#include "build.hpp"
#include "table/listing.hpp"
#include "table/parallel_for.hpp"

#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace muster {

/// What find_builds() goes by, beside the listings.
struct build_rules
{
    std::function<std::string(const std::string& id)> today = {};  ///< the name that counts
    std::function<bool(std::string_view id)> is_rejected = {};     ///< by a person
};

/// A repository that says it is a build and is not taken for one.
struct doubtful_build
{
    std::string repository = {};
    std::string base = {};  ///< as its card names it
    std::string reason = {};

    friend bool operator==(const doubtful_build&, const doubtful_build&) = default;
};

struct found_builds
{
    std::vector<model_builds> models = {};      ///< sorted by folded id
    std::vector<doubtful_build> doubtful = {};  ///< sorted likewise
};

/// The builds among the rows of listings, which come in order of trust: those whose tags say
/// `base_model:quantized:`. The build of a build is one of the model at the end of the chain. A row
/// whose name contradicts its tag is doubtful, and so are rows that name each other as base.
///
/// Linear in the rows and their tags; memory as the builds need it.
found_builds find_builds(
    std::span<const listing> listings,
    const build_rules& rules,
    const parallel_for& over = serial_for
);

}  // namespace muster
