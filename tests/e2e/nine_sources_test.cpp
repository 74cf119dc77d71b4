#include "e2e/small_world.hpp"
#include "muster/json_text.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/test/unit_test.hpp>

#include <iomanip>
#include <iostream>
#include <sstream>

using namespace muster;
using namespace muster::test;
namespace json = boost::json;
using strings = std::vector<std::string>;

namespace {

constexpr auto opt_in_sources = "artificialanalysis,hfrouter,litellm,lmarena,modelscope,modelsdev";

constexpr auto modelsdev_page = R"({
    "acme/dense": {"name": "Dense", "open_weights": true, "license": "Apache-2.0",
        "modalities": {"input": ["text"], "output": ["text"]},
        "weights": [{"label": "Hugging Face", "url": "https://huggingface.co/Acme/Dense"},
                    {"label": "FP8", "url": "https://huggingface.co/Acme/Dense-FP8"}]},
    "acme/closed-5": {"name": "Closed 5", "open_weights": false}})";

constexpr auto router_page = R"({"object": "list", "data": [
    {"id": "Acme/Dense", "providers": [{"provider": "one", "status": "live"}]},
    {"id": "Acme/Strange", "providers": [{"provider": "one", "status": "error"}]},
    {"id": "Served/Only", "providers": [{"provider": "two", "status": "live"}]}]})";

constexpr auto modelscope_page = R"({"success": true, "data": {"page_number": 1, "page_size": 50,
    "total_count": 2, "models": [
        {"id": "Closed-Research/Nowhere-7B", "downloads": 700, "tasks": ["text-generation"]},
        {"id": "Closed-Research/Speech", "downloads": 9, "tasks": ["text-to-speech"]}]}})";

constexpr auto arena_page = R"({"features": [], "num_rows_total": 3, "partial": false, "rows": [
    {"row_idx": 0, "row": {"model_name": "closed-5-max", "organization": "Acme", "rating": 1500.5,
        "category": "overall", "leaderboard_publish_date": "2026-09-13"}},
    {"row_idx": 1, "row": {"model_name": "closed-4", "organization": "Acme", "rating": 1400,
        "category": "overall", "leaderboard_publish_date": "2026-08-01"}},
    {"row_idx": 2, "row": {"model_name": "closed-5-max", "organization": "Acme", "rating": 1490,
        "category": "coding", "leaderboard_publish_date": "2026-09-13"}}]})";

constexpr auto litellm_page = R"({
    "sample_spec": {"mode": "one of: chat, embedding", "max_tokens": "LEGACY parameter"},
    "acme/closed-5": {"litellm_provider": "acme", "mode": "chat", "input_cost_per_token": 1e-06},
    "acme/embedder": {"litellm_provider": "acme", "mode": "embedding"}})";

constexpr auto analysis_page = R"({"data": [{"slug": "closed-5-high", "name": "Closed 5",
    "model_creator": {"slug": "acme"}, "evaluations":
    {"artificial_analysis_intelligence_index": 61.2}}], "pagination": {"has_more": false}})";

json::value parsed(const std::string& text)
{
    auto document = parse_json(text, "the text");
    BOOST_TEST_REQUIRE(document.has_value(), document.error().where);
    return std::move(*document);
}

/// A line of the table: what a source gave, and what became of it.
struct outcome
{
    std::string verdict = {};
    std::uint64_t records = 0;
    std::uint64_t staged = 0;  ///< candidates it is a source of
    std::uint64_t joined = 0;  ///< of these, those that another source listed as well
    std::uint64_t unresolved = 0;
};

struct nine_fixture : small_world
{
    std::string place;

    nine_fixture()
    {
        const auto words = command_of({}).words;
        place = words.back().substr(0, words.back().rfind('/'));
        answer_with("/modelsdev", answer(modelsdev_page));
        answer_with("/hfrouter", answer(router_page));
        answer_with("/modelscope", answer(modelscope_page));
        answer_with("/lmarena", answer(arena_page));
        answer_with("/litellm", answer(litellm_page));
        answer_with("/artificialanalysis", answer(analysis_page));
    }

    /// The words of a command that asks the named ones as well, here.
    strings with(const std::string& names, strings words) const
    {
        // Its pages have dates, and tests are run at any time.
        words.insert(words.end(), {"--with", names, "--content-age", "0"});
        for (const auto* name :
             {"artificialanalysis", "hfrouter", "litellm", "lmarena", "modelscope", "modelsdev"})
            words.insert(words.end(), {"--" + std::string(name) + ".url", place + '/' + name});
        return words;
    }

    json::value report_now() const { return parsed(report()); }

    /// What became of each source, by name.
    std::map<std::string, outcome> outcomes() const
    {
        std::map<std::string, outcome> table;
        const auto document = report_now();
        const auto staged_now = parsed(staged());
        for (const auto& source : document.at("sources").as_array())
        {
            const auto label = std::string(source.at("source").as_string());
            auto& line = table[std::string(source.at("name").as_string())];
            line.verdict = source.at("verdict").as_string();
            if (const auto* records = source.as_object().if_contains("records"))
                line.records = records->to_number<std::uint64_t>();
            for (const auto& one : staged_now.as_array())
            {
                const auto labels = '+' + std::string(one.at("source").as_string()) + '+';
                const bool is_listed = holds(labels, '+' + label + '+');
                line.staged += is_listed ? 1 : 0;
                line.joined += is_listed && labels.size() > label.size() + 2 ? 1 : 0;
            }
            for (const auto& name : document.at("unresolved").as_array())
                line.unresolved += name.at("source").as_string() == label ? 1 : 0;
        }
        return table;
    }
};

