#include "muster/interned_texts.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <functional>

namespace muster {

namespace {

constexpr std::size_t glance_bytes = 24;
constexpr std::size_t begin_and_middle_bytes = 16;

template <class Number>
std::uint64_t letters_at(const char* place) noexcept
{
    Number letters = 0;
    std::memcpy(&letters, place, sizeof letters);
    return letters;
}

std::uint32_t hash_of(std::string_view text) noexcept
{
    return static_cast<std::uint32_t>(std::hash<std::string_view>()(text));
}

}  // namespace

/// A text that was interned not long ago: most of the tags of a listing are a few words, which are
/// found here. The letters tell texts apart at a glance, and those of up to 24 for certain.
struct interned_texts::recent_text
{
    std::uint64_t begin = 0;
    std::uint64_t middle = 0;
    std::uint64_t end = 0;
    std::uint32_t size = 0;
    text_id id = 0;

    /// Without the id.
    static recent_text of(std::string_view text) noexcept
    {
        const auto* const first = text.data();
        const auto* const last = first + text.size();
        const auto size = static_cast<std::uint32_t>(text.size());
        if (size >= begin_and_middle_bytes)
            return {
                letters_at<std::uint64_t>(first),
                letters_at<std::uint64_t>(first + 8),
                letters_at<std::uint64_t>(last - 8),
                size};
        if (size >= 8)
            return {letters_at<std::uint64_t>(first), 0, letters_at<std::uint64_t>(last - 8), size};
        if (size >= 4)
            return {letters_at<std::uint32_t>(first), 0, letters_at<std::uint32_t>(last - 4), size};
        if (size == 0)
            return {};
        return {
            letters_at<std::uint8_t>(first),
            letters_at<std::uint8_t>(first + size / 2),
            letters_at<std::uint8_t>(last - 1),
            size};
    }

    std::size_t place() const noexcept
    {
        const auto letters = begin ^ middle * 0xA0761D6478BD642FU ^ end * 0xD6E8FEB86659FD93U;
        return ((letters + size) * 0x9E3779B97F4A7C15U >> 32U) % recent_count;
    }

    bool looks_like(const recent_text& other) const noexcept
    {
        return begin == other.begin && middle == other.middle && end == other.end &&
               size == other.size;
    }
};

interned_texts::interned_texts() { find_or_add(hash_of({}), {}); }

interned_texts::~interned_texts() = default;

text_id interned_texts::intern(std::string_view text)
{
    text_id id = 0;
    intern(std::span(&text, 1), std::span(&id, 1));
    return id;
}

void interned_texts::intern(std::span<const std::string_view> texts, std::span<text_id> ids)
{
    if (recent_.empty())
        recent_.resize(recent_count);
    for (std::size_t i = 0; i < texts.size(); i += together_limit)
    {
        const auto count = std::min(together_limit, texts.size() - i);
        intern_together(texts.subspan(i, count), ids.subspan(i, count));
    }
}

// Those that are not among the recent ones are looked for when the memory they may be in has been
// asked for, for all of them.
void interned_texts::intern_together(
    std::span<const std::string_view> texts, std::span<text_id> ids
)
{
    std::array<std::uint32_t, together_limit> rare;    // NOLINT: set as far as they are counted
    std::array<std::uint32_t, together_limit> hashes;  // NOLINT
    std::size_t rare_count = 0;
    for (std::uint32_t i = 0; i < texts.size(); ++i)
    {
        const auto text = recent_text::of(texts[i]);
        const auto& recent = recent_[text.place()];
        ids[i] = recent.id;
        if (text.looks_like(recent) && is_text_of(recent, texts[i]))
            continue;
        rare[rare_count] = i;
        hashes[rare_count] = hash_of(texts[i]);
        ids_.prefetch(hashes[rare_count]);
        rare_count += 1;
    }
    for (std::size_t i = 0; i < rare_count; ++i)
    {
        auto text = recent_text::of(texts[rare[i]]);
        text.id = find_or_add(hashes[i], texts[rare[i]]);
        ids[rare[i]] = text.id;
        recent_[text.place()] = text;
    }
}

/// Of one that looks like it.
bool interned_texts::is_text_of(const recent_text& recent, std::string_view text) const noexcept
{
    return text.size() <= glance_bytes || std::memcmp(
                                              texts_[recent.id].data() + begin_and_middle_bytes,
                                              text.data() + begin_and_middle_bytes,
                                              text.size() - glance_bytes
                                          ) == 0;
}

text_id interned_texts::find_or_add(std::uint32_t hash, std::string_view text)
{
    const auto id = static_cast<text_id>(texts_.size());
    const auto earlier = ids_.add(hash, id, [&](text_id other) { return texts_[other] == text; });
    if (earlier)
        return *earlier;
    texts_.push_back(arena_.copy(text));
    return id;
}

}  // namespace muster
