#include "size/facts/safetensors_header.hpp"

#include <boost/test/unit_test.hpp>

#include <string>

using namespace muster;

namespace {

std::uint64_t params_in(std::string_view json, const tensor_rules& rules = {})
{
    const auto groups = read_header(json, rules);
    BOOST_TEST_REQUIRE(groups.has_value(), groups.error().where);
    std::uint64_t sum = 0;
    for (const auto& one : *groups)
        sum += one.params;
    return sum;
}

errc code_of(std::string_view json)
{
    const auto groups = read_header(json, {});
    return groups.has_value() ? errc{} : static_cast<errc>(groups.error().code.value());
}

std::string length_field(std::uint64_t length)
{
    std::string bytes;
    for (std::size_t i = 0; i < 8; ++i)
        bytes += static_cast<char>(length >> (8 * i) & 0xFF);
    return bytes;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(safetensors_header_test)

BOOST_AUTO_TEST_CASE(the_length_comes_first_and_is_bounded)
{
    BOOST_TEST(*read_header_length(length_field(9328)) == 9328u);
    BOOST_TEST(read_header_length("1234567").has_error());
    BOOST_TEST(read_header_length(length_field(0)).has_error());
    BOOST_TEST(read_header_length(length_field(~std::uint64_t(0))).has_error());
    BOOST_TEST(read_header_length(length_field(header_bytes_limit + 1)).has_error());
}

BOOST_AUTO_TEST_CASE(tensors_are_added_up_by_role_and_dtype)
{
    const auto groups = read_header(
        R"({"__metadata__": {"format": "pt"},
            "model.layers.0.mlp.experts.1.up_proj.weight":
                {"dtype": "BF16", "shape": [2, 3], "data_offsets": [0, 12]},
            "model.layers.9.eh_proj.weight":
                {"dtype": "BF16", "shape": [4], "data_offsets": [12, 20]},
            "visual.blocks.0.weight": {"dtype": "F32", "shape": [5], "data_offsets": [20, 40]},
            "lm_head.weight": {"dtype": "BF16", "shape": [7], "data_offsets": [40, 54]},
            "scalar": {"dtype": "F32", "shape": [], "data_offsets": [54, 58]}})",
        {.layers = 9}
    );

    BOOST_TEST_REQUIRE(groups.has_value());
    BOOST_TEST_REQUIRE(groups->size() == 4u);
    BOOST_TEST((groups->at(0).role == tensor_role::expert));
    BOOST_TEST(groups->at(0).elements == 6u);
    BOOST_TEST((groups->at(1).role == tensor_role::mtp));
    BOOST_TEST((groups->at(2).role == tensor_role::tower));
    BOOST_TEST((groups->at(3).role == tensor_role::output_head));
}

BOOST_AUTO_TEST_CASE(packed_words_are_unpacked_and_scales_are_no_weights)
{
    BOOST_TEST(
        params_in(
            R"({"q.qweight": {"dtype": "I32", "shape": [16, 4], "data_offsets": [0, 256]},
                "q.qzeros": {"dtype": "I32", "shape": [1, 4], "data_offsets": [256, 272]},
                "q.scales": {"dtype": "F16", "shape": [1, 4], "data_offsets": [272, 280]}})",
            {"gptq", 4, 0}
        ) == 512u
    );
    BOOST_TEST(
        params_in(
            R"({"e.gate_blocks": {"dtype": "U8", "shape": [2, 16], "data_offsets": [0, 32]},
                "e.gate_scales": {"dtype": "U8", "shape": [2], "data_offsets": [32, 34]}})",
            {"mxfp4", 4, 0}
        ) == 64u
    );
    BOOST_TEST(
        params_in(
            R"({"w.weight": {"dtype": "U32", "shape": [2, 8], "data_offsets": [0, 64]},
                "w.scales": {"dtype": "BF16", "shape": [2, 1], "data_offsets": [64, 68]},
                "w.biases": {"dtype": "BF16", "shape": [2, 1], "data_offsets": [68, 72]}})",
            {"mlx", 4, 0}
        ) == 128u
    );
    BOOST_TEST(
        params_in(
            R"({"w.weight": {"dtype": "U8", "shape": [2, 8], "data_offsets": [0, 16]},
                "w.weight_scale": {"dtype": "F8_E4M3", "shape": [2, 1], "data_offsets": [16, 18]}})"
        ) == 32u
    );
    BOOST_TEST(
        params_in(
            R"({"w.weight": {"dtype": "F8_E4M3", "shape": [2, 8], "data_offsets": [0, 16]},
                "w.weight_scale_inv": {"dtype": "F32", "shape": [1], "data_offsets": [16, 20]}})",
            {"fp8", 0, 0}
        ) == 16u
    );
    BOOST_TEST(
        params_in(
            R"({"w.weight_packed": {"dtype": "I32", "shape": [3], "data_offsets": [0, 12]}})",
            {"compressed-tensors", 3, 0}
        ) == 32u
    );
}

