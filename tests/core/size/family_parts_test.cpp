#include "core/size/recorded_models.hpp"
#include "size/rules/config_formula.hpp"
#include "size/totals.hpp"

#include <boost/json/parse.hpp>
#include <boost/test/unit_test.hpp>

#include <cctype>
#include <set>

using namespace muster;

namespace json = boost::json;

// Each entry of tests/truth/family_parts.json says by which recorded total it is proven.

namespace {

struct family_part
{
    json::object config = {};
    std::string origin = {};
    std::vector<std::uint64_t> totals = {};
};

// "proven by its totals, 852,985,920 and, with MTP layers, 873,438,784"
std::vector<std::uint64_t> totals_in(const std::string& words)
{
    constexpr std::uint64_t least_total = 1'000'000;
    std::vector<std::uint64_t> totals;
    std::uint64_t value = 0;
    for (std::size_t i = 0; i <= words.size(); ++i)
    {
        const char c = i < words.size() ? words[i] : ' ';
        const bool is_digit = std::isdigit(static_cast<unsigned char>(c)) != 0;
        if (is_digit)
            value = value * 10 + static_cast<std::uint64_t>(c - '0');
        if (is_digit || c == ',')
            continue;
        if (value >= least_total)
            totals.push_back(value);
        value = 0;
    }
    return totals;
}

std::vector<family_part> family_parts()
{
    const auto truth = std::filesystem::path(MUSTER_SOURCE_DIR) / "tests" / "truth";
    const auto entries = json::parse(read_text(truth / "family_parts.json"));
    std::vector<family_part> parts;
    for (const auto& entry : entries.as_array())
    {
        std::string origin(entry.at("from").as_string());
        const auto totals = totals_in(origin);
        parts.push_back({entry.at("config").as_object(), std::move(origin), totals});
    }
    return parts;
}

formula_size formula_of(const family_part& part)
{
    auto formula = size_from_config(part.config);
    BOOST_TEST_REQUIRE(formula.has_value(), part.origin);
    return *std::move(formula);
}

// Of a type that no total proves alone, transformers counted the default.
std::uint64_t counted_default(const std::string& type)
{
    const auto truth = std::filesystem::path(MUSTER_SOURCE_DIR) / "tests" / "truth";
    std::ifstream in(truth / "class_cases.jsonl");
    for (std::string line; std::getline(in, line);)
    {
        const auto one = json::parse(line);
        if (one.at("type").as_string() == type && one.at("case").as_string() == "default")
            return one.at("params").to_number<std::uint64_t>();
    }
    return 0;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(family_parts_test)

BOOST_AUTO_TEST_CASE(each_entry_comes_out_at_its_totals)
{
    for (const auto& part : family_parts())
        for (const auto total : part.totals)
        {
            const auto formula = formula_of(part);
            BOOST_TEST((formula.match == family_match::modelled), part.origin);
            const auto reading = explain_total(formula, {total}, 0);
            BOOST_TEST((reading.fit == total_fit::exact), part.origin << ": " << total);
        }
}

BOOST_AUTO_TEST_CASE(an_entry_without_a_total_is_what_the_class_counts)
{
    std::size_t without = 0;
    for (const auto& part : family_parts())
        if (part.totals.empty())
        {
            without += 1;
            const std::string type(part.config.at("model_type").as_string());
            BOOST_TEST(formula_of(part).text_params == counted_default(type), part.origin);
        }
    BOOST_TEST(without < 5u);
}

BOOST_AUTO_TEST_CASE(
    totals_of_entries_are_recorded,
    *boost::unit_test::precondition(muster::test::has_recorded_models)
)
{
    std::set<std::uint64_t> recorded;
    muster::test::for_each_recorded_row("facts.jsonl", [&](const json::object& row) {
        if (const auto total = muster::test::total_in(row))
            recorded.insert(*total);
    });
    for (const auto& part : family_parts())
        for (const auto total : part.totals)
            BOOST_TEST(recorded.contains(total), part.origin << ": " << total);
}

BOOST_AUTO_TEST_SUITE_END()
