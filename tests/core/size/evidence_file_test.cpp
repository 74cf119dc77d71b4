#include "muster/json_text.hpp"
#include "size/facts/evidence_file.hpp"
#include "size/facts/model_info.hpp"

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
    one.license = "apache-2.0";
    one.stored = {{"BF16", 100}, {"F8_E4M3", 7}};
    one.total = 107;
    one.gguf = gguf_totals{99, "llama", 4096};
    one.bases = {{"quantized", "a/one"}, {"", "a/zero"}};
    one.are_files_known = true;
    one.tokenizer_max_tokens = 512;
    one.config_state = ask_state::gated;
    one.config = boost::json::object{{"hidden_size", 8}};
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
    BOOST_TEST(where(R"([{}])") == "evidence.json: [0].model_id is missing or empty");
    BOOST_TEST(where(R"({})") == "evidence.json: not a JSON list");
    BOOST_TEST(
        where(R"([{"model_id": "a/b", "bases": [7]}])") ==
        "evidence.json: [0].bases[0] is not an object"
    );
}

BOOST_AUTO_TEST_CASE(members_of_later_versions_are_passed_over)
{
    BOOST_TEST(read_evidence(R"([{"model_id": "a/b", "more": [1]}])", "x").has_value());
}

BOOST_AUTO_TEST_CASE(a_negative_answer_is_forgotten_and_the_rest_stays)
{
    auto known = full_evidence();
    known.config_state = ask_state::unreadable;
    known.config_fault = "config.json.hidden_size is not a whole number";
    known.gguf_state = ask_state::absent;
    BOOST_TEST(has_negative_answers(known));

    forget_negative_answers(known);

    BOOST_TEST(!has_negative_answers(known));
    BOOST_TEST((known.config_state == ask_state::unasked));
    BOOST_TEST(known.config_fault == "");
    BOOST_TEST((known.headers == ask_state::unasked));
    BOOST_TEST((known.gguf_state == ask_state::unasked));
    BOOST_TEST((known.base->config_state == ask_state::unasked));
    BOOST_TEST((known.base->info == ask_state::present));
    BOOST_TEST((known.info == ask_state::present));
    BOOST_TEST(known.total.value() == 107u);
}

BOOST_AUTO_TEST_CASE(that_no_copy_lends_its_configuration_is_a_negative_answer)
{
    evidence known{.model_id = "a/b", .copies = ask_state::present};
    BOOST_TEST(has_negative_answers(known));
    known.lenders = {"c/d"};
    BOOST_TEST(!has_negative_answers(known));
    known.lenders.clear();
    known.config_from = "c/d";
    BOOST_TEST(!has_negative_answers(known));
    known.config_from.reset();
    forget_negative_answers(known);
    BOOST_TEST((known.copies == ask_state::unasked));
}

BOOST_AUTO_TEST_CASE(a_gate_is_no_negative_answer)
{
    BOOST_TEST(!has_negative_answers({.model_id = "a/b", .config_state = ask_state::gated}));
}

BOOST_AUTO_TEST_CASE(a_base_of_which_nothing_else_is_known_goes)
{
    evidence known{.model_id = "a/b"};
    known.base = base_evidence{"c/d", ask_state::absent, ask_state::absent, {}, {}};
    forget_negative_answers(known);
    BOOST_TEST(!known.base.has_value());
}

BOOST_AUTO_TEST_CASE(what_is_given_to_others_holds_no_negative_answer)
{
    const auto clean = without_negative_answers(R"([
        {"model_id": "a/gone", "checked": "2026-05-17T00:00:00Z", "info": "absent",
         "config_state": "absent"},
        {"model_id": "b/there", "commit": "01", "checked": "2026-05-17T00:00:00Z",
         "info": "present", "total": 7, "config_state": "absent"}])");

    BOOST_TEST(clean.find("a/gone") == std::string::npos);
    BOOST_TEST(clean.find("absent") == std::string::npos);
    const auto left = read_evidence(clean, "evidence.json");
    BOOST_TEST_REQUIRE(left->size() == 1u);
    BOOST_TEST(left->front().total.value() == 7u);
    BOOST_TEST(without_negative_answers("[ ]") == "[ ]");
    BOOST_TEST(without_negative_answers("no JSON") == "no JSON");
}

BOOST_AUTO_TEST_CASE(a_listing_gives_the_evidence_of_the_same_record)
{
    const auto record = *parse_json(
        R"({"sha": "0123", "gated": "manual", "library_name": "peft",
        "tags": ["peft", "base_model:a/b", "base_model:adapter:a/b", "license:x y", "license:mit"],
        "safetensors": {"total": 8, "parameters": {"BF16": 7, "F32": 1, "F8": 0}},
        "gguf": {"total": 9}})",
        "record"
    );
    const std::vector<std::string_view> tags = {
        "peft", "base_model:a/b", "base_model:adapter:a/b", "license:x y", "license:mit"};
    evidence asked{.model_id = "c/d", .commit = "other", .library = "earlier"};
    auto listed = asked;
    take_model_record(asked, record.get_object());
    take_listed_record(
        listed, {"0123", "manual", {{"BF16", 7}, {"F32", 1}, {"F8", 0}}, 8, 9, tags}
    );

    BOOST_TEST(write_evidence({listed}) == write_evidence({asked}));
    BOOST_TEST(listed.stored.size() == 2u);
    BOOST_TEST(listed.bases.size() == 1u);
    BOOST_TEST(listed.license == "mit");
}

BOOST_AUTO_TEST_SUITE_END()
