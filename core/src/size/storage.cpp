#include "storage.hpp"

#include "packed_storage.hpp"
#include "size/facts/tensor_kind.hpp"
#include "size/facts/words.hpp"

#include <algorithm>
#include <initializer_list>

namespace muster {

namespace {

// What may be stored in one regard: one of these, or nothing of them.
using choices = std::vector<storage>;

storage stored_beside(std::uint64_t params, stored_thing what)
{
    return {.stored = params, .more = what, .differences = 1};
}

storage loaded_beside(std::uint64_t params, stored_thing what)
{
    auto one = stored_beside(params, what);
    one.loaded = params;
    return one;
}

storage stored_without(std::uint64_t params, stored_thing what)
{
    // Unsigned numbers wrap, so that adding this subtracts.
    return {.stored = 0 - params, .loaded = 0 - params, .less = what, .differences = 1};
}

struct amount
{
    std::uint64_t params = 0;
    stored_thing what = {};
};

// What there is nothing of is no choice; most models have nothing of most.
choices each_of(storage (*make)(std::uint64_t, stored_thing), std::initializer_list<amount> amounts)
{
    choices found;
    for (const auto& one : amounts)
        if (one.params > 0)
            found.push_back(make(one.params, one.what));
    return found;
}

storage mtp_beside(std::uint64_t params, stored_thing what, bool has_tables)
{
    auto one = stored_beside(params, what);
    one.has_mtp = true;
    one.has_mtp_tables = has_tables;
    one.mtp_params = params;
    return one;
}

// With the tables of the class, with none and with two; the norm after the layer may be that of the
// model.
choices mtp_choices(const formula_size& formula)
{
    using thing = stored_thing;
    choices found;
    if (formula.mtp_params == 0)
        return found;
    const auto bare = formula.mtp_params - formula.mtp_tables * formula.mtp_one_table;
    const bool may_have_tables = formula.mtp_tables != 2 && formula.mtp_one_table > 0;
    const auto add_all = [&](std::uint64_t less, thing as_is, thing without, thing with) {
        found.push_back(mtp_beside(formula.mtp_params - less, as_is, formula.mtp_tables > 0));
        if (formula.mtp_tables > 0)
            found.push_back(mtp_beside(bare - less, without, false));
        if (may_have_tables)
            found.push_back(mtp_beside(bare - less + 2 * formula.mtp_one_table, with, true));
    };
    add_all(0, thing::mtp_layers, thing::mtp_layers_bare, thing::mtp_layers_with_tables);
    if (formula.mtp_last_norms > 0)
        add_all(
            formula.mtp_last_norms,
            thing::mtp_layers_unnormed,
            thing::mtp_layers_bare_unnormed,
            thing::mtp_layers_with_tables_unnormed
        );
    return found;
}

choices rotary_choices(const formula_size& formula)
{
    const bool has_third = formula.rotary_params_by_width != formula.rotary_params;
    return each_of(
        stored_beside,
        {{formula.rotary_params, stored_thing::rotary_of_layers},
         {formula.rotary_params_once, stored_thing::rotary},
         {has_third ? formula.rotary_params_by_width : 0, stored_thing::rotary_of_layers}}
    );
}

storage not_counted(std::uint64_t params, stored_thing what)
{
    return {.stored = 0 - params, .less = what, .differences = 1};
}

// Totals of MLX leave out all numbers that layers hold themselves, others only those that
// transformers takes for no parameters.
choices uncounted_choices(const formula_size& formula)
{
    return each_of(
        not_counted,
        {{formula.bare_params, stored_thing::vectors_of_layers},
         {formula.optional_params, stored_thing::beside_parameters}}
    );
}

choices tower_choices(const formula_size& formula)
{
    if (formula.tower_params == 0)
        return {};
    auto one = stored_without(formula.tower_params, stored_thing::towers);
    one.towers = one.loaded;
    return {one};
}

// One for the keys and one for the values of each layer that attends.
std::uint64_t cache_scales(const formula_size& formula)
{
    std::uint64_t scales = 0;
    for (const auto& kind : formula.kinds)
        scales += kind.kv_heads > 0 && !formula.quant_method.empty() ? 2 * kind.layers : 0;
    return scales;
}

storage both(const storage& a, const storage& b)
{
    auto one = a;
    one.stored += b.stored + (a.has_mtp ? b.stored_of_mtp : 0);
    one.loaded += b.loaded;
    one.towers += b.towers;
    if (b.has_mtp)
        one.mtp_params = b.mtp_params;
    one.has_mtp = a.has_mtp || b.has_mtp;
    one.has_mtp_tables = a.has_mtp_tables || b.has_mtp_tables;
    one.has_head = (a.has_head || b.has_head) && !b.lacks_head;
    one.lacks_head = a.lacks_head || b.lacks_head;
    one.more |= b.more;
    one.less |= b.less;
    one.differences += b.differences;
    if (!b.packed_sum.empty())
    {
        one.packed_sum = b.packed_sum;
        one.stored_of_mtp = b.stored_of_mtp;
        one.words = b.words;
        one.beside_words = b.beside_words;
        one.is_proof = b.is_proof;
    }
    return one;
}

choices head_choices(const formula_size& formula)
{
    choices found;
    if (formula.tied_head_params > 0)
    {
        found.push_back(stored_beside(
            formula.tied_head_params,
            formula.is_tied ? stored_thing::tied_head_again : stored_thing::idle_head
        ));
        found.back().has_head = true;
    }
    if (formula.classifier_params > 0)
    {
        found.push_back(stored_without(formula.classifier_params, stored_thing::classifier));
        // The name of the class may be a slip.
        auto words = loaded_beside(formula.tied_head_params, stored_thing::head);
        words.has_head = true;
        if (formula.tied_head_params > 0 && !formula.is_tied)
            found.push_back(both(found.back(), words));
    }
    if (formula.head_params > 0)
    {
        found.push_back(stored_without(formula.head_params, stored_thing::head));
        found.back().lacks_head = true;
    }
    return found;
}

// What predicts further tokens has a head: without one, a table too many would pass for it.
bool may_be_together(const storage& a, const storage& b)
{
    return !(a.has_mtp && b.lacks_head) && b.stored != 0;
}

void choose(std::vector<storage>& ways, const choices& more)
{
    ways.reserve(ways.size() * (1 + more.size()));
    for (std::size_t i = 0, all = ways.size(); i < all; ++i)
        for (const auto& one : more)
            if (may_be_together(ways[i], one))
                ways.push_back(both(ways[i], one));
}

// The last regard, in which the choices are most: only what comes to the number is put together.
void choose_fitting(std::vector<storage>& ways, const choices& last, std::uint64_t stored)
{
    std::vector<storage> fitting;
    for (const auto& way : ways)
    {
        if (way.stored == stored)
            fitting.push_back(way);
        for (const auto& one : last)
            if (way.stored + one.stored + (way.has_mtp ? one.stored_of_mtp : 0) == stored &&
                may_be_together(way, one))
                fitting.push_back(both(way, one));
    }
    ways = std::move(fitting);
}

// In no order that counts.
std::vector<storage> unsorted_storages_of(const formula_size& formula)
{
    std::vector<storage> ways = {
        {.has_head = formula.head_params > 0, .mtp_params = formula.mtp_params}};
    choose(ways, mtp_choices(formula));
    choose(ways, head_choices(formula));
    choose(ways, tower_choices(formula));
    choose(ways, each_of(stored_beside, {{formula.mask_params, stored_thing::attention_masks}}));
    choose(ways, rotary_choices(formula));
    choose(ways, each_of(loaded_beside, {{formula.pooler_params, stored_thing::pooler}}));
    choose(ways, each_of(loaded_beside, {{formula.label_params, stored_thing::label_head}}));
    choose(
        ways, each_of(loaded_beside, {{formula.masked_head_params, stored_thing::masked_word_head}})
    );
    choose(ways, each_of(stored_beside, {{formula.buffer_params, stored_thing::no_weights}}));
    choose(ways, each_of(stored_without, {{formula.unused_params, stored_thing::unused_keys}}));
    choose(ways, uncounted_choices(formula));
    choose(ways, each_of(stored_beside, {{formula.position_numbers, stored_thing::position_ids}}));
    choose(ways, each_of(stored_beside, {{cache_scales(formula), stored_thing::cache_scales}}));
    return ways;
}

// The simplest explanation is tried first.
void sort_by_differences(std::vector<storage>& ways)
{
    std::ranges::stable_sort(ways, {}, &storage::differences);
}

}  // namespace

std::string describe(const storage& way)
{
    std::string words;
    if (!way.less.empty())
        words.append("without ").append(in_words(way.less));
    if (!way.more.empty())
        words.append(words.empty() ? "counting " : ", counting ").append(in_words(way.more));
    return words;
}

bool fits_names(const storage& way, const std::vector<std::string>& named)
{
    const auto agrees = [&named](std::string_view sort, bool is_stored) {
        return (std::ranges::find(named, sort) != named.end()) == is_stored;
    };
    const bool has_mtp =
        std::ranges::any_of(named, [](const auto& sort) { return sort.starts_with("mtp"); });
    return named.empty() || (has_mtp == way.has_mtp && agrees("output_head", way.has_head) &&
                             agrees(mtp_table, way.has_mtp_tables));
}

bool fits_dtypes(const storage& way, const std::vector<dtype_count>& stored)
{
    constexpr std::string_view words = "I32 U32 I16 U16 I8 U8 F8_E4M3 F8_E5M2 F4";
    std::uint64_t counted = 0;
    for (const auto& one : stored)
        counted += is_one_of(one.dtype, words) ? one.elements : 0;
    if (way.packed_sum.empty() || stored.empty())
        return way.is_proof;
    // Scales may be of any dtype, and MTP layers be packed as well.
    const bool has_packed_mtp = way.has_mtp && way.stored_of_mtp > 0;
    return counted >= way.words && (counted - way.words <= way.beside_words || has_packed_mtp);
}

std::vector<storage> storages_of(const formula_size& formula)
{
    auto ways = unsorted_storages_of(formula);
    sort_by_differences(ways);
    return ways;
}

std::vector<storage> storages_that_give(const formula_size& formula, std::uint64_t more)
{
    const auto packed = packed_choices(formula);
    auto ways = unsorted_storages_of(formula);
    // Those that come to the number stay in their order, unless something is put beside them.
    if (!packed.empty())
        sort_by_differences(ways);
    choose_fitting(ways, packed, more);
    sort_by_differences(ways);
    return ways;
}

std::vector<storage> common_storages_of(const formula_size& formula)
{
    std::vector<storage> ways = {
        {.has_head = formula.head_params > 0, .mtp_params = formula.mtp_params}};
    choose(ways, mtp_choices(formula));
    if (formula.tied_head_params > 0)
        choose(ways, head_choices(formula));
    return ways;
}

}  // namespace muster
