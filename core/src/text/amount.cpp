#include "amount.hpp"

#include "trim.hpp"

#include <charconv>
#include <cmath>

namespace muster {

namespace {

// More than any memory or model, and still within 64 bits.
constexpr double most = 1e18;

struct written_amount
{
    double number = 0;
    std::string_view unit = {};
};

std::optional<written_amount> split_amount(std::string_view text) noexcept
{
    text = trimmed(text);
    written_amount amount;
    const auto* const end = text.data() + text.size();
    // `fixed`, since people write no exponents.
    const auto read = std::from_chars(text.data(), end, amount.number, std::chars_format::fixed);
    if (read.ec != std::errc() || !(amount.number > 0))
        return {};
    amount.unit = trimmed(text.substr(static_cast<std::size_t>(read.ptr - text.data())));
    return amount;
}

char lower_of(char c) noexcept { return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c; }

// How often a unit multiplies by a thousand; 'b' is a billion of counts.
std::optional<int> power_of(char unit, std::string_view units) noexcept
{
    const auto place = units.find(lower_of(unit));
    if (place == std::string_view::npos)
        return {};
    return static_cast<int>(place) + 1;
}

std::optional<std::uint64_t> whole(double number, double thousand, int power) noexcept
{
    const auto amount = number * std::pow(thousand, power);
    if (amount < 1 || amount > most)
        return {};
    return static_cast<std::uint64_t>(std::llround(amount));
}

}  // namespace

std::string with_separators(std::uint64_t count)
{
    auto digits = std::to_string(count);
    // From the back, so that insertions do not move the places still to come.
    for (auto place = static_cast<std::ptrdiff_t>(digits.size()) - 3; place > 0; place -= 3)
        digits.insert(static_cast<std::size_t>(place), 1, ',');
    return digits;
}

std::optional<std::uint64_t> read_bytes(std::string_view text) noexcept
{
    const auto amount = split_amount(text);
    if (!amount)
        return {};
    auto unit = amount->unit;
    // "24", "24G", "24GB" and "24GiB": bytes go without saying.
    if (!unit.empty() && lower_of(unit.back()) == 'b')
        unit.remove_suffix(1);
    const bool is_binary = unit.size() == 2 && unit[1] == 'i';
    if (is_binary)
        unit.remove_suffix(1);
    if (unit.empty())
        return whole(amount->number, 1, 0);
    const auto power = unit.size() == 1 ? power_of(unit[0], "kmgt") : std::nullopt;
    return power ? whole(amount->number, is_binary ? 1024 : 1000, *power) : std::nullopt;
}

std::optional<std::uint64_t> read_count(std::string_view text, std::uint64_t thousand) noexcept
{
    const auto amount = split_amount(text);
    if (!amount)
        return {};
    if (amount->unit.empty())
        return whole(amount->number, 1, 0);
    const auto power = amount->unit.size() == 1 ? power_of(amount->unit[0], "kmbt") : std::nullopt;
    return power ? whole(amount->number, static_cast<double>(thousand), *power) : std::nullopt;
}

}  // namespace muster
