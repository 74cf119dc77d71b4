#include "run/evidence_answers.hpp"

#include <boost/test/unit_test.hpp>

using namespace muster;

namespace {

web_answer answered(unsigned status, std::vector<std::pair<std::string, std::string>> headers = {})
{
    return {status, "https://hub.example/a/b/resolve/main/config.json", "{}", std::move(headers)};
}

evidence_answer of(const result<web_answer>& answer, request_kind kind = request_kind::file)
{
    evidence_request request;
    request.kind = kind;
    request.model_id = "a/b";
    return to_evidence_answer(request, answer);
}

bool is(ask_state state, const web_answer& answer) { return of(answer).state == state; }

}  // namespace

BOOST_AUTO_TEST_SUITE(evidence_answers_test)

BOOST_AUTO_TEST_CASE(a_body_is_evidence_with_the_commit_it_is_of)
{
    BOOST_TEST(!of(answered(200, {{"x-repo-commit", "\xff"}})).commit);
    const auto answer = of(answered(200, {{"x-repo-commit", "0123"}}));

    BOOST_TEST((answer.state == ask_state::present));
    BOOST_TEST(answer.body == "{}");
    BOOST_TEST(answer.commit.value() == "0123");
    BOOST_TEST(!answer.renamed_to);
    BOOST_TEST(is(ask_state::present, answered(206)));
}

BOOST_AUTO_TEST_CASE(missing_and_private_are_absent)
{
    for (const auto status : {401u, 404u, 410u})
    {
        BOOST_TEST(is(ask_state::absent, answered(status)), status);
        BOOST_TEST(of(answered(status)).body.empty());
    }
    BOOST_TEST(is(ask_state::absent, answered(404, {{"x-error-code", "EntryNotFound"}})));
}

BOOST_AUTO_TEST_CASE(a_gate_says_so)
{
    for (const auto status : {401u, 403u})
        BOOST_TEST(is(ask_state::gated, answered(status, {{"x-error-code", "GatedRepo"}})), status);
}

BOOST_AUTO_TEST_CASE(a_wrong_token_and_a_bad_day_of_the_hub_say_nothing_of_the_model)
{
    BOOST_TEST(
        is(ask_state::failed,
           answered(401, {{"x-error-message", "Invalid credentials in Authorization header"}}))
    );
    for (const auto status : {400u, 403u, 429u, 500u, 503u})
        BOOST_TEST(is(ask_state::failed, answered(status)), status);
    BOOST_TEST((of(failure{errc::unavailable, "reset"}).state == ask_state::failed));
}

BOOST_AUTO_TEST_CASE(an_answer_under_another_id_is_a_rename)
{
    auto moved = answered(200);
    moved.url = "https://hub.example/New/b/resolve/main/config.json";
    BOOST_TEST(of(moved).renamed_to.value() == "New/b");
    BOOST_TEST(!of(moved, request_kind::copies).renamed_to);
    moved.url = "https://hub.example/A/B/resolve/main/config.json";
    BOOST_TEST(!of(moved).renamed_to);
    moved.url = "https://cdn.example/xet/0123?sig=x";
    BOOST_TEST(!of(moved).renamed_to);
}

BOOST_AUTO_TEST_CASE(ids_stand_in_urls_of_the_hub)
{
    const std::string hub = "https://hub.example";
    BOOST_TEST(model_id_in_url(hub + "/api/models/a/b?expand=sha") == "a/b");
    BOOST_TEST(model_id_in_url(hub + "/api/models/gpt2") == "gpt2");
    BOOST_TEST(model_id_in_url(hub + "/a/b/resolve/main/x.json") == "a/b");
    BOOST_TEST(model_id_in_url(hub + "/gpt2/resolve/main/x.json") == "gpt2");
    BOOST_TEST(model_id_in_url(hub + "/api/resolve-cache/models/a/b/0123/x.json") == "a/b");
}

BOOST_AUTO_TEST_CASE(other_urls_have_none)
{
    for (const auto* url :
         {"",
          "https://hub.example",
          "https://hub.example/api/models?filter=a/b",
          "https://cdn.example/repos/0123",
          "/api/models/",
          "https://x/a b/resolve/m"})
        BOOST_TEST(model_id_in_url(url).empty(), url);
}

BOOST_AUTO_TEST_SUITE_END()
