#include "packed_storage.hpp"

#include "size/facts/words.hpp"
#include "text/amount.hpp"

#include <algorithm>
#include <array>
#include <span>
#include <string>
#include <utility>

namespace muster {

namespace {

// How the matrices of one kind are counted.
struct stored_form
{
    bool counts_words = false;
    bool counts_by_fewest = false;  // wider words as if they held weights of the fewest bits
    std::uint64_t of_groups = 0;
    bool has_zeros = false;  // packed as the weights are
    std::uint64_t of_blocks = 0;
    std::uint64_t of_rows = 0;
    std::uint64_t of_columns = 0;
    std::uint64_t of_matrices = 0;
};

constexpr stored_form narrow_forms[] = {
    {},
    {.of_blocks = 1},
    {.of_matrices = 1},
    {.of_matrices = 2},
    {.of_rows = 1},
    {.of_rows = 1, .of_matrices = 1},
};

// Two numbers beside each matrix are its shape; where words are counted as weights, these are too.
constexpr std::uint64_t shape_numbers = 2;
constexpr stored_form shaped_forms[] = {
    {},
    {.of_groups = 1},
    {.of_groups = 1, .of_matrices = shape_numbers},
    {.of_groups = 1, .of_matrices = shape_numbers * 8},
    {.counts_by_fewest = true},
    {.counts_by_fewest = true, .of_groups = 1, .of_matrices = shape_numbers},
    {.counts_by_fewest = true, .of_groups = 1, .of_matrices = shape_numbers * 8},
    {.of_matrices = shape_numbers},
    {.counts_words = true, .of_groups = 1},
    {.counts_words = true, .of_groups = 1, .of_matrices = shape_numbers},
};

constexpr stored_form zeroed_forms[] = {
    {},
    {.of_groups = 1},
    {.of_groups = 2},
    {.counts_words = true, .of_groups = 1},
    {.counts_words = true, .of_groups = 1, .has_zeros = true},
    {.counts_words = true, .of_groups = 1, .has_zeros = true, .of_columns = 1},
};

constexpr stored_form affine_forms[] = {
    {},
    {.of_groups = 1},
    {.of_groups = 2},
    {.counts_words = true, .of_groups = 1},
    {.counts_words = true, .of_groups = 2},
};

// Beside the scales of groups, one number or two scale a matrix.
constexpr stored_form float_forms[] = {
    {},
    {.of_groups = 1},
    {.counts_words = true},
    {.counts_words = true, .of_groups = 1},
    {.counts_words = true, .of_groups = 1, .of_matrices = 1},
    {.counts_words = true, .of_groups = 1, .of_matrices = 2},
};

std::span<const stored_form> forms_of(packed_kind kind, const formula_size& formula)
{
    if (kind == packed_kind::narrow)
        return narrow_forms;
    if (kind == packed_kind::affine)
        return affine_forms;
    if (kind == packed_kind::float_words)
        return float_forms;
    const bool has_shapes = formula.quant_method == "compressed-tensors";
    return has_shapes ? std::span<const stored_form>(shaped_forms) : zeroed_forms;
}

std::uint64_t word_bits_of(packed_kind kind) { return kind == packed_kind::float_words ? 8 : 32; }

std::uint64_t
counted_weights(const packed_part& part, const stored_form& form, std::uint64_t fewest_bits)
{
    if (form.counts_words)
        return part.weights / word_bits_of(part.kind) * part.bits;
    return form.counts_by_fewest ? part.weights / fewest_bits * part.bits : part.weights;
}

std::uint64_t counted_zeros(const packed_part& part, const stored_form& form)
{
    return form.has_zeros ? part.groups / word_bits_of(part.kind) * part.bits : 0;
}

std::uint64_t counted_scales(const packed_part& part, const stored_form& form)
{
    return part.groups * form.of_groups + part.blocks * form.of_blocks + part.rows * form.of_rows +
           part.columns * form.of_columns + part.matrices * form.of_matrices;
}

std::uint64_t fewest_bits_of(const std::vector<packed_part>& parts)
{
    std::uint64_t fewest = 8;
    for (const auto& part : parts)
        fewest = std::min(fewest, part.bits);
    return std::max<std::uint64_t>(fewest, 1);
}

std::string term_of(const packed_part& part, const stored_form& form, std::uint64_t counted)
{
    auto words = std::string(part.name) + ' ' + with_separators(part.weights);
    if (form.counts_words)
        words += " x " + std::to_string(part.bits) + " / " +
                 std::to_string(word_bits_of(part.kind)) + " bits = " + with_separators(counted);
    else if (counted != part.weights)
        words += ", counted as " + with_separators(counted);
    if (const auto beside = counted_zeros(part, form) + counted_scales(part, form))
        words += " + scales " + with_separators(beside);
    return words;
}

struct counted_parts
{
    std::uint64_t more = 0;    // than the weights are many; less wraps
    std::uint64_t words = 0;   // or weights of fewer than 16 bits
    std::uint64_t beside = 0;  // scales and their kin
    bool are_halves_alone = false;
    std::string sum = {};
};

using kind_forms = std::array<const stored_form*, 4>;

counted_parts counted(const std::vector<packed_part>& parts, const kind_forms& forms)
{
    counted_parts all;
    const auto fewest = fewest_bits_of(parts);
    for (const auto& part : parts)
    {
        const auto& form = *forms[static_cast<std::size_t>(part.kind)];
        const auto weights = counted_weights(part, form, fewest);
        const auto beside = counted_zeros(part, form) + counted_scales(part, form);
        all.more += weights - part.weights + beside;
        all.words += weights;
        all.beside += beside;
        all.are_halves_alone = all.are_halves_alone || (form.counts_words && form.of_groups == 0);
        all.sum += (all.sum.empty() ? "" : "; ") + term_of(part, form, weights);
    }
    return all;
}

// One form for each kind there is, each with each.
std::vector<kind_forms> combinations(const formula_size& formula)
{
    std::vector<kind_forms> all = {{narrow_forms, shaped_forms, affine_forms, float_forms}};
    for (const auto kind :
         {packed_kind::narrow,
          packed_kind::int_words,
          packed_kind::affine,
          packed_kind::float_words})
    {
        if (std::ranges::find(formula.packed, kind, &packed_part::kind) == formula.packed.end())
            continue;
        std::vector<kind_forms> longer;
        for (const auto& before : all)
            for (const auto& form : forms_of(kind, formula))
            {
                longer.push_back(before);
                longer.back()[static_cast<std::size_t>(kind)] = &form;
            }
        all = std::move(longer);
    }
    return all;
}

bool packs_attention(const formula_size& formula)
{
    return std::ranges::find(formula.packed, "attention", &packed_part::name) !=
           formula.packed.end();
}

// Many choices come to the same: parts without groups, forms that count nothing more.
void keep_different(std::vector<storage>& found)
{
    const auto numbers = [](const storage& one) {
        return std::pair(one.stored, one.stored_of_mtp);
    };
    std::ranges::stable_sort(found, {}, numbers);
    const auto are_same = [&](const storage& a, const storage& b) {
        return numbers(a) == numbers(b);
    };
    found.erase(std::unique(found.begin(), found.end(), are_same), found.end());
}

}  // namespace

std::vector<storage> packed_choices(const formula_size& formula)
{
    std::vector<storage> found;
    // Nothing is packed: no choice differs from what the formula counts.
    if (formula.packed.empty())
        return found;
    for (const auto& forms : combinations(formula))
    {
        const auto parts = counted(formula.packed, forms);
        storage one{.stored = parts.more, .differences = 1};
        one.more = formula.quant_bits > 0 ? stored_thing::packed_words : stored_thing::scales;
        one.packed_sum = parts.sum;
        one.words = parts.words;
        one.beside_words = parts.beside;
        // Half the experts is what all of a model half as wide are.
        one.is_proof = !parts.are_halves_alone || packs_attention(formula);
        found.push_back(one);
        // MTP layers are as they are, or packed like the others.
        one.stored_of_mtp = counted(formula.packed_mtp, forms).more;
        found.push_back(std::move(one));
    }
    keep_different(found);
    return found;
}

}  // namespace muster
