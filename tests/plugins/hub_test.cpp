#include "support/record_of.hpp"
#include "support/recorded.hpp"
#include "support/source_library.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <sstream>

using namespace muster;
using namespace muster::test;

namespace {

bool has_tag(const listed_model& model, std::string_view tag)
{
    return std::find(model.tags.begin(), model.tags.end(), tag) != model.tags.end();
}

/// JSON lines as one JSON list.
std::string as_list(const std::string& lines)
{
    std::istringstream in(lines);
    std::string list;
    for (std::string line; std::getline(in, line);)
        list += (list.empty() ? "[" : ",") + line;
    return list + "]";
}

struct hub_fixture
{
    source_library hub{"hub"};

    /// The model on a page of one row with these members beside its id.
    listed_model with(const std::string& members) const
    {
        auto reading = hub.read_well(R"([{"id": "a/b", )" + members + "}]");
        BOOST_TEST_REQUIRE(reading.models.size() == 1u);
        BOOST_TEST(reading.rejected.empty());
        return reading.models[0];
    }

    std::string refusal_of(const std::string& row) const
    {
        const auto reading = hub.read_well("[" + row + "]");
        BOOST_TEST(reading.models.empty());
        BOOST_TEST_REQUIRE(reading.rejected.size() == 1u);
        return reading.rejected[0].where + ' ' + reading.rejected[0].why;
    }

    static constexpr const char* next_page = "https://huggingface.co/api/models?cursor=x";

    /// The question for an owner's models of two tasks, and the page that answers it.
    void set_owner(const char* limit)
    {
        hub.set("task", "text-generation,image-text-to-text");
        hub.set("owner", "Qwen");
        hub.set("limit", limit);
        hub.set_page_url(hub.start()[0]);
    }

    /// A page of models whose first letter says the task: text, sight or audio.
    static std::string owner_page(const std::string& names)
    {
        std::istringstream in(names);
        std::string list;
        for (std::string name; in >> name;)
            list += (list.empty() ? "" : ",") + (R"({"id": "Qwen/)" + name) +
                    R"(", "pipeline_tag": ")" +
                    (name[0] == 't'   ? "text-generation"
                     : name[0] == 's' ? "image-text-to-text"
                                      : "text-to-speech") +
                    "\"}";
        return '[' + list + ']';
    }

