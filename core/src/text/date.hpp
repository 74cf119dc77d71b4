#pragma once

#include <algorithm>
#include <string_view>

namespace muster {

/// Whether a text has the form of a date, "2026-10-12". The form only: 2026-02-31 is not worth a
/// calendar.
inline bool is_date(std::string_view text)
{
    constexpr std::string_view form = "0000-00-00";
    return std::equal(text.begin(), text.end(), form.begin(), form.end(), [](char c, char wanted) {
        return wanted == '0' ? c >= '0' && c <= '9' : c == wanted;
    });
}

}  // namespace muster
