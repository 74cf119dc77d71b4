#pragma once

#include "last_good.hpp"

#include <cstddef>
#include <optional>

namespace muster {

/// So many narrower listings are kept of a source; of more, the widest go.
inline constexpr std::size_t narrower_listings_limit = 3;

/// Of a kept listing and its narrower ones: the newest that was asked for no less than the request,
/// or the widest where all were asked for less.
const last_good& nearest_to(const last_good& request, const last_good& kept);

/// What is to be kept once a complete listing has come; nothing when it is kept already, the date
/// aside.
///
/// A listing that was asked for with a smaller limit than what is kept does not replace it: it
/// stands beside it, and takes the place of the narrower ones that were asked for no more. It is
/// left out when it says what the beginning of a wider one says. Any other listing replaces all.
///
/// kept is null when there is none.
std::optional<last_good> renew(const last_good* kept, last_good&& fresh);

}  // namespace muster
