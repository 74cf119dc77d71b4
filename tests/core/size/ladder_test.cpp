#include "core/size/canned_hub.hpp"

#include <boost/test/unit_test.hpp>

#include <string>

using namespace muster;
using muster::test::canned_hub;

namespace {

constexpr std::string_view small_config = R"({"model_type": "llama", "hidden_size": 8,
    "num_hidden_layers": 2, "num_attention_heads": 2, "intermediate_size": 16, "vocab_size": 32,
    "max_position_embeddings": 64, "torch_dtype": "bfloat16"})";
// two embeddings of 256, layers of 256 + 384 + 16, a last norm of 8
constexpr std::uint64_t small_params = 2 * 256 + 2 * (256 + 384 + 16) + 8;

std::string info(std::uint64_t total, std::string more = "")
{
    return R"({"id": "a/b", "sha": "0123", "safetensors": {"total": )" + std::to_string(total) +
           "}" + more + "}";
}

std::string tensor_file(std::string_view json)
{
    std::string file;
    for (std::size_t i = 0; i < 8; ++i)
        file += static_cast<char>(json.size() >> (8 * i) & 0xFF);
    return file.append(json);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(ladder_test)

BOOST_AUTO_TEST_CASE(what_the_hub_says_and_the_configuration_are_asked_for_at_once)
{
    canned_hub hub;
    hub.put("/api/models/a/b", info(small_params));
    hub.put("/a/b/resolve/main/config.json", small_config);
    evidence known{.model_id = "a/b"};

    const auto step = hub.run(known);

    BOOST_TEST_REQUIRE(std::holds_alternative<sized>(step));
    const auto& size = std::get<sized>(step).size;
    BOOST_TEST(hub.requests == 2u);
    BOOST_TEST(hub.rounds == 1u);
    BOOST_TEST(size.params.value() == small_params);
    BOOST_TEST(size.active_params.value() == small_params - 256);
    BOOST_TEST(size.layers.value() == 2u);
    BOOST_TEST(size.ctx_len.value() == 64u);
    BOOST_TEST(size.dtype.value() == "bfloat16");
    BOOST_TEST(origin_of(size, "params") == "config.json formula, equal to the Hub totals");
    BOOST_TEST(origin_of(size, "layers") == "config.json");
    BOOST_TEST(moe_active_ratio(size).value() == 0.0);
}

BOOST_AUTO_TEST_CASE(a_known_record_and_config_need_no_request)
{
    canned_hub hub;
    hub.put("/api/models/a/b", info(small_params));
    hub.put("/a/b/resolve/main/config.json", small_config);
    evidence known{.model_id = "a/b"};
    hub.run(known);

    BOOST_TEST(std::holds_alternative<sized>(next_step(known, {})));
}

BOOST_AUTO_TEST_CASE(headers_decide_when_total_and_formula_disagree)
{
    canned_hub hub;
    hub.put("/api/models/a/b", info(77));
    hub.put("/a/b/resolve/main/config.json", small_config);
    hub.put(
        "/a/b/resolve/main/model.safetensors", tensor_file(R"({"__metadata__": {"format": "pt"},
            "model.embed_tokens.weight": {"dtype": "BF16", "shape": [32, 8], "data_offsets": [0, 512]},
            "lm_head.weight": {"dtype": "BF16", "shape": [32, 8], "data_offsets": [512, 1024]},
            "model.layers.0.x": {"dtype": "BF16", "shape": [1320], "data_offsets": [1024, 3664]}})")
    );
    evidence known{.model_id = "a/b"};

    const auto step = hub.run(known);

    BOOST_TEST_REQUIRE(std::holds_alternative<sized>(step));
    const auto& size = std::get<sized>(step).size;
    BOOST_TEST(size.params.value() == 1832u);
    BOOST_TEST(origin_of(size, "params") == "tensor headers, where the Hub's total says 77");
    BOOST_TEST(hub.requests == 3u);
}

