#include "support/plugin_stage.hpp"

#include <boost/test/unit_test.hpp>

#include <cstdio>
#include <elf.h>
#include <random>
#include <sys/resource.h>

using namespace muster;

namespace {

std::string whole_plugin()
{
    return test::bytes_of_file(MUSTER_PLUGIN_DIRECTORY "/libmuster_hub.so");
}

long peak_kib()
{
    rusage used = {};
    ::getrusage(RUSAGE_SELF, &used);
    return used.ru_maxrss;
}

/// One to four random bytes in what the loader trusts: ELF, program, section headers and the
/// dynamic section.
std::string mutated(std::string bytes, unsigned seed)
{
    std::mt19937 random(seed);
    const auto* header = reinterpret_cast<const Elf64_Ehdr*>(bytes.data());
    const std::size_t head = header->e_phoff + header->e_phnum * sizeof(Elf64_Phdr);
    const auto pick = [&random](std::size_t most) {
        return std::uniform_int_distribution<std::size_t>(0, most - 1)(random);
    };
    for (auto count = 1 + pick(4); count > 0; --count)
        bytes[pick(head)] = static_cast<char>(random());
    return bytes;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(load_sweep_test)

BOOST_AUTO_TEST_CASE(l03_a_plugin_cut_anywhere_is_refused)
{
    const auto whole = whole_plugin();
    test::plugin_directory directory;
    directory.add_healthy();
    const std::size_t step = test::wants_all() ? 512 : 8 * 512;
    std::size_t cuts = 0;
    for (std::size_t size = 512; size < whole.size(); size += step, ++cuts)
        directory.write("cut_" + std::to_string(size) + ".so", whole.substr(0, size));
    test::plugin_stage stage;
    stage.find(directory.path());

    std::size_t refused = 0;
    for (const auto& one : stage.found)
        refused += one.reason.starts_with("truncated: ") ? 1 : 0;
    BOOST_TEST_MESSAGE("l03: " << cuts << " cuts, " << refused << " refused");
    BOOST_TEST(refused == cuts);
    BOOST_TEST(stage.read("healthy_a.so", "a/b").has_value());
}

BOOST_AUTO_TEST_CASE(l05_a_forged_head_takes_no_memory)
{
    const auto whole = whole_plugin();
    test::plugin_directory directory;
    for (const std::size_t place : {32, 40, 52, 54, 56, 58, 60, 62})
        for (const std::size_t width : {2, 8})
        {
            auto bytes = whole.substr(0, 16 * 1024);
            bytes.replace(place, width, width, '\x7f');
            const auto name = std::to_string(place) + '_' + std::to_string(width) + ".so";
            directory.write(name, bytes);
        }
    const auto peak_before = peak_kib();
    test::plugin_stage stage;
    stage.find(directory.path());

    for (const auto& one : stage.found)
        BOOST_TEST(!one.runner, one.file);
    BOOST_TEST(peak_kib() - peak_before < 4 * 1024);
}

BOOST_AUTO_TEST_CASE(l04_mutated_headers_cost_their_own_plugin)
{
    const auto whole = whole_plugin();
    const unsigned seeds = test::wants_all() ? 10000 : 200;
    const unsigned seeds_at_once = 200;
    const auto peak_before = peak_kib();
    const test::stopwatch watch;
    std::map<std::string, unsigned> verdicts;
    for (unsigned first = 1; first <= seeds; first += seeds_at_once)
    {
        test::plugin_directory directory;
        for (unsigned seed = first; seed < first + seeds_at_once; ++seed)
            directory.write("seed_" + std::to_string(seed) + ".so", mutated(whole, seed));
        test::plugin_stage stage;
        stage.search.workers.load_limit = std::chrono::milliseconds(500);
        for (const auto& one : stage.find(directory.path()))
        {
            const bool is_loaded = one.abi == "1.0";
            const auto word = one.reason.substr(0, one.reason.find_first_of(":("));
            verdicts[is_loaded ? "loaded" : word] += 1;
            BOOST_TEST((one.runner || !one.reason.empty()), one.file);
        }
    }
    BOOST_TEST_MESSAGE("l04: seeds 1 to " << seeds << " in " << watch.elapsed().count() << " ms");
    for (const auto& [verdict, count] : verdicts)
        BOOST_TEST_MESSAGE("l04:   " << count << ' ' << verdict);
    BOOST_TEST(watch.elapsed().count() / seeds < (test::is_sanitized ? 500 : 50));
    BOOST_TEST(peak_kib() - peak_before < 64 * 1024);
}

BOOST_AUTO_TEST_SUITE_END()
