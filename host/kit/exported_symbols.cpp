// Reads an ELF file's dynamic symbol table. Every offset and size in it is a claim: what lies
// outside the file is treated as empty.

#include "exported_symbols.hpp"

#include "plugin/library_check.hpp"

#include <cstring>
#include <elf.h>

namespace muster {

namespace {

bool is_exported(const Elf64_Sym& symbol)
{
    // Undefined symbols are imports; absolute ones are names of symbol versions.
    return symbol.st_shndx != SHN_UNDEF && symbol.st_shndx != SHN_ABS &&
           ELF64_ST_BIND(symbol.st_info) != STB_LOCAL;
}

void append_names(
    const library_file& file,
    const std::vector<Elf64_Shdr>& sections,
    const Elf64_Shdr& table,
    std::vector<std::string>& names
)
{
    // sh_link of a symbol table is the section with its names.
    if (table.sh_link >= sections.size())
        return;
    const auto& strings = sections[table.sh_link];
    const auto text = file.read_table<char>(strings.sh_offset, strings.sh_size);
    for (const auto& symbol : file.read_table<Elf64_Sym>(table.sh_offset, table.sh_size))
        if (is_exported(symbol) && symbol.st_name < text.size())
            names.emplace_back(
                &text[symbol.st_name],
                // The last name may lack its end.
                ::strnlen(&text[symbol.st_name], text.size() - symbol.st_name)
            );
}

}  // namespace

result<std::vector<std::string>> exported_symbols(const std::filesystem::path& library)
{
    const auto file = library_file::open(library);
    if (file.has_error())
        return file.error();
    const auto checked = check_library_file(*file);
    if (checked.has_error())
        return checked.error();

    Elf64_Ehdr header = {};
    // check_library_file() has read it already, and found it to be a 64-bit header for this
    // machine.
    file->read_at(0, &header, sizeof header);
    const auto sections =
        file->read_table<Elf64_Shdr>(header.e_shoff, header.e_shnum * sizeof(Elf64_Shdr));
    std::vector<std::string> names;
    for (const auto& section : sections)
        // What the loader sees; .symtab also has names that are not exported.
        if (section.sh_type == SHT_DYNSYM)
            append_names(*file, sections, section, names);
    return names;
}

}  // namespace muster
