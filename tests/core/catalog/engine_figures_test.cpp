#include "catalog/size_of_row.hpp"
#include "contract/identity.hpp"
#include "size/fit.hpp"
#include "support/files.hpp"

#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/test/unit_test.hpp>

#include <cmath>
#include <map>
#include <sstream>

using namespace muster;

namespace json = boost::json;

// What inference engines printed in public, beside what fit says; tests/truth/compare_engines.py
// shows each.

namespace {

constexpr double near_share = 0.02;
constexpr double tokens_a_block = 16;  // vLLM rounds to whole blocks

std::map<std::string, model_row> shipped_rows()
{
    const std::filesystem::path source = MUSTER_SOURCE_DIR;
    const auto rows = read_models(test::text_of(source / "data" / "models.json"));
    BOOST_TEST_REQUIRE(rows.has_value());
    std::map<std::string, model_row> by_id;
    for (const auto& row : *rows)
        by_id.emplace(fold_id(row.model_id), row);
    return by_id;
}

weight_format format_of(const json::object& figure)
{
    const auto* const name = figure.if_contains("format");
    for (const auto& one : weight_formats())
        if (one.name == (name ? std::string_view(name->as_string()) : "bf16"))
            return one;
    return {};
}

double number(const json::object& figure, std::string_view member, double absent)
{
    const auto* const value = figure.if_contains(member);
    return value ? value->to_number<double>() : absent;
}

bool prints_what_fits(const json::object& figure)
{
    return figure.at("engine") == "vllm" || figure.at("engine") == "sglang";
}

struct tally
{
    std::size_t exact = 0;
    std::size_t near = 0;
    std::size_t explained = 0;  ///< by its note
};

void judge(const json::object& figure, const model_row& row, tally& sum)
{
    fit_request request;
    request.devices.assign(
        static_cast<std::size_t>(number(figure, "cards", 1)), {"card", 1, 0, {}, {}}
    );
    // As many users as tokens, each with one: no context of a model is too short then.
    request.context = 1;
    request.cache_bits = number(figure, "cache_bits", 16);
    const auto fit = fit_of(size_of(row), format_of(figure), request);
    // Of one model nothing is known of its cache.
    if (!fit)
        return;
    const bool is_cache = figure.at("kind") == "kv";
    const auto tokens = number(figure, "tokens", 0);
    const auto windows = prints_what_fits(figure) ? 0 : fit->needs.fixed;
    const auto ours = is_cache ? fit->needs.cache * tokens + windows : fit->needs.weights;
    const auto printed = number(figure, "bytes", 0);
    const auto block = is_cache ? fit->needs.cache * tokens_a_block : 0;
    const auto away = std::abs(ours - printed);
    if (away <= std::max(number(figure, "digit", 0), block))
        sum.exact += 1;
    else if (away <= near_share * printed)
        sum.near += 1;
    else
    {
        BOOST_TEST(figure.contains("note"), row.model_id << ": " << ours << " but " << printed);
        sum.explained += 1;
    }
}

}  // namespace

BOOST_AUTO_TEST_SUITE(engine_figures_test)

BOOST_AUTO_TEST_CASE(what_engines_print_is_what_fit_says_or_is_explained)
{
    const auto rows = shipped_rows();
    std::istringstream lines(
        test::text_of(std::filesystem::path(MUSTER_SOURCE_DIR) / "tests/truth/engine_figures.jsonl")
    );
    std::map<std::string, tally> sums;
    std::size_t figures = 0;
    for (std::string line; std::getline(lines, line); ++figures)
    {
        const auto figure = json::parse(line).as_object();
        const std::string kind(figure.at("kind").as_string());
        const auto row = rows.find(fold_id(std::string(figure.at("model_id").as_string())));
        if (row != rows.end() && (kind == "weights" || row->second.kv_bytes_per_token))
            judge(figure, row->second, sums[kind]);
    }
    for (const auto& [kind, sum] : sums)
        BOOST_TEST_MESSAGE(
            kind << ": " << sum.exact << " exact, " << sum.near << " within 2 %, " << sum.explained
                 << " explained"
        );
    const auto told = test::text_of(std::filesystem::path(MUSTER_SOURCE_DIR) / "docs/truth.md");
    const auto of = [](const tally& sum) {
        return std::to_string(sum.exact + sum.near + sum.explained);
    };
    const auto& kv = sums["kv"];
    const auto& weights = sums["weights"];
    for (const auto& sentence :
         {"public: " + std::to_string(figures) + " figures",
          "KV cache: " + std::to_string(kv.exact) + " of " + of(kv) + " are exact",
          std::to_string(kv.near) + " within 2 %, and " + std::to_string(kv.explained) + " count",
          "Weights: " + std::to_string(weights.exact + weights.near) + " of " + of(weights) +
              " are within 2 %**, " + std::to_string(weights.explained) + " are explained below"})
        BOOST_TEST((told.find(sentence) != std::string::npos), sentence);
    BOOST_TEST(sums["kv"].exact >= 42u);
    BOOST_TEST(sums["kv"].explained <= 17u);
    BOOST_TEST(sums["weights"].exact + sums["weights"].near >= 43u);
}

BOOST_AUTO_TEST_SUITE_END()
