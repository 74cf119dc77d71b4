#include "core/size/recorded_models.hpp"
#include "size/facts/config_text.hpp"
#include "size/ladder.hpp"
#include "size/rules/config_formula.hpp"
#include "size/totals.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/test/unit_test.hpp>

#include <fstream>
#include <iostream>

using namespace muster;
using muster::test::recorded_model;
using muster::test::recorded_models;

namespace {

// The headers that a repository has whose total is explained: each sort of tensors in one group.
std::vector<tensor_group> headers_of(const formula_size& formula, const recorded_model& model)
{
    const auto reading = explain_total(formula, {model.total}, 0);
    const auto table = formula.vocab * formula.hidden;
    const auto towers = reading.params - reading.text_params;
    std::vector<tensor_group> groups = {
        {tensor_role::body, "BF16", reading.text_params - table, reading.text_params - table},
        {tensor_role::input_embedding, "BF16", table, table},
        {tensor_role::tower, "BF16", towers, towers}};
    auto stored = reading.params;
    if (reading.is_mtp_counted)
    {
        groups.push_back({tensor_role::mtp, "BF16", reading.mtp_params, reading.mtp_params});
        stored += reading.mtp_params;
    }
    if (model.total > stored)
        groups.push_back({tensor_role::auxiliary, "F32", model.total - stored, 0});
    return groups;
}

evidence evidence_of(const recorded_model& model, const formula_size& formula)
{
    evidence known{.model_id = "a/b", .info = ask_state::present, .total = model.total};
    known.config = model.config;
    known.config_state = ask_state::present;
    const auto fit = explain_total(formula, {model.total}, 0).fit;
    const bool may_be_read = formula.vocab * formula.hidden < formula.text_params;
    if (fit == total_fit::exact && formula.params_per_width == 0 && may_be_read)
    {
        known.tensors = headers_of(formula, model);
        known.headers = ask_state::present;
    }
    return known;
}

// What is known for certain of a model: what its total is explained by.
std::optional<std::uint64_t> truth_of(const formula_size& formula, const recorded_model& model)
{
    const auto reading = explain_total(formula, {model.total}, 0);
    return reading.fit == total_fit::exact ? std::optional(reading.params) : std::nullopt;
}

enum class worth
{
    wrong_and_exact,
    wrong,
    withheld,
    right,
    right_and_exact,
};

worth worth_of(const size_step& step, std::uint64_t truth)
{
    const auto* const done = std::get_if<sized>(&step);
    if (!done)
        return worth::withheld;
    const bool is_right = done->size.params == truth;
    if (done->size.is_exact)
        return is_right ? worth::right_and_exact : worth::wrong_and_exact;
    return is_right ? worth::right : worth::wrong;
}

size_step step_by(const evidence& known, bool uses_totals, bool uses_headers)
{
    return next_step(
        known, {.uses_totals = uses_totals, .uses_headers = uses_headers, .may_ask = false}
    );
}

struct subset_tally
{
    std::size_t checked = 0;
    std::size_t worse = 0;
    std::size_t better = 0;
    std::size_t wrong_and_exact = 0;
    std::vector<std::string> contradicted = {};  ///< what was certain by its configuration

    void compare(const recorded_model& model, worth less, worth more)
    {
        checked += 1;
        better += more > less ? 1 : 0;
        if (more >= less)
            return;
        worse += 1;
        std::cout << "  worse with more evidence: " << model.id << " from "
                  << static_cast<int>(less) << " to " << static_cast<int>(more) << '\n';
    }
};

void check_subsets(const recorded_model& model, subset_tally& tally)
{
    const auto formula = size_from_config(model.config);
    const auto truth = formula.has_value() ? truth_of(*formula, model) : std::nullopt;
    if (!truth)
        return;
    const auto known = evidence_of(model, *formula);
    const auto alone = worth_of(step_by(known, false, false), *truth);
    const auto totals = worth_of(step_by(known, true, false), *truth);
    const auto headers = worth_of(step_by(known, false, true), *truth);
    const auto all = worth_of(step_by(known, true, true), *truth);
    tally.compare(model, alone, totals);
    tally.compare(model, alone, headers);
    tally.compare(model, totals, all);
    tally.compare(model, headers, all);
    for (const auto one : {totals, all})
        tally.wrong_and_exact += one == worth::wrong_and_exact ? 1 : 0;
    // Of composed configurations much is not said, such as whether the head is tied.
    if (alone == worth::wrong_and_exact)
        tally.contradicted.push_back(model.id);
}

const auto wants_recordings = boost::unit_test::precondition(muster::test::has_recorded_models);

}  // namespace