std::string text_of_table(const std::map<std::string, outcome>& table)
{
    std::ostringstream out;
    out << "source              verdict   records  staged  joined  unresolved\n";
    for (const auto& [name, line] : table)
        out << std::left << std::setw(20) << name << std::setw(10) << line.verdict << std::right
            << std::setw(7) << line.records << std::setw(8) << line.staged << std::setw(8)
            << line.joined << std::setw(12) << line.unresolved << '\n';
    return out.str();
}

}  // namespace

BOOST_FIXTURE_TEST_SUITE(nine_sources_test, nine_fixture)

BOOST_AUTO_TEST_CASE(all_nine_are_gathered_in_one_run)
{
    variables["ARTIFICIAL_ANALYSIS_API_KEY"] = "a-key";
    muster_well(with(opt_in_sources, {"run"}));
    const auto table = outcomes();
    std::cout << text_of_table(table);

    BOOST_TEST_REQUIRE(table.size() == 9u);
    for (const auto& [name, line] : table)
        BOOST_TEST(line.verdict == "ok", name << " " << line.verdict);
    BOOST_TEST(table.at("modelsdev").records == 3u);
    BOOST_TEST(table.at("modelsdev").staged == 2u);
    BOOST_TEST(table.at("modelsdev").joined == 1u);
    BOOST_TEST(table.at("hfrouter").staged == 2u);
    BOOST_TEST(table.at("hfrouter").joined == 1u);
    for (const auto* name : {"artificialanalysis", "litellm", "lmarena", "modelscope"})
    {
        BOOST_TEST(table.at(name).records == 1u, name);
        BOOST_TEST(table.at(name).unresolved == 1u, name);
    }
    BOOST_TEST(holds(
        staged(), "\"community_rankings+hf_router+huggingface_hub+models_dev+openrouter_index\""
    ));
}

BOOST_AUTO_TEST_CASE(nobody_is_asked_who_was_not_named)
{
    muster_well(with("litellm", {"ingest"}));
    BOOST_TEST(outcomes().size() == 4u);
    muster_well({"ingest"});
    const auto table = outcomes();

    BOOST_TEST(table.size() == 3u);
    for (const auto* name : {"community", "hub", "openrouter"})
        BOOST_TEST(table.contains(name), name);
}

BOOST_AUTO_TEST_CASE(the_usual_staging_file_does_not_change_by_what_ships)
{
    muster_well({"ingest"});
    const auto usual = staged();
    muster_well({"ingest", "--sources", "hub,community,openrouter"});
    BOOST_TEST(staged() == usual);
    muster_well(with("litellm,lmarena", {"ingest"}));
    BOOST_TEST(staged() == usual);  // names alone add no model
}

BOOST_AUTO_TEST_CASE(the_list_of_sources_says_how_to_ask_them)
{
    const auto text = muster_well({"sources"}).out;
    BOOST_TEST(holds(
        text,
        "litellm 1.0.0  the LiteLLM list of prices and limits, by name\n    opt in: asked when "
        "--with litellm or --sources names it\n"
    ));

    const auto list = parsed(muster_well({"sources", "--format", "json"}).out);
    BOOST_TEST(list.as_array().size() == 9u);
    std::size_t disabled = 0;
    for (const auto& one : list.as_array())
        disabled += one.at("verdict").as_string() == "disabled" ? 1 : 0;
    BOOST_TEST(disabled == 6u);
}

BOOST_AUTO_TEST_CASE(the_help_shows_them_behind_the_usual_ones)
{
    const auto help = '\n' + muster_well({"help", "sources"}).out;

    BOOST_TEST(help.find("\nSource openrouter (") < help.find("\nSource hfrouter, opt in ("));
    BOOST_TEST(holds(help, "\nSource artificialanalysis, opt in ("));
    BOOST_TEST(holds(help, "--artificialanalysis.api-key-file FILE"));
}

BOOST_AUTO_TEST_CASE(without_its_key_a_source_is_disabled_and_says_which)
{
    const auto done = muster_well(with("artificialanalysis", {"ingest"}));

    BOOST_TEST(outcomes().at("artificialanalysis").verdict == "disabled");
    BOOST_TEST(holds(
        done.err,
        "it needs an api-key: set --artificialanalysis.api-key-file or ARTIFICIAL_ANALYSIS_API_KEY"
    ));
    const auto alone = with("artificialanalysis", {"ingest", "--fail-on", "any"});
    BOOST_TEST(muster(alone).status == 0);
}

BOOST_AUTO_TEST_CASE(ranks_of_several_sources_can_order_the_staging_file)
{
    muster_well({"ingest"});
    const auto usual = staged();
    muster_well({"ingest", "--sort", "popularity"});
    BOOST_TEST(staged() == usual);
    const auto ranks = report_now().at("ranks").as_array();
    BOOST_TEST_REQUIRE(!ranks.empty());
    BOOST_TEST(ranks[0].at("model_id").as_string() == "Acme/Dense");
    BOOST_TEST((ranks[0].at("ranks").as_object() == json::object{{"community", 2}, {"hub", 1}}));

    muster_well({"ingest", "--sort", "rank-fusion"});
    const auto position = [this](const std::string& id) {
        return staged().find("\"model_id\": \"" + id + '"');
    };
    // The second of the community's two comes before the second of the Hub's four.
    BOOST_TEST(usual.find("Acme/Gated") < usual.find("Open/Weights"));
    BOOST_TEST(position("Open/Weights") < position("Acme/Gated"));
    BOOST_TEST(muster({"ingest", "--sort", "rank"}).status == 2);
}

BOOST_AUTO_TEST_SUITE_END()
