#include "source_table.hpp"

#include <bit>
#include <exception>
#include <optional>
#include <string_view>

namespace muster {

namespace {

std::string_view view(muster_text text) noexcept
{
    return text.size == 0 || !text.data ? std::string_view{}
                                        : std::string_view{text.data, text.size};
}

muster_text text_of(std::string_view view) noexcept { return {view.data(), view.size()}; }

// A plugin built against a later minor version has longer records: the stride is its own.
const muster_record& record_at(const muster_batch& batch, std::uint64_t index) noexcept
{
    const auto* first = reinterpret_cast<const std::byte*>(batch.records);
    return *reinterpret_cast<const muster_record*>(first + index * batch.record_size);
}

listed_model kept(const muster_record& given)
{
    listed_model out;
    out.model_id = view(given.model_id);
    out.name = view(given.name);
    out.license = view(given.license);
    if (given.present & MUSTER_HAS_POPULARITY)
        out.popularity = std::bit_cast<double>(given.popularity);
    out.tags.reserve(given.tag_count);
    for (std::uint64_t i = 0; i < given.tag_count; ++i)
        out.tags.emplace_back(view(given.tags[i]));
    out.facts.commit = view(given.commit);
    out.facts.gated = view(given.gated);
    for (std::uint64_t i = 0; i < given.safetensors_count; ++i)
        out.facts.safetensors.emplace_back(
            view(given.safetensors[i].dtype), given.safetensors[i].elements
        );
    if (given.present & MUSTER_HAS_SAFETENSORS_TOTAL)
        out.facts.safetensors_total = given.safetensors_total;
    if (given.present & MUSTER_HAS_GGUF_TOTAL)
        out.facts.gguf_total = given.gguf_total;
    return out;
}

/// Receives what a plugin delivers during one call.
struct receiver
{
    page_reading reading = {};
    std::string sentence = {};
    std::exception_ptr thrown = {};

    std::int32_t take(const muster_batch& batch)
    {
        for (std::uint64_t i = 0; i < batch.record_count; ++i)
            reading.models.push_back(kept(record_at(batch, i)));
        for (std::uint64_t i = 0; i < batch.rejection_count; ++i)
            reading.rejected.push_back(
                {std::string(view(batch.rejections[i].where)),
                 std::string(view(batch.rejections[i].why))}
            );
        for (std::uint64_t i = 0; i < batch.follow_count; ++i)
            reading.follow.emplace_back(view(batch.follow[i]));
        return 0;
    }

    // Nothing may be thrown through the plugin: what goes wrong here is kept for after the call.
    static std::int32_t deliver(void* context, const muster_batch* batch) noexcept
    {
        auto& self = *static_cast<receiver*>(context);
        try
        {
            if (batch->struct_size < sizeof(muster_batch) ||
                batch->record_size < sizeof(muster_record))
            {
                self.sentence = "delivered a batch of a size that no version has";
                return 1;
            }
            return self.take(*batch);
        }
        catch (...)
        {
            self.thrown = std::current_exception();
            return 1;
        }
    }

    static void fail(void* context, muster_text sentence) noexcept
    {
        auto& self = *static_cast<receiver*>(context);
        try
        {
            self.sentence = view(sentence);
        }
        catch (...)
        {
            self.thrown = std::current_exception();
        }
    }

    muster_sink sink() noexcept
    {
        return {sizeof(muster_sink), 0, this, &receiver::deliver, &receiver::fail};
    }
};

std::vector<muster_option> options_of(const option_values& values)
{
    std::vector<muster_option> items;
    items.reserve(values.size());
    for (const auto& [name, value] : values)
        items.push_back({text_of(name), text_of(value)});
    return items;
}

result<page_reading> outcome(std::int32_t status, receiver&& received)
{
    if (received.thrown)
        std::rethrow_exception(received.thrown);
    if (status == MUSTER_OK && received.sentence.empty())
        return std::move(received.reading);
    if (received.sentence.empty())
        received.sentence = "failed without saying why (status " + std::to_string(status) + ')';
    const auto code = status == MUSTER_BAD_PAGE ? errc::wrong_shape : errc::unavailable;
    return failure{code, std::move(received.sentence)};
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
    if (table.struct_size < sizeof(muster_source_table))
        return failure{
            errc::wrong_shape,
            "bad-entry: its table has " + std::to_string(table.struct_size) + " bytes, needs " +
                std::to_string(sizeof(muster_source_table)) + ": rebuild the plugin"};
    if (const auto refused = check_version(table))
        return *refused;
    if (!table.start || !table.read)
        return failure{errc::wrong_shape, "bad-entry: start or read is missing from its table"};
    if (!table.descriptor.data)
        return failure{errc::wrong_shape, "bad-descriptor: there is none"};
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
    receiver received;
    const auto sink = received.sink();
    const auto status = table.start(&given, &sink);
    auto reading = outcome(status, std::move(received));
    if (reading.has_error())
        return reading.error();
    return std::move(reading->follow);
}

result<page_reading>
call_read(const muster_source_table& table, const fetched_page& page, const option_values& options)
{
    const auto items = options_of(options);
    const muster_options given{items.data(), items.size()};
    const muster_page given_page{
        sizeof(muster_page),
        0,
        text_of(page.url),
        text_of(page.media_type),
        text_of(page.body),
        text_of(page.next)};
    receiver received;
    const auto sink = received.sink();
    const auto status = table.read(&given_page, &given, &sink);
    return outcome(status, std::move(received));
}

}  // namespace muster
