#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace muster {

/// The words of one name after the other, in room that is used again.
class words_of_name
{
public:
    words_of_name() = default;

    /// Begins with no words: those of the other stand in its room.
    words_of_name(const words_of_name&) {}
    words_of_name& operator=(const words_of_name&) = delete;

    /// What is told of the name before is no longer valid then.
    void take(std::string_view name);

    const std::vector<std::string_view>& words() const noexcept { return words_; }

    /// One for each word: some words share one.
    std::uint64_t bits() const noexcept { return bits_; }

private:
    std::string room_ = {};
    std::vector<std::string_view> words_ = {};
    std::uint64_t bits_ = 0;
};

/// Words that are looked for in names.
class wanted_words
{
public:
    explicit wanted_words(std::vector<std::string> words);

    bool are_in(const words_of_name& name) const;

    /// False only where they are not in a name with these bits.
    bool may_be_in(std::uint64_t bits) const noexcept { return (bits & bits_) == bits_; }

private:
    std::vector<std::string> words_;
    std::uint64_t bits_ = 0;
};

/// What a vendor says of a model and its name on the Hub must say, too: all but what is neutral
/// and, in front of others, may be a brand.
wanted_words words_needed(std::string_view vendors_name);

}  // namespace muster
