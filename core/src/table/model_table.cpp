#include "model_table.hpp"

#include <algorithm>
#include <memory>
#include <new>
#include <span>

namespace muster {

namespace {

struct packed_elements
{
    std::uint64_t elements = 0;
    text_id dtype = 0;
};

// Sizes and flags beside each other, not with what they belong to: a million rows have one.
struct packed_facts
{
    const char* commit_letters = nullptr;
    const packed_elements* elements = nullptr;
    std::uint64_t safetensors_total = 0;
    std::uint64_t gguf_total = 0;
    std::uint32_t commit_size = 0;
    std::uint32_t element_count = 0;
    text_id gated = 0;
    bool has_safetensors_total = false;
    bool has_gguf_total = false;

    std::string_view commit() const noexcept { return {commit_letters, commit_size}; }
    std::span<const packed_elements> safetensors() const noexcept
    {
        return {elements, element_count};
    }
};

std::optional<std::uint64_t> if_there(bool is_there, std::uint64_t total)
{
    return is_there ? std::optional(total) : std::nullopt;
}

bool tells_facts(const record& model) noexcept
{
    return !model.commit.empty() || !model.gated.empty() || !model.safetensors.empty() ||
           model.safetensors_total || model.gguf_total;
}

}  // namespace

/// One row. Its id follows it, which is looked at most, then its tags, then the letters of its name
/// and of tags of its own.
struct packed_model
{
    double popularity = 0;
    const packed_facts* facts = nullptr;
    text_id license = 0;
    std::uint32_t id_size = 0;
    std::uint32_t name_size = 0;
    std::uint32_t tag_count : 31 = 0;
    std::uint32_t has_popularity : 1 = 0;

    /// How many bytes an id takes, so that what follows it is aligned.
    static constexpr std::size_t id_room(std::size_t size) noexcept
    {
        return (size + alignof(text_ref) - 1) / alignof(text_ref) * alignof(text_ref);
    }

