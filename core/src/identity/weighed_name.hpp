#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace muster {

/// What the two sides call the one that made the model.
class maker_names
{
public:
    /// Both folded. Refers to the owner.
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

/// A known model, as what the vendor may mean.
struct weighed_name
{
    std::string_view model_id = {};
    std::size_t differing_words = 0;
    bool is_owner_learnt = false;
    bool is_exact = false;             ///< the names say the same words
    bool is_same_model = false;        ///< and what only one says is understood
    bool may_be_same = false;          ///< worth a person's look
    bool has_format = false;           ///< the Hub's name alone says how it is stored
    bool is_copy_in_a_format = false;  ///< and nothing else

    /// Of the vendor's words and those of the Hub's name.
    static weighed_name
    of(std::vector<std::string_view> vendor,
       std::vector<std::string_view> hub,
       const maker_names& maker);

    bool is_worth_keeping() const noexcept
    {
        return is_same_model || may_be_same || is_copy_in_a_format;
    }

    /// A total order: of what is as near, the id decides.
    bool is_nearer_than(const weighed_name& other) const;
};

}  // namespace muster
