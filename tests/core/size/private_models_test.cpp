#include "size/facts/evidence_file.hpp"
#include "size/facts/model_info.hpp"
#include "size/ladder.hpp"

#include <boost/test/unit_test.hpp>

using namespace muster;

namespace {

constexpr auto config = R"({"model_type": "llama", "hidden_size": 64, "num_hidden_layers": 2,
    "num_attention_heads": 4, "num_key_value_heads": 2, "intermediate_size": 128,
    "vocab_size": 1000, "tie_word_embeddings": true})";

std::string record_with(const std::string& member)
{
    return R"({"id": "me/one", "sha": "11", "gated": false, )" + member + R"(
        "tags": ["base_model:quantized:me/base"],
        "safetensors": {"total": 138048, "parameters": {"BF16": 138048}}})";
}

evidence_answer present(std::string body)
{
    evidence_answer answer;
    answer.state = ask_state::present;
    answer.body = std::move(body);
    return answer;
}

evidence_request info_of(const std::string& id)
{
    evidence_request request;
    request.kind = request_kind::model_info;
    request.model_id = id;
    return request;
}

evidence_request config_of(const std::string& id)
{
    evidence_request request;
    request.kind = request_kind::file;
    request.model_id = id;
    request.file = "config.json";
    return request;
}

/// What is known once the record and the configuration were read.
evidence read_both(const std::string& record)
{
    evidence known{.model_id = "me/one"};
    take_answer(known, info_of("me/one"), present(record));
    take_answer(known, config_of("me/one"), present(config));
    return known;
}

bool is_sized(const evidence& known)
{
    return std::holds_alternative<sized>(next_step(known, evidence_policy()));
}

}  // namespace

BOOST_AUTO_TEST_SUITE(private_models_test)

BOOST_AUTO_TEST_CASE(a_public_model_is_sized)
{
    BOOST_TEST(is_sized(read_both(record_with(R"("private": false, "disabled": false,)"))));
    BOOST_TEST(is_sized(read_both(record_with(""))));
}

BOOST_AUTO_TEST_CASE(of_one_that_is_private_or_switched_off_nothing_is_kept)
{
    for (const auto* member : {R"("private": true,)", R"("disabled": true,)"})
    {
        const auto known = read_both(record_with(member));
        const auto written = write_evidence({known});

        BOOST_TEST(!is_sized(known));
        BOOST_TEST(written.find("138048") == std::string::npos, written);
        BOOST_TEST(written.find("llama") == std::string::npos, written);
        BOOST_TEST(written.find("base") == std::string::npos, written);
    }
}

BOOST_AUTO_TEST_CASE(what_was_known_before_it_became_private_is_dropped)
{
    auto known = read_both(record_with(""));
    take_answer(known, info_of("me/one"), present(record_with(R"("private": true,)")));

    BOOST_TEST(!is_sized(known));
    BOOST_TEST(write_evidence({known}).find("138048") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_private_copy_lends_nothing)
{
    evidence known{.model_id = "me/base"};
    known.info = ask_state::present;
    known.gate = gating::manual;
    known.total = 138048;
    evidence_request request;
    request.kind = request_kind::copies;
    request.model_id = "me/base";

    take_answer(known, request, present("[" + record_with(R"("private": true,)") + "]"));
    BOOST_TEST(known.lenders.empty());
    take_answer(known, request, present("[" + record_with("") + "]"));
    BOOST_TEST(known.lenders.size() == 1u);
}

BOOST_AUTO_TEST_CASE(a_private_base_model_says_nothing)
{
    evidence known{.model_id = "me/one"};
    known.info = ask_state::present;
    known.config_state = ask_state::absent;
    known.bases = {{"quantized", "me/base"}};
    known.gguf = gguf_totals{.total = 138048};

    take_answer(known, info_of("me/base"), present(record_with(R"("private": true,)")));
    take_answer(known, config_of("me/base"), present(config));
    BOOST_TEST_REQUIRE(known.base.has_value());
    BOOST_TEST(!known.base->total.has_value());
    BOOST_TEST(known.base->config.empty());
}

// With a token a file may be one that it alone opens, and only the record tells.
BOOST_AUTO_TEST_CASE(with_a_token_nothing_is_asked_before_the_hub_says_that_a_model_is_public)
{
    using requests = std::vector<evidence_request>;
    evidence known{.model_id = "me/one"};
    const evidence_policy with_token{.has_token = true};

    BOOST_TEST(std::get<requests>(next_step(known, {})).size() == 2u);
    const auto first = std::get<requests>(next_step(known, with_token));
    BOOST_TEST_REQUIRE(first.size() == 1u);
    BOOST_TEST((first.front().kind == request_kind::model_info));

    for (const auto state : {ask_state::failed, ask_state::unreadable})
    {
        known.info = state;
        BOOST_TEST(std::holds_alternative<unsized>(next_step(known, with_token)));
    }
    take_answer(known, info_of("me/one"), present(record_with(R"("private": false,)")));
    const auto second = std::get<requests>(next_step(known, with_token));
    BOOST_TEST_REQUIRE(second.size() == 1u);
    BOOST_TEST(second.front().file == "config.json");
}

BOOST_AUTO_TEST_CASE(with_a_token_a_base_is_asked_in_the_same_order)
{
    using requests = std::vector<evidence_request>;
    evidence known{.model_id = "me/adapter"};
    known.info = ask_state::present;
    known.gguf = gguf_totals{};
    known.bases = {{"quantized", "me/base"}};
    known.config_state = ask_state::absent;
    if (const auto step = next_step(known, {.has_token = true});
        std::holds_alternative<requests>(step))
        for (const auto& one : std::get<requests>(step))
            BOOST_TEST((one.kind == request_kind::model_info), one.file);
    known.base = base_evidence{.model_id = "me/base"};
    known.base->info = ask_state::failed;
    const auto step = next_step(known, {.has_token = true});
    if (std::holds_alternative<requests>(step))
        for (const auto& one : std::get<requests>(step))
            BOOST_TEST((one.model_id != "me/base"), one.file);
}

BOOST_AUTO_TEST_SUITE_END()
