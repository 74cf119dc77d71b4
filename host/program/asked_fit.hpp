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
    std::vector<weight_format> formats = {};  ///< best first; empty: see formats_to_try
    std::uint64_t min_params = 0;

    /// Those that were named, or how the model is stored and the usual ones with fewer bits.
    std::vector<weight_format> formats_to_try(const model_size& size) const;
};

/// Fails with bad_value: a card that is not in the table, an unknown format, an amount that is
/// none, no card and no memory.
result<asked_fit> read_asked(const fit_settings& given, std::span<const device> known_cards);

}  // namespace muster
