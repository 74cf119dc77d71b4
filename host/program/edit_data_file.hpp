#pragma once

#include "context.hpp"

#include <functional>
#include <string>
#include <string_view>

namespace muster {

/// Makes the next text of a file from the one there is; the file is named in what is wrong.
using text_edit = std::function<result<std::string>(const std::string& text, const std::string&)>;

/// Edits a JSON list of the data directory that people keep, under the lock, so that no run reads
/// or writes in between; its path. A file that is not there is an empty list.
result<std::string>
edit_data_file(const program_context& context, std::string_view name, const text_edit& edit);

}  // namespace muster
