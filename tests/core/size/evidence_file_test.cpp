#include "size/facts/evidence_file.hpp"

#include <boost/test/unit_test.hpp>

using namespace muster;

namespace {

evidence full_evidence()
{
    evidence one;
    one.model_id = "b/two";
    one.renamed_to = "c/two";
    one.commit = "0123";
    one.checked = "2026-05-17T00:00:00Z";
    one.info = ask_state::present;
    one.gate = gating::manual;
    one.library = "transformers";
    one.stored = {{"BF16", 100}, {"F8_E4M3", 7}};
    one.total = 107;
    one.gguf = gguf_totals{99, "llama", 4096};
    one.bases = {{"quantized", "a/one"}, {"", "a/zero"}};
    one.are_files_known = true;
    one.tokenizer_max_tokens = 512;
    one.config_state = ask_state::gated;
    one.config = {{"hidden_size", 8}};
    one.config_from = "d/copy";
    one.headers = ask_state::absent;
    one.tensors = {{tensor_role::mtp, "BF16", 4, 3}};
    one.base = base_evidence{"a/one", ask_state::present, ask_state::absent, 12, {}};
    return one;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(evidence_file_test)

BOOST_AUTO_TEST_CASE(what_is_written_reads_back)
{
    const auto text = write_evidence({full_evidence(), {.model_id = "a/one"}});

    const auto read = read_evidence(text, "evidence.json");

    BOOST_TEST_REQUIRE(read.has_value());
    BOOST_TEST_REQUIRE(read->size() == 2u);
    BOOST_TEST(read->at(0).model_id == "a/one");
    BOOST_TEST(!read->at(0).total.has_value());
    BOOST_TEST(write_evidence(*read) == text);
}

BOOST_AUTO_TEST_CASE(what_failed_for_the_moment_is_not_written)
{
    const auto text = write_evidence({{.model_id = "a/one", .config_state = ask_state::failed}});

    BOOST_TEST(text == "[\n  {\n    \"model_id\": \"a/one\"\n  }\n]\n");
}

BOOST_AUTO_TEST_CASE(a_wrong_member_is_named)
{
    const auto where = [](std::string_view text) {
        return read_evidence(text, "evidence.json").error().where;
    };

    BOOST_TEST(
        where(R"([{"model_id": "a/b", "total": -1}])") ==
        "evidence.json: [0].total is not a whole number"
    );
    BOOST_TEST(
        where(R"([{"model_id": "a/b", "config_state": "lost"}])") ==
        "evidence.json: [0].config_state is \"lost\", which is not one of its words"
    );
    BOOST_TEST(where(R"([{}])") == "evidence.json: [0].model_id is not there");
    BOOST_TEST(where(R"({})") == "evidence.json: not a list");
    BOOST_TEST(
        where(R"([{"model_id": "a/b", "bases": [7]}])") ==
        "evidence.json: [0].bases is not an object"
    );
}

BOOST_AUTO_TEST_CASE(members_of_later_versions_are_passed_over)
{
    BOOST_TEST(read_evidence(R"([{"model_id": "a/b", "more": [1]}])", "x").has_value());
}

BOOST_AUTO_TEST_SUITE_END()
