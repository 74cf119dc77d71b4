#include "catalog/archive.hpp"
#include "catalog/models.hpp"
#include "catalog/unlisted.hpp"
#include "e2e/small_world.hpp"
#include "muster/json_text.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <boost/test/unit_test.hpp>

#include <algorithm>

using namespace muster;
using namespace muster::test;
namespace fs = std::filesystem;
namespace json = boost::json;

namespace {

using strings = std::vector<std::string>;

json::object sized_row(const std::string& id)
{
    return {
        {"id", id},
        {"sha", std::string(40, 'a')},
        {"gated", false},
        {"private", false},
        {"downloads", 100},
        {"tags", {"license:mit"}},
        {"safetensors", {{"parameters", {{"BF16", 138048}}}, {"total", 138048}}}};
}

/// A Hub that is asked for two tasks and an owner, and a model that one question alone lists.
struct asked_world : small_world
{
    asked_world()
    {
        for (const auto* id : {"Text/One", "Text/Two", "Sees/One", "Sees/Two", "Mine/One"})
        {
            answer_with("/api/models/" + std::string(id), answer(json::serialize(sized_row(id))));
            answer_with('/' + std::string(id) + "/resolve/", config_of_dense());
        }
        list(text, {"Text/One", "Text/Two"});
        list(images, {"Sees/One", "Sees/Two"});
        list(mine, {"Mine/One"});
        night();
        for (const auto* id : {"Text/One", "Sees/One", "Mine/One"})
            BOOST_TEST_REQUIRE(row(id).has_value(), id);
    }

    void list(const std::string& question, const strings& ids)
    {
        json::array rows;
        for (const auto& id : ids)
            rows.push_back(sized_row(id));
        answer_with(question, answer(json::serialize(rows)));
    }

    void night(const strings& options = {"--hub.task", "text-generation,image-text-to-text"})
    {
        strings words = {"run", "--sources", "hub", "--deadline", "2"};
        words.insert(words.end(), options.begin(), options.end());
        if (std::ranges::find(words, "--hub.owner") == words.end() && asks_owner)
            words.insert(words.end(), {"--hub.owner", "Mine"});
        muster_well(words);
    }

    /// As if all that is not listed had not been for as long.
    void make_unlisted_since(const std::string& date)
    {
        auto all = read_unlisted(text_of(data / unlisted_file_name));
        BOOST_TEST_REQUIRE(all.has_value());
        for (auto& one : *all)
            one.since = date;
        put_file(data / unlisted_file_name, write_unlisted(*all));
    }

    std::optional<model_row> row(const std::string& id) const
    {
        const auto rows = read_models(models());
        BOOST_TEST_REQUIRE(rows.has_value());
        const auto found = std::ranges::find(*rows, id, &model_row::model_id);
        return found == rows->end() ? std::nullopt : std::optional(*found);
    }

    bool is_unlisted(const std::string& id) const
    {
        const auto found = row(id);
        return found && found->unlisted_since.has_value();
    }

    strings archived() const
    {
        strings ids;
        if (!fs::exists(data / archive_file_name))
            return ids;
        const auto all = read_archive(text_of(data / archive_file_name));
        BOOST_TEST_REQUIRE(all.has_value());
        for (const auto& one : *all)
            ids.push_back(one.row.model_id);
        return ids;
    }

    json::value hub_report() const
    {
        const auto document = *parse_json(report(), "report");
        return document.at("sources").at(0);
    }

