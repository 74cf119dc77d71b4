#include "catalog/archive.hpp"
#include "catalog/models.hpp"
#include "catalog/unlisted.hpp"
#include "contract/identity.hpp"
#include "e2e/small_world.hpp"
#include "muster/json_text.hpp"
#include "text/date.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <random>
#include <set>

using namespace muster;
using namespace muster::test;
namespace json = boost::json;

// tests/truth/simulate_nights.py does the same for longer, over recorded listings.

namespace {

using names = std::set<std::string>;

constexpr unsigned models_on_hub = 14;  // the first of all
constexpr unsigned models_in_index_from = 8;
constexpr unsigned all_models = 20;
constexpr unsigned nights = 22;
constexpr unsigned removal_night = 3;
constexpr unsigned rename_night = 6;
constexpr unsigned first_eroded_night = 9;
constexpr unsigned last_eroded_night = 13;

std::string model(unsigned number) { return "Maker/Model-" + std::to_string(number); }

json::object record(const std::string& id)
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

std::string a_day_before(const std::string& date)
{
    std::tm parts = {};
    strptime((date + " 12").c_str(), "%Y-%m-%d %H", &parts);
    const auto earlier = timegm(&parts) - 86'400;
    std::array<char, 16> text = {};
    std::strftime(text.data(), text.size(), "%Y-%m-%d", gmtime(&earlier));
    return text.data();
}

/// A Hub and an index of it, and what of them is true.
class rotting_world : public small_world
{
public:
    rotting_world()
    {
        put_file(data / "community_rankings.json", R"([{"model_id": "Maker/Model-0"}])");
        for (unsigned i = 0; i < all_models; ++i)
            show_on_hub(model(i));
    }

    void show_on_hub(const std::string& id)
    {
        answer_with("/api/models/" + id, answer(json::serialize(record(id))));
        answer_with('/' + id + "/resolve/", config_of_dense());
    }

    names true_hub() const { return true_names(0, models_on_hub); }
    names true_index() const { return true_names(models_in_index_from, all_models); }

    void remove(const std::string& id)
    {
        removed_.insert(id);
        answer_with("/api/models/" + id, refusal(404));
        answer_with('/' + id + "/resolve/", refusal(404));
    }

    void rename(const std::string& id)
    {
        renamed_ = id;
        const auto now = id + "-Renamed";
        show_on_hub(now);
        answer_with("/api/models/" + id, redirect(307, "/api/models/" + now));
        answer_with('/' + id + "/resolve/", redirect(307, '/' + now + "/resolve/main/config.json"));
    }

    void run_night(const names& hub, const names& index, bool is_index_there)
    {
        json::array listing;
        for (const auto& id : hub)
            listing.push_back(record(id));
        answer_with("/api/models?pipeline", answer(json::serialize(listing)));
        json::array rows;
        for (const auto& id : index)
            rows.push_back(json::object{{"id", fold_id(id)}, {"hugging_face_id", id}});
        answer_with("/openrouter", is_index_there ? answer(json::serialize(rows)) : refusal(500));
        muster_well({"run", "--deadline", "2", "--evidence-age", "0"});
    }

    /// A day passes: the clock cannot be set here, so what is dated becomes older.
    void age()
    {
        const auto file = data / unlisted_file_name;
        if (!std::filesystem::exists(file))
            return;
        auto unlisted = read_unlisted(text_of(file));
        BOOST_TEST_REQUIRE(unlisted.has_value());
        for (auto& one : *unlisted)
            for (auto* const date : {&one.since, &one.paused_since})
                if (!date->empty())
                    *date = a_day_before(*date);
        put_file(file, write_unlisted(*unlisted));
    }

    names published() const
    {
        names ids;
        const auto rows = read_models(models());
        for (const auto& row : *rows)
            ids.insert(row.model_id);
        return ids;
    }

    names archived() const
    {
        names ids;
        if (std::filesystem::exists(data / archive_file_name))
        {
            const auto archive = read_archive(text_of(data / archive_file_name));
            for (const auto& one : *archive)
                ids.insert(one.row.model_id);
        }
        return ids;
    }

    names told_of() const
    {
        names ids;
        const auto document = parse_json(report(), "report");
        const auto* const list = document->as_object().if_contains("unlisted");
        for (const auto& one : list ? list->as_array() : json::array())
            ids.emplace(one.at("model_id").as_string());
        return ids;
    }

private:
    names true_names(unsigned from, unsigned to) const
    {
        names ids;
        for (auto i = from; i < to; ++i)
            if (const auto id = model(i); !removed_.contains(id))
                ids.insert(id == renamed_ ? id + "-Renamed" : id);
        return ids;
    }

    names removed_ = {};
    std::string renamed_ = {};
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(rotting_nights_test, rotting_world)

BOOST_AUTO_TEST_CASE(nothing_is_wrongly_deleted_and_what_is_missing_is_told_of_at_once)
{
    std::mt19937 random(20);
    run_night(true_hub(), true_index(), true);
    BOOST_TEST(published().size() == all_models);
    for (unsigned night = 1; night < nights; ++night)
    {
        age();
        if (night == removal_night)
            remove(model(12));
        if (night == rename_night)
            rename(model(10));
        auto hub = true_hub();
        auto index = true_index();
        const auto truth = [&] {
            auto all = hub;
            all.insert(index.begin(), index.end());
            return all;
        }();
        // One model flaps, and a rotting Hub loses one more each night.
        const auto flapping = model(static_cast<unsigned>(1 + random() % 7));
        hub.erase(flapping);
        if (night >= first_eroded_night && night <= last_eroded_night)
            for (auto i = first_eroded_night; i <= night; ++i)
                hub.erase(model(i - first_eroded_night));
        const bool is_index_there = random() % 4 != 0;
        run_night(hub, index, is_index_there);

        const auto rows = published();
        for (const auto& id : truth)
            BOOST_TEST(rows.contains(id), "night " << night << " lacks " << id);
        BOOST_TEST(told_of().contains(flapping), "night " << night << ": " << flapping);
        for (const auto& id : told_of())
            BOOST_TEST(
                (id == model(12) || !hub.contains(id)),
                "night " << night << ": a false alarm about " << id
            );
        // Its time of grace, and a night more where the last of them could not tell.
        const auto gone = archived();
        BOOST_TEST((rows.contains(model(12)) != gone.contains(model(12))), "night " << night);
        BOOST_TEST(gone.size() <= 1u, "night " << night);
    }
    BOOST_TEST(archived() == names{model(12)}, boost::test_tools::per_element());
    const auto history = muster_well({"history", model(10)}).out;
    BOOST_TEST(holds(history, "renamed from"), history);
    BOOST_TEST(!holds(history, "gone"), history);
    BOOST_TEST(!holds(history, "new"), history);
}

BOOST_AUTO_TEST_SUITE_END()
