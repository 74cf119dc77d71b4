#include "catalog/models.hpp"

#include <boost/test/unit_test.hpp>

using namespace muster;

namespace {

model_row full_row()
{
    model_row row;
    row.model_id = "a/b";
    row.params_b = 8.191;
    row.layers = 36;
    row.hidden = 4096;
    row.moe_active_ratio = 0.5;
    row.ctx_len = 40'960;
    row.params = 8'190'735'360;
    row.active_params = 7'000'000'000;
    row.kv_heads = 8;
    row.head_dim = 128;
    row.attention = "gqa";
    row.kv_bytes_per_token = 147'456;
    row.kv_bytes_fixed = 1;
    row.dtype = "bfloat16";
    row.license = "mit";
    row.source = "huggingface_hub";
    row.origin = {{"layers", "pin"}, {"params_b", "Hub totals"}};
    return row;
}

model_row bare(std::string id)
{
    model_row row;
    row.model_id = std::move(id);
    row.params_b = 7;
    row.layers = 1;
    row.hidden = 2;
    return row;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(models_test)

BOOST_AUTO_TEST_CASE(billions_have_three_decimals)
{
    BOOST_TEST(round_params_b(8.190735360) == 8.191);
    BOOST_TEST(round_params_b(0.1) == 0.1);
    BOOST_TEST(round_params_b(0.1345678) == 0.135);
    BOOST_TEST(round_params_b(1026.4081) == 1026.408);
}

BOOST_AUTO_TEST_CASE(small_models_have_three_significant_digits)
{
    BOOST_TEST(round_params_b(0.0345678) == 0.0346);
    BOOST_TEST(round_params_b(0.00012345) == 0.000123);
    BOOST_TEST(round_params_b(0.0999999) == 0.1);
    BOOST_TEST(round_params_b(1e-9) == 1e-9);
}

BOOST_AUTO_TEST_CASE(only_nothing_rounds_to_zero)
{
    BOOST_TEST(round_params_b(0) == 0.0);
    for (double billions = 1e-12; billions < 1; billions *= 1.7)
        BOOST_TEST_REQUIRE(round_params_b(billions) > 0.0, billions);
}

BOOST_AUTO_TEST_CASE(the_first_members_are_always_there_in_this_order)
{
    BOOST_TEST(write_models({bare("a/b")}) == R"([
  {
    "model_id": "a/b",
    "params_b": 7,
    "layers": 1,
    "hidden": 2,
    "moe_active_ratio": 0
  }
]
)");
}

BOOST_AUTO_TEST_CASE(everything_reads_back)
{
    const std::vector rows = {full_row(), bare("c/d")};

    const auto read = read_models(write_models(rows));

    BOOST_TEST_REQUIRE(read.has_value());
    BOOST_TEST((*read == rows));
}

BOOST_AUTO_TEST_CASE(rows_are_sorted_by_id)
{
    BOOST_TEST(
        write_models({bare("b/b"), bare("a/a"), bare("B/b")}) ==
        write_models({bare("a/a"), bare("B/b"), bare("b/b")})
    );
    BOOST_TEST(read_models(write_models({bare("b/b"), bare("B/b")}))->front().model_id == "B/b");
}

BOOST_AUTO_TEST_CASE(rows_of_the_earlier_form_are_read)
{
    const auto read = read_models(R"([{"model_id": "a/b", "params_b": 7.0, "layers": 32,
        "hidden": 4096, "moe_active_ratio": 0.0, "ctx_len": 8192, "other": true}])");

    BOOST_TEST_REQUIRE(read.has_value());
    BOOST_TEST(read->front().layers == 32u);
    BOOST_TEST(read->front().ctx_len.value() == 8192u);
}

BOOST_AUTO_TEST_CASE(a_fault_is_named_with_its_place)
{
    BOOST_TEST(
        read_models("[{}]").error().where == "models.json: [0].model_id is missing or empty"
    );
    BOOST_TEST(
        read_models(R"([{"model_id": "a/b", "layers": "x"}])", "old.json").error().where ==
        "old.json: [0].layers is not a whole number"
    );
    BOOST_TEST(read_models("{}").error().where == "models.json: not a JSON list");
}

BOOST_AUTO_TEST_SUITE_END()
