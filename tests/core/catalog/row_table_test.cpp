#include "catalog/row_table.hpp"
#include "support/written.hpp"

#include <boost/test/unit_test.hpp>

#include <string>
#include <utility>

using namespace muster;
using test::all_of;

namespace {

model_row row(const std::string& id)
{
    model_row out;
    out.model_id = id;
    out.params_b = 0.0123;
    out.layers = 300;
    out.hidden = 0;
    out.moe_active_ratio = 1.0 / 3;
    return out;
}

model_row full_row(const std::string& id)
{
    auto out = row(id);
    out.ctx_len = 131'072;
    out.params = 18'446'744'073'709'551'615U;
    out.exact = false;
    out.kv_heads = 0;
    out.attention = "gqa";
    out.license = "a \"licence\"\n";
    out.retires = "2026-12-01";
    out.source = "hub+openrouter_index";
    out.origin = {{"params_b", "pin"}, {"layers", "config.json formula"}};
    return out;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(row_table_test)

BOOST_AUTO_TEST_CASE(rows_come_back_as_they_were)
{
    const std::vector<model_row> rows = {full_row("b/x"), row("a/x"), full_row("c/x")};
    const row_table table(rows);
    BOOST_TEST_REQUIRE(table.size() == 3u);
    for (std::size_t i = 0; i < rows.size(); ++i)
    {
        BOOST_TEST((table[i] == rows[i]));
        BOOST_TEST(table.id_at(i) == rows[i].model_id);
    }
    BOOST_CHECK_THROW(table.at(3), std::out_of_range);
}

BOOST_AUTO_TEST_CASE(the_text_is_that_of_models_json)
{
    BOOST_TEST(all_of(row_table().to_text()) == write_models({}));
    std::vector<model_row> rows;
    // More than a part.
    for (int i = 1000; i < 4000; ++i)
        rows.push_back(i % 3 == 0 ? row(std::to_string(i)) : full_row(std::to_string(i)));
    BOOST_TEST((all_of(row_table(rows).to_text()) == write_models(rows)));
    const auto back = read_row_table(long_list(all_of(row_table(rows).to_text()), "m.json"));
    BOOST_TEST_REQUIRE(back.has_value());
    BOOST_TEST((all_of(back->to_text()) == all_of(row_table(rows).to_text())));
}

BOOST_AUTO_TEST_CASE(a_draft_is_packed_where_the_table_has_its_texts)
{
    row_table table;
    auto first = table.prepare(full_row("a/x"));
    BOOST_TEST(first.packed.empty());
    table.push_back(std::move(first));
    auto second = table.prepare(full_row("b/x"));
    BOOST_TEST(!second.packed.empty());
    table.push_back(std::move(second));
    BOOST_TEST((table[0] == full_row("a/x")));
    BOOST_TEST((table[1] == full_row("b/x")));
    BOOST_TEST(table.is_same(1, row_table{full_row("b/x")}, 0));
}

BOOST_AUTO_TEST_CASE(numbers_are_those_of_the_row)
{
    const auto numbers = row_table{full_row("a/x")}.numbers_at(0);
    auto expected = row("");
    expected.ctx_len = 131'072;
    expected.params = 18'446'744'073'709'551'615U;
    expected.exact = false;
    expected.kv_heads = 0;
    BOOST_TEST((numbers == expected));
}

BOOST_AUTO_TEST_CASE(the_text_is_of_the_rows_of_then)
{
    row_table rows = {row("a/x")};
    const auto text = rows.to_text();
    rows.push_back(row("b/x"));
    BOOST_TEST(text.make(0) == write_models({row("a/x")}));
}

BOOST_AUTO_TEST_CASE(it_is_sorted_by_bytes)
{
    row_table rows = {row("b/x"), row("B/x"), row("a/x"), full_row("b/x")};
    rows.sort();
    BOOST_TEST(rows.id_at(0) == "B/x");
    BOOST_TEST(rows.id_at(1) == "a/x");
    BOOST_TEST((rows[2] == row("b/x")));
    BOOST_TEST((rows[3] == full_row("b/x")));
}

BOOST_AUTO_TEST_CASE(rows_are_equal_in_one_memory_and_in_two)
{
    const row_table rows = {full_row("a/x"), row("a/x")};
    auto sibling = rows.sibling();
    sibling.push_back(full_row("a/x"));
    sibling.push_back(rows, 1);
    const row_table other = {full_row("a/x"), row("a/x")};
    auto moved = full_row("a/x");
    moved.origin["layers"] = "pin";
    sibling.push_back(moved);
    for (const auto& table : {std::as_const(sibling), other})
        for (std::size_t i = 0; i < 2; ++i)
        {
            BOOST_TEST(rows.is_same(i, table, i));
            BOOST_TEST(!rows.is_same(i, table, 1 - i));
        }
    BOOST_TEST(!rows.is_same(0, sibling, 2));
    BOOST_TEST(sibling.size() == 3u);
    BOOST_TEST(rows.size() == 2u);
}

BOOST_AUTO_TEST_CASE(a_row_that_nobody_lists_is_marked)
{
    auto unlisted = row("a/x");
    unlisted.unlisted_since = "2026-11-01";
    auto gone = row("b/x");
    gone.gone_since = "2026-11-01";
    const row_table rows = {unlisted, gone, full_row("c/x")};
    BOOST_TEST(rows.is_marked(0));
    BOOST_TEST(rows.is_marked(1));
    BOOST_TEST(!rows.is_marked(2));
}

BOOST_AUTO_TEST_SUITE_END()