    static std::string ids_in(const plain_reading& read)
    {
        std::string ids;
        for (const auto& model : read.models)
            ids += (ids.empty() ? "" : " ") + std::string(model.model_id).substr(5);
        return ids;
    }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(hub_test, hub_fixture)

BOOST_AUTO_TEST_CASE(it_says_who_it_is)
{
    BOOST_TEST(hub.description().name == "hub");
    BOOST_TEST(hub.description().source == "huggingface_hub");
    BOOST_TEST(hub.description().find_option("limit")->default_value.value() == "500");
    BOOST_TEST(hub.description().find_option("task")->default_value.value() == "text-generation");
    BOOST_TEST(hub.description().find_option("endpoint")->env == "HF_ENDPOINT");
}

BOOST_AUTO_TEST_CASE(another_order_is_asked_by_the_name_that_the_hub_has_for_it)
{
    for (const auto& [word, key] :
         {std::pair{"downloads", "downloads"},
          {"trending", "trendingScore"},
          {"created", "createdAt"},
          {"likes", "likes"}})
    {
        hub.set("sort", word);
        BOOST_TEST(hub.start()[0].find("&sort=" + std::string(key) + '&') != std::string::npos);
    }
    hub.set("sort", "newest");
    BOOST_TEST_REQUIRE(hub.try_start().has_error());
    BOOST_TEST(
        hub.try_start().error().where.find("knows downloads, trending, created and likes") !=
        std::string::npos
    );
}

BOOST_AUTO_TEST_CASE(an_owner_is_asked_once_for_all_tasks)
{
    set_owner("7");
    hub.set("sort", "downloads,trending");
    const std::string list = "https://huggingface.co/api/models?author=Qwen&";
    BOOST_TEST_REQUIRE(hub.start().size() == 1u);
    BOOST_TEST(hub.start()[0].starts_with(list + "sort=downloads&limit=100&"));
    BOOST_TEST(hub.start()[0].ends_with("&expand=pipeline_tag"));
    for (const auto& [limit, rows] :
         {std::pair{"0", "1000"}, {"200", "400"}, {"500", "1000"}, {"9000", "1000"}})
    {
        hub.set("limit", limit);
        BOOST_TEST(hub.start()[0].starts_with(list + "sort=downloads&limit=" + rows + '&'), limit);
    }
    hub.set("limit", "7");
    hub.set("task", "text-generation");
    BOOST_TEST(
        hub.start()[0].starts_with(list + "pipeline_tag=text-generation&sort=downloads&limit=7&")
    );
    for (const auto* none : {"Qwen/Qwen3-8B", "two words", "https://huggingface.co/Qwen"})
    {
        hub.set("owner", none);
        BOOST_TEST_REQUIRE(hub.try_start().has_error());
        BOOST_TEST(hub.try_start().error().where.find("is a list of owners") != std::string::npos);
    }
}

BOOST_AUTO_TEST_CASE(of_an_owner_each_task_has_its_part_of_the_limit)
{
    // Named for its task: "s" sees, "t" is text, "a" is audio.
    set_owner("5");
    BOOST_TEST(
        ids_in(hub.read_well(owner_page("t1 t2 t3 t4 a1 t5 s1 s2 s3 t6"))) == "t1 t2 t3 s1 s2"
    );
    // What one leaves the others fill.
    BOOST_TEST(ids_in(hub.read_well(owner_page("t1 t2 t3 t4 a1 t5"))) == "t1 t2 t3 t4 t5");
    BOOST_TEST(ids_in(hub.read_well(owner_page("a1"))) == "");
    BOOST_TEST(ids_in(hub.read_well("[]")) == "");
    hub.set("limit", "0");
    hub.set_page_url(hub.start()[0]);
    BOOST_TEST(ids_in(hub.read_well(owner_page("t1 t2 s1 a1 t3"))) == "t1 t2 s1 t3");
}

BOOST_AUTO_TEST_CASE(an_owner_whose_first_page_holds_each_part_is_asked_no_more)
{
    set_owner("2");
    const auto read = hub.read_well(owner_page("t1 t2 a1 s1 s2"), next_page);
    BOOST_TEST(ids_in(read) == "t1 s1");
    BOOST_TEST(read.follow.empty());
    BOOST_TEST((read.facts == listing_facts()));
}

BOOST_AUTO_TEST_CASE(an_owner_with_more_than_a_page_is_asked_for_each_task_where_one_lacks_models)
{
    set_owner("4");
    const std::string list = "https://huggingface.co/api/models?author=Qwen&pipeline_tag=";
    const auto asks_for_each = [&](const plain_reading& read) {
        return read.models.empty() && read.follow.size() == 2u &&
               read.follow[0].starts_with(
                   list + "text-generation&sort=downloads&limit=2&expand=cardData&"
               ) &&
               read.follow[1].starts_with(list + "image-text-to-text&sort=downloads&limit=2&");
    };
    const auto starved = owner_page("t1 t2 t3 s1");
    BOOST_TEST(asks_for_each(hub.read_well(starved, next_page)));
    BOOST_TEST(!asks_for_each(hub.read_well(starved)));
    // A full page may have lost its link, and a total says what is behind it.
    std::string full;
    for (int i = 0; i < 100; ++i)
        full += "t" + std::to_string(i) + ' ';
    BOOST_TEST(asks_for_each(hub.read_well(owner_page(full))));
    hub.set_page_total(5);
    BOOST_TEST(asks_for_each(hub.read_well(starved)));
    hub.set_page_total(4);
    BOOST_TEST(!asks_for_each(hub.read_well(starved)));
    // A mirror that knows no tasks can be asked for one all the same.
    BOOST_TEST(asks_for_each(hub.read_well(R"([{"id": "Qwen/t1", "downloads": 1}])")));
    hub.set("limit", "0");
    BOOST_TEST(hub.read_well(owner_page("t1 s1"), next_page).follow.size() == 2u);
}

// The totals of several lists are none of them all.
BOOST_AUTO_TEST_CASE(of_an_owner_that_is_asked_for_each_task_a_page_keeps_its_own_promise)
{
    set_owner("0");
    hub.set_page_url(hub.read_well(owner_page("t1"), next_page).follow.at(0));
    hub.set_page_total(2);
    BOOST_TEST((hub.read_well(owner_page("t1 t2")).facts == listing_facts()));
    BOOST_TEST(hub.read_well(owner_page("t1")).facts.has_more);
    BOOST_TEST(!hub.read_well(owner_page("t1"), next_page).facts.has_more);
    // A limit explains it.
    hub.set("limit", "1");
    BOOST_TEST(!hub.read_well(owner_page("t1")).facts.has_more);
}

BOOST_AUTO_TEST_CASE(what_of_an_owner_is_private_takes_no_part)
{
    set_owner("3");
    const auto read = hub.read_well(
        R"([{"id": "Qwen/secret", "pipeline_tag": "text-generation", "private": true},
            {"id": "Qwen/t1", "pipeline_tag": "text-generation"},
            {"id": "Qwen/s1", "pipeline_tag": "image-text-to-text", "downloads": "many"},
            {"id": "Qwen/s2", "pipeline_tag": "image-text-to-text"},
            {"id": "Qwen/odd", "pipeline_tag": 7}])"
    );
    BOOST_TEST(ids_in(read) == "t1 s2");
    BOOST_TEST(read.rejected.size() == 1u);
    BOOST_TEST(read.facts.skipped == 0u);
}

