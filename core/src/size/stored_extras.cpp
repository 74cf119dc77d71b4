#include "stored_extras.hpp"

namespace muster {

stored_extras extras_of(const formula_size& formula)
{
    return {{
        {formula.mtp_params, "MTP layers", true},
        {formula.tied_head_params, "the tied head stored again", true},
        {formula.mask_params, "attention masks", false},
        {formula.rotary_params, "rotary frequencies of each layer", false},
        {formula.rotary_params_once, "rotary frequencies", false},
        {formula.pooler_params, "the pooler", false, true},
        {formula.label_params, "a head of one label", false, true},
        {formula.position_numbers, "the numbers of positions", false},
    }};
}

bool may_choose(const stored_extras& extras, unsigned chosen, bool only_common)
{
    for (std::size_t i = 0; i < extras.size(); ++i)
        if (is_chosen(chosen, i) &&
            (extras[i].params == 0 || (only_common && !extras[i].is_common)))
            return false;
    return true;
}

std::uint64_t sum_extras(const stored_extras& extras, unsigned chosen)
{
    std::uint64_t sum = 0;
    for (std::size_t i = 0; i < extras.size(); ++i)
        sum += is_chosen(chosen, i) ? extras[i].params : 0;
    return sum;
}

std::uint64_t sum_loaded(const stored_extras& extras, unsigned chosen)
{
    for (std::size_t i = 0; i < extras.size(); ++i)
        if (!extras[i].is_loaded)
            chosen &= ~(1U << i);
    return sum_extras(extras, chosen);
}

std::string name_extras(const stored_extras& extras, unsigned chosen)
{
    std::string names;
    for (std::size_t i = 0; i < extras.size(); ++i)
        if (is_chosen(chosen, i))
            names.append(names.empty() ? "" : " and ").append(extras[i].name);
    return names;
}

}  // namespace muster
