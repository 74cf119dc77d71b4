#include "core/size/recorded_models.hpp"
#include "size/rules/config_formula.hpp"
#include "size/totals.hpp"

#include <boost/test/unit_test.hpp>

#include <iostream>
#include <random>

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
