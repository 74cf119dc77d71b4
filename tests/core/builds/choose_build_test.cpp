#include "builds/choose_build.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>

using namespace muster;

namespace {

const weight_format& format_of_name(std::string_view name)
{
    return *std::ranges::find(weight_formats(), name, &weight_format::name);
}

build made(
    std::string repository, std::string format, std::optional<double> bits, bool is_by_owner = false
)
{
    build one;
    one.repository = std::move(repository);
    one.format = std::move(format);
    one.bits_per_weight = bits;
    one.is_by_owner = is_by_owner;
    return one;
}

std::string chosen(const model_builds& known, std::string_view format)
{
    const auto* const one = choose_build(known, format_of_name(format));
    return one ? one->repository : "";
}

}  // namespace

BOOST_AUTO_TEST_SUITE(choose_build_test)

BOOST_AUTO_TEST_CASE(a_build_is_chosen_by_its_format_and_bits)
{
    const model_builds known = {
        "a/m",
        {made("q/mlx", "mlx", 4),
         made("q/q8", "gguf", 8.5),
         made("q/gguf", "gguf", {}),
         made("q/gptq8", "gptq", 8),
         made("q/awq", "awq", 4),
         made("q/odd", "awq", {}),
         made("q/fp8", "fp8", 8),
         made("q/nvfp4", "nvfp4", 4)},
        0};
    BOOST_TEST(chosen(known, "Q8_0") == "q/q8");
    BOOST_TEST(chosen(known, "Q4_K_M") == "q/gguf");
    BOOST_TEST(chosen(known, "int8") == "q/gptq8");
    BOOST_TEST(chosen(known, "int4") == "q/awq");
    BOOST_TEST(chosen(known, "fp8") == "q/fp8");
    BOOST_TEST(chosen(known, "nvfp4") == "q/nvfp4");
    BOOST_TEST(chosen(known, "mxfp4") == "");
    BOOST_TEST(chosen(known, "bf16") == "");
}

BOOST_AUTO_TEST_CASE(the_owners_comes_before_the_most_downloaded)
{
    const model_builds known = {
        "a/m",
        {made("q/one", "fp8", 8), made("a/own", "fp8", 8, true), made("a/more", "fp8", 8, true)},
        0};
    BOOST_TEST(chosen(known, "fp8") == "a/own");
}

BOOST_AUTO_TEST_SUITE_END()
