#include "unfit_record.hpp"

#include "text/utf8.hpp"

#include <algorithm>
#include <cmath>

namespace muster {

std::string_view unfit_for_files(const record& model) noexcept
{
    const auto is_dtype_text = [](const stored_elements& one) { return is_utf8(one.dtype); };
    // A plugin may hand over any bytes; all files are JSON, and so UTF-8.
    const bool is_text =
        is_utf8(model.model_id) && is_utf8(model.name) && is_utf8(model.license) &&
        is_utf8(model.commit) && is_utf8(model.gated) &&
        std::all_of(model.tags.begin(), model.tags.end(), is_utf8) &&
        std::all_of(model.safetensors.begin(), model.safetensors.end(), is_dtype_text);
    if (!is_text)
        return "holds text that is not UTF-8";
    // JSON has neither infinity nor NaN.
    if (model.popularity && !std::isfinite(*model.popularity))
        return "has a popularity that is not a number";
    return {};
}

}  // namespace muster
