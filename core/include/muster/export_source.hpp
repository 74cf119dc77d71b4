#pragma once

#include "muster/dates.hpp"
#include "muster/plugin_abi.h"
#include "muster/source.hpp"
#include "muster/text_arena.hpp"

#include <bit>
#include <cstdint>
#include <exception>
#include <string>
#include <vector>

/// Turns a C++ source into the C table of plugin_abi.h. All of it is compiled into the plugin, and
/// none of it is visible outside.
namespace muster::plugin {

/// Records in one batch: enough that the call costs nothing for each.
inline constexpr std::size_t batch_records = 256;

inline std::string_view view(muster_text text) noexcept
{
    return text.size == 0 ? std::string_view{} : std::string_view{text.data, text.size};
}

inline muster_text text_of(std::string_view view) noexcept { return {view.data(), view.size()}; }

/// The host's option values, as the C++ interface shows them.
class given_options final : public options
{
public:
    explicit given_options(const muster_options& given) noexcept : given_(given) {}

    std::string_view text(std::string_view name) const noexcept override
    {
        for (std::uint64_t i = 0; i < given_.count; ++i)
            if (view(given_.items[i].name) == name)
                return view(given_.items[i].value);
        return {};
    }

private:
    muster_options given_;
};

/// Collects records into batches. Copies their texts, as the views of a record end with add().
class batching_reading final : public reading
{
public:
    /// lasting: text that outlives the reading (the page's body) and need not be copied.
    explicit batching_reading(const muster_sink& sink, std::string_view lasting = {})
        : sink_(sink), lasting_(lasting)
    {
    }

    void add(const record& model) override
    {
        if (is_stopped_)
            return;
        keep(model, records_.emplace_back());
        if (records_.size() == batch_records)
            flush();
    }

    void reject(std::string_view where, std::string_view why) override
    {
        if (!is_stopped_)
            rejections_.push_back({kept(where), kept(why)});
    }

    void follow(const request& next) override
    {
        if (!is_stopped_)
            follow_.push_back(kept(next.url));
    }

    void skip() override { ++skipped_; }

    void expect(std::uint64_t total) override
    {
        present_ |= MUSTER_HAS_TOTAL;
        total_ = total;
    }

    void more_follows() override { present_ |= MUSTER_MORE_FOLLOWS; }

    void content_date(std::string_view date) override { keep_newest_few(date_, date); }

    /// Delivers what was collected. When the host wants no more, all that follows is dropped.
    void flush()
    {
        const bool has_items = !records_.empty() || !rejections_.empty() || !follow_.empty();
        const bool has_facts = present_ != 0 || skipped_ != 0 || !date_.empty();
        if (is_stopped_ || !(has_items || has_facts))
            return;
        const muster_batch batch{
            sizeof(muster_batch),
            sizeof(muster_record),
            records_.data(),
            records_.size(),
            rejections_.data(),
            rejections_.size(),
            follow_.data(),
            follow_.size(),
            present_,
            0,
            total_,
            skipped_,
            text_of(date_)};
        is_stopped_ = sink_.deliver(sink_.context, &batch) != 0;
        records_.clear();
        rejections_.clear();
        follow_.clear();
        arena_.reset();
        // The host adds them up: what was said once must not be said again.
        present_ = 0;
        skipped_ = 0;
        date_.clear();
    }

private:
    muster_text kept(std::string_view text)
    {
        // Compared as numbers: pointers into different objects may not be compared. A view that
        // begins inside `lasting_` is part of it; one that begins at its end is not.
        const auto place = std::bit_cast<std::uintptr_t>(text.data()) -
                           std::bit_cast<std::uintptr_t>(lasting_.data());
        const bool is_lasting = place < lasting_.size();
        return text_of(is_lasting ? text : arena_.copy(text));
    }

    void keep(const record& model, muster_record& out)
    {
        out.model_id = kept(model.model_id);
        out.name = kept(model.name);
        out.license = kept(model.license);
        out.commit = kept(model.commit);
        out.gated = kept(model.gated);
        keep_numbers(model, out);
        keep_lists(model, out);
    }

    static void keep_numbers(const record& model, muster_record& out) noexcept
    {
        const auto keep = [&out](const auto& number, std::uint32_t bit) {
            out.present |= number ? bit : 0U;
        };
        keep(model.popularity, MUSTER_HAS_POPULARITY);
        keep(model.safetensors_total, MUSTER_HAS_SAFETENSORS_TOTAL);
        keep(model.gguf_total, MUSTER_HAS_GGUF_TOTAL);
        out.popularity = std::bit_cast<std::uint64_t>(model.popularity.value_or(0.0));
        out.safetensors_total = model.safetensors_total.value_or(0);
        out.gguf_total = model.gguf_total.value_or(0);
    }

