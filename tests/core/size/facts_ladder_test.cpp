#include "core/size/canned_hub.hpp"
#include "muster/json_text.hpp"
#include "size/explain.hpp"
#include "size/facts/evidence_file.hpp"
#include "size/rules/config_formula.hpp"

#include <boost/test/unit_test.hpp>

#include <string>

using namespace muster;
using muster::test::canned_hub;

namespace {

constexpr evidence_policy without_asking{.may_ask = false};
constexpr std::string_view proven_origin = "key facts, proven by the Hub's total";

// What a second-hand listing says of models, and the totals that the Hub gave for them.
constexpr auto llama_facts = R"({"model_type": "llama", "hidden_size": 4096,
    "num_hidden_layers": 32, "num_attention_heads": 32, "num_key_value_heads": 8,
    "head_dim": 128, "intermediate_size": 14336, "vocab_size": 128256})";
constexpr std::uint64_t llama_total = 8'030'261'248;

constexpr auto gemma_facts = R"({"model_type": "gemma2", "hidden_size": 2304,
    "num_hidden_layers": 26, "num_attention_heads": 8, "num_key_value_heads": 4,
    "head_dim": 256, "intermediate_size": 9216, "vocab_size": 256000})";
constexpr std::uint64_t gemma_total = 2'614'341'888;

constexpr auto mistral_facts = R"({"model_type": "mistral", "hidden_size": 4096,
    "num_hidden_layers": 32, "num_attention_heads": 32, "num_key_value_heads": 8,
    "head_dim": 128, "intermediate_size": 14336, "vocab_size": 32000})";
constexpr std::uint64_t mistral_total = 7'241'732'096;

constexpr auto qwen3_facts = R"({"model_type": "qwen3", "hidden_size": 4096,
    "num_hidden_layers": 36, "num_attention_heads": 32, "num_key_value_heads": 8,
    "head_dim": 128, "intermediate_size": 12288, "vocab_size": 151936})";
constexpr std::uint64_t qwen3_total = 8'190'735'360;

constexpr auto qwen3_moe_facts = R"({"model_type": "qwen3_moe", "hidden_size": 2048,
    "num_hidden_layers": 48, "num_attention_heads": 32, "num_key_value_heads": 4,
    "head_dim": 128, "num_experts": 128, "moe_intermediate_size": 768, "vocab_size": 151936})";
constexpr std::uint64_t qwen3_moe_total = 30'532'122'624;

boost::json::object members_of(std::string_view config)
{
    return parse_json(config, "facts")->get_object();
}

/// The members of both.
std::string with(std::string_view config, std::string_view more)
{
    std::string text(config.substr(0, config.rfind('}')));
    return text.append(", ").append(more).append("}");
}

/// Nothing of it was asked: facts, and the total that a listing tells.
evidence known_by_facts(std::string_view config, std::optional<std::uint64_t> total)
{
    evidence known{.model_id = "a/b", .total = total};
    known.facts = key_facts{"a/b", members_of(config), "a listing", "2026-10-12"};
    return known;
}

model_size size_of(std::string_view config, std::uint64_t total)
{
    auto step = next_step(known_by_facts(config, total), without_asking);
    BOOST_TEST_REQUIRE(std::holds_alternative<sized>(step));
    return std::get<sized>(step).size;
}

std::string reason_of(const evidence& known, const evidence_policy& policy = without_asking)
{
    const auto step = next_step(known, policy);
    BOOST_TEST_REQUIRE(std::holds_alternative<unsized>(step));
    return std::get<unsized>(step).reason;
}

bool says(const std::string& text, std::string_view part)
{
    return text.find(part) != std::string::npos;
}

void has_no_caches(const model_size& size)
{
    BOOST_TEST(!size.attention.has_value());
    BOOST_TEST(!size.kv_bytes_per_token.has_value());
    BOOST_TEST(!size.kv_bytes_fixed.has_value());
    for (const auto* field : {"attention", "kv_bytes_per_token", "kv_bytes_fixed"})
        BOOST_TEST(origin_of(size, field) == "");
}

}  // namespace

