#include "packed_parts.hpp"

#include "matrices.hpp"
#include "mtp.hpp"
#include "size/facts/text_model.hpp"
#include "size/facts/words.hpp"
#include "size/packing/module_packing.hpp"

#include <algorithm>

namespace muster {

namespace {

// ceil(length / part)
count parts_of(count length, std::uint64_t part)
{
    return part == 0 ? 0 : (length + (part - 1)).value() / part;
}

void add_to(packed_part& part, const matrix& one, const weight_packing& form, std::uint64_t layers)
{
    const auto add = [times = one.times * layers](std::uint64_t& sum, count each) {
        sum = (count(sum) + each * times).value();
    };
    add(part.weights, one.rows * one.columns);
    add(part.matrices, 1);
    add(part.rows, one.rows);
    add(part.columns, one.columns);
    add(part.blocks,
        parts_of(one.rows, form.block_rows) * parts_of(one.columns, form.block_columns));
    add(part.groups, one.rows * parts_of(one.columns, form.group));
}

// Where classes keep parts of a layer.
std::string_view owners_of(std::string_view part)
{
    if (part == "attention")
        return "self_attn attn attention mixer";
    if (part == "state mixers")
        return "linear_attn mixer mamba";
    return "mlp feed_forward ffn block_sparse_moe mixer";
}

std::string_view inside_of(std::string_view part)
{
    // One expert stands for all: no pattern is known that means some of them.
    if (part == "experts")
        return "experts.0.";
    return part == "shared experts" ? "shared_experts. shared_expert." : "";
}

/// Adds what is packed of matrices, layer by layer.
class part_adder
{
public:
    part_adder(module_packing& packing, std::vector<packed_part>& parts)
        : packing_(packing), parts_(parts)
    {
    }

    void add(const matrix_list& all, std::string_view layer, std::uint64_t times = 1)
    {
        for (const auto& one : all)
            if (const auto form = packing_.of(module_of(one, layer)))
                add_to(part_for(one.part, *form), one, *form, times);
    }

private:
    // Names are made only where something asks for them.
    named_module module_of(const matrix& one, std::string_view layer) const
    {
        named_module module;
        // To quantisers these are no linear layers, and stay as they are where nobody names them.
        module.is_linear = one.part != "tables" && one.part != "routers";
        if (!packing_.has_patterns())
            return module;
        for (auto names = one.names; !names.empty();)
        {
            const auto name = next_word(names);
            if (one.part == "tables")
                module.names.emplace_back(name);
            for (auto owners = layer.empty() ? "" : owners_of(one.part); !owners.empty();)
                add_names(module, std::string(layer).append(next_word(owners)) + '.', one, name);
        }
        return module;
    }

    static void add_names(
        named_module& module, const std::string& owner, const matrix& one, std::string_view name
    )
    {
        auto inside = inside_of(one.part);
        // Once at the least: of most parts nothing stands between owner and name.
        do
            module.names.push_back(std::string(owner).append(next_word(inside)).append(name));
        while (!inside.empty());
    }

    packed_part& part_for(std::string_view name, const weight_packing& form)
    {
        const auto found = std::ranges::find_if(parts_, [&](const packed_part& one) {
            return one.name == name && one.kind == form.kind && one.bits == form.bits;
        });
        if (found != parts_.end())
            return *found;
        return parts_.emplace_back(packed_part{name, form.kind, form.bits});
    }

    module_packing& packing_;
    std::vector<packed_part>& parts_;
};

std::string layer_name(std::string_view owner, std::size_t i)
{
    return std::string(owner).append("layers.") + std::to_string(i) + '.';
}

}  // namespace

void describe_packed(
    const config_view& root, const config_view& config, const text_model& text, formula_size& size
)
{
    module_packing packing(root, config);
    part_adder parts(packing, size.packed);
    for (std::size_t i = 0; i < text.layers.size(); ++i)
        parts.add(matrices_of(config, text, text.layers[i]), layer_name("", i));
    parts.add(tables_of(text), "");
    const auto drafting = mtp_layer_plans(config, text);
    part_adder drafted(packing, size.packed_mtp);
    for (std::size_t i = 0; i < drafting.layers.size(); ++i)
        drafted.add(
            matrices_of(config, text, drafting.layers[i]), layer_name("mtp.", i), drafting.times
        );
    // What was understood by half would prove totals that it must not.
    if (packing.is_told())
        return;
    size.packed.clear();
    size.packed_mtp.clear();
}

}  // namespace muster
