#include "muster/json_text.hpp"
#include "sources/listing_snapshot.hpp"
#include "support/record_of.hpp"
#include "support/written.hpp"

#include <boost/test/unit_test.hpp>

using namespace muster;
using test::add;
using test::listed_model;
using test::owned;
using test::table_of;
using test::write_snapshot;
using strings = std::vector<std::string>;

namespace {

listed_model named(std::string id)
{
    listed_model model;
    model.model_id = std::move(id);
    return model;
}

listing of(const std::vector<std::string>& ids)
{
    listing out;
    out.plugin = "hub";
    out.label = "huggingface_hub";
    for (const auto& id : ids)
        add(out.models, named(id));
    return out;
}

listing_snapshot full_last_good()
{
    listing_snapshot kept;
    kept.date = "2026-03-01T12:00:00Z";
    kept.start = {"https://hub.example/api?x=1"};
    kept.options = {{"limit", "500"}, {"task", "text-generation"}};
    kept.published = of({});
    auto first = named("a/b");
    first.license = "mit";
    first.popularity = 12;
    first.tags = {"b", "a"};
    first.facts.commit = "0123";
    first.facts.gated = "auto";
    first.facts.safetensors = {{"BF16", 7}, {"F32", 1}};
    first.facts.safetensors_total = 8;
    first.facts.gguf_total = 9;
    kept.published.models = table_of({first, test::named("vendor/closed")});
    return kept;
}

std::string fault_of_last_good(const std::string& members)
{
    const auto read = read_snapshot(
        R"({"plugin": "hub", "source": "x", "date": "2026")" + members + "}", "hub.json"
    );
    return read.has_error() ? read.error().where : "";
}

// The parts refer to what they are made of: one that ends with the call is refused.
template <class Listing>
concept can_be_written_in_parts = requires(Listing&& given)
{
    snapshot_text(std::forward<Listing>(given));
};
static_assert(can_be_written_in_parts<const listing_snapshot&>);
static_assert(!can_be_written_in_parts<listing_snapshot>);
static_assert(!can_be_written_in_parts<const listing_snapshot>);

}  // namespace

BOOST_AUTO_TEST_SUITE(listing_snapshot_test)

BOOST_AUTO_TEST_CASE(everything_reads_back)
{
    const auto read = read_snapshot(write_snapshot(full_last_good()), "hub.json");

    BOOST_TEST_REQUIRE(read.has_value());
    BOOST_TEST(is_same_content(*read, full_last_good()));
    BOOST_TEST(read->date == full_last_good().date);
    BOOST_TEST(write_snapshot(*read) == write_snapshot(full_last_good()));
}

BOOST_AUTO_TEST_CASE(texts_of_every_kind_are_written_as_json_writes_them)
{
    auto kept = full_last_good();
    for (const strings& tags :
         {strings{""}, {"", "a"}, {"a", "\"q\"", ""}, {"gr\xc3\xb6\xc3\x9f"}, {"\n"}})
    {
        auto model = named("a/b" + std::to_string(kept.published.models.size()));
        model.tags = tags;
        add(kept.published.models, model);
    }
    kept.options.emplace_back("\"odd\"", "a\tb");
    kept.missed = {{"a/lost", "2026-06-02"}};
    kept.published_ids = {{"vendor/\"quoted\\name", "a/b"}, {"vendor/plain", "c/d"}};
    const auto text = test::write_snapshot(kept);

    BOOST_TEST(text == to_json_text(*parse_json(text, "hub.json")));
    const auto read = read_snapshot(text, "hub.json");
    BOOST_TEST_REQUIRE(read.has_value());
    BOOST_TEST(is_same_content(*read, kept));
}

BOOST_AUTO_TEST_CASE(narrower_listings_read_back_in_their_order)
{
    auto kept = full_last_good();
    for (const auto* limit : {"100", "10"})
    {
        kept.smaller_snapshots.push_back(full_last_good());
        kept.smaller_snapshots.back().options[0].second = limit;
        kept.smaller_snapshots.back().date = "2026-03-02";
    }
    const auto read = read_snapshot(write_snapshot(kept), "hub.json");

    BOOST_TEST_REQUIRE(read.has_value());
    BOOST_TEST_REQUIRE(read->smaller_snapshots.size() == 2u);
    BOOST_TEST(limit_of(read->smaller_snapshots[0]) == 100u);
    BOOST_TEST(limit_of(read->smaller_snapshots[1]) == 10u);
    BOOST_TEST(write_snapshot(*read) == write_snapshot(kept));
}

BOOST_AUTO_TEST_CASE(what_a_model_does_not_have_is_left_out)
{
    listing_snapshot kept;
    kept.published = of({"a/b"});
    kept.date = "2026-03-01";

    BOOST_TEST(write_snapshot(kept) == R"({
  "plugin": "hub",
  "source": "huggingface_hub",
  "date": "2026-03-01",
  "start": [],
  "options": {},
  "models": [
    {
      "model_id": "a/b"
    }
  ]
}
)");
}

BOOST_AUTO_TEST_CASE(a_fault_is_named_with_its_place)
{
    BOOST_TEST(fault_of_last_good("").empty());
    BOOST_TEST(fault_of_last_good(R"(, "models": {})") == "hub.json: models is not a list");
    BOOST_TEST(
        fault_of_last_good(R"(, "models": [{}, {"popularity": "7"}])") ==
        "hub.json: models[1].popularity is not a number"
    );
    BOOST_TEST(
        fault_of_last_good(R"(, "models": [{"safetensors": {"BF16": "x"}}])") ==
        "hub.json: models[0].safetensors holds something that is not a whole number"
    );
    BOOST_TEST(
        fault_of_last_good(R"(, "narrower": [{"plugin": "hub", "source": "x", "date": ""}])") ==
        "hub.json: narrower[0].date is missing or empty"
    );
    BOOST_TEST(fault_of_last_good(R"(, "options": [])") == "hub.json: options is not an object");
    BOOST_TEST(
        fault_of_last_good(R"(, "options": {"limit": 500})") ==
        "hub.json: options holds something that is not text"
    );
}

