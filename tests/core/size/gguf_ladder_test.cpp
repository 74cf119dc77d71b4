#include "core/size/canned_hub.hpp"
#include "core/size/gguf_writer.hpp"
#include "size/facts/gguf_header.hpp"

#include <boost/test/unit_test.hpp>

using namespace muster;
using namespace muster::test;

namespace {

constexpr auto repository = R"({"id": "a/b", "sha": "0123", "gguf": {"total": 0},
    "siblings": [{"rfilename": "mmproj-b.gguf"}, {"rfilename": "b-Q4_K_M.gguf"}]})";

// Two layers of 64 x 64, an embedding of 32 x 8 and a head, with a note as long as a vocabulary.
std::string weight_file(std::size_t note_bytes)
{
    gguf_writer file;
    file.start(4, 7).pair("general.architecture", "qwen3").pair("qwen3.block_count", 2);
    file.pair("qwen3.embedding_length", 8).pair("qwen3.context_length", 4096);
    file.pair("qwen3.attention.head_count", 4).pair("qwen3.attention.head_count_kv", 2);
    file.pair("tokenizer.note", std::string(note_bytes, 'x'));
    file.tensor("token_embd.weight", 8, 32).tensor("output.weight", 8, 32);
    file.tensor("blk.0.attn_q.weight", 64, 64).tensor("blk.1.attn_q.weight", 64, 64);
    return file.bytes + std::string(gguf_bytes_limit / 4, 'w');
}

canned_hub hub_with(std::string_view info, std::size_t note_bytes)
{
    canned_hub hub;
    hub.put("/api/models/a/b", info);
    hub.put("/a/b/resolve/main/b-Q4_K_M.gguf", weight_file(note_bytes));
    return hub;
}

gguf_writer two_layers(std::string_view architecture, std::uint64_t more_pairs)
{
    const std::string name(architecture);
    gguf_writer file;
    file.start(1, 4 + more_pairs).pair("general.architecture", architecture);
    file.pair(name + ".block_count", 2).pair(name + ".embedding_length", 64);
    file.pair(name + ".attention.head_count", 4);
    return file;
}

model_size size_of_file(gguf_writer file)
{
    file.tensor("token_embd.weight", 64, 32);
    canned_hub hub;
    hub.put("/api/models/a/b", repository);
    hub.put("/a/b/resolve/main/b-Q4_K_M.gguf", file.bytes);
    evidence known{.model_id = "a/b"};
    const auto step = hub.run(known);
    if (const auto* const none = std::get_if<unsized>(&step))
        return none->known;
    return std::get<sized>(step).size;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(gguf_ladder_test)

BOOST_AUTO_TEST_CASE(heads_of_each_layer_are_added_up)
{
    auto file = two_layers("lfm2", 2);
    file.pair("lfm2.shortconv.l_cache", 3);
    file.list("lfm2.attention.head_count_kv", {0, 2});
    const auto size = size_of_file(file);

    // One of two layers attends.
    BOOST_TEST(size.kv_bytes_per_token.value() == 2u * 2 * 16 * 2);
    BOOST_TEST(size.kv_heads.value() == 2u);
}

BOOST_AUTO_TEST_CASE(layers_that_attend_at_intervals_are_some_of_all)
{
    auto file = two_layers("qwen35moe", 3);
    file.pair("qwen35moe.ssm.conv_kernel", 4).pair("qwen35moe.full_attention_interval", 2);
    file.pair("qwen35moe.attention.head_count_kv", 2);

    BOOST_TEST(size_of_file(file).kv_bytes_per_token.value() == 2u * 2 * 16 * 2);
}

BOOST_AUTO_TEST_CASE(values_may_be_narrower_than_keys)
{
    auto file = two_layers("mimo2", 3);
    file.pair("mimo2.attention.key_length", 24).pair("mimo2.attention.value_length", 16);
    file.pair("mimo2.attention.head_count_kv", 2);

    BOOST_TEST(size_of_file(file).kv_bytes_per_token.value() == 2u * 2 * (24 + 16) * 2);
}

BOOST_AUTO_TEST_CASE(a_window_of_minus_one_is_none)
{
    auto file = two_layers("llama", 1);
    file.text("llama.attention.sliding_window").whole(5, 4).whole(~0ULL, 4);

    BOOST_TEST(size_of_file(file).kv_bytes_per_token.value() == 2u * 4 * (16 + 16) * 2);
}

BOOST_AUTO_TEST_CASE(no_cache_is_told_where_heads_do_not_tell_it)
{
    auto states = two_layers("granitehybrid", 1);
    states.pair("granitehybrid.ssm.conv_kernel", 4);
    BOOST_TEST(!size_of_file(states).kv_bytes_per_token.has_value());

    // It attends to chunks, and the file does not say so.
    BOOST_TEST(!size_of_file(two_layers("llama4", 0)).kv_bytes_per_token.has_value());

    auto encoder = two_layers("nomic-bert", 1);
    encoder.yes_or_no("nomic-bert.attention.causal", false);
    const auto size = size_of_file(encoder);
    BOOST_TEST(!size.kv_bytes_per_token.has_value());
    BOOST_TEST(!size.kv_heads.has_value());
}

BOOST_AUTO_TEST_CASE(the_first_of_several_files_does_not_tell_the_whole)
{
    auto file = two_layers("llama", 2);
    file.pair("split.count", 2).pair("split.tensors.count", 7);
    const auto size = size_of_file(file);

    BOOST_TEST(!size.params.has_value());
    BOOST_TEST(!size.active_params.has_value());
    BOOST_TEST(size.layers.value() == 2u);
}

BOOST_AUTO_TEST_CASE(what_the_hub_counts_of_all_parts_tells_what_the_first_does_not)
{
    auto file = two_layers("llama", 2);
    file.pair("split.count", 2).pair("split.tensors.count", 7).tensor("token_embd.weight", 64, 32);
    canned_hub hub;
    hub.put("/api/models/a/b", R"({"id": "a/b", "sha": "0123", "gguf": {"total": 9000},
        "siblings": [{"rfilename": "b-00001-of-00002.gguf"}]})");
    hub.put("/a/b/resolve/main/b-00001-of-00002.gguf", file.bytes);
    evidence known{.model_id = "a/b"};
    const auto step = hub.run(known);

    BOOST_TEST_REQUIRE(std::holds_alternative<sized>(step));
    BOOST_TEST(std::get<sized>(step).size.params.value() == 9000u);
}

