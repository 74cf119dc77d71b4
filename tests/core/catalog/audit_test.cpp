#include "catalog/audit.hpp"

#include <boost/test/unit_test.hpp>

using namespace muster;

namespace {

audited_model mixture()
{
    audited_model model;
    model.size.params = 30'532'122'624;
    model.size.active_params = 3'041'867'776;
    model.size.is_moe = true;
    model.size.layers = 48;
    model.size.hidden = 2048;
    model.size.ctx_len = 40'960;
    model.size.origin = {{"layers", "config.json"}};
    return model;
}

catalog_entry entry_with(const pins& pinned) { return {.model_id = "a/b", .pinned = pinned}; }

std::vector<std::string> verdicts(const pins& pinned, const audited_model& model = mixture())
{
    std::vector<std::string> words;
    for (const auto& one : audit_pins(entry_with(pinned), model))
        words.push_back(one.field + " " + std::string(to_string(one.verdict)));
    return words;
}

using words = std::vector<std::string>;

}  // namespace

BOOST_AUTO_TEST_SUITE(audit_test)

BOOST_AUTO_TEST_CASE(a_model_that_moved_is_not_missing)
{
    auto model = mixture();
    model.missing_on = "2026-11-28T00:00:00Z";
    BOOST_TEST(verdicts({}, model) == words{"model_id missing"}, boost::test_tools::per_element());
    model.moved_to = "c/d";
    BOOST_TEST(verdicts({}, model) == words{"model_id moved"}, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(layers_and_hidden_may_not_differ)
{
    const auto findings = audit_pins(entry_with({.layers = 64, .hidden = 2048}), mixture());

    BOOST_TEST_REQUIRE(findings.size() == 2u);
    BOOST_TEST(findings[0].field == "layers");
    BOOST_TEST(findings[0].pinned.value() == 64);
    BOOST_TEST(findings[0].derived.value() == 48);
    BOOST_TEST(findings[0].origin == "config.json");
    BOOST_TEST((findings[0].verdict == audit_verdict::contradicted));
    BOOST_TEST((findings[1].verdict == audit_verdict::redundant));
}

BOOST_AUTO_TEST_CASE(rounded_sizes_are_not_contradicted)
{
    BOOST_TEST(verdicts({.params_b = 30.0}).empty());
    BOOST_TEST(verdicts({.params_b = 32.0}).empty());
    BOOST_TEST(
        verdicts({.params_b = 33.0}) == words{"params_b contradicted"},
        boost::test_tools::per_element()
    );
    BOOST_TEST(
        verdicts({.params_b = 30.532}) == words{"params_b redundant"},
        boost::test_tools::per_element()
    );
}

BOOST_AUTO_TEST_CASE(a_pin_is_redundant_where_models_json_would_say_the_same)
{
    auto small = mixture();
    small.size.params = 12'749'000;
    // Three digits below 0.1: 0.0123 is another number there.
    BOOST_TEST(verdicts({.params_b = 0.0123}, small).empty());
    BOOST_TEST(
        verdicts({.params_b = 0.0127}, small) == words{"params_b redundant"},
        boost::test_tools::per_element()
    );
    BOOST_TEST(verdicts({.params_b = 30.533}).empty());

    // 3,041,867,776 / 30,532,122,624 = 0.0996284...
    BOOST_TEST(verdicts({.moe_active_ratio = 0.0996}).empty());
    BOOST_TEST(
        verdicts({.moe_active_ratio = 0.099628}) == words{"moe_active_ratio redundant"},
        boost::test_tools::per_element()
    );
}

BOOST_AUTO_TEST_CASE(active_ratios_have_a_leeway)
{
    BOOST_TEST(verdicts({.moe_active_ratio = 0.11}).empty());
    BOOST_TEST(
        verdicts({.moe_active_ratio = 0.0}) == words{"moe_active_ratio contradicted"},
        boost::test_tools::per_element()
    );
}

BOOST_AUTO_TEST_CASE(a_context_is_a_choice)
{
    BOOST_TEST(verdicts({.ctx_len = 131'072}).empty());
    BOOST_TEST(
        verdicts({.ctx_len = 40'960}) == words{"ctx_len redundant"},
        boost::test_tools::per_element()
    );
}

BOOST_AUTO_TEST_CASE(what_was_not_derived_is_not_judged)
{
    BOOST_TEST(verdicts({.params_b = 7, .layers = 1}, {}).empty());
}

BOOST_AUTO_TEST_CASE(models_that_moved_or_vanished_are_told)
{
    auto moved = mixture();
    moved.moved_to = "c/b";
    audited_model missing;
    missing.missing_on = "2026-11-28T00:00:00Z";

    BOOST_TEST(
        verdicts({.layers = 64}, moved) == (words{"model_id moved", "layers contradicted"}),
        boost::test_tools::per_element()
    );
    BOOST_TEST(
        verdicts({.layers = 64}, missing) == words{"model_id missing"},
        boost::test_tools::per_element()
    );
}

BOOST_AUTO_TEST_SUITE_END()
