#include "json/member_reader.hpp"
#include "muster/json_text.hpp"

#include <boost/json/parse.hpp>
#include <boost/test/unit_test.hpp>

using namespace muster;
namespace json = boost::json;

namespace {

const json::value everything = json::parse(R"({
    "text": "words", "number": 1.5, "count": 7, "yes": true, "texts": ["b", "a"],
    "mixed": ["a", 1], "object": {"in": 1}, "nothing": null, "negative": -1, "empty": ""
})");

/// Each read of a member of the wrong type, by itself.
template <class Read>
std::string fault_of(Read read)
{
    member_reader members(everything, "file.json: [3]");
    read(members);
    return members.first_fault();
}

}  // namespace

BOOST_AUTO_TEST_SUITE(member_reader_test)

BOOST_AUTO_TEST_CASE(members_are_read_by_their_type)
{
    member_reader members(everything, "x:");

    BOOST_TEST(members.text("text").value() == "words");
    BOOST_TEST(members.number("number").value() == 1.5);
    BOOST_TEST(members.number("count").value() == 7.0);
    BOOST_TEST(members.count("count").value() == 7u);
    BOOST_TEST(members.yes_no("yes").value());
    BOOST_TEST(members.texts("texts") == (std::vector<std::string>{"b", "a"}));
    BOOST_TEST(members.list("mixed")->size() == 2u);
    BOOST_TEST(members.object("object")->contains("in"));
    BOOST_TEST(members.ok());
}

BOOST_AUTO_TEST_CASE(absent_and_null_members_are_empty_and_no_fault)
{
    member_reader members(everything, "x:");
    for (const auto* key : {"nothing", "absent"})
    {
        BOOST_TEST(!members.text(key));
        BOOST_TEST(!members.number(key));
        BOOST_TEST(!members.count(key));
        BOOST_TEST(!members.yes_no(key));
        BOOST_TEST(members.texts(key).empty());
        BOOST_TEST((members.list(key) == nullptr));
        BOOST_TEST((members.object(key) == nullptr));
    }

    BOOST_TEST(members.ok());
}

BOOST_AUTO_TEST_CASE(a_wrong_type_is_named_with_its_place)
{
    using reader = member_reader;
    BOOST_TEST(fault_of([](reader& m) { m.text("count"); }) == "file.json: [3].count is not text");
    BOOST_TEST(fault_of([](reader& m) {
                   m.number("text");
               }) == "file.json: [3].text is not a number");
    BOOST_TEST(fault_of([](reader& m) {
                   m.count("number");
               }) == "file.json: [3].number is not a whole number");
    BOOST_TEST(fault_of([](reader& m) {
                   m.count("negative");
               }) == "file.json: [3].negative is not a whole number");
    BOOST_TEST(fault_of([](reader& m) {
                   m.yes_no("count");
               }) == "file.json: [3].count is neither true nor false");
    BOOST_TEST(fault_of([](reader& m) {
                   m.texts("mixed");
               }) == "file.json: [3].mixed holds something that is not text");
    BOOST_TEST(fault_of([](reader& m) { m.list("text"); }) == "file.json: [3].text is not a list");
    BOOST_TEST(fault_of([](reader& m) {
                   m.object("text");
               }) == "file.json: [3].text is not an object");
}

BOOST_AUTO_TEST_CASE(the_first_fault_is_kept)
{
    const auto fault = fault_of([](member_reader& members) {
        members.text("count");
        members.count("text");
    });

    BOOST_TEST(fault == "file.json: [3].count is not text");
}

BOOST_AUTO_TEST_CASE(required_text_must_be_there_and_not_empty)
{
    for (const auto* key : {"absent", "nothing", "empty"})
        BOOST_TEST(fault_of([key](member_reader& members) {
                       members.required_text(key);
                   }) == "file.json: [3]." + std::string(key) + " is missing or empty");
}

BOOST_AUTO_TEST_CASE(members_that_are_not_allowed_are_named)
{
    const json::value value = {{"a", 1}, {"b", 2}};
    member_reader members(value, "x:");
    members.allow_only({"a", "c"});

    BOOST_TEST(members.first_fault() == "x: b is not known here");
}

BOOST_AUTO_TEST_CASE(what_is_no_object_has_no_members_and_one_fault)
{
    const json::value value = 7;
    member_reader members(value, "x: [0]");
    members.allow_only({});

    BOOST_TEST(!members.text("a"));
    BOOST_TEST(members.first_fault() == "x: [0] is not an object");
    BOOST_TEST(members.to_failure().code == make_error_code(errc::wrong_shape));
}

BOOST_AUTO_TEST_CASE(a_list_is_read_to_the_first_fault)
{
    std::size_t read = 0;
    const auto done = read_list(R"([{"a": "x"}, {"a": 1}, {}])", "file.json", [&](auto& members) {
        ++read;
        members.text("a");
        return result<void>();
    });

    BOOST_TEST(read == 2u);
    BOOST_TEST(done.error().where == "file.json: [1].a is not text");
}

BOOST_AUTO_TEST_CASE(what_is_no_list_is_refused)
{
    const auto none = [](member_reader&) { return result<void>(); };

    BOOST_TEST(read_list("{}", "x", none).error().where == "x: not a JSON list");
    BOOST_TEST(read_list("[", "x", none).error().code == make_error_code(errc::not_json));
    BOOST_TEST(read_list("[]", "x", none).has_value());
}

BOOST_AUTO_TEST_CASE(what_is_inside_has_its_place_and_its_first_fault_is_one_of_the_whole)
{
    const auto value = json::parse(R"({"in": {"n": 1}, "list": [{"n": 1}, {"n": "x"}, 7]})");
    std::vector<std::uint64_t> read;
    const auto take = [&read](member_reader& one) { read.push_back(one.count("n").value_or(0)); };
    member_reader members(value, "file.json:");

    members.inside("absent", take);
    members.each("absent", take);
    members.inside("in", take);
    BOOST_TEST(members.ok());
    members.each("list", take);
    BOOST_TEST(read == (std::vector<std::uint64_t>{1, 1, 0}));
    BOOST_TEST(members.first_fault() == "file.json: list[1].n is not a whole number");

    member_reader other(value, "file.json: [3]");
    other.inside("list", take);
    BOOST_TEST(other.first_fault() == "file.json: [3].list is not an object");
}

BOOST_AUTO_TEST_SUITE_END()