BOOST_AUTO_TEST_CASE(shards_are_found_by_the_index_and_read_at_once)
{
    canned_hub hub;
    hub.put("/api/models/a/b", info(77));
    hub.put("/a/b/resolve/main/config.json", small_config);
    hub.put(
        "/a/b/resolve/main/model.safetensors.index.json",
        R"({"weight_map": {"x": "m-1.safetensors", "y": "m-2.safetensors", "z": "m-1.safetensors"}})"
    );
    hub.put(
        "/a/b/resolve/main/m-1.safetensors",
        tensor_file(R"({"x": {"dtype": "BF16", "shape": [832], "data_offsets": [0, 1664]}})")
    );
    hub.put(
        "/a/b/resolve/main/m-2.safetensors",
        tensor_file(R"({"y": {"dtype": "BF16", "shape": [1000], "data_offsets": [0, 2000]}})")
    );
    evidence known{.model_id = "a/b"};

    const auto step = hub.run(known);

    BOOST_TEST_REQUIRE(std::holds_alternative<sized>(step));
    BOOST_TEST(std::get<sized>(step).size.params.value() == 1832u);
    BOOST_TEST(hub.rounds == 4u);
}

BOOST_AUTO_TEST_CASE(four_rounds_are_enough_where_headers_are_long)
{
    canned_hub hub;
    hub.put("/api/models/a/b", info(77, R"(, "siblings": [{"rfilename": "config.json"},
            {"rfilename": "model.safetensors.index.json"}, {"rfilename": "m-1.safetensors"},
            {"rfilename": "m-2.safetensors"}])"));
    hub.put("/a/b/resolve/main/config.json", small_config);
    hub.put(
        "/a/b/resolve/main/model.safetensors.index.json",
        R"({"weight_map": {"x": "m-1.safetensors", "y": "m-2.safetensors"}})"
    );
    // What names a tensor is longer than what is asked for at first.
    const auto padding = R"("__metadata__": {"a": ")" + std::string(200'000, ' ') + "\"}, ";
    for (const auto* const file : {"m-1", "m-2"})
        hub.put(
            "/a/b/resolve/main/" + std::string(file) + ".safetensors",
            tensor_file(
                "{" + padding + '"' + file +
                R"(": {"dtype": "BF16", "shape": [916], "data_offsets": [0, 1832]}})"
            )
        );
    evidence known{.model_id = "a/b"};

    const auto step = hub.run(known);

    BOOST_TEST_REQUIRE(std::holds_alternative<sized>(step));
    BOOST_TEST(std::get<sized>(step).size.params.value() == 1832u);
    BOOST_TEST(hub.rounds == 4u);
    BOOST_TEST(hub.requests == 7u);
}

BOOST_AUTO_TEST_CASE(what_still_disagrees_is_withheld_with_the_reason)
{
    canned_hub hub;
    hub.put("/api/models/a/b", info(77));
    hub.put("/a/b/resolve/main/config.json", small_config);
    evidence known{.model_id = "a/b"};

    const auto step = hub.run(known);

    BOOST_TEST_REQUIRE(std::holds_alternative<unsized>(step));
    BOOST_TEST(
        std::get<unsized>(step).reason ==
        "the Hub's total 77 and the formula's 1832 disagree: pin its sizes in catalog.json, if you "
        "know them"
    );
    BOOST_TEST(std::get<unsized>(step).known.layers.value() == 2u);
}

BOOST_AUTO_TEST_CASE(a_gated_model_borrows_the_config_of_a_copy_with_the_same_total)
{
    canned_hub hub;
    hub.put("/api/models/a/b", info(small_params, R"(, "gated": "manual")"));
    hub.answers["/a/b/resolve/main/config.json"] = {ask_state::gated, {}, {}, {}};
    hub.put(
        "/api/models",
        R"([{"id": "x/other", "safetensors": {"total": 5}, "gated": false,
             "tags": ["base_model:finetune:a/b"]},
            {"id": "x/copy", "safetensors": {"total": )" +
            std::to_string(small_params) + R"(}, "gated": false, "tags": ["base_model:a/b"]}])"
    );
    hub.put("/x/copy/resolve/main/config.json", small_config);
    evidence known{.model_id = "a/b"};

    const auto step = hub.run(known);

    BOOST_TEST_REQUIRE(std::holds_alternative<sized>(step));
    const auto& size = std::get<sized>(step).size;
    BOOST_TEST(size.layers.value() == 2u);
    BOOST_TEST(
        origin_of(size, "layers") ==
        "config.json of x/copy, which names this as its base model and has the same total"
    );
}

