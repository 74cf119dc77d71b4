#include "catalog/audit.hpp"
#include "muster/json_text.hpp"
#include "recorded.hpp"
#include "size/facts/config_text.hpp"
#include "size/facts/model_info.hpp"
#include "size/ladder.hpp"
#include "size/rules/config_formula.hpp"

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>
#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <cmath>
#include <iomanip>
#include <iostream>
#include <set>

using namespace muster;
namespace fs = std::filesystem;
namespace json = boost::json;

namespace {

boost::test_tools::assertion_result has_records(boost::unit_test::test_unit_id)
{
    boost::test_tools::assertion_result found(fs::exists(recorded_hub() / "truth.tsv"));
    found.message() << "the recorded data is not beside the source";
    return found;
}

bool is_marked_bad(const recorded_total& truth)
{
    for (const auto* const word : {"trimmed", "cut", "changed"})
        if (truth.config.find(word) != std::string::npos)
            return true;
    return false;
}

// What a repository may store beside the weights that are loaded, each or not.
std::set<std::uint64_t> stored_sums(const formula_size& size)
{
    const std::uint64_t extras[] = {
        size.mtp_params,
        size.tied_head_params,
        size.mask_params,
        size.rotary_params,
        size.rotary_params_once};
    std::set<std::uint64_t> sums = {size.text_params + size.tower_params};
    for (const auto extra : extras)
        for (const auto sum : std::vector(sums.begin(), sums.end()))
            sums.insert(sum + extra);
    for (const auto sum : std::vector(sums.begin(), sums.end()))
        sums.insert(sum - size.head_params);
    return sums;
}

// A quantised repository's count of words and scales is no count of weights. Some say that they
// are quantised in another file.
bool counts_words(const std::string& id, const formula_size& size, std::uint64_t total)
{
    if (id.ends_with("NVFP4"))
        return true;
    if (size.quant_method.empty())
        return false;
    const auto mtp = static_cast<double>(size.text_params + size.tower_params + size.mtp_params);
    const auto ratio = static_cast<double>(total) / mtp;
    return size.quant_bits > 0 || (ratio > 0.97 && ratio < 1.02);
}

double off(std::uint64_t got, std::uint64_t truth)
{
    return std::abs(static_cast<double>(got) - static_cast<double>(truth)) /
           static_cast<double>(truth);
}

double least_off(const std::set<std::uint64_t>& sums, std::uint64_t truth)
{
    double least = 1;
    for (const auto sum : sums)
        least = std::min(least, off(sum, truth));
    return least;
}

std::map<std::string, json::object> recorded_listing()
{
    std::map<std::string, json::object> rows;
    std::ifstream in(recorded_hub() / "listing.jsonl");
    for (std::string line; std::getline(in, line);)
    {
        auto row = parse_json(line, "listing");
        if (row.has_value() && row->is_object())
        {
            const auto id = std::string(row->at("id").get_string());
            rows[id] = std::move(row->get_object());
        }
    }
    return rows;
}

struct tally
{
    std::size_t modelled = 0;
    std::size_t exact = 0;
    std::size_t withheld = 0;
    std::size_t words = 0;
    std::size_t off = 0;
};

void print_miss(const std::string& id, std::uint64_t truth, double distance, std::string_view why)
{
    std::cout << "  " << std::left << std::setw(52) << id << std::right << std::setw(16) << truth
              << std::setw(10) << std::setprecision(4) << distance * 100 << " %  " << why << '\n';
}

void judge(const std::string& id, const recorded_total& truth, const formula_size& size, tally& sum)
{
    const auto sums = stored_sums(size);
    if (sums.contains(truth.params))
    {
        sum.modelled += 1;
        sum.exact += 1;
    }
    else if (counts_words(id, size, truth.params))
        sum.words += 1;
    else
    {
        sum.modelled += 1;
        const auto distance = least_off(sums, truth.params);
        sum.off += distance > 0.005 ? 1 : 0;
        print_miss(id, truth.params, distance, truth.config);
    }
}

// Of a model with a tower, that part is not the configuration of the repository.
bool is_of_a_part(const recorded_total& truth)
{
    return truth.config.find("text_config form") != std::string::npos;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(replay_test, *boost::unit_test::precondition(has_records))

BOOST_AUTO_TEST_CASE(config_alone_is_exact_or_says_nothing)
{
    tally sum;
    std::cout << "config alone: what is not exact\n";
    for (const auto& [id, truths] : recorded_totals())
    {
        const auto config = read_config(recorded_config(id));
        const auto size =
            config.has_value() ? size_from_config(*config) : result<formula_size>(config.error());
        const bool is_modelled =
            size.has_value() && size->match == family_match::modelled && size->are_towers_counted;
        std::set<std::uint64_t> seen;
        for (const auto& truth : truths)
        {
            if (is_of_a_part(truth) || is_marked_bad(truth) || !seen.insert(truth.params).second)
                continue;
            if (is_modelled)
                judge(id, truth, *size, sum);
            else
            {
                sum.withheld += 1;
                print_miss(
                    id, truth.params, 0, size.has_error() ? size.error().where : "not modelled"
                );
            }
        }
    }
    std::cout << "modelled " << sum.modelled << ", exact " << sum.exact
              << ", off by more than 0.5 % " << sum.off << ", withheld " << sum.withheld
              << ", stored words of quantised repositories " << sum.words << '\n';
    BOOST_TEST(sum.modelled > 80u);
    BOOST_TEST(sum.off == 0u);
    BOOST_TEST(static_cast<double>(sum.exact) >= 0.95 * static_cast<double>(sum.modelled));
}

BOOST_AUTO_TEST_CASE(totals_and_config_are_exact_or_withheld_with_a_reason)
{
    const auto listing = recorded_listing();
    std::size_t published = 0;
    std::size_t withheld = 0;
    std::size_t wrong = 0;
    std::cout << "totals and config: what is withheld\n";
    for (const auto& [id, truths] : recorded_totals())
    {
        const auto row = listing.find(id);
        const auto body = recorded_config(id);
        if (row == listing.end() || body.empty() || is_of_a_part(truths.front()))
            continue;
        evidence known{.model_id = id};
        take_model_record(known, row->second);
        known.gate = gating::open;
        known.files = {"config.json"};
        take_answer(
            known,
            {.model_id = id, .file = "config.json"},
            {.state = ask_state::present, .body = body}
        );

        const auto step = next_step(known, {.uses_headers = false});
        if (const auto* const none = std::get_if<unsized>(&step))
        {
            withheld += 1;
            BOOST_TEST(!none->reason.empty());
            print_miss(id, truths.front().params, 0, none->reason);
            continue;
        }
        BOOST_TEST_REQUIRE(std::holds_alternative<sized>(step));
        const auto& size = std::get<sized>(step).size;
        const auto params = size.params.value();
        const auto formula = size_from_config(known.config);
        BOOST_TEST_REQUIRE(formula.has_value());
        published += 1;
        const bool is_right = std::any_of(truths.begin(), truths.end(), [&](const auto& truth) {
            auto sums = stored_sums(*formula);
            const auto loaded = formula->text_params + formula->tower_params;
            return params == truth.params || counts_words(id, *formula, truth.params) ||
                   (sums.contains(truth.params) && off(params, loaded) < 1e-12) ||
                   params + size.mtp_params.value_or(0) == truth.params ||
                   params + formula->tied_head_params == truth.params ||
                   params + formula->tied_head_params == truth.params + formula->optional_params ||
                   // A classifier is named, and what it was made of is stored.
                   (formula->classifier_params > 0 &&
                    params + formula->classifier_params == loaded + formula->tied_head_params) ||
                   // Buffers or scales that nothing tells of: the formula stands, and says so.
                   (!size.is_exact && params == loaded &&
                    off(loaded + formula->mtp_params, truth.params) < 1e-3);
        });
        wrong += is_right ? 0 : 1;
        if (!is_right)
            print_miss(id, truths.front().params, off(params, truths.front().params), "wrong");
    }
    std::cout << "published " << published << ", withheld " << withheld << ", wrong " << wrong
              << '\n';
    BOOST_TEST(wrong == 0u);
    BOOST_TEST(published > 80u);
}

std::string any_config(const std::string& id)
{
    auto body = recorded_config(id);
    return body.empty() ? recorded_config(id, "configs-partial") : body;
}

// A model of the recorded Hub, as far as its listing and configurations go, asked with a token.
audited_model audited(const std::string& id, const std::map<std::string, json::object>& listing)
{
    const auto row = listing.find(id);
    if (row == listing.end())
        return {.missing_on = "2026-11-28T00:00:00Z"};
    evidence known{.model_id = id};
    take_model_record(known, row->second);
    known.is_public_today = true;
    known.files = {"config.json"};
    for (;;)
    {
        auto step = next_step(known, {.uses_headers = false, .has_token = true});
        if (const auto* const done = std::get_if<sized>(&step))
            return {.size = done->size};
        if (const auto* const none = std::get_if<unsized>(&step))
            return {.size = none->known};
        for (const auto& request : std::get<std::vector<evidence_request>>(step))
        {
            const auto body = any_config(request.model_id);
            evidence_answer answer{.state = ask_state::absent};
            if (request.kind == request_kind::file && !body.empty())
                answer = {.state = ask_state::present, .body = body};
            take_answer(known, request, answer);
        }
    }
}

std::optional<double> real_of(const json::object& members, std::string_view key)
{
    const auto* const value = members.if_contains(key);
    return value && value->is_number() ? std::optional(value->to_number<double>()) : std::nullopt;
}

// What a configuration says in so many words, nested or not.
std::optional<double> said_by(const json::object& config, std::initializer_list<const char*> keys)
{
    for (const auto* const key : keys)
        if (const auto number = real_of(config, key))
            return number;
    const auto* const nested = config.if_contains("text_config");
    return nested && nested->is_object() ? said_by(nested->get_object(), keys) : std::nullopt;
}

// Counts that others give for a model, whatever they come from.
std::vector<double> totals_of(
    const std::string& id,
    const std::map<std::string, json::object>& listing,
    const std::map<std::string, std::vector<recorded_total>>& truths
)
{
    std::vector<double> totals;
    if (const auto found = truths.find(id); found != truths.end())
        for (const auto& one : found->second)
            totals.push_back(static_cast<double>(one.params));
    if (const auto row = listing.find(id); row != listing.end())
        if (const auto* const stored = row->second.if_contains("safetensors"))
            if (const auto total = real_of(stored->as_object(), "total"))
                totals.push_back(*total);
    return totals;
}

json::array previous_catalog()
{
    const auto read =
        parse_json(read_text(recorded_hub() / ".." / "previous_catalog.json"), "catalog");
    BOOST_TEST_REQUIRE(read.has_value());
    return read->get_array();
}

catalog_entry entry_of(const json::object& members)
{
    catalog_entry entry;
    entry.model_id = members.at("model_id").get_string();
    auto& pins = entry.pinned;
    pins.params_b = real_of(members, "params_b");
    pins.layers = static_cast<std::uint64_t>(real_of(members, "layers").value_or(0));
    pins.hidden = static_cast<std::uint64_t>(real_of(members, "hidden").value_or(0));
    pins.moe_active_ratio = real_of(members, "moe_active_ratio");
    return entry;
}

BOOST_AUTO_TEST_CASE(the_audit_accuses_no_right_pin)
{
    const auto listing = recorded_listing();
    const auto truths = recorded_totals();
    std::size_t right = 0;
    for (const auto& entry : previous_catalog())
    {
        const auto pinned = entry_of(entry.get_object());
        const auto& [id, pins, why, checked] = pinned;
        std::set<std::string> accused;
        for (const auto& one : audit_pins(pinned, audited(id, listing)))
            if (one.verdict == audit_verdict::contradicted)
                accused.insert(one.field);
        if (const auto config = read_config(any_config(id)); config.has_value())
        {
            const auto layers = said_by(*config, {"num_hidden_layers", "n_layers", "n_layer"});
            const auto hidden = said_by(*config, {"hidden_size", "d_model", "n_embd"});
            right += layers == pins.layers ? 1 : 0;
            BOOST_TEST((layers != pins.layers || !accused.contains("layers")), id);
            BOOST_TEST((hidden != pins.hidden || !accused.contains("hidden")), id);
        }
        for (const auto total : totals_of(id, listing, truths))
        {
            const bool is_right = std::abs(*pins.params_b * 1e9 - total) < 0.04 * total;
            right += is_right ? 1 : 0;
            BOOST_TEST((!is_right || !accused.contains("params_b")), id);
        }
    }
    std::cout << "pins that are right and not accused: " << right << '\n';
    BOOST_TEST(right > 20u);
}

BOOST_AUTO_TEST_CASE(the_audit_finds_the_wrong_pins_of_the_previous_catalog)
{
    const auto listing = recorded_listing();
    std::size_t accused = 0;
    const auto catalog = previous_catalog();
    for (const auto& entry : catalog)
    {
        const auto pinned = entry_of(entry.get_object());
        bool is_accused = false;
        for (const auto& one : audit_pins(pinned, audited(pinned.model_id, listing)))
            if (one.verdict == audit_verdict::contradicted)
            {
                is_accused = true;
                std::cout << "  " << std::left << std::setw(48) << one.model_id << std::setw(18)
                          << one.field << *one.pinned << " but " << *one.derived << "  "
                          << one.origin << '\n';
            }
        accused += is_accused ? 1 : 0;
    }
    std::cout << "accused " << accused << " of " << catalog.size() << '\n';
    BOOST_TEST(accused >= 17u);
}

BOOST_AUTO_TEST_CASE(partial_configurations_are_completed_by_the_total)
{
    std::size_t asked = 0;
    std::size_t sized_ones = 0;
    for (const auto& [id, record] : recorded_listing())
    {
        const auto body = recorded_config(id, "configs-partial");
        evidence known{.model_id = id};
        take_model_record(known, record);
        if (body.empty() || !known.total || !recorded_config(id).empty())
            continue;
        known.gate = gating::open;
        known.files = {"config.json"};
        take_answer(
            known,
            {.model_id = id, .file = "config.json"},
            {.state = ask_state::present, .body = body}
        );
        asked += 1;
        const auto step = next_step(known, {.uses_headers = false});
        if (std::holds_alternative<sized>(step))
            sized_ones += 1;
    }
    std::cout << "partial configurations: sized " << sized_ones << " of " << asked << '\n';
    // The others are quantised or have towers of which nothing is said.
    BOOST_TEST(sized_ones > 300u);
}

BOOST_AUTO_TEST_CASE(composed_key_facts_give_the_total_to_the_parameter)
{
    std::size_t composed = 0;
    std::ifstream in(recorded_hub("hub-2026-10") / "composed.jsonl");
    for (std::string line; std::getline(in, line);)
    {
        const auto row = parse_json(line, "composed");
        BOOST_TEST_REQUIRE(row.has_value());
        const auto size = size_from_config(row->at("config").as_object());
        BOOST_TEST_REQUIRE(size.has_value(), line);
        BOOST_TEST(stored_sums(*size).contains(row->at("total").to_number<std::uint64_t>()), line);
        composed += 1;
    }
    std::cout << "composed key facts: " << composed << " totals to the parameter\n";
    BOOST_TEST(composed > 3000u);
}

BOOST_AUTO_TEST_CASE(a_reduced_configuration_gives_the_same_size)
{
    std::size_t checked = 0;
    std::size_t bytes = 0;
    for (const auto& entry : fs::directory_iterator(recorded_hub() / "configs"))
    {
        const auto config = read_config(read_text(entry.path()));
        if (config.has_error())
            continue;
        const auto whole = size_from_config(*config);
        const auto reduced = reduce_config(*config);
        if (whole.has_error())
            continue;
        BOOST_TEST_REQUIRE(reduced.has_value(), entry.path().string());
        const auto again = size_from_config(*reduced);
        BOOST_TEST_REQUIRE(again.has_value(), entry.path().string());
        BOOST_TEST(again->text_params == whole->text_params, entry.path().string());
        BOOST_TEST(again->tower_params == whole->tower_params, entry.path().string());
        BOOST_TEST(again->mtp_params == whole->mtp_params, entry.path().string());
        BOOST_TEST(again->active_params == whole->active_params, entry.path().string());
        BOOST_TEST(again->kv_bytes_per_token == whole->kv_bytes_per_token, entry.path().string());
        BOOST_TEST(again->kv_bytes_fixed == whole->kv_bytes_fixed, entry.path().string());
        BOOST_TEST((again->ctx_len == whole->ctx_len), entry.path().string());
        BOOST_TEST((again->dtype == whole->dtype), entry.path().string());
        BOOST_TEST(again->quant_method == whole->quant_method, entry.path().string());
        BOOST_TEST(again->quant_bits == whole->quant_bits, entry.path().string());
        bytes = std::max(bytes, json::serialize(*reduced).size());
        checked += 1;
    }
    std::cout << "reduced " << checked << " configurations, the largest to " << bytes << " bytes\n";
    BOOST_TEST(checked > 150u);
}

BOOST_AUTO_TEST_SUITE_END()
