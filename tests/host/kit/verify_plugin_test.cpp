#include "kit/exported_symbols.hpp"
#include "kit/hostile_pages.hpp"
#include "kit/verify_plugin.hpp"
#include "support/case_table.hpp"
#include "support/plugin_stage.hpp"

#include <cstddef>
#include <elf.h>
#include <fstream>
#include <set>

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
    {"kit_good_follow", nullptr},
    {"kit_stray_next", "follows links under its origins only"},
    {"kit_file_follow", "follows links under its origins only"},
    {"kit_ftp_start", "begins under its origins"},
    {"kit_fears_a_value", "takes what its options allow"},
    {"kit_opens_at_start", "leaves its process as it was"},
    {"kit_state", "the same page gives the same reading"},
    {"kit_bad_row", "one bad row costs one row", two_rows},
    {"kit_leaves_file", "leaves its process as it was"},
    {"kit_changes_directory", "leaves its process as it was"},
    {"kit_changes_locale", "leaves its process as it was"},
    {"kit_changes_rounding", "leaves its process as it was"},
    {"kit_changes_environment", "leaves its process as it was"},
    {"kit_fears_size", "survives hostile pages"},
    {"kit_fears_a_byte", "survives mutations of its pages"},
};

std::vector<plugin_check> verify(const std::filesystem::path& file, const std::string& body)
{
    test::plugin_stage stage;
    verify_request request;
    request.file = file;
    if (!body.empty())
        request.pages = {test::page_with(body)};
    request.workers = stage.search.workers;
    // No plugin here hangs, and sanitizers take their time over a million commas.
    request.workers.call_limit = std::chrono::minutes(5);
    request.mutations = test::wants_all() ? 10000 : 500;
    return test::run(stage.context, verify_plugin(std::move(request)));
}

void is_found_by_its_check_alone(const broken_promise& broken)
{
    std::vector<std::string> found;
    for (const auto& check : verify(test::fixture_file(broken.name), broken.body))
        if (check.outcome == check_outcome::broken)
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

// Each further page would take as long.
BOOST_AUTO_TEST_CASE(a_plugin_that_hangs_is_not_called_for_ever)
{
    test::plugin_stage stage;
    verify_request request;
    request.file = test::fixture_file("kit_hangs");
    request.pages = {test::page_with("a/b"), test::page_with("c/d")};
    request.workers = stage.search.workers;
    request.workers.call_limit = std::chrono::milliseconds(300);
    const auto checks = test::run(stage.context, verify_plugin(std::move(request)));

    BOOST_TEST(!all_kept(checks));
    BOOST_TEST(checks.back().name == "follows links under its origins only");
}

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

BOOST_AUTO_TEST_CASE(without_a_page_what_can_be_tried_is_tried_and_the_rest_is_said)
{
    for (const auto& broken : broken_promises)
    {
        std::string found;
        bool is_said = false;
        for (const auto& check : verify(test::fixture_file(broken.name), ""))
        {
            if (check.outcome == check_outcome::broken)
                found += check.name;
            is_said = is_said || (check.outcome == check_outcome::not_tried &&
                                  check.detail == "not tried: give a sample page after the file");
        }
        const bool takes_a_page = std::string_view(broken.name) == "kit_no_record";
        BOOST_TEST(found == (broken.check && !takes_a_page ? broken.check : ""), broken.name);
        BOOST_TEST(is_said == (std::string_view(broken.name) != "load_exit"), broken.name);
    }
}

BOOST_AUTO_TEST_CASE(rows_are_found_wherever_they_stand)
{
    const std::vector<std::pair<std::string, std::string>> pages = {
        {"openrouter",
         R"({"notes": ["x", "y", "z"], "data": [{"id": "a/b", "hugging_face_id": "A/B"}]})"},
        {"hub", R"([{"id": "a/b", "tags": ["x", "y", "z"]}])"}};
    for (const auto& [name, body] : pages)
    {
        const auto file = MUSTER_PLUGIN_DIRECTORY "/libmuster_" + name + ".so";
        for (const auto& check : verify(file, body))
            if (check.name == "one bad row costs one row")
                BOOST_TEST(check.detail == "1 pages", name << ": " << check.detail);
    }
    const auto deep = R"({"a": {"b": {"models": [{"id": "a/b"}]}}})";
    BOOST_TEST(lists_in(deep).size() == 1u);
    BOOST_TEST(
        without_elements(deep, lists_in(deep)[0]).find("\"models\": []") != std::string::npos
    );
}

BOOST_AUTO_TEST_CASE(a_library_that_hides_what_it_exports_is_not_believed)
{
    const test::plugin_directory directory;
    directory.add("kit_exports_more");
    const auto file = directory.path() / "kit_exports_more.so";
    std::fstream bytes(file, std::ios::in | std::ios::out | std::ios::binary);
    const std::string none(8, '\0');
    bytes.seekp(offsetof(Elf64_Ehdr, e_shoff)).write(none.data(), 8);
    bytes.seekp(offsetof(Elf64_Ehdr, e_shnum)).write(none.data(), 2);
    bytes.close();

    const auto checks = verify(file, broken_promises[0].body);
    BOOST_TEST_REQUIRE(checks.size() > 1u);
    BOOST_TEST(checks[1].name == "exports its table and nothing else");
    BOOST_TEST((checks[1].outcome == check_outcome::broken), checks[1].detail);
}

BOOST_AUTO_TEST_CASE(the_page_that_broke_it_comes_back_by_its_seed)
{
    test::plugin_stage stage;
    verify_request request;
    request.file = test::fixture_file("kit_fears_a_byte");
    request.pages = {test::page_with(broken_promises[0].body)};
    request.workers = stage.search.workers;
    const auto broken = test::run(stage.context, verify_plugin(request)).back();
    BOOST_TEST_REQUIRE((broken.outcome == check_outcome::broken));
    BOOST_TEST(broken.page.find('#') != std::string::npos);

    const auto colon = broken.detail.find(':');
    request.seed = static_cast<unsigned>(std::stoul(broken.detail.substr(5, colon - 5)));
    request.mutations = 1;
    BOOST_TEST(test::run(stage.context, verify_plugin(request)).back().page == broken.page);
}

BOOST_AUTO_TEST_CASE(every_check_has_a_plugin_that_it_finds)
{
    std::set<std::string> broken;
    for (const auto& promise : broken_promises)
        if (promise.check)
            broken.insert(promise.check);
    std::set<std::string> checked;
    for (const auto& check : verify(test::fixture_file("kit_good"), broken_promises[0].body))
        checked.insert(check.name);
    BOOST_TEST(checked == broken, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_report_has_a_line_a_check)
{
    const std::vector<plugin_check> checks = {
        {"loads", check_outcome::kept, ""},
        {"is pure", check_outcome::broken, "it is not"},
        not_tried("reads", "give a page")};
    BOOST_TEST(
        to_text(checks) ==
        "ok      loads\nFAILED  is pure: it is not\n-       reads: not tried: give a page\n"
    );
    BOOST_TEST(!all_kept(checks));
}

BOOST_AUTO_TEST_SUITE_END()
