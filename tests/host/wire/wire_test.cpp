#include "support/packed_models.hpp"
#include "wire/batch_view.hpp"
#include "wire/frame.hpp"
#include "wire/items.hpp"
#include "wire/request.hpp"
#include "wire/response.hpp"
#include "wire/walls.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <array>
#include <random>

using namespace muster;
using test::owned;

namespace {

std::string payload_of_all_kinds()
{
    static const std::array<muster_text, 2> tags = {text_of("x"), text_of("")};
    static const std::array<muster_dtype_count, 1> dtypes = {{{text_of("BF16"), 7}}};
    muster_record record = {};
    record.present = MUSTER_HAS_GGUF_TOTAL | 0xFF00U;
    record.model_id = text_of("a/b");
    record.gguf_total = 5;
    record.tags = tags.data();
    record.tag_count = tags.size();
    record.safetensors = dtypes.data();
    record.safetensors_count = dtypes.size();
    std::string payload;
    wire::append_item(payload, record);
    wire::append_item(payload, muster_rejection{text_of("[1]"), text_of("no id")});
    wire::append_item(payload, text_of("https://example.org/2"));
    wire::append_item(payload, listing_facts{2, 500U, true, "2026-10-12"});
    wire::append_item(payload, listing_facts{1, {}, false, "2026-10"});
    return payload;
}

result<page_reading> read(std::string_view payload)
{
    reading_budget budget;
    page_reading reading;
    const auto done = wire::read_items(payload, budget, reading);
    if (done.has_error())
        return done.error();
    return reading;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(wire_test)

BOOST_AUTO_TEST_CASE(what_was_delivered_is_what_is_read)
{
    const auto reading = read(payload_of_all_kinds());

    BOOST_TEST_REQUIRE(reading.has_value());
    BOOST_TEST_REQUIRE(reading->models.size() == 1u);
    const auto model = owned(reading->models).at(0);
    BOOST_TEST(model.model_id == "a/b");
    BOOST_TEST((model.tags == std::vector<std::string>{"x", ""}));
    BOOST_TEST(!model.popularity);
    BOOST_TEST(model.facts.gguf_total.value() == 5u);
    BOOST_TEST(model.facts.safetensors.at(0).second == 7u);
    BOOST_TEST((reading->rejected == std::vector<rejection>{{"[1]", "no id"}}));
    BOOST_TEST(reading->follow.at(0) == "https://example.org/2");
    BOOST_TEST((reading->facts == listing_facts{3, 500U, true, "2026-10-12"}));
}

BOOST_AUTO_TEST_CASE(records_of_many_frames_outlive_the_frames_and_a_move)
{
    reading_budget budget;
    page_reading reading;
    for (int i = 0; i < 100; ++i)
    {
        auto payload = payload_of_all_kinds();
        BOOST_TEST_REQUIRE(wire::read_items(payload, budget, reading).has_value());
        std::fill(payload.begin(), payload.end(), '?');
    }
    const auto moved = std::move(reading);

    BOOST_TEST_REQUIRE(moved.models.size() == 100u);
    const auto models = owned(moved.models);
    BOOST_TEST((models.front() == models.back()));
    BOOST_TEST(models.front().model_id == "a/b");
    BOOST_TEST((models.front().tags == std::vector<std::string>{"x", ""}));
}

BOOST_AUTO_TEST_CASE(what_is_no_date_does_not_cross)
{
    std::string payload;
    wire::append_item(payload, listing_facts{0, {}, false, "\x1b[2J soon"});
    BOOST_TEST(read(payload)->facts.content_date.empty());
}

BOOST_AUTO_TEST_CASE(items_cut_anywhere_are_refused_or_fewer)
{
    const auto whole = payload_of_all_kinds();
    for (std::size_t size = 1; size < whole.size(); ++size)
    {
        const auto reading = read(std::string_view(whole).substr(0, size));
        if (reading.has_value())
            BOOST_TEST(reading->facts.skipped < 3u);
        else
            BOOST_TEST(reading.error().where.starts_with("protocol-error: "));
    }
}

BOOST_AUTO_TEST_CASE(mutated_payloads_never_do_more_than_fail)
{
    const auto whole = payload_of_all_kinds();
    std::mt19937 random(1);
    for (int i = 0; i < 20000; ++i)
    {
        auto bytes = whole;
        for (auto count = 1 + random() % 4; count > 0; --count)
            bytes[random() % bytes.size()] = static_cast<char>(random());
        const auto reading = read(bytes);
        if (reading.has_error())
            BOOST_TEST(!reading.error().where.empty());
        static_cast<void>(wire::read_page_request(bytes));
        static_cast<void>(wire::read_start_request(bytes));
        static_cast<void>(wire::read_trailer(bytes));
        static_cast<void>(wire::read_described(bytes));
        static_cast<void>(wire::read_walls(bytes));
    }
}

BOOST_AUTO_TEST_CASE(a_count_that_cannot_be_makes_no_room)
{
    auto bytes = payload_of_all_kinds();
    const std::uint32_t many = 0xFFFFFFFFU;
    const auto tag_count = 1 + 5 * 4 + 3 + 4 + 3 * 8;
    bytes.replace(tag_count, sizeof many, reinterpret_cast<const char*>(&many), sizeof many);

    BOOST_TEST(read(bytes).has_error());
}

BOOST_AUTO_TEST_CASE(a_question_comes_over_with_the_body_as_it_is)
{
    const fetched_page page{"https://x", "text/plain", "b\0dy", "next", 7U};
    const option_values options = {{"limit", "5"}, {"empty", ""}};
    const auto payload = wire::encode_page_head(page, options) + page.body;
    const auto asked = wire::read_page_request(payload);

    BOOST_TEST_REQUIRE(asked.has_value());
    BOOST_TEST_REQUIRE(asked->options.size() == 2u);
    BOOST_TEST(view(asked->options[0].value) == "5");
    BOOST_TEST(view(asked->page.body) == page.body);
    BOOST_TEST(view(asked->page.next) == "next");
    BOOST_TEST(asked->page.total == 7u);
    BOOST_TEST(asked->page.present == MUSTER_HAS_TOTAL);
    BOOST_TEST(wire::read_start_request(payload).has_error());
}

BOOST_AUTO_TEST_CASE(a_last_word_keeps_the_failure)
{
    const wire::trailer word{7, {errc::wrong_shape, "not a list"}};
    const auto read = wire::read_trailer(wire::encode(word));

    BOOST_TEST_REQUIRE(read.has_value());
    BOOST_TEST(read->items_bytes == 7u);
    BOOST_TEST(read->outcome.code == make_error_code(errc::wrong_shape));
    BOOST_TEST(read->outcome.where == "not a list");
}

BOOST_AUTO_TEST_CASE(walls_come_as_they_were_sent)
{
    walls sent;
    sent.network = true;
    sent.missing = "no Landlock";
    sent.readable = {"/a/libb.so", "/c"};
    const auto bytes = wire::encode(sent);
    const auto came = wire::read_walls(bytes);
    BOOST_TEST_REQUIRE(came.has_value());
    BOOST_TEST(to_text(*came) == "walls: network");
    BOOST_TEST(came->missing == sent.missing);
    BOOST_TEST(came->readable == sent.readable, boost::test_tools::per_element());
    BOOST_TEST(wire::read_walls(std::string_view(bytes).substr(0, bytes.size() - 1)).has_error());
    BOOST_TEST(to_text(walls()) == "walls: none");
}

BOOST_AUTO_TEST_CASE(headers_past_the_limit_or_of_no_kind_are_refused)
{
    const auto good = wire::encode({wire::frame_kind::items, 100});
    BOOST_TEST(wire::decode_header(good, 100)->payload_bytes == 100u);
    BOOST_TEST(wire::decode_header(good, 99).has_error());
    for (const auto kind : {0, 8, -1})
    {
        const auto bad = wire::encode({static_cast<wire::frame_kind>(kind), 0});
        BOOST_TEST(wire::decode_header(bad, 100).has_error());
    }
}

BOOST_AUTO_TEST_SUITE_END()