    std::string_view id() const noexcept
    {
        return {reinterpret_cast<const char*>(this + 1), id_size};
    }
    std::span<const text_ref> tags() const noexcept
    {
        const auto* const place = reinterpret_cast<const char*>(this + 1) + id_room(id_size);
        return {reinterpret_cast<const text_ref*>(place), tag_count};
    }
    const char* letters() const noexcept
    {
        return reinterpret_cast<const char*>(tags().data() + tag_count);
    }
    std::string_view name() const noexcept { return {letters(), name_size}; }
};

namespace {

const packed_facts* pack_facts(const record& model, model_table::storage& into)
{
    // Most rows of other sources than the Hub: they need no memory for facts.
    if (!tells_facts(model))
        return nullptr;
    // In the arena, as all of a row: nothing of it is ever freed alone.
    const auto elements = into.arena.array<packed_elements>(model.safetensors.size());
    for (std::size_t i = 0; i < elements.size(); ++i)
        elements[i] = {
            model.safetensors[i].elements, into.texts.intern(model.safetensors[i].dtype)};
    auto* const facts = new (into.arena.array<packed_facts>(1).data()) packed_facts;
    facts->commit_letters = into.arena.copy(model.commit).data();
    facts->commit_size = static_cast<std::uint32_t>(model.commit.size());
    facts->has_safetensors_total = model.safetensors_total.has_value();
    facts->safetensors_total = model.safetensors_total.value_or(0);
    facts->has_gguf_total = model.gguf_total.has_value();
    facts->gguf_total = model.gguf_total.value_or(0);
    facts->elements = elements.data();
    facts->element_count = static_cast<std::uint32_t>(elements.size());
    facts->gated = into.texts.intern(model.gated);
    return facts;
}

/// Sets row_tags. Those that are rare become the row's own: how many letters it has with them.
std::size_t refer_to_tags(const record& model, model_table::storage& into)
{
    auto letters = model.name.size();
    into.row_tags.resize(model.tags.size());
    for (std::size_t i = 0; i < model.tags.size(); ++i)
    {
        const auto tag = model.tags[i];
        // A tag too long, or too far from the row's start, has no place in four bytes.
        const auto id = text_ref::can_be_own(letters, tag.size())
                            ? into.texts.intern_if_met_again(tag)
                            : into.texts.intern(tag);
        into.row_tags[i] = id ? text_ref::interned(*id) : text_ref::own(letters, tag.size());
        letters += id ? 0 : tag.size();
    }
    return letters;
}

const packed_model* pack(const record& model, model_table::storage& into)
{
    const auto* facts = pack_facts(model, into);
    const auto letter_count = refer_to_tags(model, into);
    const auto id_room = packed_model::id_room(model.model_id.size());
    const auto room =
        sizeof(packed_model) + id_room + model.tags.size() * sizeof(text_ref) + letter_count;
    // One piece a row: what is looked at together lies together.
    auto* const bytes = into.arena.aligned<packed_model>(room);
    auto* const row = new (bytes) packed_model;
    row->popularity = model.popularity.value_or(0);
    row->has_popularity = model.popularity ? 1 : 0;
    row->facts = facts;
    row->license = into.texts.intern(model.license);
    row->id_size = static_cast<std::uint32_t>(model.model_id.size());
    row->name_size = static_cast<std::uint32_t>(model.name.size());
    row->tag_count = static_cast<std::uint32_t>(model.tags.size()) & 0x7FFFFFFFU;
    auto* const id = reinterpret_cast<char*>(bytes + sizeof(packed_model));
    std::copy(model.model_id.begin(), model.model_id.end(), id);
    auto* const tags = reinterpret_cast<text_ref*>(id + id_room);
    // The memory is raw: there is no object to assign to.
    std::uninitialized_copy(into.row_tags.begin(), into.row_tags.end(), tags);
    auto* letters = reinterpret_cast<char*>(tags + model.tags.size());
    letters = std::copy(model.name.begin(), model.name.end(), letters);
    for (std::size_t i = 0; i < model.tags.size(); ++i)
        // In the order in which refer_to_tags() has given out their places.
        if (into.row_tags[i].is_own())
            letters = std::copy(model.tags[i].begin(), model.tags[i].end(), letters);
    return row;
}

}  // namespace

bool model_view::has_facts() const noexcept { return place && place->facts; }

text_id model_view::license_id() const noexcept { return place->license; }

repository_facts model_view::facts() const
{
    repository_facts out;
    if (!has_facts())
        return out;
    const auto& packed = *place->facts;
    out.commit = packed.commit();
    out.gated = texts->text(packed.gated);
    out.safetensors_total = if_there(packed.has_safetensors_total, packed.safetensors_total);
    out.gguf_total = if_there(packed.has_gguf_total, packed.gguf_total);
    for (const auto& [elements, dtype] : packed.safetensors())
        out.safetensors.emplace_back(texts->text(dtype), elements);
    return out;
}

bool operator==(const model_view& a, const model_view& b)
{
    return a.model_id == b.model_id && a.name == b.name && a.license == b.license &&
           a.popularity == b.popularity && a.tags == b.tags && a.has_facts() == b.has_facts() &&
           (!a.has_facts() || a.facts() == b.facts());
}

model_table::model_table() : storage_(std::make_shared<storage>()) {}

void model_table::add(const record& model) { rows_.push_back(pack(model, *storage_)); }

model_view model_table::operator[](std::size_t index) const noexcept
{
    return view_of(*rows_[index], storage_->texts);
}

model_view model_table::view_of(const packed_model& row, const interned_texts& texts) noexcept
{
    model_view out;
    out.model_id = row.id();
    out.name = row.name();
    out.license = texts.text(row.license);
    out.popularity = popularity_of(row);
    out.tags = tags_of(row, texts);
    out.place = &row;
    out.texts = &texts;
    return out;
}

std::string_view model_table::id_of(const packed_model& row) noexcept { return row.id(); }

text_list model_table::tags_of(const packed_model& row, const interned_texts& texts) noexcept
{
    return {texts, row.tags(), row.letters()};
}

std::optional<double> model_table::popularity_of(const packed_model& row) noexcept
{
    // A bit, since 0 and NaN are both published.
    return row.has_popularity ? std::optional(row.popularity) : std::nullopt;
}

bool operator==(const model_table& a, const model_table& b)
{
    return a.size() == b.size() && std::equal(a.begin(), a.end(), b.begin());
}

}  // namespace muster
