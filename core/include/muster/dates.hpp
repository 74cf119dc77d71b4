#pragma once

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace muster {

/// The date that a text begins with, "2026-10-12" or "2026-10"; empty when it begins with none. The
/// form only: 2026-02-31 is a date here.
constexpr std::string_view date_in(std::string_view text) noexcept
{
    constexpr std::string_view form = "0000-00-00";
    std::size_t size = 0;
    while (size < form.size() && size < text.size() &&
           (form[size] == '0' ? text[size] >= '0' && text[size] <= '9' : text[size] == '-'))
        ++size;
    // A year alone says too little; "2026-1" is cut short.
    constexpr std::size_t month_end = 7;
    return text.substr(0, size == form.size() ? size : size >= month_end ? month_end : 0);
}

/// Whether a date has a month and a day that exist: "2026-99-99" has not.
constexpr bool is_in_calendar(std::string_view date) noexcept
{
    const auto number = [date](std::size_t place) {
        return place + 2 <= date.size() ? (date[place] - '0') * 10 + (date[place + 1] - '0') : 1;
    };
    return !date.empty() && number(5) >= 1 && number(5) <= 12 && number(8) >= 1 && number(8) <= 31;
}

/// Replaces `newest` by the date that a text begins with, if that is later and in the calendar. ISO
/// dates are in order as texts.
inline void keep_newest(std::string& newest, std::string_view text)
{
    if (const auto date = date_in(text); is_in_calendar(date) && date > newest)
        newest = date;
}

/// How many dates keep_newest_few() keeps: more that are still to come are no slip.
inline constexpr std::ptrdiff_t newest_dates_limit = 8;

/// As keep_newest(), but the newest few stay, each once, the newest first: "2999-01-01,2026-10-12".
/// Where one is still to come, those behind it tell the age.
inline void keep_newest_few(std::string& newest, std::string_view text)
{
    const auto date = date_in(text);
    // Called for each row: most have a date that is known or too old.
    if (!is_in_calendar(date) || newest.find(date) != std::string::npos)
        return;
    std::size_t place = 0;
    std::ptrdiff_t newer = 0;
    while (place < newest.size() && newest.compare(place, date.size(), date) > 0)
    {
        place = std::min(newest.find(',', place), newest.size() - 1) + 1;
        ++newer;
    }
    if (newer == newest_dates_limit)
        return;
    const bool is_last = place == newest.size();
    newest.insert(
        place, (is_last && place > 0 ? "," : "") + std::string(date) + (is_last ? "" : ",")
    );
    if (std::count(newest.begin(), newest.end(), ',') == newest_dates_limit)
        newest.resize(newest.rfind(','));
}

/// The same for all dates of such a list.
inline void keep_newest_of(std::string& newest, std::string_view dates)
{
    while (!dates.empty())
    {
        const auto end = std::min(dates.find(','), dates.size());
        keep_newest_few(newest, dates.substr(0, end));
        dates.remove_prefix(std::min(end + 1, dates.size()));
    }
}

/// The UTC date of a time in seconds since 1970, as many services give it: "2026-10-12". Empty past
/// the year 9999, where a service counts in other units.
inline std::string date_of_seconds(std::uint64_t seconds)
{
    using namespace std::chrono;
    constexpr std::uint64_t year_10000 = 253'402'300'800;
    if (seconds >= year_10000)
        return {};
    const year_month_day date(sys_days(days(static_cast<days::rep>(seconds / (24ULL * 60 * 60)))));
    std::string text;
    const auto append = [&text](unsigned number, std::size_t digits) {
        const auto plain = std::to_string(number);
        text.append(digits - plain.size(), '0').append(plain);
    };
    append(static_cast<unsigned>(static_cast<int>(date.year())), 4);
    append(static_cast<unsigned>(date.month()), 2);
    append(static_cast<unsigned>(date.day()), 2);
    return text.insert(6, 1, '-').insert(4, 1, '-');
}

}  // namespace muster
