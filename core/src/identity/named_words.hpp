#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace muster {

/// The words of a name. The object is used again for the next name, so that nothing is allocated.
class words_of_name
{
public:
    words_of_name() = default;

    /// The copy has no words: views into the other's room would not follow it.
    words_of_name(const words_of_name&) {}
    words_of_name& operator=(const words_of_name&) = delete;

    /// Splits a name. Invalidates the words of the one before.
    void take(std::string_view name);

    const std::vector<std::string_view>& words() const noexcept { return words_; }

    /// A set of bits, one for each word: a small Bloom filter, as several words may share a bit.
    std::uint64_t bits() const noexcept { return bits_; }

private:
    std::string room_ = {};
    std::vector<std::string_view> words_ = {};
    std::uint64_t bits_ = 0;
};

/// Words that a name must contain.
class wanted_words
{
public:
    explicit wanted_words(std::vector<std::string> words);

    bool are_in(const words_of_name& name) const;

    /// False only if a name with these bits lacks one of the words.
    bool may_be_in(std::uint64_t bits) const noexcept { return (bits & bits_) == bits_; }

private:
    std::vector<std::string> words_;
    std::uint64_t bits_ = 0;
};

/// The words of a vendor's name that the Hub's name must have, too: all but neutral ones and the
/// first of several, which may be a brand.
wanted_words words_needed(std::string_view vendors_name);

}  // namespace muster
