#include "core/size/recorded_models.hpp"
#include "size/rules/config_formula.hpp"
#include "size/totals.hpp"

#include <boost/json/parse.hpp>
#include <boost/test/unit_test.hpp>

#include <array>
#include <iostream>
#include <random>
#include <string_view>

using namespace muster;
using muster::test::recorded_models;

namespace {

struct counted_model
{
    std::string id = {};
    formula_size formula = {};
    std::uint64_t total = 0;
};

std::vector<counted_model> counted_models()
{
    std::vector<counted_model> counted;
    for (const auto& model : recorded_models())
        if (auto formula = size_from_config(model.config); formula.has_value())
            counted.push_back({model.id, std::move(*formula), model.total});
    return counted;
}

bool is_explained(const formula_size& formula, std::uint64_t total)
{
    const auto fit = explain_total(formula, {total}, 0).fit;
    return fit == total_fit::exact || fit == total_fit::open;
}

struct explained_tally
{
    std::size_t tried = 0;
    std::size_t explained = 0;

    void count(const counted_model& model, std::uint64_t total)
    {
        tried += 1;
        if (!is_explained(model.formula, total))
            return;
        explained += 1;
        std::cout << "  " << model.id << " (" << model.total << ") explains " << total << '\n';
    }

    double share() const { return static_cast<double>(explained) / static_cast<double>(tried); }
};

constexpr double explained_limit = 0.001;

// How weights are packed, by what people write into names.
constexpr std::array packed_names = {
    std::pair("AWQ", R"({"quant_method": "awq", "bits": 4, "group_size": 128})"),
    std::pair("GPTQ", R"({"quant_method": "gptq", "bits": 4, "group_size": 128})"),
    std::pair("NVFP4", R"({"quant_method": "modelopt", "quant_algo": "NVFP4"})"),
    std::pair("FP8", R"({"quant_method": "fp8", "weight_block_size": [128, 128]})"),
    std::pair("MLX-4bit", R"({"bits": 4, "group_size": 64, "mode": "affine"})"),
    std::pair("W4A16", R"({"quant_method": "compressed-tensors", "format": "pack-quantized",
        "config_groups": {"group_0": {"targets": ["Linear"],
        "weights": {"num_bits": 4, "group_size": 128}}}})")};

// Key facts with the packing of the name, else as they are.
std::vector<muster::test::recorded_model> models_as_named()
{
    std::vector<muster::test::recorded_model> models;
    muster::test::add_readings_of_facts(models);
    for (auto& model : models)
        for (const auto& [name, packing] : packed_names)
            if (model.id.find(name) != std::string::npos)
                model.config
                    [std::string_view(name).starts_with("MLX") ? "quantization"
                                                               : "quantization_config"] =
                    boost::json::parse(packing);
    return models;
}

void change_widths(boost::json::object& config, std::uint64_t times, std::int64_t more)
{
    for (const auto* const key :
         {"intermediate_size", "moe_intermediate_size", "shared_expert_intermediate_size"})
        if (auto* const width = config.if_contains(key))
            *width = width->to_number<std::int64_t>() * static_cast<std::int64_t>(times) + more;
    if (auto* const inner = config.if_contains("text_config"))
        change_widths(inner->as_object(), times, more);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(
    explained_totals_test, *boost::unit_test::precondition(muster::test::has_recorded_models)
)

// A search that explains everything explains nothing.
BOOST_AUTO_TEST_CASE(totals_shifted_by_chance_are_not_explained)
{
    std::mt19937_64 random(20261012);
    for (const auto most : {std::uint64_t(100'000), std::uint64_t(100'000'000)})
    {
        explained_tally shifted;
        for (const auto& model : counted_models())
        {
            std::uniform_int_distribution<std::uint64_t> amount(1, std::min(most, model.total / 2));
            const auto by = amount(random);
            shifted.count(model, random() % 2 == 0 ? model.total + by : model.total - by);
        }
        std::cout << "totals shifted by up to " << most << ": " << shifted.explained << " of "
                  << shifted.tried << " explained\n";
        BOOST_TEST(shifted.tried > 20'000u);
        BOOST_TEST(shifted.share() <= explained_limit);
    }
}

// Quantised weights may be stored in the most ways.
BOOST_AUTO_TEST_CASE(shifted_totals_of_quantised_models_are_not_explained)
{
    std::mt19937_64 random(20261012);
    explained_tally shifted;
    for (const auto& model : counted_models())
        for (int i = 0; i < 300 && !model.formula.packed.empty(); ++i)
        {
            std::uniform_int_distribution<std::uint64_t> amount(1, model.total / 50);
            shifted.count(model, model.total + amount(random));
        }
    std::cout << "shifted totals of quantised models: " << shifted.explained << " of "
              << shifted.tried << " explained\n";
    BOOST_TEST(shifted.tried > 5'000u);
    BOOST_TEST(shifted.share() <= explained_limit);
}

// Tokens more or less, of which the configuration does not know, are no explanation.
BOOST_AUTO_TEST_CASE(totals_shifted_by_whole_rows_are_not_explained)
{
    std::mt19937_64 random(20261012);
    std::uniform_int_distribution<std::uint64_t> rows(1, 1000);
    explained_tally shifted;
    for (const auto& model : models_as_named())
        if (const auto formula = size_from_config(model.config); formula.has_value())
        {
            const auto by = rows(random) * formula->hidden;
            shifted.count({model.id, *formula, model.total}, model.total + by);
        }
    std::cout << "totals shifted by whole rows: " << shifted.explained << " of " << shifted.tried
              << " explained\n";
    BOOST_TEST(shifted.tried > 20'000u);
    BOOST_TEST(shifted.share() <= explained_limit);
}

BOOST_AUTO_TEST_CASE(totals_are_not_explained_with_a_wrong_width)
{
    for (const auto& [times, more] : {std::pair(2U, 0), std::pair(1U, 64)})
    {
        explained_tally all;
        explained_tally packed;
        for (auto& model : models_as_named())
        {
            const auto right = size_from_config(model.config);
            change_widths(model.config, times, more);
            const auto formula = size_from_config(model.config);
            // Some classes have no width of that name.
            const bool is_used = right.has_value() && formula.has_value() &&
                                 right->text_params != formula->text_params;
            if (is_used)
                (formula->quant_method.empty() ? all : packed)
                    .count({model.id, *formula, model.total}, model.total);
        }
        std::cout << "widths times " << times << ' ' << std::showpos << more << std::noshowpos
                  << ": " << all.explained << " of " << all.tried << ", and of packed ones "
                  << packed.explained << " of " << packed.tried << " explained\n";
        BOOST_TEST(packed.tried > 500u);
        BOOST_TEST(all.share() <= explained_limit);
        BOOST_TEST(packed.share() <= explained_limit);
    }
}

BOOST_AUTO_TEST_CASE(totals_of_other_models_are_not_explained)
{
    std::mt19937_64 random(20261012);
    const auto models = counted_models();
    explained_tally swapped;
    for (const auto& model : models)
    {
        const auto& other = models[random() % models.size()];
        // Of models of one shape, one may be the other with a tower or a second table.
        if (other.formula.layers != model.formula.layers ||
            other.formula.hidden != model.formula.hidden)
            swapped.count(model, other.total);
    }
    std::cout << "totals of other models: " << swapped.explained << " of " << swapped.tried
              << " explained\n";
    BOOST_TEST(swapped.share() <= explained_limit);
}

BOOST_AUTO_TEST_SUITE_END()