BOOST_AUTO_TEST_SUITE(facts_ladder_test)

BOOST_AUTO_TEST_CASE(facts_that_give_the_total_are_a_size)
{
    const auto size = size_of(llama_facts, llama_total);

    BOOST_TEST(size.params.value() == llama_total);
    BOOST_TEST(size.layers.value() == 32u);
    BOOST_TEST(size.hidden.value() == 4096u);
    BOOST_TEST(moe_active_ratio(size).value() == 0.0);
    BOOST_TEST(size.kv_heads.value() == 8u);
    BOOST_TEST(origin_of(size, "layers") == proven_origin);
    BOOST_TEST(origin_of(size, "params") == "key facts formula, proven by the Hub's total");
}

BOOST_AUTO_TEST_CASE(one_weight_more_or_less_and_they_are_none)
{
    const auto known = known_by_facts(llama_facts, llama_total + 1);
    BOOST_TEST(says(
        reason_of(known),
        "its key facts are not proven: their formula gives 8030261248 weights, and the Hub's "
        "total is 8030261249"
    ));
    reason_of(known_by_facts(llama_facts, llama_total - 1));
}

BOOST_AUTO_TEST_CASE(what_repositories_store_besides_explains_a_total_as_ever)
{
    const auto tied = with(llama_facts, R"("tie_word_embeddings": true)");
    const auto size = size_of(tied, llama_total);

    BOOST_TEST(size.params.value() == llama_total - 128'256u * 4096u);
    BOOST_TEST(
        origin_of(size, "params") ==
        "key facts formula, proven by the Hub's total, counting the tied head stored again"
    );
}

// Some ten million scales, told by their number alone.
BOOST_AUTO_TEST_CASE(scales_that_nothing_counts_prove_nothing)
{
    const auto in_8_bits = with(llama_facts, R"("quantization_config": {"quant_method": "fp8"})");
    evidence known{.model_id = "a/b", .total = llama_total + 10'000'000};
    known.config = members_of(in_8_bits);
    known.config_state = ask_state::present;
    BOOST_TEST(std::holds_alternative<sized>(next_step(known, without_asking)));

    BOOST_TEST(says(reason_of(known_by_facts(in_8_bits, known.total)), "are not proven"));
}

BOOST_AUTO_TEST_CASE(a_class_that_is_not_told_windows_or_context_lends_none)
{
    const auto plain = size_of(llama_facts, llama_total);
    BOOST_TEST(!plain.ctx_len.has_value());
    BOOST_TEST(origin_of(plain, "ctx_len") == "");
    BOOST_TEST(!plain.dtype.has_value());
    BOOST_TEST((plain.attention == attention_kind::gqa));
    BOOST_TEST(plain.kv_bytes_per_token.value() == 32u * 2 * 8 * 128 * 2);
    BOOST_TEST(plain.kv_bytes_fixed.value() == 0u);

    has_no_caches(size_of(gemma_facts, gemma_total));
    has_no_caches(size_of(mistral_facts, mistral_total));
    has_no_caches(size_of(qwen3_facts, qwen3_total));
    BOOST_TEST(size_of(mistral_facts, mistral_total).kv_heads.value() == 8u);
}

BOOST_AUTO_TEST_CASE(layers_that_keep_states_are_no_plain_cache)
{
    constexpr auto hybrid = R"({"model_type": "qwen3_next", "hidden_size": 2048,
        "num_hidden_layers": 48, "num_attention_heads": 16, "num_key_value_heads": 2,
        "head_dim": 256, "num_experts": 512, "num_experts_per_tok": 10,
        "moe_intermediate_size": 512, "shared_expert_intermediate_size": 512,
        "vocab_size": 151936})";
    constexpr std::uint64_t total = 79'674'391'296;  // without its MTP layers

    const auto size = size_of(hybrid, total);
    has_no_caches(size);
    BOOST_TEST(!size.mtp_params.has_value());
}

