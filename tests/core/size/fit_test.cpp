#include "size/fit.hpp"
#include "support/files.hpp"

#include <boost/test/unit_test.hpp>

using namespace muster;

namespace {

constexpr std::uint64_t gib = std::uint64_t{1} << 30U;

model_size sized_qwen3_8b()
{
    model_size size;
    size.params = 8'190'735'360;
    size.active_params = 7'568'405'504;
    size.layers = 36;
    size.kv_heads = 8;
    size.head_dim = 128;
    size.kv_bytes_per_token = 147'456;
    size.kv_bytes_fixed = 0;
    size.ctx_len = 40'960;
    return size;
}

model_size sized_deepseek_v3()
{
    model_size size;
    size.params = 671'026'419'200;
    size.layers = 61;
    size.kv_heads = 1;
    size.head_dim = 576;
    size.kv_bytes_per_token = 70'272;
    size.ctx_len = 163'840;
    return size;
}

weight_format format_named(std::string_view name)
{
    for (const auto& one : weight_formats())
        if (one.name == name)
            return one;
    return {};
}

fit_request on(std::uint64_t bytes, std::size_t cards = 1)
{
    fit_request request;
    request.devices.assign(cards, {"card", bytes, 1e12, {}, {}});
    request.context = 32'768;
    return request;
}

model_fit fit(const model_size& size, const fit_request& request, std::string_view format = "bf16")
{
    const auto found = fit_of(size, format_named(format), request);
    BOOST_TEST_REQUIRE(found.has_value());
    return *found;
}

std::vector<device> installed_devices()
{
    const std::filesystem::path source = MUSTER_SOURCE_DIR;
    auto read = read_devices(test::text_of(source / "packaging" / "gpus.json"));
    BOOST_TEST_REQUIRE(read.has_value());
    return std::move(*read);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(fit_test)

BOOST_AUTO_TEST_CASE(weights_and_cache_are_summed)
{
    const auto found = fit(sized_qwen3_8b(), on(24 * gib));
    BOOST_TEST(found.needs.weights == 16'381'470'720.0);
    BOOST_TEST(found.needs.cache == 147'456.0 * 32'768);
    BOOST_TEST(found.fits());
    BOOST_TEST(!fit(sized_qwen3_8b(), on(16 * gib)).fits());
}

BOOST_AUTO_TEST_CASE(the_reserve_is_not_for_the_model)
{
    auto request = on(24 * gib);
    request.reserve = 0.25;
    BOOST_TEST(fit(sized_qwen3_8b(), request).usable == 18.0 * gib);
    BOOST_TEST(!fit(sized_qwen3_8b(), request).fits());
}

BOOST_AUTO_TEST_CASE(users_and_bits_multiply_the_cache_alone)
{
    auto request = on(80 * gib);
    request.users = 4;
    request.cache_bits = 8;
    BOOST_TEST(fit(sized_qwen3_8b(), request).needs.cache == 2 * 147'456.0 * 32'768);
    BOOST_TEST(fit(sized_qwen3_8b(), request).needs.weights == 16'381'470'720.0);
}

BOOST_AUTO_TEST_CASE(windows_and_states_do_not_grow)
{
    auto size = sized_qwen3_8b();
    size.kv_bytes_fixed = 1000;
    auto request = on(80 * gib);
    request.users = 3;
    request.cache_bits = 4;
    BOOST_TEST(fit(size, request).needs.fixed == 3000.0);
    request.context = 1;
    BOOST_TEST(fit(size, request).needs.fixed == 3000.0);
}

BOOST_AUTO_TEST_CASE(a_context_is_no_longer_than_the_models_own)
{
    auto request = on(80 * gib);
    request.context = 131'072;
    BOOST_TEST(fit(sized_qwen3_8b(), request).context == 40'960u);
    BOOST_TEST(fit(sized_qwen3_8b(), request).longest_context == 40'960u);
}

BOOST_AUTO_TEST_CASE(the_longest_context_fills_what_is_left)
{
    const auto found = fit(sized_qwen3_8b(), on(20 * gib));
    const auto left = 20.0 * gib - found.needs.weights;
    BOOST_TEST(found.longest_context == static_cast<std::uint64_t>(left / 147'456));
    BOOST_TEST(fit(sized_qwen3_8b(), on(8 * gib)).longest_context == 0u);
}

// As vLLM prints it: eight cards of a model with four heads keep each head twice; the one of MLA
// is on every card.
BOOST_AUTO_TEST_CASE(heads_are_dealt_out_and_not_split)
{
    auto size = sized_qwen3_8b();
    size.kv_heads = 4;
    const auto whole = fit(size, on(80 * gib)).needs.cache;
    BOOST_TEST(fit(size, on(80 * gib, 2)).needs.cache == whole);
    BOOST_TEST(fit(size, on(80 * gib, 4)).needs.cache == whole);
    BOOST_TEST(fit(size, on(80 * gib, 8)).needs.cache == 2 * whole);
    BOOST_TEST(fit(sized_deepseek_v3(), on(80 * gib, 8)).needs.cache == 8.0 * 70'272 * 32'768);
}

BOOST_AUTO_TEST_CASE(where_kinds_of_layers_are_not_known_the_cache_is_a_bound)
{
    auto size = sized_qwen3_8b();
    size.kv_bytes_per_token.reset();
    const auto found = fit(size, on(24 * gib));
    BOOST_TEST(found.is_cache_a_bound);
    BOOST_TEST(found.needs.cache == 147'456.0 * 32'768);
    size.kv_heads.reset();
    BOOST_TEST(!fit_of(size, format_named("bf16"), on(24 * gib)));
}

BOOST_AUTO_TEST_CASE(a_model_without_a_cache_is_bound_by_its_weights_alone)
{
    auto size = sized_qwen3_8b();
    size.kv_bytes_per_token = 0;
    size.kv_heads = 0;
    BOOST_TEST(fit(size, on(24 * gib)).needs.cache == 0.0);
    BOOST_TEST(fit(size, on(24 * gib)).longest_context == 40'960u);
    size.ctx_len.reset();
    BOOST_TEST(fit(size, on(24 * gib)).longest_context == unlimited_context);
}

BOOST_AUTO_TEST_CASE(what_nobody_says_of_storage_is_not_as_it_is_stored)
{
    auto size = sized_qwen3_8b();
    BOOST_TEST(!fit(size, on(80 * gib)).is_as_stored);
    BOOST_TEST(fit(size, on(80 * gib)).may_be_as_stored);
    BOOST_TEST(!fit(size, on(80 * gib), "fp8").may_be_as_stored);
    size.dtype = "bfloat16";
    BOOST_TEST(fit(size, on(80 * gib)).is_as_stored);
    BOOST_TEST(!fit(size, on(80 * gib)).may_be_as_stored);
}

BOOST_AUTO_TEST_CASE(the_best_format_that_fits_is_taken)
{
    const weight_format formats[] = {
        format_named("bf16"), format_named("fp8"), format_named("Q4_K_M")};
    BOOST_TEST(best_fit_of(sized_qwen3_8b(), formats, on(80 * gib))->format.name == "bf16");
    BOOST_TEST(best_fit_of(sized_qwen3_8b(), formats, on(16 * gib))->format.name == "fp8");
    const auto none = best_fit_of(sized_qwen3_8b(), formats, on(2 * gib));
    BOOST_TEST(none->format.name == "Q4_K_M");
    BOOST_TEST(!none->fits());
}

// vLLM: the number of attention heads must be divisible by the tensor parallel size.
BOOST_AUTO_TEST_CASE(what_heads_do_not_allow_is_split_by_layers)
{
    auto size = sized_qwen3_8b();
    for (const std::size_t cards : {1, 2, 4, 8, 16, 64})
        BOOST_TEST(splits_within_layers(size, cards), cards);
    for (const std::size_t cards : {3, 5, 6, 7, 12, 24})
        BOOST_TEST(!splits_within_layers(size, cards), cards);
    size.kv_heads = 6;
    BOOST_TEST(splits_within_layers(size, 3));
    BOOST_TEST(!splits_within_layers(size, 4));
    // Layers have all heads: nothing is copied. Of 36 layers five cards take 8, 8, 8, 8 and 4.
    size.kv_heads = 8;
    const auto found = fit(size, on(80 * gib, 5));
    BOOST_TEST(found.is_split_by_layers);
    BOOST_TEST(found.needs.cache == fit(size, on(80 * gib)).needs.cache);
    BOOST_TEST(found.usable == 5.0 * 80 * gib * 36 / 40, boost::test_tools::tolerance(1e-12));
    // One user's token passes one card after the other.
    BOOST_TEST(
        found.tokens_per_second_at_most.value() ==
        fit(size, on(80 * gib)).tokens_per_second_at_most.value()
    );
}

// vLLM gives each card an equal part, whatever else the larger one has.
BOOST_AUTO_TEST_CASE(of_unequal_cards_the_smallest_decides)
{
    auto request = on(24 * gib, 2);
    request.devices[1] = {"small", 12 * gib, 5e11, {}, {}};
    const auto found = fit(sized_qwen3_8b(), request);
    BOOST_TEST(found.usable == 24.0 * gib);
    BOOST_TEST(found.tokens_per_second_at_most.value() == 1e12 / (2 * 7'568'405'504.0));
    request.devices.push_back({"large", 80 * gib, 2e12, {}, {}});
    const auto by_layers = fit(sized_qwen3_8b(), request);
    BOOST_TEST(by_layers.is_split_by_layers);
    BOOST_TEST(by_layers.usable == 36.0 * gib);
    BOOST_TEST(evenly_usable_bytes({}) == 0.0);
}

BOOST_AUTO_TEST_CASE(cards_are_counted_as_they_can_be_used)
{
    const auto bf16 = format_named("bf16");
    BOOST_TEST(cards_needed(sized_qwen3_8b(), bf16, on(16 * gib)).value() == 2u);
    BOOST_TEST(cards_needed(sized_qwen3_8b(), bf16, on(8 * gib)).value() == 4u);
    BOOST_TEST(cards_needed(sized_qwen3_8b(), bf16, on(8 * gib), false).value() == 3u);
    BOOST_TEST(
        cards_needed(sized_deepseek_v3(), format_named("fp8"), on(80 * gib)).value() == 8u + 8u
    );
    BOOST_TEST(!cards_needed(sized_deepseek_v3(), bf16, on(gib)));
}

BOOST_AUTO_TEST_CASE(no_token_comes_faster_than_its_weights_are_read)
{
    const auto found = fit(sized_qwen3_8b(), on(80 * gib, 2));
    BOOST_TEST(found.tokens_per_second_at_most.value() == 2e12 / (2 * 7'568'405'504.0));
    auto request = on(80 * gib);
    request.devices[0].bytes_per_second = 0;
    BOOST_TEST(!fit(sized_qwen3_8b(), request).tokens_per_second_at_most);
    BOOST_TEST(!fit(sized_deepseek_v3(), on(80 * gib)).tokens_per_second_at_most);
}

BOOST_AUTO_TEST_CASE(cards_are_found_as_people_write_them)
{
    const auto known = installed_devices();
    for (const auto* name : {"RTX 4090", "rtx4090", "NVIDIA GeForce RTX 4090", "4090", "rtx-4090"})
    {
        BOOST_TEST_REQUIRE(find_device(known, name), name);
        BOOST_TEST(find_device(known, name)->name == "RTX 4090");
    }
    BOOST_TEST(find_device(known, "A100 80GB")->memory_bytes == 80 * gib);
    BOOST_TEST(find_device(known, "a100-40gb")->memory_bytes == 40 * gib);
    BOOST_TEST(find_device(known, "NVIDIA A100-SXM4-40GB")->memory_bytes == 40 * gib);
    BOOST_TEST(find_device(known, "A100-SXM4-80GB")->memory_bytes == 80 * gib);
    for (const auto* name : {"H100 SXM", "H100 SXM5", "NVIDIA H100 80GB HBM3"})
        BOOST_TEST((find_device(known, name) == find_device(known, "H100")), name);
    BOOST_TEST(find_device(known, "Tesla V100-SXM2-16GB")->memory_bytes == 16 * gib);
    BOOST_TEST(find_device(known, "H100 SX") == nullptr);
    BOOST_TEST(find_device(known, "SXM") == nullptr);
    BOOST_TEST(find_device(known, "") == nullptr);
}

BOOST_AUTO_TEST_CASE(each_card_is_found_by_its_own_name_alone)
{
    const auto known = installed_devices();
    for (const auto& one : known)
    {
        BOOST_TEST(find_device(known, one.name) == &one, one.name);
        BOOST_TEST(one.bytes_per_second > 1e11, one.name);
        BOOST_TEST(one.memory_bytes >= 8 * gib, one.name);
        BOOST_TEST(one.memory_bytes % gib == 0, one.name);
    }
}

BOOST_AUTO_TEST_CASE(a_table_that_is_wrong_says_where)
{
    const auto fault = [](const std::string& text) {
        const auto read = read_devices(text, "g.json");
        return read.has_error() ? read.error().where : std::string();
    };
    const std::string good = R"({"name": "A", "memory_bytes": 8, "bytes_per_second": 1,
        "source": "s", "checked": "d"})";
    BOOST_TEST(fault("[" + good + "]") == "");
    BOOST_TEST(fault("[]") == "g.json: names no card");
    BOOST_TEST(
        fault("[" + good + ", " + good + "]") == "g.json: [1].name is that of another card, too"
    );
    BOOST_TEST(fault(R"([{"name": "A"}])").starts_with("g.json: [0].source"));
    BOOST_TEST(fault(R"([{"name": "A", "memory_bytes": 0, "source": "s", "checked": "d"}])")
                   .starts_with("g.json: [0].memory_bytes is missing"));
    BOOST_TEST(fault("{") != "");
}

BOOST_AUTO_TEST_SUITE_END()
