#include "catalog/evidence_book.hpp"
#include "size/facts/evidence_file.hpp"
#include "support/written.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <string>
#include <vector>

using namespace muster;

namespace {

evidence known(const std::string& id, std::uint64_t total = 7)
{
    evidence one;
    one.model_id = id;
    one.info = ask_state::present;
    one.checked = "2026-11-01T00:00:00Z";
    one.license = "mit";
    one.total = total;
    one.stored = {{"BF16", total}};
    one.config = boost::json::object{{"model_type", "llama"}, {"layers", {1, 2}}};
    one.config_state = ask_state::present;
    return one;
}

evidence_book book_of(const std::string& text)
{
    auto book = evidence_book::read(long_list(text, "e.json"));
    BOOST_TEST_REQUIRE(book.has_value(), book.error().where);
    return std::move(*book);
}

std::string written(const evidence_book& book, bool is_shipped = false)
{
    return test::all_of(book.to_text(is_shipped));
}

}  // namespace

BOOST_AUTO_TEST_SUITE(evidence_book_test)

BOOST_AUTO_TEST_CASE(what_is_in_a_file_is_found_by_any_spelling)
{
    auto renamed = known("c/d", 9);
    renamed.renamed_to = "e/F";
    renamed.commit = "0123";
    const auto book = book_of(write_evidence({known("A/b"), renamed}));

    BOOST_TEST(book.size() == 2u);
    BOOST_TEST(book.at("a/B").total.value() == 7u);
    BOOST_TEST(evidence_text(book.at("c/d")) == evidence_text(renamed));
    BOOST_TEST(!book.find("e/f"));
    BOOST_CHECK_THROW(book.at("e/f"), std::out_of_range);
    const auto about = book.look_up("C/D").value();
    BOOST_TEST(about.model_id == "c/d");
    BOOST_TEST(about.renamed_to == "e/F");
    BOOST_TEST(about.license == "mit");
    BOOST_TEST(about.is_present);
    BOOST_TEST(about.commit_hash == commit_hash("0123"));
    BOOST_TEST(book.look_up("a/b").value().commit_hash == 0u);
    std::vector<std::string> names;
    book.for_each_renamed([&names](const auto& one) { names.emplace_back(one.renamed_to); });
    BOOST_TEST(names == std::vector<std::string>{"e/F"});
}

BOOST_AUTO_TEST_CASE(of_two_spellings_the_first_counts)
{
    auto second = known("a/B", 9);
    std::string text = "[" + evidence_text(known("A/b")) + ", " + evidence_text(second) + "]";
    const auto book = book_of(text);
    BOOST_TEST(book.size() == 1u);
    BOOST_TEST(book.at("a/b").total.value() == 7u);
}

BOOST_AUTO_TEST_CASE(a_copy_is_changed_alone)
{
    const auto book = book_of(write_evidence({known("a/a"), known("b/b"), known("c/c")}));
    auto copy = book;
    copy.put(known("A/A", 10));
    copy.add(known("b/B", 11));
    copy.add(known("d/d", 12));
    copy.erase("c/c");
    copy.erase("x/x");

    BOOST_TEST(copy.size() == 3u);
    BOOST_TEST(copy.at("a/a").total.value() == 10u);
    BOOST_TEST(copy.at("b/b").total.value() == 7u);
    BOOST_TEST(copy.at("D/d").total.value() == 12u);
    BOOST_TEST(!copy.contains("c/c"));
    BOOST_TEST(!copy.look_up("c/c"));
    BOOST_TEST(written(copy) == write_evidence({known("A/A", 10), known("b/b"), known("d/d", 12)}));
    std::vector<std::string> ids;
    for (const auto& [id, one] : copy)
        ids.push_back(id + ' ' + one.model_id);
    BOOST_TEST(ids == (std::vector<std::string>{"a/a A/A", "b/b b/b", "d/d d/d"}));
    BOOST_TEST(book.at("a/a").total.value() == 7u);
    BOOST_TEST(written(book) == write_evidence({known("a/a"), known("b/b"), known("c/c")}));
}

