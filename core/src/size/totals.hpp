#pragma once

#include "size/facts/evidence.hpp"
#include "size/rules/config_formula.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace muster {

/// How well a total that the Hub gives fits the formula.
enum class total_fit
{
    exact,   ///< the formula explains it to the parameter
    open,    ///< explained to the parameter in several ways, of different sizes
    close,   ///< within the tolerance
    packed,  ///< a quantised repository's: it counts words, and lies where such counts lie
    scales,  ///< the same of one whose total has quantisation scales beside the weights
    less,    ///< far less than a proven formula gives, as packed words are
    towers,  ///< the language model fits, and the rest is a tower that is not modelled
    apart,
};

/// What a total says once it is explained.
struct total_reading
{
    total_fit fit = total_fit::apart;
    std::uint64_t params = 0;  ///< as model_size::params
    std::uint64_t text_params = 0;
    std::uint64_t mtp_params = 0;
    bool is_mtp_counted = false;  ///< the total holds them
    /// Absent where what was solved leaves open whether the output head is tied.
    std::optional<std::uint64_t> active_params = {};
    double distance = 0;           ///< of the total from the nearest explanation, relative; 0: none
    std::string explanation = {};  ///< "to the parameter, MTP layers counted"
    std::string packed_sum = {};   ///< of packed weights: what was added up, part by part
    std::uint64_t packed_stored = 0;  ///< what that comes to, of the total
};

/// What the Hub counted, with the sorts of tensors that are named beside it (tensor_index).
struct hub_total
{
    std::uint64_t total = 0;
    std::vector<std::string> named = {};
    std::vector<dtype_count> stored = {};  ///< empty: not told
};

/// A close total of a formula that is proven leaves the formula as it is: what is stored besides is
/// likelier than that so many others fit by chance.
total_reading explain_total(const formula_size& formula, const hub_total& hub, double tolerance);

}  // namespace muster
