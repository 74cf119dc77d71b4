#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace muster {

/// What the vendor and the Hub call the maker of a model: words of a name that may be its brand.
class maker_names
{
public:
    /// Both folded. Refers to `owner`, which must outlive it.
    maker_names(std::string_view vendor, std::string_view owner);

    bool is_brand(std::string_view token) const noexcept
    {
        return token == vendor_ || token == owner_ || token == first_word_;
    }

private:
    std::string vendor_;
    std::string owner_;
    std::string_view first_word_;
};

/// A known model, compared with a vendor's name.
struct name_comparison
{
    std::string_view model_id = {};
    std::size_t differing_words = 0;
    bool is_owner_learnt = false;
    bool is_exact = false;             ///< both names have the same words
    bool is_same_model = false;        ///< words of the Hub's name alone are neutral: a match
    bool may_be_same = false;          ///< worth suggesting to a person
    bool has_format = false;           ///< the Hub's name alone has a word for the format
    bool is_copy_in_a_format = false;  ///< and no other word that is not neutral
    bool is_sibling = false;           ///< the Hub's name alone says how it is tuned, or of when

    /// Compares the words of the vendor's and the Hub's name.
    static name_comparison
    of(std::vector<std::string_view> vendor,
       std::vector<std::string_view> hub,
       const maker_names& maker);

    bool is_worth_keeping() const noexcept
    {
        return is_same_model || may_be_same || is_copy_in_a_format || is_sibling;
    }

    /// A total order, so that results do not depend on the order of input: learnt owners first,
    /// then fewer differing words, then the id.
    bool ranks_before(const name_comparison& other) const;
};

}  // namespace muster