BOOST_AUTO_TEST_CASE(the_first_of_several_files_does_not_tell_what_a_token_passes)
{
    auto file = two_layers("deepseek2", 4);
    file.pair("split.count", 2).pair("split.tensors.count", 7);
    file.pair("deepseek2.expert_count", 8).pair("deepseek2.expert_used_count", 2);
    file.tensor("token_embd.weight", 64, 32);
    canned_hub hub;
    hub.put("/api/models/a/b", R"({"id": "a/b", "sha": "0123", "gguf": {"total": 9000},
        "siblings": [{"rfilename": "b-00001-of-00002.gguf"}]})");
    hub.put("/a/b/resolve/main/b-00001-of-00002.gguf", file.bytes);
    evidence known{.model_id = "a/b"};
    const auto step = hub.run(known);

    BOOST_TEST_REQUIRE(std::holds_alternative<unsized>(step));
    BOOST_TEST(std::get<unsized>(step).reason.starts_with(
        "its GGUF file is the first of several, which does not tell how many weights a token passes"
    ));
}

BOOST_AUTO_TEST_CASE(each_how_many_th_layer_attends)
{
    auto file = two_layers("qwen35moe", 3);
    file.pair("qwen35moe.ssm.conv_kernel", 4).pair("qwen35moe.full_attention_interval", 2);
    file.pair("qwen35moe.attention.head_count_kv", 2);

    BOOST_TEST(size_of_file(file).kv_bytes_per_token.value() == 2u * 2 * 16 * 2);
}

BOOST_AUTO_TEST_CASE(a_repository_of_gguf_files_alone_is_told_by_their_header)
{
    auto hub = hub_with(repository, 10);
    evidence known{.model_id = "a/b"};

    const auto step = hub.run(known);

    BOOST_TEST_REQUIRE(std::holds_alternative<sized>(step));
    const auto& size = std::get<sized>(step).size;
    BOOST_TEST(size.params.value() == 2u * 64 * 64 + 2 * 32 * 8);
    BOOST_TEST(size.active_params.value() == 2u * 64 * 64 + 32 * 8);
    BOOST_TEST(size.layers.value() == 2u);
    BOOST_TEST(size.hidden.value() == 8u);
    BOOST_TEST(size.kv_bytes_per_token.value() == 2u * 2 * 2 * 2 * 2);
    BOOST_TEST(size.ctx_len.value() == 4096u);
    BOOST_TEST(origin_of(size, "params") == "GGUF header");
    BOOST_TEST(hub.rounds <= 2u);
}

BOOST_AUTO_TEST_CASE(a_long_vocabulary_takes_one_round_more)
{
    auto hub = hub_with(repository, 6'000'000);
    evidence known{.model_id = "a/b"};

    BOOST_TEST(std::holds_alternative<sized>(hub.run(known)));
    BOOST_TEST(hub.rounds <= 3u);
}

BOOST_AUTO_TEST_CASE(a_base_that_is_not_there_leaves_the_file_to_tell)
{
    auto hub = hub_with(
        R"({"id": "a/b", "sha": "0123", "gguf": {"total": 8704},
            "siblings": [{"rfilename": "b-Q4_K_M.gguf"}], "tags": ["base_model:quantized:c/d"]})",
        6'000'000
    );
    evidence known{.model_id = "a/b"};

    const auto step = hub.run(known);

    BOOST_TEST_REQUIRE(std::holds_alternative<sized>(step));
    BOOST_TEST(std::get<sized>(step).size.params.value() == 8704u);
    BOOST_TEST(hub.rounds <= 4u);
}

BOOST_AUTO_TEST_CASE(a_header_without_end_is_given_up)
{
    auto hub = hub_with(repository, gguf_bytes_limit);
    evidence known{.model_id = "a/b"};

    const auto step = hub.run(known);

    BOOST_TEST_REQUIRE(std::holds_alternative<unsized>(step));
    BOOST_TEST(!std::get<unsized>(step).reason.empty());
    BOOST_TEST(hub.rounds <= 5u);
}

BOOST_AUTO_TEST_SUITE_END()