BOOST_AUTO_TEST_CASE(what_facts_do_state_is_published)
{
    const auto stated = with(
        mistral_facts,
        R"("max_position_embeddings": 32768, "sliding_window": null, "torch_dtype": "bfloat16")"
    );
    const auto size = size_of(stated, mistral_total);
    BOOST_TEST(size.ctx_len.value() == 32'768u);
    BOOST_TEST(size.dtype.value() == "bfloat16");
    BOOST_TEST(size.kv_bytes_per_token.value() == 32u * 2 * 8 * 128 * 2);

    const auto off = with(qwen3_facts, R"("use_sliding_window": false)");
    BOOST_TEST((size_of(off, qwen3_total).attention == attention_kind::gqa));

    const auto window =
        with(mistral_facts, R"("max_position_embeddings": 32768, "sliding_window": 4096)");
    BOOST_TEST(
        size_of(window, mistral_total).kv_bytes_fixed.value() == 32u * 2 * 8 * 128 * 2 * 4096
    );
}

BOOST_AUTO_TEST_CASE(a_family_whose_layers_are_listed_has_windows_that_are_not_stated)
{
    constexpr auto listed_family = R"({"model_type": "smollm3", "hidden_size": 8,
        "num_hidden_layers": 2, "num_attention_heads": 2, "num_key_value_heads": 1, "head_dim": 4,
        "intermediate_size": 16, "vocab_size": 32})";
    const auto total = size_from_config(members_of(listed_family))->text_params;
    has_no_caches(size_of(listed_family, total));

    const auto full = with(listed_family, R"("layer_types": ["full_attention", "full_attention"])");
    BOOST_TEST(size_of(full, total).kv_bytes_per_token.value() == 2u * 16);
}

// A window that is longer than the context is none: which of the two holds is not known.
BOOST_AUTO_TEST_CASE(a_window_without_a_context_says_nothing)
{
    has_no_caches(size_of(with(mistral_facts, R"("sliding_window": 4096)"), mistral_total));
}

BOOST_AUTO_TEST_CASE(kinds_of_layers_that_are_listed_say_the_windows)
{
    constexpr auto three_layers = R"({"model_type": "gemma2", "hidden_size": 8,
        "num_hidden_layers": 3, "num_attention_heads": 2, "num_key_value_heads": 1, "head_dim": 4,
        "intermediate_size": 16, "vocab_size": 32, "sliding_window": 5,
        "max_position_embeddings": 64})";
    const auto total = size_from_config(members_of(three_layers))->text_params;
    has_no_caches(size_of(three_layers, total));

    const auto listed = with(
        three_layers,
        R"("layer_types": ["sliding_attention", "full_attention", "sliding_attention"])"
    );
    const auto size = size_of(listed, total);
    BOOST_TEST(size.kv_bytes_per_token.value() == 16u);
    BOOST_TEST(size.kv_bytes_fixed.value() == 2u * 16 * 5);
}

