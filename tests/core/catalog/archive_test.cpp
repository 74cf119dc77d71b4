#include "catalog/archive.hpp"
#include "size/facts/evidence_file.hpp"

#include <boost/test/unit_test.hpp>

using namespace muster;

namespace {

archived_model some_model(const std::string& id)
{
    archived_model one;
    one.row.model_id = id;
    one.row.params_b = 7;
    one.row.layers = 32;
    one.row.hidden = 4096;
    one.row.unlisted_since = "2026-11-01";
    one.row.origin = {{"params_b", "config.json formula"}};
    one.archived = "2026-11-15";
    return one;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(archive_test)

BOOST_AUTO_TEST_CASE(row_and_evidence_come_back_as_they_were)
{
    auto with = some_model("b/b");
    with.known.emplace();
    with.known->model_id = "b/b";
    with.known->checked = "2026-10-31T02:00:00Z";
    with.known->info = ask_state::present;
    with.known->total = 7'000'000'000;
    const auto text = write_archive({with, some_model("a/a")});
    const auto read = read_archive(text);

    BOOST_TEST_REQUIRE(read.has_value());
    BOOST_TEST_REQUIRE(read->size() == 2u);
    BOOST_TEST((read->at(0).row == some_model("a/a").row));
    BOOST_TEST(!read->at(0).known);
    BOOST_TEST(read->at(1).archived == "2026-11-15");
    BOOST_TEST(write_evidence({read->at(1).known.value()}) == write_evidence({*with.known}));
    BOOST_TEST(write_archive(*read) == text);
}

BOOST_AUTO_TEST_CASE(a_damaged_archive_is_no_empty_one)
{
    for (const auto* wrong :
         {R"({})",
          R"([{}])",
          R"([{"archived": "2026-11-15"}])",
          R"([{"archived": "2026-11-15", "row": {}}])",
          R"([{"archived": "2026-11-15", "row": {"model_id": "a/a"}, "evidence": {}}])",
          R"([{"archived": "2026-11-15", "row": {"model_id": "a/a"}, "more": 1}])"})
        BOOST_TEST(read_archive(wrong).has_error(), wrong);
}

BOOST_AUTO_TEST_SUITE_END()