BOOST_AUTO_TEST_CASE(a_listing_is_read_piece_by_piece_as_well)
{
    const auto written = write_snapshot(full_last_good());
    for (const std::size_t bytes : {1, 3, 64, 100'000})
    {
        snapshot_reader reader;
        for (std::size_t at = 0; at < written.size(); at += bytes)
            reader.take(std::string_view(written).substr(at, bytes));
        const auto read = reader.finish("hub.json");
        BOOST_TEST_REQUIRE(read.has_value(), bytes << " bytes at once");
        BOOST_TEST(write_snapshot(*read) == written);
    }
    snapshot_reader half;
    half.take(std::string_view(written).substr(0, written.size() / 2));
    BOOST_TEST(half.finish("hub.json").error().where == "hub.json: incomplete JSON");
}

BOOST_AUTO_TEST_CASE(a_listing_needs_its_names_and_its_date)
{
    BOOST_TEST(read_snapshot("{}", "x").error().where == "x: plugin is missing or empty");
    BOOST_TEST(read_snapshot("[]", "x").error().where == "x: is not an object");
    BOOST_TEST(read_snapshot("", "x").error().code == make_error_code(errc::not_json));
}

BOOST_AUTO_TEST_CASE(the_date_is_not_content)
{
    auto later = full_last_good();
    later.date = "2026-04-01T12:00:00Z";
    auto changed = full_last_good();
    auto models = owned(changed.published.models);
    models[0].popularity = 13;
    changed.published.models = table_of(models);

    BOOST_TEST(is_same_content(full_last_good(), later));
    BOOST_TEST(!is_same_content(full_last_good(), changed));
}

BOOST_AUTO_TEST_CASE(the_limit_is_part_of_the_question_and_not_of_the_subject)
{
    auto smaller = full_last_good();
    smaller.options[0].second = "100";
    auto other = full_last_good();
    other.options[1].second = "text2text-generation";

    BOOST_TEST(!has_same_options(full_last_good(), smaller));
    BOOST_TEST(has_same_options_but_limit(full_last_good(), smaller));
    BOOST_TEST(!has_same_options_but_limit(full_last_good(), other));
}

BOOST_AUTO_TEST_CASE(a_smaller_limit_makes_a_listing_narrower)
{
    auto smaller = full_last_good();
    smaller.options[0].second = "100";
    auto all = full_last_good();
    all.options[0].second = "0";

    BOOST_TEST(is_smaller(smaller, full_last_good()));
    BOOST_TEST(is_smaller(smaller, all));
    BOOST_TEST(!is_smaller(full_last_good(), smaller));
    BOOST_TEST(!is_smaller(all, full_last_good()));
    BOOST_TEST(!is_smaller(full_last_good(), full_last_good()));
}

BOOST_AUTO_TEST_CASE(where_was_asked_is_not_part_of_the_question)
{
    auto mirror = full_last_good();
    mirror.start = {"https://mirror.example/api?x=1"};

    BOOST_TEST(has_same_options(full_last_good(), mirror));
    BOOST_TEST(!is_same_content(full_last_good(), mirror));
}

BOOST_AUTO_TEST_CASE(where_there_are_no_ids_the_lost_share_counts_names)
{
    const auto named = [](std::initializer_list<const char*> names) {
        listing out;
        for (const auto* name : names)
            add(out.models, test::named(name));
        return out;
    };

    BOOST_TEST(lost_share(named({"lab/a", "lab/b"}), named({"LAB/A"})) == 0.5);
    BOOST_TEST(lost_share(named({"lab/a"}), named({"lab/a", "lab/c"})) == 0.0);
    BOOST_TEST(lost_share(of({"a/a"}), named({"a/a"})) == 1.0);
}

BOOST_AUTO_TEST_CASE(the_lost_share_counts_different_ids)
{
    BOOST_TEST(lost_share(of({"a/a", "A/A", "b/b", ""}), of({"a/a"})) == 0.5);
    BOOST_TEST(lost_share(of({"a/a"}), of({"A/A", "c/c"})) == 0.0);
    BOOST_TEST(lost_share(of({"a/a"}), of({})) == 1.0);
    BOOST_TEST(lost_share(of({}), of({"a/a"})) == 0.0);
}

BOOST_AUTO_TEST_CASE(past_the_limit_nothing_is_lost_and_nothing_found)
{
    const auto before = of({"a/a", "", "b/b", "c/c"});
    BOOST_TEST(lost_share(before, of({"a/a", "b/b"}), 2) == 0.0);
    BOOST_TEST(lost_share(before, of({"a/a", "c/c", "b/b"}), 2) == 0.5);
}

BOOST_AUTO_TEST_CASE(a_cut_keeps_the_first_rows_and_all_without_an_id)
{
    auto cut = of({"a/a", "", "b/b", "A/A", "c/c", "B/b"});
    cut_to_limit(cut, 2);

    BOOST_TEST((cut.models == of({"a/a", "", "b/b"}).models));
}

BOOST_AUTO_TEST_CASE(no_limit_keeps_all)
{
    auto all = of({"a/a", "b/b"});
    cut_to_limit(all, 0);
    BOOST_TEST(all.models.size() == 2u);
    cut_to_limit(all, 2);
    BOOST_TEST(all.models.size() == 2u);
}

BOOST_AUTO_TEST_SUITE_END()
