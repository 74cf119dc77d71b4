#include "assess_totals.hpp"

#include "stated_packing.hpp"
#include "totals.hpp"

#include <algorithm>
#include <vector>

namespace muster {

namespace {

// A lent configuration is named with the reason why it may stand for the model's own.
std::string config_origin(const evidence& known)
{
    if (!known.config_from)
        return "config.json";
    return "config.json of " + *known.config_from +
           ", which names this as its base model and has the same total";
}

std::string
describe(const total_reading& reading, const formula_size& formula, const std::string& config)
{
    std::string words;
    switch (reading.fit)
    {
        case total_fit::exact: words = config + " formula, equal to the Hub totals"; break;
        case total_fit::open:
            words = config + " formula, equal to the Hub totals, though not in this way alone";
            break;
        case total_fit::close:
            words =
                formula.is_proven ? config + " formula, the Hub total unexplained" : "Hub totals";
            break;
        case total_fit::less:
        case total_fit::scales:
        case total_fit::packed: words = config + " formula, beside the Hub total"; break;
        case total_fit::towers: words = "Hub totals, the language model by formula"; break;
        case total_fit::apart: break;
    }
    return reading.explanation.empty() ? words : words + ", " + reading.explanation;
}

// Where no dtypes are recorded, words that hold several weights cannot be ruled out.
bool may_be_packed(const evidence& known) { return known.stored.empty() || stores_packed(known); }

// A total that was written into the files may be anything; that of the dtypes is counted.
std::vector<hub_total> totals_of(const evidence& known)
{
    std::vector<hub_total> totals = {{*known.total, known.named, known.stored}};
    std::uint64_t counted = 0;
    for (const auto& one : known.stored)
        counted += one.elements;
    if (counted > 0 && counted != *known.total)
        totals.push_back({counted, known.named, known.stored});
    return totals;
}

completed_reading
read_totals(const evidence& known, const formula_size& given, const evidence_policy& policy)
{
    std::optional<completed_reading> found;
    for (const auto& hub : totals_of(known))
    {
        auto one = explain_or_complete(known.config, given, hub, policy.tolerance);
        // Kinds of fit are in order, the best first.
        if (!found || (one.reading.fit < found->reading.fit))
            found = std::move(one);
    }
    return *std::move(found);
}

// Parts can be packed in so many ways that one of them may give the total of a wrong shape, too:
// what proves a family that is known, proves none that is not.
bool is_certain(const total_reading& reading, const formula_size& formula)
{
    const bool is_any_shape = formula.quant_bits > 0 && formula.match == family_match::generic;
    return reading.fit == total_fit::exact && !is_any_shape;
}

}  // namespace

formula_origin origin_of_config(const evidence& known)
{
    const auto config = config_origin(known);
    return {config, config + " formula"};
}

assessment
assess_totals(const evidence& known, const formula_size& given, const evidence_policy& policy)
{
    const auto [formula, reading] = read_totals(known, given, policy);
    assessment found;
    found.size = fields_of(formula, origin_of_config(known));
    found.size.is_exact = is_certain(reading, formula);
    // A size that is enough may still become certain.
    found.may_headers_help = !found.size.is_exact;
    // What an unknown architecture packs cannot be told, nor by words whether a head is tied.
    // Nor is a total that is far too small a packed one where all dtypes are of plain weights.
    const bool is_guess = (reading.fit == total_fit::packed &&
                           (formula.match != family_match::modelled || !formula.is_tie_given)) ||
                          (reading.fit == total_fit::less && !may_be_packed(known));
    if (reading.fit == total_fit::apart || is_guess)
    {
        found.size.is_exact = false;
        found.may_headers_help = true;
        found.kind = unsized_kind::disagreement;
        if (formula.match == family_match::generic)
        {
            found.kind = unsized_kind::not_modelled;
            found.reason =
                "the architecture \"" + formula.model_type +
                "\" is not known, and the Hub's total does not confirm the plain formula";
            return found;
        }
        found.reason = "the Hub's total " + std::to_string(*known.total) + " and the formula's " +
                       std::to_string(formula.text_params + formula.tower_params) + " disagree";
        return found;
    }
    put_params(
        found.size,
        reading.params,
        reading.text_params,
        describe(reading, formula, origin_of_config(known).read)
    );
    take_solved(found.size, reading);
    found.is_enough = true;
    return found;
}

}  // namespace muster
