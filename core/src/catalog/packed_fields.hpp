#pragma once

#include "table/interned_texts.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <utility>

namespace muster {

// Of numbers that are packed: a byte has so many bits of one, and says whether more follow.
inline constexpr unsigned packed_group_bits = 7;
inline constexpr std::uint64_t packed_more_bit = 1U << packed_group_bits;

// Of a list of pairs of texts.
inline constexpr std::size_t packed_pair_bytes = 2 * sizeof(text_id);

/// The texts that are interned already, for threads that may not add any.
class known_texts
{
public:
    explicit known_texts(const interned_texts& texts) : texts_(texts) {}

    text_id intern(std::string_view text)
    {
        const auto known = texts_.find(text);
        are_all_known_ = are_all_known_ && known;
        return known.value_or(0);
    }

    /// false: one was asked for that is not interned, and what was packed with it is of no use.
    bool are_all_known() const noexcept { return are_all_known_; }

private:
    const interned_texts& texts_;
    bool are_all_known_ = true;
};

/// Writes values as bytes, the small ones in few: numbers in groups of 7 bits, and texts by the
/// numbers that `Texts`, interned or known, has for them.
template <class Texts>
class field_packer
{
public:
    /// Refers to the texts.
    explicit field_packer(Texts& texts) : texts_(texts) {}

    void put(std::uint64_t count)
    {
        for (; count >= packed_more_bit; count >>= packed_group_bits)
            bytes_ += static_cast<char>(count | packed_more_bit);
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

    /// A list of pairs of texts as one text, so that lists that many have are interned once.
    class pairs
    {
    public:
        explicit pairs(field_packer& out) : out_(out) {}

        /// The texts must stay where they are until the next pair is added.
        void add(std::string_view a, std::string_view b)
        {
            // Pairs that stand together often have one second text.
            if (numbers_.empty() || b != latest_)
                ids_[1] = out_.texts_.intern(latest_ = b);
            ids_[0] = out_.texts_.intern(a);
            numbers_.append(sizeof ids_, '\0');
            std::memcpy(numbers_.data() + numbers_.size() - sizeof ids_, &ids_, sizeof ids_);
        }
        void end() { out_.put(std::string_view(numbers_)); }

    private:
        field_packer& out_;
        std::string numbers_ = {};
        std::array<text_id, 2> ids_ = {};
        std::string_view latest_ = {};
    };

    std::string_view bytes() const noexcept { return bytes_; }
    std::string take() { return std::move(bytes_); }
    void clear() noexcept { bytes_.clear(); }

private:
    Texts& texts_;
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
        for (unsigned shift = 0;; shift += packed_group_bits)
        {
            const auto byte = static_cast<unsigned char>(*at_++);
            out |= (byte & (packed_more_bit - 1)) << shift;
            if (byte < packed_more_bit)
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

/// Calls take(a, b) for each pair of the text that field_packer::pairs made of them.
template <class Take>
void for_each_pair(std::string_view pairs, const interned_texts& texts, Take take)
{
    const auto text_at = [&](std::size_t at) {
        text_id id = 0;
        std::memcpy(&id, pairs.data() + at, sizeof id);
        return texts.text(id);
    };
    for (std::size_t at = 0; at < pairs.size(); at += packed_pair_bytes)
        take(text_at(at), text_at(at + sizeof(text_id)));
}

}  // namespace muster
