#pragma once

#include "table/interned_texts.hpp"

#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

namespace muster {

/// Writes values as bytes, the small ones in few: numbers in groups of 7 bits, and texts, of which
/// each is interned, by their numbers.
class field_packer
{
public:
    /// Refers to the texts.
    explicit field_packer(interned_texts& texts) : texts_(texts) {}

    void put(std::uint64_t count)
    {
        for (; count >= more_bit; count >>= group_bits)
            bytes_ += static_cast<char>(count | more_bit);
        bytes_ += static_cast<char>(count);
    }
    void put(bool value) { put(std::uint64_t{value}); }
    void put(double number)
    {
        bytes_.append(sizeof number, '\0');
        std::memcpy(bytes_.data() + bytes_.size() - sizeof number, &number, sizeof number);
    }
    void put(std::string_view text) { put(std::uint64_t{texts_.intern(text)}); }

    /// Letters that no other row has: they are not interned.
    void put_own(std::string_view text)
    {
        put(std::uint64_t{text.size()});
        bytes_ += text;
    }

    std::string_view bytes() const noexcept { return bytes_; }
    void clear() noexcept { bytes_.clear(); }

    static constexpr unsigned group_bits = 7;
    static constexpr std::uint64_t more_bit = 1U << group_bits;

private:
    interned_texts& texts_;
    std::string bytes_ = {};
};

/// Reads them in the same order. Precondition: a packer of the same texts wrote the bytes.
class field_reader
{
public:
    field_reader(const char* bytes, const interned_texts& texts) : at_(bytes), texts_(texts) {}

    std::uint64_t count()
    {
        std::uint64_t out = 0;
        for (unsigned shift = 0;; shift += field_packer::group_bits)
        {
            const auto byte = static_cast<unsigned char>(*at_++);
            out |= (byte & (field_packer::more_bit - 1)) << shift;
            if (byte < field_packer::more_bit)
                return out;
        }
    }
    double number()
    {
        double out = 0;
        std::memcpy(&out, at_, sizeof out);
        at_ += sizeof out;
        return out;
    }
    std::string_view text() { return texts_.text(static_cast<text_id>(count())); }
    std::string_view own_text()
    {
        const auto size = count();
        const std::string_view out(at_, size);
        at_ += size;
        return out;
    }

    void take(std::uint64_t& into) { into = count(); }
    void take(double& into) { into = number(); }
    void take(bool& into) { into = count() != 0; }
    void take(std::string& into) { into = text(); }

    const char* at() const noexcept { return at_; }

private:
    const char* at_;
    const interned_texts& texts_;
};

/// A list of pairs of texts as one text, so that lists that many rows have are stored once.
class packed_pairs
{
public:
    explicit packed_pairs(interned_texts& texts) : texts_(texts) {}

    void add(std::string_view a, std::string_view b)
    {
        for (const auto id : {texts_.intern(a), texts_.intern(b)})
        {
            numbers_.append(sizeof id, '\0');
            std::memcpy(numbers_.data() + numbers_.size() - sizeof id, &id, sizeof id);
        }
    }
    std::string_view text() const noexcept { return numbers_; }

    /// Calls take(a, b) for each pair of such a text.
    template <class Take>
    static void for_each(std::string_view text, const interned_texts& texts, Take take)
    {
        for (std::size_t at = 0; at < text.size(); at += 2 * sizeof(text_id))
            take(texts.text(id_at(text, at)), texts.text(id_at(text, at + sizeof(text_id))));
    }

private:
    static text_id id_at(std::string_view text, std::size_t at)
    {
        text_id id = 0;
        std::memcpy(&id, text.data() + at, sizeof id);
        return id;
    }

    interned_texts& texts_;
    std::string numbers_ = {};
};

}  // namespace muster