    const std::string text = "/api/models?pipeline_tag=text-generation";
    const std::string images = "/api/models?pipeline_tag=image-text-to-text";
    const std::string mine = "/api/models?author=Mine";
    bool asks_owner = true;
};

const strings text_alone = {"--hub.task", "text-generation"};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(questions_lifecycle_test, asked_world)

BOOST_AUTO_TEST_CASE(what_one_question_misses_is_unlisted_archived_and_comes_back)
{
    const auto before = row("Sees/One");
    list(images, {"Sees/Two"});
    night();
    BOOST_TEST(is_unlisted("Sees/One"));
    for (const auto* id : {"Text/One", "Text/Two", "Sees/Two", "Mine/One"})
        BOOST_TEST(!is_unlisted(id), id);
    const auto first = kept_files();
    night();
    BOOST_TEST((kept_files() == first));

    make_unlisted_since("2020-01-01");
    night();
    BOOST_TEST(!row("Sees/One").has_value());
    BOOST_TEST(archived() == strings{"Sees/One"});

    list(images, {"Sees/One", "Sees/Two"});
    night();
    BOOST_TEST((row("Sees/One") == before));
    BOOST_TEST(archived().empty());
    const auto history = muster_well({"history", "Sees/One"}).out;
    BOOST_TEST(holds(history, "archive"), history);
}

BOOST_AUTO_TEST_CASE(what_is_not_asked_tonight_misses_nothing)
{
    asks_owner = false;
    for (int i = 0; i < 2; ++i)
    {
        night(text_alone);
        for (const auto* id : {"Sees/One", "Sees/Two", "Mine/One"})
        {
            BOOST_TEST(row(id).has_value(), id);
            BOOST_TEST(!is_unlisted(id), id);
        }
    }
    // The question that is asked still misses what it listed.
    list(text, {"Text/Two"});
    night(text_alone);
    BOOST_TEST(is_unlisted("Text/One"));
    BOOST_TEST(!is_unlisted("Sees/One"));
    asks_owner = true;
    night();
    BOOST_TEST(!is_unlisted("Sees/One"));
    BOOST_TEST(is_unlisted("Text/One"));
}

BOOST_AUTO_TEST_CASE(a_question_that_fails_archives_nothing_of_any)
{
    list(images, {"Sees/Two"});
    night();
    make_unlisted_since("2020-01-01");
    // Of several, one that cannot say may have it.
    answer_with(text, refusal(500));
    night();
    BOOST_TEST(is_unlisted("Sees/One"));
    BOOST_TEST(archived().empty());
    BOOST_TEST(row("Text/One").has_value());
    BOOST_TEST(!is_unlisted("Text/One"));
    BOOST_TEST(hub_report().at("verdict") != "ok");

    list(text, {"Text/One", "Text/Two"});
    night();
    BOOST_TEST(archived() == strings{"Sees/One"});
}

// The question that lost it answered in full, so that the next night nothing lists it any more.
BOOST_AUTO_TEST_CASE(what_goes_while_another_question_fails_is_missed_from_the_next_night_on)
{
    list(images, {"Sees/Two"});
    answer_with(text, refusal(500));
    night();
    BOOST_TEST(row("Sees/One").has_value());
    BOOST_TEST(!is_unlisted("Sees/One"));

    list(text, {"Text/One", "Text/Two"});
    night();
    BOOST_TEST(is_unlisted("Sees/One"));
    make_unlisted_since("2020-01-01");
    night();
    BOOST_TEST(archived() == strings{"Sees/One"});
}

BOOST_AUTO_TEST_CASE(a_listing_left_from_another_night_speaks_for_its_own_models_alone)
{
    asks_owner = false;
    // In the night in which it goes the listing is not whole, and then it is, without it.
    list(text, {"Text/Two"});
    night({"--hub.task", "text-generation", "--content-age", "1d"});
    make_unlisted_since("");
    night(text_alone);
    BOOST_TEST(is_unlisted("Text/One"));
    BOOST_TEST(!is_unlisted("Sees/One"));
    BOOST_TEST(!is_unlisted("Mine/One"));
}

BOOST_AUTO_TEST_CASE(what_moves_from_one_question_to_another_was_never_away)
{
    list(images, {"Sees/Two"});
    list(text, {"Text/One", "Text/Two", "Sees/One"});
    night();
    BOOST_TEST_REQUIRE(row("Sees/One").has_value());
    BOOST_TEST(!is_unlisted("Sees/One"));
}

BOOST_AUTO_TEST_CASE(an_owner_without_models_is_an_answer)
{
    list(mine, {});
    night();
    BOOST_TEST(hub_report().at("verdict") == "ok");
    BOOST_TEST(hub_report().at("used") == "fresh");
    BOOST_TEST(
        holds(std::string(hub_report().at("reason").as_string()), "it lists no model any more"),
        hub_report()
    );
    BOOST_TEST(is_unlisted("Mine/One"));
    const auto first = kept_files();
    night();
    BOOST_TEST((kept_files() == first));
    BOOST_TEST(!hub_report().as_object().contains("reason"), hub_report());

    make_unlisted_since("2020-01-01");
    night();
    BOOST_TEST(archived() == strings{"Mine/One"});
    list(mine, {"Mine/One"});
    night();
    BOOST_TEST(hub_report().at("verdict") == "ok");
    BOOST_TEST(row("Mine/One").has_value());
    BOOST_TEST(!is_unlisted("Mine/One"));
}

BOOST_AUTO_TEST_CASE(a_question_that_shrinks_leaves_the_others_fresh)
{
    list(images, {"Sees/One", "Sees/Two", "Sees/Three"});
    night();
    list(images, {"Sees/Two"});
    list(text, {"Text/One", "Text/Two", "Text/Three"});
    night();
    const auto hub = hub_report();
    BOOST_TEST(hub.at("verdict") == "shrunk");
    BOOST_TEST(hub.at("questions").at(0).at("verdict") == "ok");
    BOOST_TEST(hub.at("questions").at(1).at("verdict") == "shrunk");
    BOOST_TEST(holds(staged(), "Text/Three"));
    BOOST_TEST(holds(staged(), "Sees/Three"));
    BOOST_TEST(!is_unlisted("Sees/One"));

    // A person accepts it of that question, and the life of the source goes on.
    const auto told = muster_well({"accept", "--source", "hub", "--why", "they moved"}).out;
    BOOST_TEST(holds(told, "hub, task image-text-to-text: from the next run on"), told);
    const auto decided = text_of(data / "decisions.json");
    BOOST_TEST(holds(decided, R"("question": "task image-text-to-text")"), decided);
    night();
    BOOST_TEST(hub_report().at("verdict") == "ok");
    BOOST_TEST(is_unlisted("Sees/One"));
    muster_well({"validate"});
}

BOOST_AUTO_TEST_SUITE_END()
