#include "catalog/catalog.hpp"

#include <boost/test/unit_test.hpp>

using namespace muster;

namespace {

catalog_entry full_entry()
{
    catalog_entry entry;
    entry.model_id = "Qwen/Qwen3-30B-A3B";
    entry.pinned.params_b = 30.532;
    entry.pinned.layers = 48;
    entry.pinned.hidden = 2048;
    entry.pinned.moe_active_ratio = 0.11;
    entry.pinned.ctx_len = 40'960;
    entry.pinned.params = 30'532'122'624;
    entry.pinned.active_params = 3'353'000'000;
    entry.pinned.kv_heads = 4;
    entry.pinned.head_dim = 128;
    entry.pinned.attention = "gqa";
    entry.pinned.kv_bytes_per_token = 98'304;
    entry.pinned.kv_bytes_fixed = 1;
    entry.pinned.dtype = "bfloat16";
    entry.pinned.license = "apache-2.0";
    entry.why = "measured";
    entry.checked = "2026-03-01";
    return entry;
}

catalog_entry named(std::string id, double params_b)
{
    catalog_entry entry;
    entry.model_id = std::move(id);
    entry.pinned.params_b = params_b;
    return entry;
}

/// What is wrong with an entry that has these members.
std::string fault_of_entry(const std::string& members)
{
    const auto read = read_catalog(R"([{"model_id": "a/b", )" + members + "}]", "c.json");
    return read.has_error() ? read.error().where : "";
}

}  // namespace

BOOST_AUTO_TEST_SUITE(catalog_test)

BOOST_AUTO_TEST_CASE(every_field_is_read_back)
{
    const std::vector entries = {full_entry(), named("z/z", 1)};

    const auto read = read_catalog(write_catalog(entries));

    BOOST_TEST_REQUIRE(read.has_value());
    BOOST_TEST((*read == entries));
}

BOOST_AUTO_TEST_CASE(absent_values_are_left_out_and_entries_sorted)
{
    BOOST_TEST(write_catalog({named("b/b", 7), named("a/a", 0.5)}) == R"([
  {
    "model_id": "a/a",
    "params_b": 0.5
  },
  {
    "model_id": "b/b",
    "params_b": 7
  }
]
)");
}

BOOST_AUTO_TEST_CASE(values_that_cannot_be_are_refused)
{
    const std::string unknown = " is 0: leave it out when it is not known";

    for (const std::string field :
         {"layers", "hidden", "ctx_len", "params", "active_params", "head_dim"})
        BOOST_TEST(fault_of_entry('"' + field + "\": 0") == "c.json: [0]." + field + unknown);
    for (const std::string value : {"0", "-1"})
        BOOST_TEST(
            fault_of_entry("\"params_b\": " + value) ==
            "c.json: [0].params_b is not positive: leave it out when it is not known"
        );
    for (const std::string value : {"-0.1", "1.1"})
        BOOST_TEST(
            fault_of_entry("\"moe_active_ratio\": " + value) ==
            "c.json: [0].moe_active_ratio is not between 0 and 1"
        );
}

BOOST_AUTO_TEST_CASE(a_dense_model_may_have_the_ratio_zero)
{
    BOOST_TEST(fault_of_entry("\"moe_active_ratio\": 0").empty());
    BOOST_TEST(fault_of_entry("\"moe_active_ratio\": 1").empty());
}

BOOST_AUTO_TEST_CASE(values_of_the_wrong_type_are_refused)
{
    BOOST_TEST(
        fault_of_entry(R"("attention": "xxx")") ==
        "c.json: [0].attention is none of mha, mqa, gqa, mla, hybrid, none"
    );
    BOOST_TEST(fault_of_entry(R"("attention": "mla")").empty());
    BOOST_TEST(
        fault_of_entry(R"("params_b": 1e300)") ==
        "c.json: [0].params_b is more than a million billions"
    );
    BOOST_TEST(fault_of_entry(R"("params_b": "8B")") == "c.json: [0].params_b is not a number");
    BOOST_TEST(fault_of_entry(R"("layers": 1.5)") == "c.json: [0].layers is not a whole number");
    BOOST_TEST(fault_of_entry(R"("layers": -1)") == "c.json: [0].layers is not a whole number");
    BOOST_TEST(fault_of_entry(R"("dtype": 16)") == "c.json: [0].dtype is not text");
    BOOST_TEST(fault_of_entry(R"("why": [])") == "c.json: [0].why is not text");
}

BOOST_AUTO_TEST_CASE(a_misspelt_member_is_refused)
{
    BOOST_TEST(fault_of_entry(R"("layer": 3)") == "c.json: [0].layer is not known here");
}

BOOST_AUTO_TEST_CASE(ids_are_checked_and_stand_once)
{
    BOOST_TEST(
        read_catalog(R"([{"layers": 3}])").error().where ==
        "catalog.json: [0].model_id is missing or empty"
    );
    BOOST_TEST(read_catalog(R"([{"model_id": "a/b/c"}])")
                   .error()
                   .where.starts_with("catalog.json: [0].model_id is not a model id"));
    BOOST_TEST(
        read_catalog(R"([{"model_id": "a/b"}, {"model_id": "A/b"}])").error().where ==
        "catalog.json: [1].model_id names a model that an earlier entry names already"
    );
}

BOOST_AUTO_TEST_CASE(what_is_no_list_is_refused)
{
    BOOST_TEST(read_catalog("{}").error().where == "catalog.json: not a JSON list");
    BOOST_TEST(read_catalog("nonsense").error().code == make_error_code(errc::not_json));
    BOOST_TEST(read_catalog("").has_error());
}

BOOST_AUTO_TEST_CASE(an_import_adds_what_is_new_and_keeps_ours)
{
    const auto out = import_catalog({named("a/B", 1)}, {named("A/b", 2), named("c/d", 3)});

    BOOST_TEST((out.entries == std::vector{named("a/B", 1), named("c/d", 3)}));
    BOOST_TEST(out.added == std::vector<std::string>{"c/d"});
    BOOST_TEST(out.kept == std::vector<std::string>{"A/b"});
}

BOOST_AUTO_TEST_CASE(importing_twice_changes_nothing)
{
    const auto once = import_catalog({}, {named("a/b", 1)}).entries;

    BOOST_TEST((import_catalog(once, {named("a/b", 1)}).entries == once));
}

BOOST_AUTO_TEST_SUITE_END()
