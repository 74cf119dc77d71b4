#include "packed_storage.hpp"

#include <algorithm>
#include <span>
#include <string>
#include <string_view>
#include <utility>

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
    {.word_bits = 8, .of_groups = 1, .of_matrices = 1},
    {.word_bits = 8, .of_groups = 1, .of_matrices = 2},
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

using part_names = std::vector<std::string_view>;

std::uint64_t stored_more(
    const std::vector<packed_part>& parts,
    const part_names& chosen,
    const formula_size& formula,
    const stored_form& form
)
{
    std::uint64_t sum = 0;
    for (const auto& part : parts)
        if (std::ranges::find(chosen, part.name) != chosen.end())
            sum += stored_more(part, form, formula.quant_bits);
    return sum;
}

part_names names_of(const std::vector<packed_part>& parts, unsigned chosen)
{
    part_names names;
    for (std::size_t i = 0; i < parts.size(); ++i)
        if ((chosen >> i & 1U) != 0)
            names.push_back(parts[i].name);
    return names;
}

// MTP layers are as they are, packed whole, or packed like the others.
std::vector<std::uint64_t>
mtp_choices(const formula_size& formula, const part_names& chosen, const stored_form& form)
{
    const auto all = names_of(formula.packed_mtp, ~0U);
    std::vector<std::uint64_t> found = {0};
    for (const auto& names : {all, chosen})
        if (const auto more = stored_more(formula.packed_mtp, names, formula, form);
            std::ranges::find(found, more) == found.end())
            found.push_back(more);
    return found;
}

// Many choices come to the same: parts without groups, forms that count nothing more.
void keep_different(std::vector<storage>& found)
{
    const auto numbers = [](const storage& one) {
        return std::pair(one.stored, one.stored_of_mtp);
    };
    std::ranges::sort(found, {}, numbers);
    const auto are_same = [&](const storage& a, const storage& b) {
        return numbers(a) == numbers(b);
    };
    found.erase(std::unique(found.begin(), found.end(), are_same), found.end());
}

// Where groups differ in bits, experts of some layers are counted as if they had the fewest.
void add_wider_experts(const formula_size& formula, std::vector<storage>& found)
{
    if (formula.quant_bits == 0 || formula.most_quant_bits % formula.quant_bits != 0)
        return;
    std::uint64_t layers = 0;
    for (const auto& kind : formula.kinds)
        layers += kind.has_experts ? kind.layers : 0;
    const auto times = formula.most_quant_bits / formula.quant_bits;
    for (std::uint64_t wider = 1; times > 1 && wider < layers; ++wider)
        found.push_back(
            {.stored = formula.expert_params / layers * wider * (times - 1),
             .more = "experts of " + std::to_string(wider) + " layers as if of fewer bits",
             .differences = 1}
        );
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
    for (const auto& form : forms)
        for (auto chosen = (1U << formula.packed.size()) - 1; chosen > 0; --chosen)
        {
            const auto names = names_of(formula.packed, chosen);
            storage one{.more = is_packed ? "packed words" : "scales", .differences = 1};
            one.stored = stored_more(formula.packed, names, formula, form);
            for (const auto of_mtp : mtp_choices(formula, names, form))
            {
                one.stored_of_mtp = of_mtp;
                found.push_back(one);
            }
        }
    keep_different(found);
    add_wider_experts(formula, found);
    return found;
}

}  // namespace muster
