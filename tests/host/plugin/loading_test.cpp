#include "support/case_table.hpp"
#include "support/plugin_stage.hpp"

using namespace muster;

namespace {

/// A file that is not to be used, and the reason that is given for it.
struct bad_file
{
    const char* name;
    const char* fixture;
    std::string bytes;  ///< of a file that is no fixture
    std::string reason;
    bool is_not_for_sanitizers = false;
};

std::string elf_head(char bits, char order, char machine)
{
    std::string head(4096, '\0');
    head.replace(
        0,
        7,
        std::string("\x7f"
                    "ELF") +
            bits + order + '\1'
    );
    head[16] = 3;
    head[18] = machine;
    return head;
}

// A library whose section table claims 2^62 bytes.
std::string with_section_offset(std::uint64_t offset)
{
    auto bytes = test::bytes_of_file(test::fixture_file("healthy_a"));
    bytes.replace(40, sizeof offset, reinterpret_cast<const char*>(&offset), sizeof offset);
    return bytes;
}

std::string with_program_headers(std::uint16_t count)
{
    auto bytes = test::bytes_of_file(test::fixture_file("healthy_a"));
    bytes.replace(56, sizeof count, reinterpret_cast<const char*>(&count), sizeof count);
    return bytes;
}

const bad_file bad_files[] = {
    {"L01_empty", nullptr, "", "not-a-library: empty"},
    {"L02_text", nullptr, "#include <x>\n", "not-a-library: not an ELF file"},
    {"L02_picture", nullptr, "\x89PNG\r\n", "not-a-library: a PNG picture"},
    {"L02_windows", nullptr, "MZ\x90", "not-a-library: a Windows library"},
    {"L02_mac", nullptr, "\xcf\xfa\xed\xfe", "not-a-library: a Mach-O library"},
    {"L02_program",
     nullptr,
     "\x7f"
     "ELF",
     "truncated: ends inside the ELF header"},
    {"L05_sections_at_2_to_62",
     nullptr,
     with_section_offset(1ULL << 62U),
     "truncated: its section"},
    {"L05_65535_segments", nullptr, with_program_headers(65535), "not-a-library: its program"},
    {"L06_aarch64", nullptr, elf_head(2, 1, '\xb7'), "wrong-machine: aarch64, need x86-64"},
    {"L06_32_bits", nullptr, elf_head(1, 1, 3), "wrong-machine: built for 32 bits"},
    {"L06_big_endian",
     nullptr,
     elf_head(2, 2, 22),
     "wrong-machine: built for the other byte order"},
    {"L07_ordinary_library", "ordinary", "", "not-a-plugin: it does not export muster_source"},
    {"L08_not_json", "descriptor_not_json", "", "bad-descriptor: descriptor: not JSON at line 2"},
    {"L08_not_utf8", "descriptor_not_utf8", "", "bad-descriptor: descriptor: not JSON at line 1"},
    {"L08_64_kib", "descriptor_large", "", "bad-descriptor: descriptor: larger than 64 KiB"},
    {"L08_deep", "descriptor_deep", "", "bad-descriptor: descriptor: not JSON at line 1"},
    {"L08_name_twice",
     "descriptor_twice",
     "",
     "bad-descriptor: descriptor: an object has two members of one name"},
    {"L08_nul", "descriptor_with_nul", "", "bad-descriptor: descriptor: not JSON at line 1"},
    {"L09_major_2",
     "major_2",
     "",
     "built for plugin contract 2.0, this muster has 1.1: update muster or rebuild the plugin"},
    {"L09_major_0",
     "major_0",
     "",
     "built for plugin contract 0.0, this muster has 1.1: rebuild the plugin"},
    {"L09_minor_99",
     "minor_99",
     "",
     "built for plugin contract 1.99, this muster has 1.1: update muster or rebuild the plugin"},
    {"L10_null_function", "null_read", "", "bad-entry: start or read is missing"},
    {"L10_size_0", "size_0", "", "bad-entry: its table has 0 bytes, needs 40: rebuild the plugin"},
    {"L10_size_4", "size_4", "", "bad-entry: its table has 4 bytes, needs 40: rebuild the plugin"},
    {"L12_library_gone", "no_library", "", "missing-dependency: libmuster_absent.so"},
    {"L12_version_gone", "no_version", "", "missing-dependency: "},
    {"L13_unresolved", "unresolved", "", "missing-dependency: undefined symbol: defined_nowhere"},
    {"L14_exit", "load_exit", "", "died-during-load (exit status 0); it printed: loading"},
    {"L14__exit", "load__exit", "", "died-during-load (exit status 0)"},
    {"L14_abort", "load_abort", "", "died-during-load (SIGABRT)"},
    {"L14_throw", "load_throw", "", "died-during-load (SIGABRT); it printed: loading"},
    {"L14_segv", "load_segv", "", "died-during-load (SIGSEGV)"},
    {"L14_wait", "load_wait", "", "no answer within "},
    {"L14_memory", "load_memory", "", "memory-limit: it needs more than 256 MiB", true},
};

void is_skipped(const bad_file& bad)
{
    if (bad.is_not_for_sanitizers && test::is_sanitized)
        return;
    const auto before = test::look_for_traces();
    {
        test::plugin_directory directory;
        directory.add_healthy();
        if (bad.fixture)
            directory.add(bad.fixture, "bad.so");
        else
            directory.write("bad.so", bad.bytes);
        test::plugin_stage stage;
        const test::stopwatch watch;
        stage.find(directory.path());

        BOOST_TEST(to_string(stage.at("bad.so").state) == "skipped");
        BOOST_TEST(stage.at("bad.so").reason.starts_with(bad.reason), stage.at("bad.so").reason);
        for (const auto* healthy : {"healthy_a.so", "healthy_b.so", "healthy_c.so"})
            BOOST_TEST(stage.read(healthy, "a/b\nc/d")->models.size() == 2u);
        BOOST_TEST(watch.elapsed().count() < (test::is_sanitized ? 15000 : 5000));
    }
    BOOST_TEST((test::look_for_traces() == before));
}

}  // namespace

BOOST_AUTO_TEST_SUITE(loading_test)

const test::case_table table(bad_files, is_skipped);

BOOST_AUTO_TEST_CASE(L10_a_longer_table_is_legal)
{
    test::plugin_directory directory;
    directory.add("size_4096");
    test::plugin_stage stage;
    stage.find(directory.path());

    BOOST_TEST(stage.read("size_4096.so", "a/b")->models.size() == 1u);
}

BOOST_AUTO_TEST_CASE(L14_processes_left_by_a_constructor_are_ended)
{
    const auto before = test::look_for_traces();
    test::plugin_directory directory;
    directory.add("load_processes");
    {
        test::plugin_stage stage;
        stage.find(directory.path());
        BOOST_TEST(stage.read("load_processes.so", "a/b")->models.size() == 1u);
    }
    BOOST_TEST((test::look_for_traces() == before));
}

BOOST_AUTO_TEST_SUITE_END()
