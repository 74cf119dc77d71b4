#include "catalog/decisions.hpp"
#include "catalog/model_fields.hpp"
#include "muster/json_text.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/test/unit_test.hpp>

#include <fstream>
#include <iterator>
#include <set>

using namespace muster;
namespace json = boost::json;

namespace {

using names = std::vector<std::string>;

json::object rows_in_schema(const std::string& name)
{
    std::ifstream in(std::string(MUSTER_SOURCE_DIR) + "/data/schema/" + name + ".schema.json");
    const auto schema = parse_json(std::string(std::istreambuf_iterator<char>(in), {}), name);
    BOOST_TEST_REQUIRE(schema.has_value(), name);
    return schema->at("items").as_object();
}

json::object properties_of(const std::string& name)
{
    return rows_in_schema(name).at("properties").as_object();
}

names names_in(const json::object& members)
{
    names out;
    for (const auto& member : members)
        out.emplace_back(member.key());
    return out;
}

names between(names before, std::span<const std::string_view> fields, const names& after)
{
    before.insert(before.end(), fields.begin(), fields.end());
    before.insert(before.end(), after.begin(), after.end());
    return before;
}

std::string type_for(const std::optional<double> pins::*) { return "number"; }
std::string type_for(const std::optional<std::uint64_t> pins::*) { return "integer"; }
std::string type_for(const std::optional<bool> pins::*) { return "boolean"; }
std::string type_for(const std::optional<std::string> pins::*) { return "string"; }

bool is_of_type(const json::object& property, const std::string& type)
{
    // One of a few words is text, too.
    return property.contains("enum") ? type == "string" : property.at("type") == json::value(type);
}

bool allows_zero(const json::object& property)
{
    const auto* least = property.if_contains("minimum");
    return least && *least == 0;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(model_fields_test)

BOOST_AUTO_TEST_CASE(the_schemas_have_the_fields_in_their_order)
{
    BOOST_TEST(
        names_in(properties_of("models")) ==
            between({"model_id"}, model_field_names, {"source", "origin"}),
        boost::test_tools::per_element()
    );
    BOOST_TEST(
        names_in(properties_of("catalog")) ==
            between({"model_id"}, pinned_field_names(), {"why", "checked"}),
        boost::test_tools::per_element()
    );
}

BOOST_AUTO_TEST_CASE(the_schemas_have_their_types)
{
    for (const std::string file : {"models", "catalog"})
        for_each_model_field([&](const auto& field) {
            const std::string name(field.about.name);
            if (file == "catalog" && !field.about.may_be_pinned)
                return;
            const auto property = properties_of(file).at(name).as_object();
            BOOST_TEST(is_of_type(property, type_for(field.pin)), file << ' ' << name);
        });
}

BOOST_AUTO_TEST_CASE(the_catalog_allows_zero_where_its_schema_does)
{
    const auto properties = properties_of("catalog");
    for (const auto name : pinned_field_names())
        BOOST_TEST(
            allows_zero(properties.at(name).as_object()) == find_model_field(name)->may_be_zero,
            name
        );
}

BOOST_AUTO_TEST_CASE(what_every_row_has_is_what_the_schema_requires)
{
    names required = {"model_id"};
    for_each_model_field([&](const auto& field) {
        const model_row empty;
        if (const std::optional value = empty.*field.value)
            required.emplace_back(field.about.name);
    });
    names in_schema;
    const auto rows = rows_in_schema("models");
    for (const auto& name : rows.at("required").as_array())
        in_schema.emplace_back(name.as_string());
    BOOST_TEST(required == in_schema, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(the_schemas_of_people_s_words_have_the_accepted_sizes)
{
    const auto sizes = names_in(to_json(accepted_size{1, 2, 3, 4}));
    for (const std::string file : {"decisions", "held_changes"})
        BOOST_TEST(
            names_in(properties_of(file).at("size").at("properties").as_object()) == sizes,
            boost::test_tools::per_element()
        );
    for (const auto& name : sizes)
        BOOST_TEST(find_model_field(name)->is_size, name);
}

BOOST_AUTO_TEST_CASE(every_field_has_words_of_its_own)
{
    std::set<std::string_view> words;
    for (const auto& field : model_field_words)
        BOOST_TEST(words.insert(field.words).second, field.name);
    BOOST_TEST(!find_model_field("model_id"));
    BOOST_TEST(find_model_field("ctx_len")->words == "context");
}

BOOST_AUTO_TEST_SUITE_END()