BOOST_AUTO_TEST_CASE(an_id_is_searched_for_and_nothing_else_on_the_page_is_taken)
{
    hub.set("ids", "Qwen/Qwen3-8B,gpt2");
    const auto begun = hub.start();
    BOOST_TEST_REQUIRE(begun.size() == 2u);
    const std::string list = "https://huggingface.co/api/models?";
    BOOST_TEST(begun[0].starts_with(list + "author=Qwen&search=Qwen3-8B&sort=downloads&limit=100&")
    );
    BOOST_TEST(begun[1].starts_with(list + "search=gpt2&sort=downloads&limit=100&"));

    hub.set_page_url(begun[0]);
    const auto found = hub.read_well(
        R"([{"id": "Qwen/Qwen3-8B-GGUF"}, {"id": "qwen/qwen3-8b", "downloads": 3}])", "https://x/2"
    );
    BOOST_TEST_REQUIRE(found.models.size() == 1u);
    BOOST_TEST(found.models[0].model_id == "qwen/qwen3-8b");
    BOOST_TEST(found.facts.skipped == 0u);
    BOOST_TEST(found.follow.empty());

    hub.set_page_url(begun[1]);
    for (const auto* page :
         {R"([{"id": "openai-community/gpt2"}])", "[]", R"([{"id": "gpt2", "private": true}])"})
    {
        const auto none = hub.read_well(page);
        BOOST_TEST(none.models.empty(), page);
        BOOST_TEST(none.rejected.empty(), page);
        BOOST_TEST(none.facts.skipped == 0u, page);
    }
    BOOST_TEST(hub.read_well(R"([{"ident": "gpt2"}])").rejected.size() == 1u);
}

BOOST_AUTO_TEST_CASE(a_task_that_the_hub_does_not_have_is_told_and_not_taken_for_one_without_models)
{
    const auto said = [this](const char* task) {
        hub.set("task", task);
        hub.set_page_url(hub.start()[0]);
        const auto read = hub.read("[]");
        return read.has_error() ? read.error().where : "";
    };
    for (const auto* near : {"text_generation", "Text-Generation", "text-generatoin"})
        BOOST_TEST(
            said(near) == "the Hub has no models of a task " + std::string(near) +
                              "; did you mean text-generation?"
        );
    BOOST_TEST(said("gibberish") == "the Hub has no models of a task gibberish");
    BOOST_TEST(said("text-generation") == "");
    BOOST_TEST(said("translation") == "");
    // Of an owner there may be none; and a task that is newer than this is one that has models.
    hub.set("owner", "Qwen");
    BOOST_TEST(said("text_generation") == "");
    hub.set("owner", "");
    hub.set("task", "some-day");
    BOOST_TEST(hub.read_well(R"([{"id": "a/b"}])").models.size() == 1u);
}

BOOST_AUTO_TEST_CASE(the_listing_begins_with_the_most_downloaded)
{
    BOOST_TEST_REQUIRE(hub.start().size() == 1u);
    BOOST_TEST(
        hub.start()[0] ==
        "https://huggingface.co/api/models?pipeline_tag=text-generation&sort=downloads&limit=500"
        "&expand=cardData&expand=disabled&expand=downloads&expand=gated&expand=gguf"
        "&expand=lastModified&expand=private&expand=safetensors&expand=sha&expand=tags"
    );
}

