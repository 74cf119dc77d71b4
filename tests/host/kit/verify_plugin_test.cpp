#include "kit/exported_symbols.hpp"
#include "kit/verify_plugin.hpp"
#include "support/case_table.hpp"
#include "support/plugin_stage.hpp"

#include <fstream>

using namespace muster;

namespace {

/// A plugin that breaks one promise, and the check that finds it.
struct broken_promise
{
    const char* name;
    const char* check;  ///< null: all is kept
    const char* body = "owner/model-one\nowner/model-two\n";
};

constexpr const char* two_rows = R"([{"id": "owner/one"}, {"id": "owner/two"}])";

const std::vector<broken_promise> broken_promises = {
    {"kit_good", nullptr},
    {"load_exit", "loads"},
    {"kit_exports_more", "exports its table and nothing else"},
    {"kit_undescribed", "describes itself and its options"},
    {"kit_stray_start", "begins under its origins"},
    {"kit_no_record", "reads its sample pages"},
    {"kit_stray_follow", "follows links under its origins only"},
    {"kit_state", "the same page gives the same reading"},
    {"kit_bad_row", "one bad row costs one row", two_rows},
    {"kit_leaves_thread", "leaves its process as it was"},
    {"kit_leaves_file", "leaves its process as it was"},
    {"kit_changes_directory", "leaves its process as it was"},
    {"kit_fears_size", "survives hostile pages"},
    {"kit_fears_a_byte", "survives mutations of its pages"},
};

std::vector<plugin_check> verify(const std::filesystem::path& file, const std::string& body)
{
    test::plugin_stage stage;
    verify_request request;
    request.file = file;
    request.pages = {test::page_with(body)};
    request.workers = stage.search.workers;
    // No plugin here hangs, and thread sanitizers take their time over a million commas.
    request.workers.call_limit = std::chrono::seconds(60);
    request.mutations = test::wants_all() ? 10000 : 500;
    return test::run(stage.context, verify_plugin(std::move(request)));
}

void is_found_by_its_check_alone(const broken_promise& broken)
{
    std::vector<std::string> found;
    for (const auto& check : verify(test::fixture_file(broken.name), broken.body))
        if (!check.is_kept)
            found.push_back(check.name);
    if (!broken.check)
        BOOST_TEST(found == std::vector<std::string>{}, boost::test_tools::per_element());
    else
        BOOST_TEST(
            found == std::vector<std::string>{broken.check}, boost::test_tools::per_element()
        );
}

}  // namespace

BOOST_AUTO_TEST_SUITE(verify_plugin_test)

const test::case_table table(broken_promises, is_found_by_its_check_alone);

BOOST_AUTO_TEST_CASE(what_ships_keeps_all_promises)
{
    const std::vector<std::pair<std::string, std::string>> plugins = {
        {"hub", R"([{"id": "a/b", "downloads": 7, "tags": ["x"]}, {"id": "c/d"}])"},
        {"community", R"([{"model_id": "a/b", "score": 7}, {"model_id": "c/d"}])"},
        {"openrouter", R"({"data": [{"id": "a/b", "hugging_face_id": "A/B"}, {"id": "c/d"}]})"}};
    for (const auto& [name, body] : plugins)
    {
        const auto checks = verify(MUSTER_PLUGIN_DIRECTORY "/libmuster_" + name + ".so", body);
        BOOST_TEST(all_kept(checks), name << ":\n" << to_text(checks));
    }
}

BOOST_AUTO_TEST_CASE(a_report_has_a_line_a_check)
{
    const std::vector<plugin_check> checks = {{"loads", true, ""}, {"is pure", false, "it is not"}};
    BOOST_TEST(to_text(checks) == "ok      loads\nFAILED  is pure: it is not\n");
    BOOST_TEST(!all_kept(checks));
}

BOOST_AUTO_TEST_SUITE_END()
