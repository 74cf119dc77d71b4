#include "core/size/recorded_models.hpp"
#include "size/families/proven_types.hpp"
#include "size/rules/config_formula.hpp"
#include "size/totals.hpp"

#include <boost/test/unit_test.hpp>

#include <iostream>
#include <set>

using namespace muster;
using muster::test::recorded_models;

namespace {

// What the totals of a model_type say of its formula.
struct proof
{
    std::set<std::uint64_t> totals = {};  // that come out to the parameter
    std::set<std::string> contradicted = {};
};

using proofs = std::map<std::string, proof>;

void add_proof(proofs& found, const test::recorded_model& model)
{
    const auto formula = size_from_config(model.config);
    if (formula.has_error() || formula->match != family_match::modelled)
        return;
    const auto fit = explain_total(*formula, {model.total}, 0.02).fit;
    const auto* const type = model.config.if_contains("model_type");
    auto& one = found[type ? std::string(type->as_string()) : formula->model_type];
    // A width that follows from the total proves less.
    if (fit == total_fit::exact && formula->params_per_width == 0)
        one.totals.insert(model.total);
    const bool says_something = formula->quant_method.empty() && formula->are_towers_counted;
    if (model.is_whole && says_something && fit == total_fit::close)
        one.contradicted.insert(model.id);
}

bool has_towers(const boost::json::object& config)
{
    const auto formula = size_from_config(config);
    return formula.has_value() && formula->tower_params > 0;
}

std::set<std::string> proven_by(bool with_towers)
{
    proofs found;
    for (const auto& model : recorded_models())
        if (has_towers(model.config) == with_towers)
            add_proof(found, model);
    std::set<std::string> types;
    for (const auto& [type, one] : found)
    {
        for (const auto& id : one.contradicted)
            std::cout << "  " << type << ": not the total of " << id << '\n';
        if (one.totals.size() >= 2 && one.contradicted.empty())
            types.insert(type);
    }
    std::cout << (with_towers ? "proven with towers:" : "proven:");
    for (const auto& type : types)
        std::cout << ' ' << type;
    std::cout << '\n';
    return types;
}

void check_each_is_among(std::string_view types, const std::set<std::string>& proven)
{
    for (const auto& type : split(std::string(types), ' '))
        BOOST_TEST(proven.contains(type), type);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(
    proven_types_test, *boost::unit_test::precondition(muster::test::has_recorded_models)
)

BOOST_AUTO_TEST_CASE(types_that_count_as_proven_are_proven_by_recorded_totals)
{
    check_each_is_among(proven_types(), proven_by(false));
    check_each_is_among(types_proven_with_towers(), proven_by(true));
}

BOOST_AUTO_TEST_SUITE_END()
