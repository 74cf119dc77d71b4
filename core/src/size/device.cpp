#include "device.hpp"

#include "text/lower.hpp"

#include <array>

namespace muster {

namespace {

constexpr std::uint64_t gib = std::uint64_t{1} << 30U;

constexpr device card(std::string_view name, std::uint64_t gibibytes, double gigabytes_per_second)
{
    return {name, gibibytes * gib, gigabytes_per_second * 1e9};
}

// Memory as the vendor sells it, bandwidth as its data sheet says: both bound what runs, and
// neither is reached.
constexpr std::array devices = {
    card("RTX 3060", 12, 360),
    card("RTX 3080", 10, 760),
    card("RTX 3090", 24, 936),
    card("RTX 3090 Ti", 24, 1008),
    card("RTX 4060", 8, 272),
    card("RTX 4060 Ti", 16, 288),
    card("RTX 4070", 12, 504),
    card("RTX 4070 Ti Super", 16, 672),
    card("RTX 4080", 16, 717),
    card("RTX 4080 Super", 16, 736),
    card("RTX 4090", 24, 1008),
    card("RTX 5060 Ti", 16, 448),
    card("RTX 5070", 12, 672),
    card("RTX 5070 Ti", 16, 896),
    card("RTX 5080", 16, 960),
    card("RTX 5090", 32, 1792),
    card("RTX A4000", 16, 448),
    card("RTX A5000", 24, 768),
    card("RTX A6000", 48, 768),
    card("RTX 4000 Ada", 20, 360),
    card("RTX 6000 Ada", 48, 960),
    card("RTX PRO 6000", 96, 1792),
    card("T4", 16, 320),
    card("V100 16GB", 16, 900),
    card("V100", 32, 900),
    card("A10", 24, 600),
    card("A10G", 24, 600),
    card("A30", 24, 933),
    card("A40", 48, 696),
    card("A100 40GB", 40, 1555),
    card("A100", 80, 2039),
    card("L4", 24, 300),
    card("L40", 48, 864),
    card("L40S", 48, 864),
    card("H20", 96, 4000),
    card("H100 PCIe", 80, 2000),
    card("H100", 80, 3350),
    card("H100 NVL", 94, 3900),
    card("GH200", 96, 4000),
    card("H200", 141, 4800),
    card("B200", 180, 8000),
    card("B300", 288, 8000),
    card("DGX Spark", 128, 273),
    card("RX 7900 XT", 20, 800),
    card("RX 7900 XTX", 24, 960),
    card("RX 9070 XT", 16, 640),
    card("Radeon PRO W7900", 48, 864),
    card("Ryzen AI Max+ 395", 128, 256),
    card("MI210", 64, 1638),
    card("MI250X", 128, 3277),
    card("MI300X", 192, 5300),
    card("MI325X", 256, 6000),
    card("MI355X", 288, 8000),
    card("Arc A770", 16, 560),
    card("Arc B580", 12, 456),
    card("Gaudi 2", 96, 2450),
    card("Gaudi 3", 128, 3700),
};

// What vendors put before a name, and people may leave out.
constexpr std::string_view vendors[] = {
    "nvidia", "amd", "intel", "geforce", "instinct", "radeon", "tesla", "quadro", "rtx", "rx"};

std::string key_of(std::string_view written)
{
    std::string key;
    for (const char c : lower(written))
        if (c != ' ' && c != '-' && c != '_')
            key += c;
    // In this order, each once: "nvidia geforce rtx 4090" loses three.
    for (const auto vendor : vendors)
        if (key.starts_with(vendor))
            key = key.substr(vendor.size());
    return key;
}

}  // namespace

std::span<const device> known_devices() noexcept { return devices; }

const device* find_device(std::string_view written)
{
    const auto wanted = key_of(written);
    for (const auto& one : devices)
    {
        auto key = key_of(one.name);
        if (wanted == key)
            return &one;
        key.append(std::to_string(one.memory_bytes / gib)).append("gb");
        if (wanted == key)
            return &one;
    }
    return nullptr;
}

}  // namespace muster
