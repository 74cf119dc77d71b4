#pragma once

#include "program.hpp"

#include <string_view>

namespace muster {

/// The first argument with which shells ask what could come next; the words typed so far follow,
/// up to the one that is not finished.
inline constexpr std::string_view completion_request_word = "__complete";

/// Answers a shell: a line "words", "files" or "directories", then each word on a line, with a tab
/// and its meaning behind it. Says nothing of what is wrong: somebody is typing.
exit_status offer_completions(const process_environment& given);

}  // namespace muster