BOOST_AUTO_TEST_CASE(many_large_elements_take_no_more_memory_than_one)
{
    auto large = known("a/large");
    large.config = boost::json::object{{"rope", std::string(50'000, 'x')}};
    const auto book = book_of(write_evidence({large}));
    for (int i = 0; i < 100; ++i)
        BOOST_TEST_REQUIRE(book.at("a/large").config.members().contains("rope"));
}

// People and older versions lay out files differently.
BOOST_AUTO_TEST_CASE(its_text_is_that_of_the_file_however_it_was_laid_out)
{
    std::vector<evidence> all;
    for (int i = 2000; i > 0; --i)
        all.push_back(known("a/" + std::to_string(i), static_cast<std::uint64_t>(i)));
    const auto text = write_evidence(all);
    auto on_one_line = text;
    std::erase(on_one_line, '\n');
    BOOST_TEST((written(book_of(text)) == text));
    BOOST_TEST((written(book_of(on_one_line)) == text));

    auto book = book_of(text);
    const auto one = evidence_text(book.at("a/7"));
    BOOST_TEST(book.find_filed("A/7").value().text == one);
    BOOST_TEST(evidence_text(evidence_book::evidence_in(one)) == one);
    BOOST_TEST(!book.find_filed("b/7"));
    BOOST_TEST(book_of(on_one_line).find_filed("a/7").value().text != one);
    for (const auto& each : all)
        book.note_text_at(book.find_filed(each.model_id).value().place);
    BOOST_TEST((written(book) == text));
    book.put(known("a/7", 8));
    BOOST_TEST(!book.find_filed("a/7"));
    BOOST_TEST((written(book) != text));
}

BOOST_AUTO_TEST_CASE(what_ships_has_no_negative_answers)
{
    auto gone = known("a/gone");
    gone = {.model_id = "a/gone", .info = ask_state::absent};
    auto unread = known("b/b");
    unread.config_state = ask_state::unreadable;
    const auto text = write_evidence({gone, known("a/there"), unread});
    auto book = book_of(text);
    for (const auto* id : {"a/gone", "a/there", "b/b"})
        book.note_text_at(book.find_filed(id).value().place);

    BOOST_TEST(written(book) == text);
    BOOST_TEST(written(book, true) == without_negative_answers(text));
    BOOST_TEST(book.look_up("a/gone").value().has_negative);
    BOOST_TEST(!book.look_up("a/there").value().has_negative);
}

BOOST_AUTO_TEST_CASE(one_of_which_nothing_is_known_is_not_written)
{
    evidence nothing;
    nothing.model_id = "a/b";
    nothing.checked = "2026-11-01T00:00:00Z";
    const auto book = book_of(write_evidence({nothing}));
    BOOST_TEST(book.contains("a/b"));
    BOOST_TEST(!book.look_up("a/b").value().says_anything);
    BOOST_TEST(written(book) == "[]\n");
}

BOOST_AUTO_TEST_CASE(what_no_file_has_stays_until_the_end_of_the_run)
{
    auto one = known("a/b");
    one.is_private = true;
    one.headers = ask_state::failed;
    one.shards = {{"model.safetensors"}};
    evidence_book book;
    book.put(one);
    BOOST_TEST(book.at("a/b").is_private);
    BOOST_TEST((book.at("a/b").headers == ask_state::failed));
    BOOST_TEST(book.at("a/b").shards.size() == 1u);
    BOOST_TEST(written(book) == write_evidence({known("a/b")}));
}

BOOST_AUTO_TEST_CASE(what_is_wrong_is_said_as_of_a_small_file)
{
    for (const std::string text :
         {"{}",
          "",
          "[",
          "[1]",
          "[{]",
          R"([{"model_id": "a/b"},])",
          R"([{"model_id": "a/b"}] x)",
          R"([{"model_id": "a/b"}, {"model_id": "c/d", "total": "7"}])",
          "[{\"model_id\": \"a/b\"},\n {\"model_id\": \"c/d\", \"info\": \"new word\"}]"})
    {
        const auto book = evidence_book::read(long_list(text, "e.json"));
        const auto plain = read_evidence(text, "e.json");
        BOOST_TEST_REQUIRE((book.has_error() && plain.has_error()), text);
        BOOST_TEST(book.error().where == plain.error().where);
        BOOST_TEST(book.error().code == plain.error().code);
    }
}

BOOST_AUTO_TEST_SUITE_END()
