#include "program/asked_fit.hpp"
#include "report/usual_needs.hpp"
#include "settings/flags.hpp"

#include <boost/test/unit_test.hpp>

using namespace muster;

namespace {

std::string default_of(std::string_view name)
{
    const auto* const flag = find_flag(common_flags(), name);
    BOOST_TEST_REQUIRE(flag, name);
    return flag->spec.default_value.value_or("");
}

device card(const char* name, std::uint64_t gibibytes)
{
    return {name, gibibytes << 30U, 1e12, {}, {}};
}

model_size sized_8b()
{
    model_size size;
    size.params = 8'190'735'360;
    size.layers = 36;
    size.kv_heads = 8;
    size.kv_bytes_per_token = 147'456;
    size.ctx_len = 40'960;
    return size;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(usual_needs_test)

// A size and the published site say what fit says without flags.
BOOST_AUTO_TEST_CASE(what_is_usual_is_what_fit_takes_by_default)
{
    fit_settings given;
    given.cards = {"A"};
    given.context = default_of("context");
    const auto cards = {card("A", 24)};
    const auto asked = read_asked(given, std::span(cards.begin(), cards.size()));
    BOOST_TEST_REQUIRE(asked.has_value());
    BOOST_TEST(asked->request.context == usual_context_tokens);
    BOOST_TEST(std::stod(default_of("reserve")) == usual_reserve);
    BOOST_TEST(default_of("users") == "1");
    BOOST_TEST(default_of("kv") == "16");
    std::string names;
    for (const auto& one : usual_formats())
        names.append(names.empty() ? "" : ",").append(one.name);
    const auto& help = find_flag(common_flags(), "weights")->spec.help;
    BOOST_TEST(help.find("those of " + names + " that") != std::string::npos, help);
}

BOOST_AUTO_TEST_CASE(the_smallest_card_is_named_or_how_many)
{
    const device cards[] = {card("large", 80), card("small", 24), card("H200", 141)};
    const auto needs = usual_needs(sized_8b(), cards);
    BOOST_TEST_REQUIRE(needs.size() == 3u);
    BOOST_TEST(needs[0].fit.format.name == "bf16");
    BOOST_TEST(needs[0].card == "small");
    auto large = sized_8b();
    *large.params *= 40;
    BOOST_TEST(usual_needs(large, cards)[0].card == "8x H200");
    large.weight_format = "fp8";
    BOOST_TEST(usual_needs(large, cards)[0].fit.is_as_stored);
}

BOOST_AUTO_TEST_CASE(what_is_stored_with_eight_bits_is_told_with_fewer_and_the_rest_as_it_is)
{
    const auto told_of = [](const char* stored) {
        auto size = sized_8b();
        size.weight_format = stored;
        std::string names;
        for (const auto& one : usual_needs(size, {}))
            names.append(one.fit.format.name).append(" ");
        return names;
    };
    BOOST_TEST(told_of("bf16") == "bf16 int8 Q4_K_M ");
    BOOST_TEST(told_of("fp8") == "fp8 Q4_K_M Q3_K_M ");
    BOOST_TEST(told_of("mxfp4") == "mxfp4 ");
    BOOST_TEST(told_of("mlx-2bit") == "mlx-2bit ");
}

BOOST_AUTO_TEST_SUITE_END()