BOOST_AUTO_TEST_CASE(what_is_private_or_switched_off_is_left_out_without_its_name)
{
    for (const auto* row :
         {R"({"id": "me/secret", "private": true})", R"({"id": "a/gone", "disabled": true})"})
    {
        const auto reading = hub.read_well('[' + std::string(row) + ']');
        BOOST_TEST(reading.models.empty());
        BOOST_TEST(reading.rejected.empty());
        BOOST_TEST(reading.facts.skipped == 1u);
    }
    BOOST_TEST(with(R"("private": false, "disabled": false)").model_id == "a/b");
    BOOST_TEST(with(R"("private": null, "disabled": "no")").model_id == "a/b");
}

BOOST_AUTO_TEST_CASE(what_is_said_of_the_whole_listing_is_passed_on)
{
    const std::string rows = R"([{"id": "a/b", "lastModified": "2026-10-01T08:00:00.000Z"},
        {"id": "c/d", "lastModified": "2026-10-12T08:00:00.000Z"}, {"id": "e/f", "lastModified": 7}])";
    const auto plain = hub.read_well(rows);
    BOOST_TEST(plain.models.size() == 3u);
    BOOST_TEST((plain.facts == listing_facts{0, {}, false, "2026-10-12,2026-10-01"}));
    hub.set_page_total(40);
    BOOST_TEST(hub.read_well(rows).facts.total.value() == 40u);
}

BOOST_AUTO_TEST_CASE(rows_of_other_hubs_stand_with_the_members_there_are)
{
    const auto reading = hub.read_well(
        R"([{"_id": "1", "id": "Qwen/Qwen3-8B"}, {"_id": "2", "modelId": "a/Only", "downloads": 5}])"
    );
    BOOST_TEST_REQUIRE(reading.models.size() == 2u);
    BOOST_TEST(reading.models[1].model_id == "a/Only");
}

BOOST_AUTO_TEST_CASE(a_page_has_no_more_rows_than_the_hub_gives_or_are_wanted)
{
    for (const auto& [limit, rows] : {std::pair{"0", "1000"}, {"7", "7"}, {"5000", "1000"}})
    {
        hub.set("limit", limit);
        BOOST_TEST(
            hub.start()[0].find("&limit=" + std::string(rows) + "&") != std::string::npos, limit
        );
    }
}

BOOST_AUTO_TEST_CASE(a_mirror_and_another_task_are_asked_when_named)
{
    hub.set("endpoint", "https://mirror.example/hub/");
    hub.set("task", "image-text-to-text");

    BOOST_TEST(hub.start()[0].starts_with(
        "https://mirror.example/hub/api/models?pipeline_tag=image-text-to-text&"
    ));
}