BOOST_AUTO_TEST_CASE(the_active_share_of_experts_is_stated_or_not_known)
{
    const auto known = known_by_facts(qwen3_moe_facts, qwen3_moe_total);
    BOOST_TEST(says(reason_of(known), "do not say how many experts compute a token"));
    const auto step = next_step(known, without_asking);
    BOOST_TEST(std::get<unsized>(step).known.params.value() == qwen3_moe_total);
    BOOST_TEST(!std::get<unsized>(step).known.active_params.has_value());

    const auto size =
        size_of(with(qwen3_moe_facts, R"("num_experts_per_tok": 8)"), qwen3_moe_total);
    BOOST_TEST(size.active_params.value() == 3'041'867'776u);
    // The total is the same, however many experts compute a token and whatever shares the heads.
    for (const std::string_view field :
         {"active_params", "moe_active_ratio", "kv_heads", "head_dim"})
        BOOST_TEST(origin_of(size, field) == "key facts, as recorded", field);
    BOOST_TEST(origin_of(size, "layers") == proven_origin);
}

BOOST_AUTO_TEST_CASE(a_tokenizers_limit_is_no_context_beside_facts)
{
    auto known = known_by_facts(llama_facts, llama_total);
    known.tokenizer_max_tokens = 1024;

    const auto step = next_step(known, without_asking);

    BOOST_TEST_REQUIRE(std::holds_alternative<sized>(step));
    BOOST_TEST(!std::get<sized>(step).size.ctx_len.has_value());
}

BOOST_AUTO_TEST_CASE(without_a_total_facts_prove_nothing)
{
    BOOST_TEST(says(
        reason_of(known_by_facts(llama_facts, {})),
        "its key facts cannot be proven without the Hub's total"
    ));
    auto policy = without_asking;
    policy.uses_totals = false;
    BOOST_TEST(!says(reason_of(known_by_facts(llama_facts, 1), policy), "key facts"));
}

BOOST_AUTO_TEST_CASE(facts_that_are_no_configuration_are_named)
{
    BOOST_TEST(says(
        reason_of(known_by_facts(R"({"model_type": "llama", "hidden_size": "wide"})", 7)),
        "its key facts cannot be used: config.json.hidden_size is not a whole number"
    ));
}

BOOST_AUTO_TEST_CASE(a_configuration_that_was_read_goes_before_facts)
{
    canned_hub hub;
    hub.put(
        "/api/models/a/b",
        R"({"id": "a/b", "safetensors": {"total": )" + std::to_string(llama_total) + "}}"
    );
    hub.put(
        "/a/b/resolve/main/config.json", with(llama_facts, R"("max_position_embeddings": 8192)")
    );
    auto known = known_by_facts(llama_facts, llama_total);

    const auto step = hub.run(known);

    BOOST_TEST_REQUIRE(std::holds_alternative<sized>(step));
    BOOST_TEST(std::get<sized>(step).size.ctx_len.value() == 8192u);
    BOOST_TEST(origin_of(std::get<sized>(step).size, "layers") == "config.json");
}

BOOST_AUTO_TEST_CASE(facts_stand_in_for_a_gated_configuration_and_one_that_is_not_there)
{
    for (const auto state : {ask_state::gated, ask_state::absent, ask_state::failed})
    {
        canned_hub hub;
        hub.put(
            "/api/models/a/b",
            R"({"id": "a/b", "gated": "manual", "safetensors": {"total": )" +
                std::to_string(llama_total) + "}}"
        );
        hub.put("/api/models", "[]");
        hub.answers["/a/b/resolve/main/config.json"] = {state, {}, {}, {}};
        auto known = known_by_facts(llama_facts, {});

        const auto step = hub.run(known, {.has_token = true});

        BOOST_TEST_REQUIRE(std::holds_alternative<sized>(step));
        BOOST_TEST(origin_of(std::get<sized>(step).size, "layers") == proven_origin);
    }
}

BOOST_AUTO_TEST_CASE(the_total_of_an_adapter_proves_nothing_of_its_base)
{
    auto known = known_by_facts(llama_facts, llama_total);
    known.library = "peft";

    BOOST_TEST(!says(reason_of(known), "key facts"));
}

BOOST_AUTO_TEST_CASE(another_commit_does_not_take_facts_away)
{
    canned_hub hub;
    hub.put(
        "/api/models/a/b",
        R"({"id": "a/b", "sha": "1", "safetensors": {"total": )" + std::to_string(llama_total) +
            "}}"
    );
    auto known = known_by_facts(llama_facts, {});
    known.commit = "0";

    BOOST_TEST(std::holds_alternative<sized>(hub.run(known)));
}

BOOST_AUTO_TEST_CASE(facts_are_no_part_of_the_evidence_file)
{
    const auto text = write_evidence({known_by_facts(llama_facts, llama_total)});

    BOOST_TEST(!says(text, "listing"));
    BOOST_TEST(!says(text, "hidden_size"));
}

BOOST_AUTO_TEST_CASE(an_explanation_tells_where_the_facts_were_read)
{
    const auto known = known_by_facts(llama_facts, llama_total);
    const auto text = explain_text(explain(size_of(llama_facts, llama_total), known));

    BOOST_TEST(says(text, "as read in a listing, checked 2026-10-12"));
    BOOST_TEST(says(text, "input embedding 525,336,576"));
    BOOST_TEST(says(text, "32 layers x 2 x 8 heads x 128 x 2 bytes"));
}

BOOST_AUTO_TEST_SUITE_END()