BOOST_AUTO_TEST_SUITE(evidence_subsets_test)

// Each but one replays recordings.

BOOST_AUTO_TEST_CASE(more_evidence_never_makes_a_size_worse, *wants_recordings)
{
    subset_tally tally;
    for (const auto& model : recorded_models())
        check_subsets(model, tally);
    std::cout << "subsets of evidence compared: " << tally.checked
              << ", more evidence was worse in " << tally.worse << ", better in " << tally.better
              << '\n';
    BOOST_TEST(tally.checked > 10'000u);
    BOOST_TEST(tally.worse == 0u);
    BOOST_TEST(tally.wrong_and_exact == 0u);
}

// Here the truth is nobody's formula: what classes of transformers count.
BOOST_AUTO_TEST_CASE(more_evidence_is_no_worse_by_what_classes_count)
{
    subset_tally tally;
    for (const auto* const name : {"class_cases.jsonl", "class_heads.jsonl"})
    {
        std::ifstream file(std::string(MUSTER_SOURCE_DIR "/tests/truth/") + name);
        for (std::string line; std::getline(file, line);)
        {
            const auto one = boost::json::parse(line).as_object();
            const auto config = read_config(boost::json::serialize(one.at("config")));
            const auto formula = size_from_config(*config);
            // Some store keys that no layer uses; classes have none.
            if (formula.has_error() || formula->unused_params > 0)
                continue;
            recorded_model model;
            model.id = std::string(one.at("type").as_string());
            model.id.append(", ").append(one.at("case").as_string());
            model.config = *config;
            model.total = one.at("params").to_number<std::uint64_t>();
            const auto known = evidence_of(model, *formula);
            const auto alone = worth_of(step_by(known, false, false), model.total);
            const auto totals = worth_of(step_by(known, true, false), model.total);
            tally.compare(model, alone, totals);
            for (const auto found : {alone, totals})
                if (found == worth::wrong_and_exact)
                {
                    tally.wrong_and_exact += 1;
                    std::cout << "  wrong and exact: " << model.id << '\n';
                }
        }
    }
    std::cout << "compared with classes: " << tally.checked << ", more evidence was worse in "
              << tally.worse << ", better in " << tally.better << '\n';
    BOOST_TEST(tally.checked > 1'000u);
    BOOST_TEST(tally.worse == 0u);
    BOOST_TEST(tally.wrong_and_exact == 0u);
}

BOOST_AUTO_TEST_CASE(
    what_a_whole_configuration_says_for_certain_its_total_confirms, *wants_recordings
)
{
    subset_tally tally;
    for (const auto& model : test::whole_recorded_models())
        // Of one the configuration of a classifier that was made of it is recorded; the other names
        // a class with an output head, and stores none.
        if (model.id != "EleutherAI/pythia-410m" && model.id != "Qwen/Qwen3-Embedding-8B")
            check_subsets(model, tally);
    std::cout << "whole configurations compared: " << tally.checked / 4
              << ", certain, and of another total: " << tally.contradicted.size() << '\n';
    BOOST_TEST(tally.checked > 1'000u);
    for (const auto& id : tally.contradicted)
        BOOST_ERROR(id);
}

// Where nothing explains the total, what the configuration alone gives either stands, and is not
// exact, or is withheld with both numbers.
BOOST_AUTO_TEST_CASE(
    an_unexplained_total_turns_no_formula_into_another_number_unseen, *wants_recordings
)
{
    std::size_t unexplained = 0;
    for (const auto& model : test::whole_recorded_models())
    {
        const auto formula = size_from_config(model.config);
        if (formula.has_error() || !formula->is_proven || truth_of(*formula, model))
            continue;
        const auto known = evidence_of(model, *formula);
        const auto alone = step_by(known, false, false);
        const auto more = step_by(known, true, false);
        unexplained += 1;
        BOOST_TEST_REQUIRE(std::holds_alternative<sized>(alone), model.id);
        if (const auto* const done = std::get_if<sized>(&more))
            BOOST_TEST(
                (done->size.params == std::get<sized>(alone).size.params || !done->size.is_exact),
                model.id
            );
        else
            BOOST_TEST(
                std::get<unsized>(more).reason.find("disagree") != std::string::npos, model.id
            );
    }
    std::cout << "unexplained totals of proven families: " << unexplained << '\n';
}

BOOST_AUTO_TEST_SUITE_END()
