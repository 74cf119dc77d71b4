#include "muster/interned_texts.hpp"

#include <cstring>
#include <functional>

namespace muster {

namespace {

template <class Number>
std::uint64_t letters_at(const char* place) noexcept
{
    Number letters = 0;
    std::memcpy(&letters, place, sizeof letters);
    return letters;
}

}  // namespace

interned_texts::interned_texts() { find_or_add({}); }

text_id interned_texts::intern(std::string_view text)
{
    if (text.empty())
        return 0;
    if (recent_.empty())
        recent_.resize(recent_count);
    auto& recent = recent_[recent_place(text)];
    if (recent.text != text)
    {
        const auto id = find_or_add(text);
        recent = {texts_[id], id};
    }
    return recent.id;
}

// By its beginning, its end and its length: quick, and good enough for a place of many.
std::size_t interned_texts::recent_place(std::string_view text) noexcept
{
    const auto size = text.size();
    const auto* const end = text.data() + size;
    std::uint64_t letters = size;
    if (size >= 8)
        letters += letters_at<std::uint64_t>(text.data()) ^
                   letters_at<std::uint64_t>(end - 8) * 0xD6E8FEB86659FD93U;
    else if (size >= 4)
        letters +=
            letters_at<std::uint32_t>(text.data()) << 32U | letters_at<std::uint32_t>(end - 4);
    else if (size >= 2)
        letters +=
            letters_at<std::uint16_t>(text.data()) << 32U | letters_at<std::uint16_t>(end - 2);
    else if (size == 1)
        letters += letters_at<std::uint8_t>(text.data()) << 8U;
    return (letters * 0x9E3779B97F4A7C15U >> 32U) % recent_count;
}

text_id interned_texts::find_or_add(std::string_view text)
{
    const auto id = static_cast<text_id>(texts_.size());
    const auto hash = static_cast<std::uint32_t>(std::hash<std::string_view>()(text));
    const auto earlier = ids_.add(hash, id, [&](text_id other) { return texts_[other] == text; });
    if (earlier)
        return *earlier;
    texts_.push_back(arena_.copy(text));
    return id;
}

}  // namespace muster
