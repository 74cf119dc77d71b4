#include "asked_fit.hpp"

#include "base/suggest.hpp"
#include "report/console.hpp"
#include "report/usual_needs.hpp"
#include "text/amount.hpp"
#include "text/lower.hpp"
#include "text/trim.hpp"

#include <algorithm>
#include <charconv>

namespace muster {

namespace {

constexpr std::uint64_t context_thousand = 1024;  // 32k tokens are 32,768
// 7b parameters are 7,000,000,000: nobody counts these in powers of two.
constexpr std::uint64_t params_thousand = 1000;
constexpr std::uint64_t least_memory_bytes = 1'000'000;  // below it somebody forgot the unit

// "2x H100" are two.
std::pair<std::size_t, std::string_view> counted_card(std::string_view written)
{
    std::size_t count = 0;
    const auto* const end = written.data() + written.size();
    // "4090" is a name: only an "x" behind them makes digits a count.
    const auto read = std::from_chars(written.data(), end, count);
    const auto rest = trimmed(std::string_view(read.ptr, static_cast<std::size_t>(end - read.ptr)));
    const bool is_counted = read.ec == std::errc() && !rest.empty() && lower(rest)[0] == 'x';
    return is_counted ? std::pair(count, trimmed(rest.substr(1)))
                      : std::pair(std::size_t{1}, trimmed(written));
}

// "RTX 5090 Super": what it begins with is nearer than any other of as many letters.
std::string near_card(const std::string& written, const std::vector<std::string>& known)
{
    const std::string* longest = nullptr;
    for (const auto& one : known)
        if (lower(written).starts_with(lower(one)) && (!longest || one.size() > longest->size()))
            longest = &one;
    return longest ? "; did you mean " + *longest + '?' : did_you_mean(written, known);
}

result<void>
add_cards(const std::string& written, std::span<const device> known_cards, std::vector<device>& out)
{
    const auto [count, name] = counted_card(written);
    const auto* const card = find_device(known_cards, name);
    if (!card)
    {
        std::vector<std::string> known;
        for (const auto& one : known_cards)
            known.push_back(one.name);
        return wrong_usage(
            "--gpu " + printable(written) + " is not a card that is known here" +
            near_card(std::string(name), known) +
            " (muster help gpus lists them; --memory 24GB takes any memory)"
        );
    }
    // Subtracted, as the sum of this and any number may begin again at 0.
    if (count < 1 || count > most_cards - out.size())
        return wrong_usage(
            "--gpu " + printable(written) + ": 1 to " + std::to_string(most_cards) + " cards"
        );
    out.insert(out.end(), count, *card);
    return {};
}

result<std::vector<device>>
read_machine(const fit_settings& given, std::span<const device> known_cards)
{
    std::vector<device> out;
    // Both at once would be two answers to one question.
    if (given.cards.empty() && given.memory.empty())
        return wrong_usage("fit needs a card, --gpu \"RTX 4090\", or --memory 24GB");
    if (!given.cards.empty() && !given.memory.empty())
        return wrong_usage("fit takes --gpu or --memory, not both");
    for (const auto& written : given.cards)
        if (const auto added = add_cards(written, known_cards, out); added.has_error())
            return added.error();
    if (given.memory.empty())
        return out;
    const auto bytes = read_bytes(given.memory);
    if (!bytes)
        return wrong_usage(
            "--memory expects bytes such as 24GB or 16GiB, not \"" + printable(given.memory) + '"'
        );
    if (*bytes < least_memory_bytes)
        return wrong_usage(
            "--memory " + printable(given.memory) + " is less than a megabyte: 24GB, or 16GiB?"
        );
    // Of plain memory no bandwidth is known, and so no speed is told.
    out.push_back({"this memory", *bytes, 0, {}, {}});
    return out;
}

result<std::vector<weight_format>> read_formats(const std::vector<std::string>& names)
{
    std::vector<weight_format> out;
    std::vector<std::string> known;
    for (const auto& one : weight_formats())
        known.emplace_back(one.name);
    for (const auto& name : names)
    {
        const auto found = std::ranges::find_if(weight_formats(), [&name](const auto& one) {
            return is_same_word(one.name, name);
        });
        if (found == weight_formats().end())
            return wrong_usage(
                "--weights names an unknown format, " + printable(name) + did_you_mean(name, known)
            );
        out.push_back(*found);
    }
    // The first that fits is the best: formats are tried from the most bits to the fewest.
    std::ranges::stable_sort(out, std::ranges::greater(), &weight_format::bits_per_weight);
    return out;
}

/// thousand: what a "k" behind the digits stands for.
result<std::uint64_t> read_number(
    const std::string& flag, const std::string& written, std::uint64_t thousand, const char* example
)
{
    const auto number = read_count(written, thousand);
    if (number)
        return *number;
    return wrong_usage(
        flag + " expects a number such as " + example + ", not \"" + printable(written) + '"'
    );
}

}  // namespace

std::vector<weight_format> asked_fit::formats_to_try(const model_size& size) const
{
    return formats.empty() ? formats_for(size, usual_formats()) : formats;
}

result<asked_fit> read_asked(const fit_settings& given, std::span<const device> known_cards)
{
    asked_fit out;
    auto devices = read_machine(given, known_cards);
    if (devices.has_error())
        return devices.error();
    out.request.devices = std::move(*devices);
    auto formats = read_formats(given.formats);
    if (formats.has_error())
        return formats.error();
    out.formats = std::move(*formats);
    const auto context = read_number("--context", given.context, context_thousand, "32k");
    if (context.has_error())
        return context.error();
    out.request.context = *context;
    out.request.users = given.users;
    out.request.cache_bits = given.cache_bits;
    out.request.reserve = given.reserve;
    if (given.min_params.empty())
        return out;
    const auto least = read_number("--min-params", given.min_params, params_thousand, "7b");
    if (least.has_error())
        return least.error();
    out.min_params = *least;
    return out;
}

}  // namespace muster
