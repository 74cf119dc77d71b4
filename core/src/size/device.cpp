#include "device.hpp"

#include "json/member_reader.hpp"
#include "text/lower.hpp"

#include <algorithm>
#include <utility>

namespace muster {

namespace {

constexpr std::uint64_t gib = std::uint64_t{1} << 30U;

// What vendors put before a name, and people may leave out.
constexpr std::string_view vendors[] = {
    "nvidia", "amd", "intel", "geforce", "instinct", "radeon", "tesla", "quadro", "rtx", "rx"};

// Sockets and memories that drivers and shops name: "A100-SXM4-40GB", "H100 80GB HBM3".
bool is_of_form(std::string_view word)
{
    for (const std::string_view form : {"sxm", "hbm"})
        // A generation and a letter at the most: "sxm4", "hbm3e".
        if (word.starts_with(form) && word.size() <= form.size() + 2)
            return true;
    return false;
}

// What all spellings of a card have in common: "NVIDIA RTX-4090" is "4090".
std::string key_of(std::string_view written)
{
    std::string key;
    const auto text = lower(written);
    constexpr std::string_view separators = " -_";
    for (std::size_t at = 0; at < text.size();)
    {
        const auto end = std::min(text.find_first_of(separators, at), text.size());
        if (const auto word = text.substr(at, end - at); !is_of_form(word))
            key += word;
        at = end + 1;
    }
    // In this order, each once: "nvidia geforce rtx 4090" loses three.
    for (const auto vendor : vendors)
        if (key.starts_with(vendor))
            key = key.substr(vendor.size());
    return key;
}

device read_device(member_reader& members)
{
    device one;
    one.name = members.required_text("name");
    one.memory_bytes = members.count("memory_bytes").value_or(0);
    one.bytes_per_second = members.number("bytes_per_second").value_or(0);
    one.source = members.required_text("source");
    one.checked = members.required_text("checked");
    members.allow_only({"name", "memory_bytes", "bytes_per_second", "source", "checked"});
    if (one.memory_bytes == 0)
        members.fault("memory_bytes", "is missing or zero");
    if (!(one.bytes_per_second > 0))
        members.fault("bytes_per_second", "is missing or not positive");
    return one;
}

}  // namespace

result<std::vector<device>> read_devices(std::string_view text, std::string_view file_name)
{
    std::vector<device> devices;
    const auto done = read_list(text, file_name, [&](member_reader& members) -> result<void> {
        auto one = read_device(members);
        // By the same rule: a card that is taken for an earlier one could never be asked for.
        if (find_device(devices, one.name))
            members.fault("name", "is that of another card, too");
        devices.push_back(std::move(one));
        return {};
    });
    if (done.has_error())
        return done.error();
    if (devices.empty())
        return failure{errc::wrong_shape, std::string(file_name) + ": names no card"};
    return devices;
}

const device* find_device(std::span<const device> known, std::string_view written)
{
    const auto wanted = key_of(written);
    for (const auto& one : known)
    {
        auto key = key_of(one.name);
        if (wanted == key)
            return &one;
        // The memory may be named beside a card that the table has in one size alone.
        key.append(std::to_string(one.memory_bytes / gib)).append("gb");
        if (wanted == key)
            return &one;
    }
    return nullptr;
}

}  // namespace muster
