#include "catalog/catalog_care.hpp"

#include <boost/test/unit_test.hpp>

using namespace muster;
using strings = std::vector<std::string>;

namespace {

catalog_entry entry_of(const std::string& id, const strings& pins = {})
{
    auto made = make_catalog_entry(id, pins);
    BOOST_TEST_REQUIRE(made.has_value(), made.error().where);
    return std::move(*made);
}

std::string refusal_of(const strings& pins)
{
    const auto made = make_catalog_entry("a/b", pins);
    BOOST_TEST(made.error().code == make_error_code(errc::bad_value));
    return made.error().where;
}

std::string added(const std::string& text, const catalog_entry& entry)
{
    auto done = add_to_catalog(text, entry);
    BOOST_TEST_REQUIRE(done.has_value(), done.error().where);
    return *done;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(catalog_care_test)

BOOST_AUTO_TEST_CASE(nothing_is_wrong_with_what_muster_writes)
{
    const auto text = write_catalog({entry_of("b/x", {"layers=36"}), entry_of("A/y")});

    BOOST_TEST(check_catalog(text).empty());
    BOOST_TEST(check_catalog("[]").empty());
}

BOOST_AUTO_TEST_CASE(everything_that_is_wrong_is_told_at_once)
{
    const auto faults = check_catalog(R"([
        {"model_id": "b/x", "layers": 0}, {"model_id": "a/y", "checked": "yesterday"},
        {"model_id": "B/X"}, 7, {"model_id": "c/z", "layer": 3}, {"layers": 3}])");

    BOOST_TEST(
        faults == (strings{
                      "catalog.json: [0].layers is 0: leave it out when it is not known",
                      "catalog.json: [1].checked is not a date like 2026-03-01",
                      "catalog.json: [1] a/y comes after b/x: entries are sorted by model_id",
                      "catalog.json: [2] names B/X, as [0] does: keep one of them",
                      "catalog.json: [3] is not an object",
                      "catalog.json: [4].layer is not known here",
                      "catalog.json: [5].model_id is missing or empty"})
    );
}

BOOST_AUTO_TEST_CASE(one_entry_in_the_wrong_place_is_one_fault)
{
    for (const auto* const after : {"zz/z", "b/b"})
        BOOST_TEST(
            check_catalog(
                R"([{"model_id": "z/z"}, {"model_id": "a/a"}, {"model_id": ")" +
                std::string(after) + "\"}]"
            )
                    .size() == 1u,
            after
        );
}

BOOST_AUTO_TEST_CASE(what_is_no_catalog_is_one_fault)
{
    BOOST_TEST(check_catalog("{}") == strings{"catalog.json: not a JSON list"});
    BOOST_TEST(check_catalog("[{]").size() == 1u);
    BOOST_TEST(
        check_catalog(R"([{"model_id": "a/b", "layers": 1, "layers": 2}])") ==
        strings{"catalog.json: an entry has two members of one name"}
    );
}

BOOST_AUTO_TEST_CASE(pins_take_the_type_of_their_field)
{
    const auto entry = entry_of(
        "Qwen/Qwen3-8B", {"layers=36", "params_b=8.19", "attention=gqa", "license=apache-2.0"}
    );

    BOOST_TEST(entry.model_id == "Qwen/Qwen3-8B");
    BOOST_TEST(entry.pinned.layers.value() == 36u);
    BOOST_TEST(entry.pinned.params_b.value() == 8.19);
    BOOST_TEST(entry.pinned.attention.value() == "gqa");
    BOOST_TEST(entry.pinned.license.value() == "apache-2.0");
}

BOOST_AUTO_TEST_CASE(pins_that_cannot_be_are_refused)
{
    BOOST_TEST(refusal_of({"layers"}) == "expects FIELD=VALUE, not \"layers\"");
    BOOST_TEST(refusal_of({"=36"}) == "expects FIELD=VALUE, not \"=36\"");
    BOOST_TEST(refusal_of({"layers="}) == "expects FIELD=VALUE, not \"layers=\"");
    BOOST_TEST(refusal_of({"layers=36", "layers=37"}) == "layers is given already");
    BOOST_TEST(refusal_of({"why=x"}) == "why is not a field that can be pinned");
    BOOST_TEST(refusal_of({"model_id=c/d"}) == "model_id is given already");
    BOOST_TEST(refusal_of({"layer=3"}) == "the entry.layer is not known here");
    BOOST_TEST(refusal_of({"layers=many"}) == "the entry.layers is not a whole number");
    BOOST_TEST(
        refusal_of({"hidden=0"}) == "the entry.hidden is 0: leave it out when it is not known"
    );
    BOOST_TEST(make_catalog_entry("a/b/c", {}).has_error());
}

BOOST_AUTO_TEST_CASE(an_entry_takes_its_place_by_id)
{
    const auto a = entry_of("a/a", {"layers=1"});
    const auto b = entry_of("b/b", {"layers=2"});
    const auto c = entry_of("c/c", {"layers=3"});

    BOOST_TEST(added(write_catalog({b, c}), a) == write_catalog({a, b, c}));
    BOOST_TEST(added(write_catalog({a, c}), b) == write_catalog({a, b, c}));
    BOOST_TEST(added(write_catalog({a, b}), c) == write_catalog({a, b, c}));
    BOOST_TEST(added("[]", c) == write_catalog({c}));
}

BOOST_AUTO_TEST_CASE(the_rest_of_the_file_stays_as_a_person_left_it)
{
    const std::string mine = "[\n    {\"model_id\": \"a/a\",  \"why\": \"say \\\"]}\\\"\"},\n\n"
                             "    {\"model_id\": \"c/c\"}\n]";

    BOOST_TEST(
        added(mine, entry_of("b/b", {"layers=2"})) ==
        "[\n    {\"model_id\": \"a/a\",  \"why\": \"say \\\"]}\\\"\"},\n\n"
        "    {\n      \"model_id\": \"b/b\",\n      \"layers\": 2\n    },\n"
        "    {\"model_id\": \"c/c\"}\n]"
    );
    BOOST_TEST(
        added("[{\"model_id\": \"z/z\"}, {\"model_id\": \"a/a\"}]\n", entry_of("b/b")) ==
        "[{\"model_id\": \"z/z\"}, {\"model_id\": \"a/a\"},\n{\n  \"model_id\": \"b/b\"\n}]\n"
    );
}

BOOST_AUTO_TEST_CASE(a_model_has_one_entry)
{
    const auto twice = add_to_catalog(write_catalog({entry_of("a/B")}), entry_of("A/b"));

    BOOST_TEST(twice.error().code == make_error_code(errc::bad_value));
    BOOST_TEST(twice.error().where == "a/B has an entry in catalog.json already");
    BOOST_TEST(add_to_catalog("[{\"layers\": 3}]", entry_of("a/b")).has_error());
}

BOOST_AUTO_TEST_SUITE_END()
