#include "packed_storage.hpp"

#include <span>

namespace muster {

namespace {

// How the matrices of a part are counted. Hub totals count words or weights, and scales or not,
// by the date of the push.
struct stored_form
{
    std::uint64_t word_bits = 0;  // 0: counted as weights
    std::uint64_t of_groups = 0;
    bool has_zeros = false;  // packed as the weights are
    std::uint64_t of_blocks = 0;
    std::uint64_t of_rows = 0;
    std::uint64_t of_columns = 0;
    std::uint64_t of_matrices = 0;
};

constexpr stored_form narrow_forms[] = {
    {.of_blocks = 1},
    {.of_matrices = 1},
    {.of_matrices = 2},
    {.of_rows = 1},
    {.of_rows = 1, .of_matrices = 1},
};

// Two numbers beside each matrix are its shape; where words are counted as weights, these are too.
constexpr std::uint64_t shape_numbers = 2;
constexpr stored_form packed_forms[] = {
    {.of_groups = 1},
    {.of_groups = 1, .of_matrices = shape_numbers},
    {.of_groups = 1, .of_matrices = shape_numbers * 8},
    {.of_matrices = shape_numbers},
    {.word_bits = 8},
    {.word_bits = 8, .of_groups = 1},
    {.word_bits = 8, .of_matrices = 1},
    {.word_bits = 8, .of_matrices = 2},
    {.word_bits = 32},
    {.word_bits = 32, .of_groups = 1},
    {.word_bits = 32, .of_groups = 1, .of_matrices = shape_numbers},
    {.word_bits = 32, .of_groups = 1, .has_zeros = true},
    {.word_bits = 32, .of_groups = 1, .has_zeros = true, .of_columns = 1},
    {.word_bits = 32, .of_groups = 2},
};

std::uint64_t words_for(std::uint64_t weights, std::uint64_t bits, std::uint64_t word_bits)
{
    return word_bits == 0 ? weights : weights / word_bits * bits;
}

// What is stored more than the weights are many; less wraps.
std::uint64_t stored_more(const packed_part& part, const stored_form& form, std::uint64_t bits)
{
    const auto zeros = form.has_zeros ? words_for(part.groups, bits, form.word_bits) : 0;
    return words_for(part.weights, bits, form.word_bits) - part.weights + zeros +
           part.groups * form.of_groups + part.blocks * form.of_blocks + part.rows * form.of_rows +
           part.columns * form.of_columns + part.matrices * form.of_matrices;
}

constexpr std::size_t parts_limit = 8;

std::uint64_t stored_more(
    std::span<const packed_part> parts,
    unsigned chosen,
    const formula_size& formula,
    const stored_form& form
)
{
    std::uint64_t sum = 0;
    for (std::size_t i = 0; i < parts.size(); ++i)
        if ((chosen >> i & 1U) != 0)
            sum += stored_more(parts[i], form, formula.quant_bits);
    return sum;
}

}  // namespace

std::vector<storage> packed_choices(const formula_size& formula)
{
    const bool is_packed = formula.quant_bits > 0;
    const std::span<const stored_form> forms =
        is_packed ? std::span<const stored_form>(packed_forms) : narrow_forms;
    std::vector<storage> found;
    if (formula.packed.size() > parts_limit)
        return found;
    const auto all = (1U << formula.packed.size()) - 1;
    for (const auto& form : forms)
        for (auto chosen = all; chosen > 0; --chosen)
        {
            storage one{.more = is_packed ? "packed words" : "scales", .differences = 1};
            one.stored = stored_more(formula.packed, chosen, formula, form);
            found.push_back(one);
            one.stored_of_mtp = stored_more(
                formula.packed_mtp, (1U << formula.packed_mtp.size()) - 1, formula, form
            );
            if (one.stored_of_mtp != 0)
                found.push_back(std::move(one));
        }
    return found;
}

}  // namespace muster
