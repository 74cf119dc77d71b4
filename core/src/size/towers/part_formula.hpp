#pragma once

#include "size/facts/count.hpp"

#include <string_view>
#include <vector>

namespace muster {

class config_view;

/// A name that a formula uses, and what it stands for.
struct named_count
{
    std::string_view name = {};
    count value = 0;
};

/// What a formula may speak of.
struct formula_scope
{
    const config_view& config;
    const config_view* outer = nullptr;  ///< what "^key" is a member of
    std::vector<named_count> names = {};
};

/// Counts what no column of a table says, by a formula of text: "w := width=768; w*2 + w > h | h".
///
/// A sum of products. "a > b" is a matrix with a bias, from a to b, and "a | b" one without;
/// several in a row follow each other. "a - b" is what is left of the sum so far, never below
/// nothing; "a/b" divides the product so far, unless b is nothing. "name := ...;" defines a name
/// for what follows.
///
/// A factor is a number, a name, a formula in parentheses, or a member of the configuration: with a
/// default ("kernel=9", "width=h"), as a flag ("has_pooler?", "has_pooler!" where it is set unless
/// said, "has_pooler~" for the contrary of that), as a list of so many ("names#", "names#2" where
/// there is none; "names#conv" for how many of it are that word), or as a share of each side
/// ("ratio%", one half where it is not said) for so many patches that are joined; one that joins no
/// whole number of them is refused, as a member of the wrong type is. Members have
/// several names in "width,hidden_size=768", and are members of a member in
/// "text_config.hidden_size=768".
///
/// Precondition: the formula is well formed, as rows of tables are; else std::logic_error.
count evaluate(std::string_view formula, formula_scope scope);

}  // namespace muster
