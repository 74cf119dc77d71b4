#include "core/size/canned_hub.hpp"
#include "size/explain.hpp"
#include "size/facts/config_text.hpp"

#include <boost/algorithm/string/erase.hpp>
#include <boost/test/unit_test.hpp>

#include <string>

using namespace muster;

// Of a total that counts packed words, --explain says each number that it is the sum of.

namespace {

const std::string llama_8b = R"({"model_type": "llama", "hidden_size": 4096,
    "intermediate_size": 14336, "num_hidden_layers": 32, "num_attention_heads": 32,
    "num_key_value_heads": 8, "vocab_size": 128256, "tie_word_embeddings": false,
    "quantization_config": )";

std::string explained(const std::string& quantisation, std::uint64_t total)
{
    evidence known{.model_id = "a/b", .info = ask_state::present, .total = total};
    known.config = *read_config(llama_8b + quantisation + '}');
    known.config_state = ask_state::present;
    const auto step = next_step(known, {.may_ask = false});
    BOOST_TEST_REQUIRE(std::holds_alternative<sized>(step));
    BOOST_TEST(std::get<sized>(step).size.is_exact);
    auto text = explain_text(explain(std::get<sized>(step).size, known));
    text = text.substr(0, text.find("\nexact"));
    boost::erase_all(text, ",");
    return text;
}

std::uint64_t number_behind(const std::string& term, const std::string& words)
{
    const auto at = term.find(words);
    return at == std::string::npos ? 0 : std::stoull(term.substr(at + words.size()));
}

// "attention 100 x 4 / 32 bits = 12 + scales 3": what is stored of it.
std::uint64_t stored_of(const std::string& term)
{
    const auto words = number_behind(term, "bits = ");
    const auto weights = std::stoull(term.substr(term.find_first_of("0123456789")));
    return (words > 0 ? words : weights) + number_behind(term, "scales ");
}

void adds_up(const std::string& quantisation, std::uint64_t total)
{
    const auto text = explained(quantisation, total);
    const auto beginning = "the total " + std::to_string(total) + " is ";
    auto at = text.find(beginning);
    BOOST_TEST_REQUIRE(at != std::string::npos, text);
    at += beginning.size();
    std::uint64_t sum = 0;
    std::size_t terms = 0;
    while (at < text.size())
    {
        const auto end = std::min(text.find("; ", at), text.size());
        sum += stored_of(text.substr(at, end - at));
        terms += 1;
        at = end + 2;
    }
    BOOST_TEST(sum == total, text);
    BOOST_TEST(terms == 3u, text);
}

constexpr std::uint64_t matrices = 6'979'321'856;
constexpr std::uint64_t all_else = 8'030'261'248 - matrices;

}  // namespace

BOOST_AUTO_TEST_SUITE(packed_sum_test)

// Words of 32 bits; of each group of 128 a scale, and a zero point packed as the weights are.
BOOST_AUTO_TEST_CASE(of_packed_words_the_sum_is_the_total)
{
    adds_up(
        R"({"quant_method": "awq", "bits": 4, "group_size": 128})",
        all_else + matrices / 8 + matrices / 128 + matrices / 128 / 8
    );
}

// A scale for each block of 128 by 128, which divides all matrices.
BOOST_AUTO_TEST_CASE(of_narrow_weights_the_sum_is_the_total)
{
    adds_up(
        R"({"quant_method": "fp8", "weight_block_size": [128, 128]})",
        all_else + matrices + matrices / (128 * 128)
    );
}

BOOST_AUTO_TEST_SUITE_END()