BOOST_AUTO_TEST_CASE(a_task_of_any_letters_stays_one_parameter)
{
    hub.set("task", "a&limit=1 #\xc3\xa4");

    BOOST_TEST(hub.start()[0].find("pipeline_tag=a%26limit%3D1%20%23%C3%A4&") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_row_becomes_a_record)
{
    const auto model = with(R"("downloads": 12, "sha": "0123", "gated": "manual",
        "tags": ["license:mit", "base_model:x/y"], "gguf": {"total": 9},
        "safetensors": {"parameters": {"BF16": 7, "F32": 1}, "total": 8})");

    BOOST_TEST(model.model_id == "a/b");
    BOOST_TEST(model.popularity.value() == 12.0);
    BOOST_TEST(model.license == "mit");
    BOOST_TEST(has_tag(model, "base_model:x/y"));
    BOOST_TEST(has_tag(model, "hub-listing"));
    BOOST_TEST(model.facts.commit == "0123");
    BOOST_TEST(model.facts.gated == "manual");
    BOOST_TEST(model.facts.safetensors.size() == 2u);
    BOOST_TEST(model.facts.safetensors_total.value() == 8u);
    BOOST_TEST(model.facts.gguf_total.value() == 9u);
}

BOOST_AUTO_TEST_CASE(an_id_alone_is_a_record)
{
    const auto model = with("\"likes\": 1");

    BOOST_TEST(!model.popularity);
    BOOST_TEST(model.license.empty());
    BOOST_TEST(model.facts.gated.empty());
    BOOST_TEST(!model.facts.safetensors_total);
}

BOOST_AUTO_TEST_CASE(the_licence_is_in_a_tag_or_on_the_card)
{
    BOOST_TEST(
        with(R"("tags": ["license:mit"], "cardData": {"license": "other"})").license == "mit"
    );
    BOOST_TEST(with(R"("tags": ["x"], "cardData": {"license": "other"})").license == "other");
    BOOST_TEST(with(R"("cardData": {"license": ["mit", "other"]})").license == "mit");
    BOOST_TEST(with(R"("cardData": {"license": []})").license.empty());
}

BOOST_AUTO_TEST_CASE(gated_is_false_or_says_how)
{
    BOOST_TEST(with("\"gated\": false").facts.gated.empty());
    BOOST_TEST(with("\"gated\": \"auto\"").facts.gated == "auto");
    BOOST_TEST(with("\"gated\": null").facts.gated.empty());
}

BOOST_AUTO_TEST_CASE(what_people_write_into_cards_costs_no_row)
{
    BOOST_TEST(with(R"("cardData": "text")").license.empty());
    BOOST_TEST(with(R"("cardData": {"license": 7})").license.empty());
    BOOST_TEST(!with(R"("safetensors": {"total": "many"})").facts.safetensors_total);
    BOOST_TEST(with(R"("safetensors": {"parameters": {"BF16": -1}})").facts.safetensors.empty());
    BOOST_TEST(!with(R"("gguf": [])").facts.gguf_total);
}

BOOST_AUTO_TEST_CASE(one_bad_row_costs_one_row)
{
    const auto reading = hub.read_well(R"([{"id": "a/b"}, 7, {"id": 7}, {}, {"id": "c/d"}])");

    BOOST_TEST_REQUIRE(reading.models.size() == 2u);
    BOOST_TEST(reading.models[1].model_id == "c/d");
    BOOST_TEST(reading.rejected.size() == 3u);
}

BOOST_AUTO_TEST_CASE(a_bad_row_is_named_with_what_is_wrong)
{
    BOOST_TEST(refusal_of("7") == "[0] row has the wrong type");
    BOOST_TEST(refusal_of("{}") == "[0] no id");
    BOOST_TEST(
        refusal_of(R"({"id": "a/b", "downloads": "12"})") == "[0] downloads has the wrong type"
    );
    BOOST_TEST(refusal_of(R"({"id": "a/b", "tags": "mit"})") == "[0] tags has the wrong type");
    BOOST_TEST(refusal_of(R"({"id": "a/b", "gated": true})") == "[0] gated has the wrong type");
}

BOOST_AUTO_TEST_CASE(the_next_page_is_followed)
{
    const auto next = hub.read_well("[]", "https://huggingface.co/api/models?cursor=x%3D");

    BOOST_TEST(
        next.follow == std::vector<std::string>{"https://huggingface.co/api/models?cursor=x%3D"}
    );
    BOOST_TEST(hub.read_well("[]").follow.empty());
}

BOOST_AUTO_TEST_CASE(after_a_full_page_that_leads_nowhere_more_follows)
{
    const std::string two = R"([{"id": "a/b"}, {"id": "a/c"}])";
    const auto more_after = [this](const std::string& rows, const char* next = "") {
        return hub.read_well(rows, next).facts.has_more;
    };
    hub.set("limit", "0");
    BOOST_TEST(!more_after(two));
    hub.set_page_url("https://huggingface.co/api/models?page_limit=1&limit=2&expand=tags");
    BOOST_TEST(more_after(two));
    BOOST_TEST(!more_after(two, "https://huggingface.co/api/models?cursor=x"));
    BOOST_TEST(!more_after(R"([{"id": "a/b"}])"));
    hub.set("limit", "3");
    BOOST_TEST(more_after(two));
    // All that was wanted.
    hub.set("limit", "2");
    BOOST_TEST(!more_after(two));
}

BOOST_AUTO_TEST_CASE(a_mirror_that_passes_on_the_hubs_links_is_asked_on)
{
    hub.set("endpoint", "https://mirror.example/");
    const auto follow = [this](const char* next) { return hub.read_well("[]", next).follow[0]; };

    BOOST_TEST(follow("https://huggingface.co/api?c=1") == "https://mirror.example/api?c=1");
    BOOST_TEST(follow("https://huggingface.com/api") == "https://huggingface.com/api");
    BOOST_TEST(follow("https://mirror.example/api?c=1") == "https://mirror.example/api?c=1");
}

BOOST_AUTO_TEST_CASE(bad_pages_are_failures)
{
    for (const auto* body : {"", "<html>", "{}", "7", "[{]", "[{\"id\": \"a/b\"}", "[\"\xff\"]"})
    {
        const auto reading = hub.read(body);
        BOOST_TEST_REQUIRE(reading.has_error(), body);
        BOOST_TEST(reading.error().code == make_error_code(errc::wrong_shape));
    }
    BOOST_TEST(
        hub.read(R"({"error": "Rate limited"})").error().where ==
        "the page is an error message: Rate limited"
    );
}

BOOST_AUTO_TEST_CASE(a_page_nested_without_end_is_a_failure)
{
    BOOST_TEST(hub.read(std::string(100'000, '[')).has_error());
}

BOOST_AUTO_TEST_CASE(recorded_pages_are_read_without_a_loss)
{
    for (const auto& [file, rows] :
         {std::pair{"hub-raw/hf_api_models_list_raw_2026-08-18.json", 50u},
          {"hub-raw/hf_entities_mixed_2025-12-22.json", 187u}})
        if (const auto body = recorded(file))
        {
            const auto reading = hub.read_well(*body);
            BOOST_TEST(reading.models.size() == rows);
            BOOST_TEST(reading.rejected.empty());
        }
}

BOOST_AUTO_TEST_CASE(the_recorded_listing_is_read_without_a_loss)
{
    const auto lines = recorded("hub-2026-10/listing.jsonl");
    if (!lines)
        return;
    const auto reading = hub.read_well(as_list(*lines));

    BOOST_TEST(reading.models.size() == 17770u);
    BOOST_TEST(reading.rejected.empty());
    for (const auto& model : reading.models)
        BOOST_TEST_REQUIRE(has_tag(model, "hub-listing"), model.model_id);
}

BOOST_AUTO_TEST_CASE(recorded_errors_are_quoted)
{
    const auto limited = recorded("errors/hf_429_as_200_object.json");
    if (!limited)
        return;

    BOOST_TEST(
        hub.read(*limited).error().where ==
        "the page is an error message: We had to rate limit your IP (203.0.113.8)."
    );
    BOOST_TEST(hub.read(recorded("errors/cloudflare_502_head_fragment.html").value()).has_error());
    BOOST_TEST(hub.read(recorded("errors/hf_504_cloudfront_text.txt").value()).has_error());
}

BOOST_AUTO_TEST_CASE(a_licence_of_the_authors_own_has_its_name_from_the_card)
{
    BOOST_TEST(
        with(R"("tags": ["license:other"], "cardData": {"license_name": "Qwen-Research"})")
            .license == "Qwen-Research"
    );
    BOOST_TEST(
        with(R"("cardData": {"license": "other", "license_name": "qwen"})").license == "qwen"
    );
    BOOST_TEST(
        with(R"("tags": ["license:other"], "cardData": {"license_name": "see the file"})")
            .license == "other"
    );
    BOOST_TEST(
        with(R"("tags": ["license:mit"], "cardData": {"license_name": "qwen"})").license == "mit"
    );
}

BOOST_AUTO_TEST_CASE(a_base_model_on_the_card_alone_becomes_the_tag_the_hub_would_make)
{
    BOOST_TEST(has_tag(with(R"("cardData": {"base_model": "b/c"})"), "base_model:b/c"));
    BOOST_TEST(has_tag(
        with(R"("cardData": {"base_model": ["b/c"], "base_model_relation": "quantized"})"),
        "base_model:quantized:b/c"
    ));
    BOOST_TEST(!has_tag(
        with(R"("tags": ["base_model:b/c"], "cardData": {"base_model": "d/e"})"), "base_model:d/e"
    ));
    BOOST_TEST(with(R"("cardData": {"base_model": 7})").tags.size() == 1u);
}

BOOST_AUTO_TEST_SUITE_END()
