#include "catalog/models.hpp"
#include "contract/identity.hpp"
#include "muster/json_text.hpp"
#include "staging/stage.hpp"
#include "support/child.hpp"
#include "support/files.hpp"
#include "support/recorded.hpp"
#include "support/temporary_directory.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <optional>
#include <set>
#include <sstream>
#include <thread>

using namespace muster;
using namespace muster::test;
namespace fs = std::filesystem;

namespace {

/// A stand-in for both services with what was recorded of them; absent where the records are, or
/// where there is no Python to run it.
class recorded_services
{
public:
    recorded_services()
    {
        const auto script = recorded_directory().parent_path() / "tools" / "hubsim.py";
        if (!fs::exists(script))
        {
            std::cout << "skipped: no recorded services\n";
            return;
        }
        if (!fs::exists("/usr/bin/python3"))
        {
            std::cout << "skipped: no recorded services without python3\n";
            return;
        }
        const auto tls = directory_.path() / "tls";
        fs::create_directory(tls);
        command what;
        what.words = {
            "/usr/bin/python3",
            script.string(),
            "--data",
            (recorded_directory() / "hub-2026-10").string(),
            "--tls",
            tls.string(),
            "--redirects",
            "--portfile",
            port_file().string()};
        server_.emplace(what);
        for (int i = 0; i < 3000 && text_of(port_file()).empty(); ++i)
            std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }

    bool are_there() const { return server_.has_value(); }

    finished muster(std::vector<std::string> words) const
    {
        auto port = text_of(port_file());
        std::erase(port, '\n');
        const auto url = "https://127.0.0.1:" + port;
        command what;
        what.variables = {
            {"SSL_CERT_FILE", (directory_.path() / "tls" / "ca.pem").string()},
            {"HF_ENDPOINT", url},
            {"HOME", directory_.path().string()}};
        what.words = {
            MUSTER_PROGRAM, "--data", data.string(), "--openrouter.url", url + "/api/v1/models"};
        what.words.insert(what.words.end(), words.begin(), words.end());
        return child(what).wait(std::chrono::seconds(300));
    }

private:
    fs::path port_file() const { return directory_.path() / "port"; }

    temporary_directory directory_ = {};
    std::optional<child> server_ = {};

public:
    fs::path data = directory_.path() / "data";
};

std::set<std::string> folded_ids(const std::vector<candidate>& candidates)
{
    std::set<std::string> ids;
    for (const auto& one : candidates)
        ids.insert(fold_id(one.model_id));
    return ids;
}

/// Models of the recorded listing that have a licence there, as a tag or on the card.
std::set<std::string> ids_with_a_licence()
{
    std::istringstream lines(*recorded("hub-2026-10/listing.jsonl"));
    std::set<std::string> ids;
    for (std::string line; std::getline(lines, line);)
    {
        const auto row = parse_json(line, "listing");
        // Several joined by commas are no id: the recorder's spelling, not the Hub's.
        const auto tag = line.substr(std::min(line.find("\"license:"), line.size()));
        if (tag.substr(0, tag.find('"', 1)).find(',') != std::string::npos)
            continue;
        const bool is_tagged = !tag.empty();
        const auto* card = row->as_object().if_contains("cardData");
        const bool is_on_card = card && card->is_object() && card->as_object().contains("license");
        if (is_tagged || is_on_card)
            ids.insert(fold_id(row->at("id").as_string()));
    }
    return ids;
}

}  // namespace

BOOST_FIXTURE_TEST_SUITE(recorded_run_test, recorded_services)

BOOST_AUTO_TEST_CASE(the_recorded_services_are_staged_sized_and_stay_as_they_are)
{
    if (!are_there())
        return;
    fs::create_directories(data);
    fs::copy_file(
        fs::path(MUSTER_SOURCE_DIRECTORY) / "data" / "community_rankings.json",
        data / "community_rankings.json"
    );
    const auto previous = (recorded_directory() / "previous_catalog.json").string();
    BOOST_TEST_REQUIRE(muster({"catalog", "import", previous}).status == 0);
    const auto done = muster({"run"});
    BOOST_TEST_REQUIRE(done.status == 0, done.err);

    const auto candidates = read_stage(text_of(data / "staging_candidates.json"));
    BOOST_TEST_REQUIRE(candidates.has_value());
    BOOST_TEST(candidates->size() >= 500u);
    BOOST_TEST(folded_ids(*candidates).size() == candidates->size());
    BOOST_TEST(std::any_of(candidates->begin(), candidates->end(), [](const auto& one) {
        return one.sources.size() == 3;
    }));
    for (const auto& one : *candidates)
        BOOST_TEST(std::is_sorted(one.tags.begin(), one.tags.end()), one.model_id);

    const auto rows = read_models(text_of(data / "models.json"));
    BOOST_TEST_REQUIRE(rows.has_value());
    BOOST_TEST(rows->size() >= 330u);
    for (const auto& row : *rows)
        BOOST_TEST(
            (row.params_b > 0 && row.layers > 0 && row.hidden > 0 && row.moe_active_ratio >= 0),
            row.model_id
        );
    std::set<std::string> ids;
    for (const auto& row : *rows)
        ids.insert(row.model_id);
    const auto catalog = parse_json(*recorded("previous_catalog.json"), "previous");
    for (const auto& entry : catalog->as_array())
        BOOST_TEST(ids.contains(std::string(entry.at("model_id").as_string())), entry);

    auto first = all_files(data);
    BOOST_TEST_REQUIRE(muster({"run"}).status == 0);
    auto second = all_files(data);
    const auto is_of_one_run = [](const auto& file) {
        return file.first == "run_report.json" || file.first.starts_with("history");
    };
    std::erase_if(first, is_of_one_run);
    std::erase_if(second, is_of_one_run);
    BOOST_TEST((first == second));
}

BOOST_AUTO_TEST_CASE(every_licence_of_the_recorded_listing_is_staged)
{
    if (!are_there())
        return;
    BOOST_TEST_REQUIRE(muster({"ingest", "--sources", "hub"}).status == 0);
    const auto candidates = read_stage(text_of(data / "staging_candidates.json"));
    BOOST_TEST_REQUIRE(candidates.has_value());
    const auto recorded_ids = ids_with_a_licence();
    std::size_t with_licence = 0;
    for (const auto& one : *candidates)
        if (recorded_ids.contains(fold_id(one.model_id)))
        {
            BOOST_TEST(one.license.has_value(), one.model_id);
            ++with_licence;
        }

    BOOST_TEST(with_licence > 400u);
}

BOOST_AUTO_TEST_SUITE_END()
