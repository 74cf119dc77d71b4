#include "catalog/changes.hpp"
#include "contract/identity.hpp"
#include "muster/json_text.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>

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
    std::string date = "2026-11-20";

    static model_row row(const std::string& id, unsigned layers = 2)
    {
        model_row one;
        one.model_id = id;
        one.layers = layers;
        one.source = "hub";
        one.origin = {{"layers", "config.json"}};
        return one;
    }

    rows_of_run rows() const
    {
        rows_of_run rows;
        rows.before = before;
        rows.after = after;
        rows.archived = archived;
        rows.archives = archives;
        rows.date = date;
        rows.today = [this](const std::string& id) {
            const auto found = renamed.find(fold_id(id));
            return found == renamed.end() ? id : found->second;
        };
        return rows;
    }

    std::vector<json::object> work() const
    {
        std::vector<json::object> all;
        for_each_change(text(), [&all](const json::object& line) { all.push_back(line); });
        return all;
    }

    std::string text() const { return added_changes({}, rows()); }

    std::string after_run(const std::string& feed) const { return feed + added_to(feed); }

    /// What the run adds to a feed.
    std::string added_to(const std::string& feed) const
    {
        // In pieces that end anywhere.
        const chunked_text pieces(feed.size() / 7 + 1, [&feed](std::size_t part) {
            return feed.substr(part * 7, 7);
        });
        return added_changes(pieces, rows());
    }
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

// Each of these is a run that was killed after the feed and before the rows, and the next one.

BOOST_AUTO_TEST_CASE(what_is_found_again_is_not_told_twice)
{
    before = {row("a/a", 2), row("b/b", 2), row("c/c", 2), row("d/d", 2)};
    before[3].params_b = 11.848;
    after = {row("a/a", 3), row("b/b", 2), row("d/d", 2), row("n/new")};
    after[2].params_b = 18;  // stands as 18 in the feed, and is read as an integer
    archives = {row("c/c")};
    const auto first = text();
    date = "2026-11-21";
    BOOST_TEST(added_to(first) == "");

    after[1].layers = 5;
    BOOST_TEST(
        added_to(first) == R"({"date": "2026-11-21", "id": "b/b", "field": "layers", )"
                           R"("before": 2, "after": 5, "origin": "config.json"})"
                           "\n"
    );
}

BOOST_AUTO_TEST_CASE(what_comes_differently_is_told_from_where_the_feed_is)
{
    before = {row("a/a", 2)};
    after = {row("a/a", 3)};
    const auto first = text();
    after = {row("a/a", 4)};
    const auto more = added_to(first);
    BOOST_TEST(more.find(R"("before": 3, "after": 4)") != std::string::npos, more);
}

BOOST_AUTO_TEST_CASE(what_does_not_come_after_all_is_taken_back)
{
    before = {row("a/a", 2), row("c/c"), row("g/gone")};
    after = {row("a/a", 3), row("n/new")};
    archives = {row("c/c")};
    const auto first = text();
    date = "2026-11-21";
    after = before;
    archives.clear();
    const auto more = added_to(first);
    BOOST_TEST(std::ranges::count(more, '\n') == 4, more);
    for (const auto* part :
         {R"("id": "a/a", "field": "layers", "before": 3, "after": 2)",
          R"("id": "c/c", "field": "archived", "before": "2026-11-20", "after": null)",
          R"("id": "g/gone", "field": "model_id", "before": null, "after": "g/gone")",
          R"("id": "n/new", "field": "model_id", "before": "n/new", "after": null)"})
        BOOST_TEST(more.find(part) != std::string::npos, part << " in " << more);
    // And then the archiving is told as any other.
    archives = {row("c/c")};
    after = {row("a/a", 2), row("g/gone")};
    date = "2026-12-10";
    const auto later = added_to(first + more);
    BOOST_TEST(later.find(R"("before": null, "after": "2026-12-10")") != std::string::npos, later);
}

// No run was killed here.
BOOST_AUTO_TEST_CASE(what_was_undone_and_done_again_is_told_again)
{
    before = {row("a/a", 2)};
    after = {row("a/a", 3)};
    auto all = text();
    std::swap(before, after);
    all = after_run(all);
    std::swap(before, after);
    BOOST_TEST(std::ranges::count(after_run(all), '\n') == 3);

    // With a going and a coming between, which tell of no field.
    before = {row("a/a", 3)};
    after = {};
    all = after_run(text());
    std::swap(before, after);
    after = {row("a/a", 2)};
    all = after_run(all);
    before = after;
    after = {row("a/a", 3)};
    BOOST_TEST(
        added_to(all).find(R"("field": "layers", "before": 2, "after": 3)") != std::string::npos
    );
}

BOOST_AUTO_TEST_CASE(lines_that_could_not_be_written_again_are_passed_over)
{
    BOOST_TEST(read_changes("{\"before\": 1e400}\n[]\n7\n{\"before\": 1e40}\n").size() == 1u);
}

BOOST_AUTO_TEST_CASE(chosen_by_model_and_by_day)
{
    const auto count = [](std::string_view model_id, std::string_view since) {
        std::size_t lines = 0;
        for_each_chosen_change(std::string(feed), model_id, since, [&](const json::object&) {
            lines += 1;
        });
        return lines;
    };
    BOOST_TEST(count("", "") == 4u);
    BOOST_TEST(count("", "2026-11-03") == 2u);
    // Under its earlier name, too, from whichever name one asks.
    BOOST_TEST(count("A/B", "") == 3u);
    BOOST_TEST(count("a/a", "") == 3u);
    BOOST_TEST(count("b/b", "2026-11-03") == 0u);
}

BOOST_AUTO_TEST_CASE(of_all_models_at_once_the_same_is_chosen)
{
    const auto renamed = [](const std::string& before, const std::string& after) {
        return R"({"date": "2026-12-01", "id": ")" + after +
               R"(", "field": "model_id", "before": ")" + before + R"(", "after": ")" + after +
               "\"}\n";
    };
    // Names that lead to another twice, that are joined late, and that come back.
    const auto all = std::string(feed) + renamed("c/c", "d/d") + renamed("e/e", "f/f") +
                     renamed("D/d", "e/e") + renamed("a/b", "g/g") + renamed("g/g", "a/a") +
                     R"({"date": "2026-12-02", "field": "layers"})" + '\n';
    const changes_by_model changes(read_changes(all));
    for (const auto* const model_id :
         {"a/a", "A/B", "b/b", "c/c", "d/d", "e/e", "f/f", "g/g", "no/such"})
    {
        json::array one_by_one;
        for_each_chosen_change(all, model_id, "", [&](const json::object& line) {
            one_by_one.emplace_back(line);
        });
        BOOST_TEST((changes.about(model_id) == one_by_one), model_id);
    }
    BOOST_TEST(changes.about("c/c").size() == 3u);
}

BOOST_AUTO_TEST_SUITE_END()
