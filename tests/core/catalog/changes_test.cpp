#include "catalog/changes.hpp"
#include "contract/identity.hpp"
#include "muster/json_text.hpp"

#include <boost/test/unit_test.hpp>

using namespace muster;
namespace json = boost::json;

namespace {

struct changes_fixture
{
    std::vector<model_row> before = {};
    std::vector<model_row> after = {};
    std::vector<archived_model> archived = {};
    std::vector<model_row> archives = {};
    std::map<std::string, std::string> renamed = {};

    static model_row row(const std::string& id, unsigned layers = 2)
    {
        model_row one;
        one.model_id = id;
        one.layers = layers;
        one.source = "hub";
        one.origin = {{"layers", "config.json"}};
        return one;
    }

    std::vector<json::object> work() const
    {
        rows_of_run rows;
        rows.before = before;
        rows.after = after;
        rows.archived = archived;
        rows.archives = archives;
        rows.date = "2026-11-20";
        rows.today = [this](const std::string& id) {
            const auto found = renamed.find(fold_id(id));
            return found == renamed.end() ? id : found->second;
        };
        return changes_of(rows);
    }

    std::string text() const { return append_changes("", work()); }
};

constexpr std::string_view feed =
    R"({"date": "2026-11-01", "id": "a/a", "field": "layers", "before": 1, "after": 2}
{"date": "2026-11-02", "id": "b/b", "field": "layers", "before": 1, "after": 2}
{"date": "2026-11-03", "id": "a/b", "field": "model_id", "before": "a/a", "after": "a/b"}
{"date": "2026-11-04", "id": "a/b", "field": "layers", "before": 2, "af
{"date": "2026-11-05", "id": "a/b", "field": "layers", "before": 2, "after": 3}
)";

}  // namespace

BOOST_FIXTURE_TEST_SUITE(changes_test, changes_fixture)

BOOST_AUTO_TEST_CASE(a_line_says_all_of_one_change)
{
    before = {row("a/a", 2)};
    after = {row("a/a", 3)};
    BOOST_TEST(
        text() == R"({"date": "2026-11-20", "id": "a/a", "field": "layers", "before": 2, )"
                  R"("after": 3, "origin": "config.json"})"
                  "\n"
    );
}

BOOST_AUTO_TEST_CASE(rows_that_come_and_go_are_one_line_each)
{
    before = {row("a/gone")};
    after = {row("b/new")};
    const auto lines = work();

    BOOST_TEST_REQUIRE(lines.size() == 2u);
    BOOST_TEST(lines[0].at("field") == "model_id");
    BOOST_TEST(lines[0].at("before") == "a/gone");
    BOOST_TEST(lines[0].at("after").is_null());
    BOOST_TEST(lines[1].at("before").is_null());
    BOOST_TEST(lines[1].at("after") == "b/new");
    BOOST_TEST(lines[1].at("source") == "hub");
}

BOOST_AUTO_TEST_CASE(nothing_changed_nothing_said)
{
    before = after = {row("a/a")};
    after[0].origin["layers"] = "tensor headers";
    BOOST_TEST(text().empty());
}

BOOST_AUTO_TEST_CASE(a_rename_is_neither_a_going_nor_a_coming)
{
    before = {row("a/old")};
    after = {row("a/new")};
    renamed = {{"a/old", "a/new"}};
    const auto lines = work();

    BOOST_TEST_REQUIRE(lines.size() == 1u);
    BOOST_TEST(lines[0].at("id") == "a/new");
    BOOST_TEST(lines[0].at("before") == "a/old");
    BOOST_TEST(lines[0].at("after") == "a/new");

    // Found out when both had rows.
    before.push_back(row("a/new"));
    BOOST_TEST_REQUIRE(work().size() == 1u);
    BOOST_TEST(work()[0].at("before") == "a/old");
    BOOST_TEST(work()[0].at("after") == "a/new");
}

BOOST_AUTO_TEST_CASE(to_the_archive_and_back)
{
    before = archives = {row("a/a")};
    BOOST_TEST_REQUIRE(work().size() == 1u);
    BOOST_TEST(work()[0].at("field") == "archived");
    BOOST_TEST(work()[0].at("before").is_null());
    BOOST_TEST(work()[0].at("after") == "2026-11-20");

    before.clear();
    archives.clear();
    after = {row("A/a", 3)};
    archived = {{row("a/a", 2), "2026-11-15", {}}};
    const auto lines = work();
    BOOST_TEST_REQUIRE(lines.size() == 3u);
    BOOST_TEST(lines[0].at("field") == "archived");
    BOOST_TEST(lines[0].at("before") == "2026-11-15");
    BOOST_TEST(lines[1].at("field") == "model_id");
    BOOST_TEST(lines[2].at("field") == "layers");
}

BOOST_AUTO_TEST_CASE(lines_are_added_once)
{
    before = {row("a/a", 2)};
    after = {row("a/a", 3)};
    const auto first = text();
    auto later = work();
    later[0]["date"] = "2026-11-21";

    BOOST_TEST(append_changes(first, later) == first);
    BOOST_TEST(append_changes(first, {}) == first);
    later[0]["after"] = 4;
    const auto cut = first.substr(0, first.size() - 1);
    BOOST_TEST(append_changes(cut, later) == first + to_json_line(later[0]) + '\n');
}

// The run after one that was killed may find more than that did, and a day later.
BOOST_AUTO_TEST_CASE(of_what_a_killed_run_left_nothing_is_added_twice)
{
    before = {row("a/a", 2), row("b/b", 2), row("c/c", 2)};
    after = {row("a/a", 3), row("b/b", 2)};
    archives = {row("c/c")};
    const auto first = text();
    after[1].layers = 5;
    auto later = work();
    for (auto& line : later)
        line["date"] = "2026-11-21";
    later.back()["after"] = "2026-11-21";
    BOOST_TEST_REQUIRE(later.back().at("field") == "archived");

    BOOST_TEST(append_changes(first, later) == first + to_json_line(later[1]) + '\n');
}

BOOST_AUTO_TEST_CASE(what_was_undone_and_done_again_is_added_again)
{
    before = {row("a/a", 2)};
    after = {row("a/a", 3)};
    const auto there = work();
    std::swap(before, after);
    const auto back = work();
    const auto both = append_changes(append_changes("", there), back);
    BOOST_TEST(append_changes(both, there) == both + append_changes("", there));
}

BOOST_AUTO_TEST_CASE(lines_that_could_not_be_written_again_are_passed_over)
{
    BOOST_TEST(read_changes("{\"before\": 1e400}\n[]\n7\n{\"before\": 1e40}\n").size() == 1u);
}

BOOST_AUTO_TEST_CASE(chosen_by_model_and_by_day)
{
    const auto all = read_changes(feed);
    BOOST_TEST_REQUIRE(all.size() == 4u);
    BOOST_TEST(chosen_changes(all, "", "").size() == 4u);
    BOOST_TEST(chosen_changes(all, "", "2026-11-03").size() == 2u);
    // Under its earlier name, too, from whichever name one asks.
    BOOST_TEST(chosen_changes(all, "A/B", "").size() == 3u);
    BOOST_TEST(chosen_changes(all, "a/a", "").size() == 3u);
    BOOST_TEST(chosen_changes(all, "b/b", "2026-11-03").empty());
}

BOOST_AUTO_TEST_SUITE_END()