BOOST_AUTO_TEST_CASE(a_model_that_is_not_there_is_told)
{
    canned_hub hub;
    evidence known{.model_id = "a/b"};

    const auto step = hub.run(known);

    BOOST_TEST_REQUIRE(std::holds_alternative<unsized>(step));
    BOOST_TEST(
        std::get<unsized>(step).reason ==
        "the Hub answered that it has no such model, or that it is "
        "private: check its spelling, or set HF_TOKEN to a token "
        "that may see it"
    );
}

BOOST_AUTO_TEST_CASE(a_configuration_that_cannot_be_is_told_and_not_asked_again)
{
    canned_hub hub;
    hub.put("/api/models/a/b", info(77));
    hub.put("/a/b/resolve/main/config.json", R"({"model_type": "llama", "hidden_size": -8})");
    evidence known{.model_id = "a/b"};

    const auto step = hub.run(known);

    BOOST_TEST_REQUIRE(std::holds_alternative<unsized>(step));
    BOOST_TEST(
        std::get<unsized>(step).reason ==
        "config.json is not what it should be (config.json.hidden_size is not a whole number), "
        "so layers and width are not known: pin its sizes in catalog.json, if you know them"
    );
    BOOST_TEST(hub.requests == 2u);
}

BOOST_AUTO_TEST_CASE(an_adapter_is_its_base_and_what_it_adds)
{
    canned_hub hub;
    hub.put(
        "/api/models/a/b",
        info(100, R"(, "library_name": "peft", "tags": ["base_model:adapter:c/d"])")
    );
    hub.put("/api/models/c/d", info(small_params));
    hub.put("/c/d/resolve/main/config.json", small_config);
    evidence known{.model_id = "a/b"};

    const auto step = hub.run(known);

    BOOST_TEST_REQUIRE(std::holds_alternative<sized>(step));
    const auto& size = std::get<sized>(step).size;
    BOOST_TEST(size.params.value() == small_params + 100);
    BOOST_TEST(size.layers.value() == 2u);
    BOOST_TEST(origin_of(size, "layers") == "config.json of the base model c/d");
}

BOOST_AUTO_TEST_CASE(a_gguf_repository_is_told_by_its_base_model)
{
    canned_hub hub;
    hub.put("/api/models/a/b", R"({"id": "a/b", "gguf": {"total": 1834, "architecture": "llama"},
        "siblings": [{"rfilename": "b-Q4_K_M.gguf"}], "tags": ["base_model:quantized:c/d"]})");
    hub.put("/api/models/c/d", info(small_params));
    hub.put("/c/d/resolve/main/config.json", small_config);
    evidence known{.model_id = "a/b"};

    const auto step = hub.run(known);

    BOOST_TEST_REQUIRE(std::holds_alternative<sized>(step));
    BOOST_TEST(std::get<sized>(step).size.params.value() == small_params);
}

BOOST_AUTO_TEST_CASE(config_alone_sizes_a_known_architecture)
{
    canned_hub hub;
    hub.put("/api/models/a/b", info(77));
    hub.put("/a/b/resolve/main/config.json", small_config);
    evidence known{.model_id = "a/b"};

    const auto step = hub.run(known, {.uses_totals = false, .uses_headers = false});

    BOOST_TEST_REQUIRE(std::holds_alternative<sized>(step));
    BOOST_TEST(std::get<sized>(step).size.params.value() == small_params);
}

BOOST_AUTO_TEST_SUITE_END()
