#include "library_check.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <elf.h>
#include <string>
#include <string_view>
#include <vector>

namespace muster {

namespace {

// A library of another machine fails in dlopen() with words that nobody understands.
#if defined(__x86_64__)
constexpr std::uint16_t our_machine = EM_X86_64;
#elif defined(__aarch64__)
constexpr std::uint16_t our_machine = EM_AARCH64;
#else
#error "name this machine's ELF number here"
#endif

constexpr unsigned char our_byte_order =
    __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__ ? ELFDATA2LSB : ELFDATA2MSB;

failure refuse(std::string why) { return {errc::refused, std::move(why)}; }

// What people put into plugin directories by mistake, by its first bytes.
std::string kind_of(std::string_view head)
{
    struct kind
    {
        std::string_view magic;
        std::string_view name;
    };
    static constexpr std::array kinds = {
        kind{"\x89PNG", "a PNG picture"},
        kind{"MZ", "a Windows library"},
        kind{"\xcf\xfa\xed\xfe", "a Mach-O library"},
        kind{"\xca\xfe\xba\xbe", "a Mach-O library"},
        kind{"#!", "a script"},
        kind{"PK", "a zip archive"},
        kind{"!<arch>", "a static library"},
        kind{"/* GNU ld", "a linker script"},
        kind{"{", "JSON text"}};
    if (head.empty())
        return "empty";
    for (const auto& [magic, name] : kinds)
        if (head.starts_with(magic))
            return std::string(name);
    return "not an ELF file";
}

std::string machine_name(std::uint16_t machine)
{
    switch (machine)
    {
        case EM_X86_64: return "x86-64";
        case EM_AARCH64: return "aarch64";
        case EM_386: return "i386";
        case EM_ARM: return "arm";
        case EM_RISCV: return "riscv";
        case EM_PPC64: return "ppc64";
        case EM_S390: return "s390";
        default: return "machine " + std::to_string(machine);
    }
}

result<void> check_machine(const Elf64_Ehdr& header)
{
    const auto needed = ", need " + machine_name(our_machine);
    if (header.e_ident[EI_CLASS] != ELFCLASS64)
        return refuse("wrong-machine: built for 32 bits" + needed);
    if (header.e_ident[EI_DATA] != our_byte_order)
        return refuse("wrong-machine: built for the other byte order" + needed);
    if (header.e_machine != our_machine)
        return refuse("wrong-machine: " + machine_name(header.e_machine) + needed);
    // A program of today is ET_DYN as well; dlopen() refuses it, and says so.
    if (header.e_type != ET_DYN)
        return refuse("not-a-library: an ELF file, but not a shared library");
    return {};
}

// Written so that no sum can overflow: all three numbers come from the file.
bool is_inside(std::uint64_t offset, std::uint64_t size, std::uint64_t whole) noexcept
{
    return offset <= whole && size <= whole - offset;
}

result<void> check_segments(const library_file& file, const Elf64_Ehdr& header)
{
    const auto whole = file.size_bytes();
    // The loader maps segments where the headers say; past the end of a cut-off file it dies by
    // SIGBUS. Hence all of them are checked before it sees the file.
    if (header.e_phentsize != sizeof(Elf64_Phdr) || header.e_phnum == 0 || header.e_phnum > 128)
        return refuse("not-a-library: its program headers cannot be");
    // Linkers write about a dozen: the bound above keeps a forged count from taking memory.
    std::vector<Elf64_Phdr> segments(header.e_phnum);
    if (!file.read_at(header.e_phoff, segments.data(), segments.size() * sizeof(Elf64_Phdr)))
        return refuse("truncated: its program headers are outside the file");
    for (const auto& segment : segments)
        // PT_GNU_STACK has no content, and some linkers leave an offset in it.
        if (segment.p_type != PT_GNU_STACK && !is_inside(segment.p_offset, segment.p_filesz, whole))
            return refuse("truncated: a segment ends outside the file");
    // The loader does not need sections, but they stand at the end of the file: a copy that was cut
    // short lacks them first.
    const auto sections_size = std::uint64_t{header.e_shentsize} * header.e_shnum;
    if (!is_inside(header.e_shoff, sections_size, whole))
        return refuse("truncated: its section table is outside the file");
    return {};
}

bool is_elf(const Elf64_Ehdr& header) noexcept
{
    return std::memcmp(header.e_ident, ELFMAG, SELFMAG) == 0;
}

failure refuse_head(const library_file& file)
{
    Elf64_Ehdr header = {};
    const auto size = std::min<std::uint64_t>(sizeof header, file.size_bytes());
    file.read_at(0, &header, size);
    if (is_elf(header))
        return refuse("truncated: ends inside the ELF header");
    return refuse("not-a-library: " + kind_of({reinterpret_cast<const char*>(&header), size}));
}

}  // namespace

result<void> check_library_file(const library_file& file)
{
    Elf64_Ehdr header = {};
    if (!file.read_at(0, &header, sizeof header) || !is_elf(header))
        return refuse_head(file);
    const auto machine = check_machine(header);
    if (machine.has_error())
        return machine.error();
    return check_segments(file, header);
}

result<void> check_library_file(const std::filesystem::path& path)
{
    const auto file = library_file::open(path);
    if (file.has_error())
        return file.error();
    return check_library_file(*file);
}

}  // namespace muster
