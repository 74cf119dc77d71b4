#pragma once

#include "settings/settings.hpp"
#include "size/fit.hpp"

#include <cstdint>
#include <vector>

namespace muster {

/// What `fit` was asked, read and checked.
struct asked_fit
{
    fit_request request = {};
    std::vector<weight_format> formats = {};  ///< best first
    std::uint64_t min_params = 0;
};

/// Fails with bad_value: an unknown card or format, an amount that is none, no card and no memory.
result<asked_fit> read_asked(const fit_settings& given);

}  // namespace muster
