#pragma once

#include "muster/dates.hpp"

#include <charconv>
#include <chrono>
#include <optional>
#include <string_view>

namespace muster {

/// Whether a text has the form of a date, "2026-10-12". The form only: 2026-02-31 is not worth a
/// calendar.
inline bool is_date(std::string_view text) { return text.size() == 10 && date_in(text) == text; }

/// The days from one date to another, times after them aside. A month without a day counts as its
/// 28th: better a little young than too old. Nothing when one of them is no date.
inline std::optional<int> days_between(std::string_view from, std::string_view to)
{
    using namespace std::chrono;
    const auto day_number = [](std::string_view text) -> std::optional<sys_days> {
        const auto number = [&text](std::size_t place, std::size_t digits) {
            unsigned value = 28;
            if (place < text.size())
                std::from_chars(text.data() + place, text.data() + place + digits, value);
            return value;
        };
        text = date_in(text);
        if (text.empty())
            return {};
        const year_month_day date(
            year(static_cast<int>(number(0, 4))), month(number(5, 2)), day(number(8, 2))
        );
        return date.ok() ? std::optional<sys_days>(date) : std::nullopt;
    };
    const auto first = day_number(from);
    const auto last = day_number(to);
    if (!first || !last)
        return {};
    return static_cast<int>((*last - *first).count());
}

/// Whether a date is still to come. Tomorrow is not, as it is tomorrow already somewhere, and a
/// month without a day not once it has begun.
inline bool is_to_come(std::string_view date, std::string_view now)
{
    const auto age = days_between(date, now);
    return age && *age < -1 && (is_date(date) || !now.starts_with(date));
}

/// Whether a text is a date that exists: 2026-02-30 is none.
inline bool is_day(std::string_view text)
{
    return is_date(text) && days_between(text, text).has_value();
}

}  // namespace muster
