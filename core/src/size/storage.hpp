#pragma once

#include "size/facts/evidence.hpp"
#include "size/facts/formula_size.hpp"
#include "stored_things.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace muster {

/// One way in which a repository may store a model: what it has more and less than the formula
/// counts. Differences may be negative and wrap: they are added to what is not less than they are.
struct storage
{
    std::uint64_t stored = 0;         ///< more than what is loaded by the formula
    std::uint64_t stored_of_mtp = 0;  ///< more yet where there are MTP layers
    std::uint64_t loaded = 0;         ///< of stored, what is loaded, and so part of the parameters
    std::uint64_t towers = 0;         ///< of loaded: what is no part of the language model
    bool has_head = false;            ///< as a matrix of its own
    bool lacks_head = false;          ///< the output head that the formula counts is not there
    bool has_mtp = false;
    bool has_mtp_tables = false;
    std::uint64_t mtp_params =
        0;  ///< as they are stored; where they are not, as the class has them
    stored_things more = {};
    stored_things less = {};
    unsigned differences = 0;  ///< in how many regards

    /// Of packed weights: how many words or narrow weights are stored, and numbers beside them.
    std::uint64_t words = 0;
    std::uint64_t beside_words = 0;
    std::string packed_sum = {};  ///< the sum of both, part by part
    bool is_proof = true;         ///< false: another shape may well give the same total
};

/// "without output head, counting MTP layers"; empty where nothing differs.
std::string describe(const storage& way);

/// Whether a repository that names tensors of these sorts (tensor_index) may be stored like this.
bool fits_names(const storage& way, const std::vector<std::string>& named);

/// All ways that are known in which weights are stored as they are, the likeliest first. They are
/// few: each of them has to be believed wherever it gives a total to the parameter.
std::vector<storage> storages_of(const formula_size& formula);

/// Whether numbers of these dtypes may be stored like this: where words are, they are as many.
/// Where dtypes do not tell words apart, only a way that is a proof by itself fits.
bool fits_dtypes(const storage& way, const std::vector<dtype_count>& stored);

/// Of these, and of the ways to pack or scale, those that store so much more than the formula
/// counts; less wraps.
std::vector<storage> storages_that_give(const formula_size& formula, std::uint64_t more);

/// Those of which a total that is merely close may be made: with MTP layers and without, a tied
/// head stored again.
std::vector<storage> common_storages_of(const formula_size& formula);

}  // namespace muster