BOOST_AUTO_TEST_CASE(causal_masks_are_no_weights_but_biases_are)
{
    BOOST_TEST(
        params_in(
            R"({"h.0.attn.bias": {"dtype": "F32", "shape": [4, 4], "data_offsets": [0, 64]},
                "h.0.attn.c_attn.weight": {"dtype": "F32", "shape": [2], "data_offsets": [64, 72]},
                "h.0.attn.c_attn.bias": {"dtype": "F32", "shape": [1], "data_offsets": [72, 76]},
                "l.rotary_emb.inv_freq": {"dtype": "F32", "shape": [3], "data_offsets": [76, 88]}})"
        ) == 3u
    );
}

BOOST_AUTO_TEST_CASE(hostile_headers_are_refused)
{
    const auto tensor = [](std::string_view members) {
        return R"({"x": {)" + std::string(members) + "}}";
    };

    BOOST_TEST((code_of("{") == errc::not_json));
    BOOST_TEST((code_of("[]") == errc::wrong_shape));
    BOOST_TEST((code_of(R"({"x": 1})") == errc::bad_value));
    BOOST_TEST(
        (code_of(tensor(R"("dtype": "BF16", "shape": [-1], "data_offsets": [0, 2])")) ==
         errc::bad_value)
    );
    BOOST_TEST(
        (code_of(tensor(R"("dtype": "BF16", "shape": [1e30], "data_offsets": [0, 2])")) ==
         errc::bad_value)
    );
    BOOST_TEST(
        (code_of(tensor(R"("dtype": "BF16", "shape": [[1]], "data_offsets": [0, 2])")) ==
         errc::bad_value)
    );
    BOOST_TEST(
        (code_of(
             tensor(R"("dtype": "BF16", "shape": [4294967296, 4294967296], "data_offsets": [0, 2])")
         ) == errc::bad_value)
    );
    BOOST_TEST(
        (code_of(tensor(R"("dtype": "BF16", "shape": [1000], "data_offsets": [0, 2])")) ==
         errc::bad_value)
    );
    BOOST_TEST(
        (code_of(tensor(R"("dtype": "BF16", "shape": [1], "data_offsets": [4, 2])")) ==
         errc::bad_value)
    );
    BOOST_TEST((code_of(std::string(100'000, '[')) == errc::not_json));
}

BOOST_AUTO_TEST_CASE(an_index_names_each_file_once)
{
    const auto index = read_index(
        R"({"metadata": {"total_size": 1}, "weight_map":
            {"a": "m-2.safetensors", "b": "m-1.safetensors", "c": "m-2.safetensors"}})"
    );

    BOOST_TEST_REQUIRE(index.has_value());
    BOOST_TEST(
        index->files == (std::vector<std::string>{"m-1.safetensors", "m-2.safetensors"}),
        boost::test_tools::per_element()
    );
}

BOOST_AUTO_TEST_CASE(the_names_of_an_index_tell_what_is_stored)
{
    const auto index = read_index(
        R"({"weight_map": {"model.embed_tokens.weight": "m.safetensors",
            "model.layers.0.mlp.up_proj.weight": "m.safetensors",
            "model.layers.2.shared_head.norm.weight": "m.safetensors",
            "model.layers.2.embed_tokens.weight": "m.safetensors",
            "lm_head.weight": "m.safetensors"}})",
        {.layers = 2}
    );

    BOOST_TEST_REQUIRE(index.has_value());
    BOOST_TEST(
        index->sorts == (std::vector<std::string>{
                            "body", "input_embedding", "mtp", "mtp_table", "output_head"}),
        boost::test_tools::per_element()
    );
}

BOOST_AUTO_TEST_CASE(an_index_names_nothing_but_weight_files_beside_it)
{
    const auto is_refused = [](std::string_view file) {
        return read_index(R"({"weight_map": {"a": ")" + std::string(file) + R"("}})").has_error();
    };

    BOOST_TEST(is_refused("../m.safetensors"));
    BOOST_TEST(is_refused("/etc/m.safetensors"));
    BOOST_TEST(is_refused("https://x/m.safetensors"));
    BOOST_TEST(is_refused("model.safetensors.index.json"));
    BOOST_TEST(is_refused("m.safetensors?x=y.safetensors"));
    BOOST_TEST(read_index(R"({"weight_map": {}})").has_error());
    BOOST_TEST(read_index(R"({"weight_map": {"a": 7}})").has_error());
}

BOOST_AUTO_TEST_SUITE_END()
