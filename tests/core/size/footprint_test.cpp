#include "size/explain.hpp"
#include "size/facts/config_text.hpp"
#include "size/footprint.hpp"
#include "size/ladder.hpp"
#include "size/rules/config_formula.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>

using namespace muster;

namespace {

model_size llama_8b_size()
{
    model_size size;
    size.params = 8'030'261'248;
    size.layers = 32;
    size.hidden = 4096;
    size.is_moe = false;
    size.kv_heads = 8;
    size.head_dim = 128;
    size.attention = attention_kind::gqa;
    size.kv_bytes_per_token = 131'072;
    size.kv_bytes_fixed = 0;
    size.ctx_len = 131'072;
    size.origin = {{"params", "Hub totals"}};
    return size;
}

double bytes_in(const model_size& size, std::string_view format)
{
    for (const auto& one : footprint_of(size).weights)
        if (one.format.name == format)
            return one.bytes;
    return 0;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(footprint_test)

BOOST_AUTO_TEST_CASE(weights_take_their_bits)
{
    BOOST_TEST(bytes_in(llama_8b_size(), "bf16") == 16'060'522'496.0);
    BOOST_TEST(bytes_in(llama_8b_size(), "fp8") == 8'030'261'248.0);
    BOOST_TEST(
        bytes_in(llama_8b_size(), "Q4_K_M") / 1e9 == 4.9, boost::test_tools::tolerance(0.01)
    );
}

// As the class counts gpt-oss-20b: experts 19.1 of 20.9 billion.
BOOST_AUTO_TEST_CASE(what_a_format_does_not_pack_stays_at_16_bits)
{
    model_size size;
    size.params = 20'914'757'184;
    size.matrix_params = 19'754'136'576;
    size.expert_params = 19'116'933'120;
    const auto rest = 20'914'757'184.0 - 19'116'933'120.0;
    BOOST_TEST(bytes_in(size, "mxfp4") == 19'116'933'120.0 * 4.25 / 8 + rest * 2);
    BOOST_TEST(
        bytes_in(size, "fp8") == 19'754'136'576.0 + (20'914'757'184.0 - 19'754'136'576.0) * 2
    );
    BOOST_TEST(bytes_in(size, "bf16") == 20'914'757'184.0 * 2);
    BOOST_TEST(bytes_in(size, "Q8_0") == 20'914'757'184.0 * 8.5 / 8);
    // DeepSeek-V4: matrices that are no experts have eight bits.
    BOOST_TEST(
        *weight_bytes(size, *find_weight_format("mxfp4+fp8")) ==
        bytes_in(size, "mxfp4") - (19'754'136'576.0 - 19'116'933'120.0)
    );
    size.expert_params.reset();
    BOOST_TEST(
        bytes_in(size, "mxfp4") ==
        19'754'136'576.0 * 4.25 / 8 + (20'914'757'184.0 - 19'754'136'576.0) * 2
    );
}

// gpt-oss-20b: a token passes 4 of 32 experts, attention, and a head of 201,088 by 2,880.
BOOST_AUTO_TEST_CASE(a_token_reads_what_is_not_packed_at_16_bits)
{
    model_size size;
    size.params = 20'914'757'184;
    size.text_params = size.params;
    size.active_params = 3'608'307'264;
    size.matrix_params = 19'754'136'576;
    size.expert_params = 19'116'933'120;
    const auto bytes = [&size](const char* format) {
        return active_weight_bytes(size, *find_weight_format(format)).value();
    };
    const auto experts = 19'116'933'120.0 * 4 / 32;
    const auto rest = 3'608'307'264.0 - experts;
    const auto near = boost::test_tools::tolerance(0.01);
    BOOST_TEST(bytes("mxfp4") == experts * 4.25 / 8 + rest * 2, near);
    BOOST_TEST(bytes("bf16") == 3'608'307'264.0 * 2);
    BOOST_TEST(bytes("Q8_0") == 3'608'307'264.0 * 8.5 / 8);
    const auto head = (20'914'757'184.0 - 19'754'136'576.0) / 2;
    BOOST_TEST(bytes("fp8") == (3'608'307'264.0 - head) + head * 2);
    // Without the text part's number only attention is known to stay.
    size.text_params.reset();
    const auto attention = 19'754'136'576.0 - 19'116'933'120.0;
    BOOST_TEST(bytes("mxfp4") == (3'608'307'264.0 - attention) * 4.25 / 8 + attention * 2);
    size.active_params.reset();
    BOOST_TEST(!active_weight_bytes(size, *find_weight_format("bf16")));
}

BOOST_AUTO_TEST_CASE(of_a_dense_model_all_matrices_are_read_packed)
{
    auto size = llama_8b_size();
    size.active_params = 7'504'924'672;
    size.matrix_params = 6'979'321'856;
    BOOST_TEST(
        *active_weight_bytes(size, *find_weight_format("fp8")) ==
        6'979'321'856.0 + (7'504'924'672.0 - 6'979'321'856.0) * 2
    );
}

BOOST_AUTO_TEST_CASE(where_nothing_is_known_of_matrices_all_weights_are_packed)
{
    const auto& fp8 = *find_weight_format("fp8");
    BOOST_TEST(!is_packing_known(llama_8b_size(), fp8));
    BOOST_TEST(*weight_bytes(llama_8b_size(), fp8) == 8'030'261'248.0);
    BOOST_TEST(is_packing_known(llama_8b_size(), *find_weight_format("Q4_K_M")));
}

BOOST_AUTO_TEST_CASE(a_model_is_looked_at_as_it_is_stored_and_smaller)
{
    const auto names = [](const model_size& size) {
        const weight_format asked[] = {
            *find_weight_format("bf16"), *find_weight_format("fp8"), *find_weight_format("Q4_K_M")};
        std::string out;
        for (const auto& one : formats_for(size, asked))
            out.append(one.name).append(" ");
        return out;
    };
    model_size size;
    BOOST_TEST(names(size) == "bf16 fp8 Q4_K_M ");
    size.weight_format = "fp8";
    BOOST_TEST(names(size) == "fp8 Q4_K_M ");
    // An asked format of fewer bits yet would be of no use: nobody quantises these once more.
    for (const auto* const stored : {"int4", "nvfp4", "mlx-6bit"})
    {
        size.weight_format = stored;
        const bool is_left = find_weight_format(stored)->bits_per_weight < requantised_bits;
        BOOST_TEST((names(size) == std::string(stored) + ' ') == is_left, stored);
    }
    size.weight_format = "mxfp4+fp8";
    BOOST_TEST(names(size) == "mxfp4+fp8 ");
}

// Most rows of models.json have neither: a repository without them may be quantised.
BOOST_AUTO_TEST_CASE(how_a_model_is_stored_is_known_by_its_format_or_dtype)
{
    model_size size;
    BOOST_TEST(!is_storage_known(size));
    size.dtype = "bfloat16";
    BOOST_TEST(is_storage_known(size));
    size.weight_format = "of tomorrow";
    BOOST_TEST(own_format(size).name == "bf16");
    BOOST_TEST(!is_storage_known(size));
    size = {};
    size.weight_format = "fp8";
    BOOST_TEST(is_storage_known(size));
}

BOOST_AUTO_TEST_CASE(caches_grow_with_context_and_batch)
{
    BOOST_TEST(cache_bytes(llama_8b_size(), 131'072, 1).value() == 17'179'869'184.0);
    BOOST_TEST(cache_bytes(llama_8b_size(), 4096, 8).value() == 4'294'967'296.0);
    auto windowed = llama_8b_size();
    windowed.kv_bytes_fixed = 1000;
    BOOST_TEST(cache_bytes(windowed, 1, 2).value() == 2 * (131'072.0 + 1000));
}

BOOST_AUTO_TEST_CASE(contexts_end_at_the_models_own)
{
    auto size = llama_8b_size();
    size.ctx_len = 40'960;

    const auto caches = footprint_of(size).caches;

    BOOST_TEST_REQUIRE(!caches.empty());
    BOOST_TEST(caches.back().context == 40'960u);
    BOOST_TEST(std::none_of(caches.begin(), caches.end(), [](const auto& one) {
        return one.context > 40'960;
    }));
}

BOOST_AUTO_TEST_CASE(what_is_not_known_takes_no_row)
{
    BOOST_TEST(footprint_of({}).weights.empty());
    BOOST_TEST(footprint_of({}).caches.empty());
}

BOOST_AUTO_TEST_CASE(every_known_number_is_explained)
{
    const auto rows = explain(llama_8b_size(), {});

    BOOST_TEST_REQUIRE(!rows.empty());
    BOOST_TEST(rows[0].field == "params");
    BOOST_TEST(rows[0].value == "8,030,261,248");
    BOOST_TEST(rows[0].evidence == "Hub totals");
    BOOST_TEST(explain_text(rows).starts_with("params = 8,030,261,248  (Hub totals)\n"));
}

BOOST_AUTO_TEST_CASE(a_ratio_has_the_digits_that_models_json_has)
{
    model_size size;
    size.is_moe = true;
    size.params = 1'000'000;
    size.active_params = 30'872;
    const auto rows = explain(size, {});

    const auto ratio = std::ranges::find(rows, "moe_active_ratio", &explanation::field);
    BOOST_TEST_REQUIRE((ratio != rows.end()));
    BOOST_TEST(ratio->value == "0.030872");
}

BOOST_AUTO_TEST_CASE(what_a_file_says_of_its_cache_is_multiplied_out)
{
    model_size size;
    size.layers = 2;
    size.kv_heads = 1;
    size.head_dim = 16;
    size.kv_bytes_per_token = 2u * 2 * 16 * 2;
    const auto rows = explain(size, evidence{.model_id = "a/b"});

    BOOST_TEST_REQUIRE(!rows.empty());
    BOOST_TEST(rows.back().field == "kv_bytes_per_token");
    BOOST_TEST(rows.back().arithmetic == "2 layers x 2 x 1 head x 16 x 2 bytes");
}

BOOST_AUTO_TEST_CASE(keys_of_indexers_are_told_apart)
{
    const auto config = read_config(R"({"model_type": "deepseek_v32", "hidden_size": 64,
        "num_hidden_layers": 3, "num_attention_heads": 4, "vocab_size": 100, "q_lora_rank": 8,
        "kv_lora_rank": 24, "qk_rope_head_dim": 8, "qk_nope_head_dim": 8, "v_head_dim": 8,
        "intermediate_size": 64, "index_n_heads": 2, "index_head_dim": 16})");
    evidence known{.model_id = "a/b", .config_state = ask_state::present, .config = *config};
    known.info = ask_state::present;
    const auto step = next_step(known, {.uses_headers = false});
    BOOST_TEST_REQUIRE(std::holds_alternative<sized>(step));

    const auto text = explain_text(explain(std::get<sized>(step).size, known));
    BOOST_TEST(
        text.find("3 layers x (1 head x 32 x 2 bytes + indexer keys 32)") != std::string::npos
    );
}

BOOST_AUTO_TEST_CASE(what_the_total_adds_to_the_parts_is_said)
{
    evidence known{.model_id = "a/b", .config_state = ask_state::present};
    known.config = *read_config(R"({"model_type": "llama", "hidden_size": 64, "vocab_size": 100,
        "num_hidden_layers": 2, "num_attention_heads": 4, "intermediate_size": 128})");
    model_size size;
    size.params = size_from_config(known.config)->text_params + 1000;

    const auto text = explain_text(explain(size, known));
    BOOST_TEST(text.find("; 1,000 more follow from the total") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(sums_show_their_parts)
{
    evidence known;
    known.config = boost::json::object{
        {"model_type", "llama"},
        {"hidden_size", 4096},
        {"num_hidden_layers", 32},
        {"num_attention_heads", 32},
        {"num_key_value_heads", 8},
        {"intermediate_size", 14336},
        {"vocab_size", 128256}};

    const auto text = explain_text(explain(llama_8b_size(), known));

    BOOST_TEST(
        text.find("input embedding 525,336,576 + output head 525,336,576") != std::string::npos
    );
    BOOST_TEST(text.find("32 layers x 2 x 8 heads x 128 x 2 bytes") != std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()