    void keep_lists(const record& model, muster_record& out)
    {
        const auto tags = arena_.array<muster_text>(model.tags.size());
        for (std::size_t i = 0; i < tags.size(); ++i)
            tags[i] = kept(model.tags[i]);
        const auto counts = arena_.array<muster_dtype_count>(model.safetensors.size());
        for (std::size_t i = 0; i < counts.size(); ++i)
            counts[i] = {kept(model.safetensors[i].dtype), model.safetensors[i].elements};
        out.tags = tags.data();
        out.tag_count = tags.size();
        out.safetensors = counts.data();
        out.safetensors_count = counts.size();
    }

    const muster_sink& sink_;
    std::string_view lasting_;
    bool is_stopped_ = false;
    text_arena arena_ = {};
    std::vector<muster_record> records_ = {};
    std::vector<muster_rejection> rejections_ = {};
    std::vector<muster_text> follow_ = {};
    std::uint32_t present_ = 0;
    std::uint64_t total_ = 0;
    std::uint64_t skipped_ = 0;
    std::string date_ = {};
};

inline void fail(const muster_sink& sink, std::string_view sentence) noexcept
{
    sink.fail(sink.context, text_of(sentence));
}

/// Calls one entry of the table. Exceptions must not cross to the host: their text does.
template <class Body>
std::int32_t guarded(const muster_sink& sink, Body body) noexcept
{
    try
    {
        return body();
    }
    catch (const std::exception& thrown)
    {
        fail(sink, thrown.what());
    }
    catch (...)
    {
        fail(sink, "threw something that is not a std::exception");
    }
    return MUSTER_FAULT;
}

template <class Source>
std::int32_t start(const muster_options* given, const muster_sink* sink) noexcept
{
    return guarded(*sink, [&] {
        batching_reading out{*sink};
        for (const auto& first : Source{}.start(given_options{*given}))
            out.follow(first);
        out.flush();
        return MUSTER_OK;
    });
}

template <class Source>
std::int32_t
read(const muster_page* given_page, const muster_options* given, const muster_sink* sink) noexcept
{
    return guarded(*sink, [&] {
        page page{
            view(given_page->url),
            view(given_page->media_type),
            view(given_page->body),
            view(given_page->next),
            {}};
        // A host of 1.1 has a shorter page.
        if (given_page->struct_size >= sizeof(muster_page) &&
            (given_page->present & MUSTER_HAS_TOTAL) != 0)
            page.total = given_page->total;
        batching_reading out{*sink, page.body};
        const auto done = Source{}.read(page, given_options{*given}, out);
        if (done.has_error())
        {
            fail(*sink, done.error().where);
            return MUSTER_BAD_PAGE;
        }
        out.flush();
        return MUSTER_OK;
    });
}

/// The lowest minor version of the contract that a descriptor needs: 3 when it uses a member or a
/// type of 1.3, 1 when it uses a member of 1.1, both of which an older host would misunderstand;
/// else 0.
constexpr std::uint16_t minor_needed(std::string_view descriptor) noexcept
{
    const auto uses = [descriptor](std::string_view word) {
        return descriptor.find(word) != std::string_view::npos;
    };
    if (uses("\"list\"") || uses("\"beside\"") || uses("\"sets\"") || uses("\"ids\""))
        return 3;
    return uses("\"opt_in\"") || uses("\"names_only\"") ? 1 : 0;
}

}  // namespace muster::plugin

/// Exports Type, a default-constructible source, as this library's source. `descriptor_literal` is
/// a string literal with JSON; plugins/SOURCES.md and existing plugins show its members. Use it
/// once in a library, outside any namespace.
#define MUSTER_SOURCE(Type, descriptor_literal)                                                \
    extern "C" __attribute__((visibility("default"))) const muster_source_table muster_source; \
    const muster_source_table muster_source = {                                                \
        sizeof(muster_source_table),                                                           \
        MUSTER_ABI_MAJOR,                                                                      \
        ::muster::plugin::minor_needed(descriptor_literal),                                    \
        {descriptor_literal, sizeof(descriptor_literal) - 1},                                  \
        &::muster::plugin::start<Type>,                                                        \
        &::muster::plugin::read<Type>};
