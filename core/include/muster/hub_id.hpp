#pragma once

#include "muster/failure.hpp"

#include <string_view>

namespace muster {

/// Whether a text is a link to the Hub as people paste it: "https://huggingface.co/...", also over
/// http, with www., as hf.co, to the mirror hf-mirror.com, without a scheme, in any letter case,
/// with blanks around it.
bool is_hub_link(std::string_view written) noexcept;

/// The Hub id in what a person wrote: the id itself, a link to the repository, into it or to what
/// the Hub's API says of it, or "hf:owner/name"; with blanks, quotes, backticks or brackets around
/// it.
///
/// Empty when it links to something else on the Hub: a dataset, a collection, a page of the site.
/// Fails with bad_id; `where` says what is odd about it ("has a blank inside").
result<std::string_view> read_hub_id(std::string_view written);

}  // namespace muster
