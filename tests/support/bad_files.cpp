#include "bad_files.hpp"

#include "plugin_directory.hpp"

#include <cstdint>

namespace muster::test {

namespace {

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
    auto bytes = bytes_of_file(fixture_file("healthy_a"));
    bytes.replace(40, sizeof offset, reinterpret_cast<const char*>(&offset), sizeof offset);
    return bytes;
}

std::string with_program_headers(std::uint16_t count)
{
    auto bytes = bytes_of_file(fixture_file("healthy_a"));
    bytes.replace(56, sizeof count, reinterpret_cast<const char*>(&count), sizeof count);
    return bytes;
}

}  // namespace

const std::vector<bad_file>& bad_files()
{
    static const std::vector<bad_file> all = {
        {"l01_empty", nullptr, "", "not-a-library: empty"},
        {"l02_text", nullptr, "#include <x>\n", "not-a-library: not an ELF file"},
        {"l02_picture", nullptr, "\x89PNG\r\n", "not-a-library: a PNG picture"},
        {"l02_windows", nullptr, "MZ\x90", "not-a-library: a Windows library"},
        {"l02_mac", nullptr, "\xcf\xfa\xed\xfe", "not-a-library: a Mach-O library"},
        {"l02_program",
         nullptr,
         "\x7f"
         "ELF",
         "truncated: ends inside the ELF header"},
        {"l05_sections_at_2_to_62",
         nullptr,
         with_section_offset(1ULL << 62U),
         "truncated: its section"},
        {"l05_65535_segments", nullptr, with_program_headers(65535), "not-a-library: its program"},
        {"l06_aarch64", nullptr, elf_head(2, 1, '\xb7'), "wrong-machine: aarch64, need x86-64"},
        {"l06_32_bits", nullptr, elf_head(1, 1, 3), "wrong-machine: built for 32 bits"},
        {"l06_big_endian",
         nullptr,
         elf_head(2, 2, 22),
         "wrong-machine: built for the other byte order"},
        {"l07_ordinary_library", "ordinary", "", "not-a-plugin: it does not export muster_source"},
        {"l08_not_json",
         "descriptor_not_json",
         "",
         "bad-descriptor: descriptor: not JSON at line 2"},
        {"l08_not_utf8",
         "descriptor_not_utf8",
         "",
         "bad-descriptor: descriptor: not JSON at line 1"},
        {"l08_64_kib", "descriptor_large", "", "bad-descriptor: descriptor: larger than 64 KiB"},
        {"l08_deep", "descriptor_deep", "", "bad-descriptor: descriptor: not JSON at line 1"},
        {"l08_name_twice",
         "descriptor_twice",
         "",
         "bad-descriptor: descriptor: an object has two members of one name"},
        {"l08_nul", "descriptor_with_nul", "", "bad-descriptor: descriptor: not JSON at line 1"},
        {"l09_major_2",
         "major_2",
         "",
         "built for plugin contract 2.0, this muster has 1.3: update muster or rebuild the plugin"},
        {"l09_major_0",
         "major_0",
         "",
         "built for plugin contract 0.0, this muster has 1.3: rebuild the plugin"},
        {"l09_minor_99",
         "minor_99",
         "",
         "built for plugin contract 1.99, this muster has 1.3: update muster or rebuild the "
         "plugin"},
        {"l09_no_name", "descriptor_no_name", "", "bad-descriptor: "},
        {"l10_null_function", "null_read", "", "bad-entry: start or read is missing"},
        {"l10_size_0",
         "size_0",
         "",
         "bad-entry: its table has 0 bytes, needs 40: rebuild the plugin"},
        {"l10_size_4",
         "size_4",
         "",
         "bad-entry: its table has 4 bytes, needs 40: rebuild the plugin"},
        {"l12_library_gone", "no_library", "", "missing-dependency: libmuster_absent.so"},
        {"l12_version_gone", "no_version", "", "missing-dependency: "},
        {"l13_unresolved",
         "unresolved",
         "",
         "missing-dependency: undefined symbol: defined_nowhere"},
        {"l14_exit", "load_exit", "", "died-during-load (exit status 0); it printed: loading"},
        {"l14__exit", "load__exit", "", "died-during-load (exit status 0)"},
        {"l14_abort", "load_abort", "", "died-during-load (SIGABRT)"},
        {"l14_throw", "load_throw", "", "died-during-load (SIGABRT); it printed: loading"},
        {"l14_segv", "load_segv", "", "died-during-load (SIGSEGV)"},
        {"l14_wait", "load_wait", "", "no answer within "},
        {"l14_closes_everything", "load_close", "", "protocol-error: it hung up on the host"},
        {"l14_prints_without_end", "load_print", "", "no answer within "},
        {"l14_memory", "load_memory", "", "memory-limit: it needs more than 256 MiB", true},
    };
    return all;
}

}  // namespace muster::test
