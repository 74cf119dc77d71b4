#include "source_table.hpp"

#include "plugin_call.hpp"
#include "wire/batch_taker.hpp"
#include "wire/batch_view.hpp"

#include <optional>
#include <string_view>

namespace muster {

namespace {

std::vector<muster_option> options_of(const option_values& values)
{
    std::vector<muster_option> items;
    // The structs refer to the texts of `values`, which stays where it is.
    items.reserve(values.size());
    for (const auto& [name, value] : values)
        items.push_back({text_of(name), text_of(value)});
    return items;
}

std::string version_text(unsigned major, unsigned minor)
{
    return std::to_string(major) + '.' + std::to_string(minor);
}

std::optional<failure> check_version(const muster_source_table& table)
{
    const bool is_older = table.abi_major < MUSTER_ABI_MAJOR;
    if (table.abi_major == MUSTER_ABI_MAJOR && table.abi_minor <= MUSTER_ABI_MINOR)
        return {};
    return failure{
        errc::refused,
        "built for plugin contract " + version_text(table.abi_major, table.abi_minor) +
            ", this muster has " + version_text(MUSTER_ABI_MAJOR, MUSTER_ABI_MINOR) + ": " +
            (is_older ? "rebuild the plugin" : "update muster or rebuild the plugin")};
}

}  // namespace

result<descriptor> check_table(const muster_source_table& table)
{
    // The size stands first, so that nothing past a table that is too short is looked at.
    if (table.struct_size < least_table_bytes)
        return failure{
            errc::wrong_shape,
            "bad-entry: its table has " + std::to_string(table.struct_size) + " bytes, needs " +
                std::to_string(least_table_bytes) + ": rebuild the plugin"};
    if (const auto refused = check_version(table))
        return *refused;
    // A null entry is called as readily as another, and ends the process.
    if (!table.start || !table.read)
        return failure{errc::wrong_shape, "bad-entry: start or read is missing from its table"};
    if (!table.descriptor.data)
        return failure{errc::wrong_shape, "bad-descriptor: there is none"};
    // Last: only a table of this contract's shape has a descriptor to read.
    auto read = read_descriptor(view(table.descriptor));
    if (read.has_error())
        return failure{read.error().code, "bad-descriptor: " + read.error().where};
    return read;
}

result<std::vector<std::string>>
call_start(const muster_source_table& table, const option_values& options)
{
    const auto items = options_of(options);
    const muster_options given{items.data(), items.size()};
    keeping_taker kept;
    auto done = call_plugin(table, kept, [&](const muster_sink& sink) {
        return table.start(&given, &sink);
    });
    if (done.has_error())
        return std::move(done).error();
    return std::move(kept.reading.follow);
}

result<page_reading>
call_read(const muster_source_table& table, const fetched_page& page, const option_values& options)
{
    const auto items = options_of(options);
    const muster_options given{items.data(), items.size()};
    const muster_page given_page{
        sizeof(muster_page),
        page.total ? MUSTER_HAS_TOTAL : 0U,
        text_of(page.url),
        text_of(page.media_type),
        text_of(page.body),
        text_of(page.next),
        page.total.value_or(0)};
    keeping_taker kept;
    auto done = call_plugin(table, kept, [&](const muster_sink& sink) {
        return table.read(&given_page, &given, &sink);
    });
    if (done.has_error())
        return std::move(done).error();
    return std::move(kept.reading);
}

}  // namespace muster
