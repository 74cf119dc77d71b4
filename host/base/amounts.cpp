#include "amounts.hpp"

#include "muster/json_text.hpp"
#include "text/amount.hpp"

#include <array>
#include <cmath>
#include <cstdio>

namespace muster {

namespace {

std::string one_decimal(double value, const char* unit)
{
    // Room for the largest number that comes here, 2^64 bytes in TB: snprintf() returns what it
    // would have written.
    std::array<char, 48> text = {};
    const auto size = std::snprintf(text.data(), text.size(), "%.1f %s", value, unit);
    return {text.data(), static_cast<std::size_t>(size)};
}

}  // namespace

std::string number_text(double number)
{
    std::string text;
    append_json_number(text, number);
    return text;
}

std::string count_of(std::uint64_t count, std::string_view thing)
{
    return with_separators(count) + ' ' + std::string(thing) + (count == 1 ? "" : "s");
}

std::string bytes_text(std::uint64_t bytes)
{
    static constexpr std::array units = {"kB", "MB", "GB", "TB"};
    if (bytes < 1000)
        return std::to_string(bytes) + " B";
    auto amount = static_cast<double>(bytes) / 1000;
    std::size_t unit = 0;
    // What would be printed as "1000.0 kB" is "1.0 MB".
    for (; amount >= 999.95 && unit + 1 < units.size(); ++unit)
        amount /= 1000;
    return one_decimal(amount, units[unit]);
}

std::string rounded_bytes(double bytes)
{
    return bytes_text(static_cast<std::uint64_t>(std::llround(bytes)));
}

std::string seconds_text(std::chrono::milliseconds time)
{
    const auto seconds = static_cast<double>(time.count()) / 1000;
    if (seconds < 60)
        return one_decimal(seconds, "s");
    // Above a minute tenths of seconds are noise.
    const auto whole = time.count() / 1000;
    return std::to_string(whole / 60) + " min " + std::to_string(whole % 60) + " s";
}

std::string padded(std::string_view text, std::size_t width)
{
    std::string out(text);
    out.append(out.size() < width ? width - out.size() : 1, ' ');
    return out;
}

void add_to_list(std::string& list, std::string_view part)
{
    if (!part.empty())
        list.append(list.empty() ? "" : ", ").append(part);
}

}  // namespace muster
