#include "muster/json_text.hpp"
#include "support/browser.hpp"
#include "support/child.hpp"
#include "support/files.hpp"
#include "support/temporary_directory.hpp"
#include "support/web_server.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <boost/test/unit_test.hpp>

#include <iostream>

using namespace muster;
using namespace muster::test;
namespace fs = std::filesystem;
namespace json = boost::json;

namespace {

constexpr std::string_view base_path = "/some/where/";

/// A machine, as the page is given it and as muster fit is asked for it.
struct asked_machine
{
    json::object choice = {};
    std::vector<std::string> words = {};
};

const asked_machine machines[] = {
    {{{"gpu", "RTX 4090"}}, {"--gpu", "RTX 4090"}},
    {{{"gpu", "H100"}, {"count", 2}, {"context", 131072}, {"users", 4}, {"kv", 8}},
     {"--gpu", "2x H100", "--context", "128k", "--users", "4", "--kv", "8"}},
    {{{"gpu", "RTX 3060"}, {"as", "Q4_K_M"}, {"context", 4096}},
     {"--gpu", "RTX 3060", "--weights", "Q4_K_M", "--context", "4k"}},
    {{{"gpu", "RTX 3090"}, {"count", 3}}, {"--gpu", "3x RTX 3090"}},
    {{{"gpu", "H200"}, {"count", 8}, {"users", 2}}, {"--gpu", "8x H200", "--users", "2"}}};

// As a later version writes it: the first row of the file is stored in a format of its own.
void name_unknown_format(const fs::path& file)
{
    auto rows = *parse_json(text_of(file), "models.json");
    rows.at(0).as_object()["weight_format"] = "of-tomorrow";
    put_file(file, json::serialize(rows));
}

// Pages of models run none: the check needs to, and to fetch what they link to.
std::string may_run_scripts(std::string page)
{
    constexpr std::string_view policy = "style-src 'self'";
    const auto place = page.find(policy);
    BOOST_TEST_REQUIRE(place != std::string::npos, page);
    return page.insert(
        place + policy.size(), "; script-src 'unsafe-inline'; connect-src 'self'; frame-src 'self'"
    );
}

/// The data that ships, published, and served below a path as a file server would.
struct served_site
{
    temporary_directory directory = {};
    fs::path data = directory.path() / "data";
    fs::path site = directory.path() / "site";
    web_server server{server_settings{.tls = false}};
    std::string expected = {};

    served_site()
    {
        fs::copy(fs::path(MUSTER_SOURCE_DIRECTORY) / "data", data, fs::copy_options::recursive);
        name_unknown_format(data / "models.json");
        muster({"publish", site.string()});
        json::array all;
        for (const auto& [choice, words] : machines)
            all.push_back({{"choice", choice}, {"rows", fitting(words)}});
        expected = json::serialize(all);
        server.route_by([this](const seen_request& request) { return file_for(request.target); });
    }

    std::string muster(std::vector<std::string> words) const
    {
        words.insert(words.begin(), MUSTER_PROGRAM);
        words.insert(words.end(), {"--data", data.string()});
        const auto done = run({words, {}, {}});
        BOOST_TEST_REQUIRE(done.status == 0, done.err);
        return done.out;
    }

    json::value fitting(std::vector<std::string> words) const
    {
        words.insert(words.begin(), "fit");
        words.insert(words.end(), {"--rows", "0", "--format", "json"});
        return *parse_json(muster(words), "fit");
    }

    std::optional<served> file_for(const std::string& target) const
    {
        if (!target.starts_with(base_path))
            return refusal(404);
        auto path = target.substr(base_path.size());
        const auto file = site / (path.empty() ? "index.html" : path);
        if (!fs::is_regular_file(file))
            return refusal(404);
        auto text = text_of(file);
        if (file.filename() == "index.html")
        {
            text = with_check(std::move(text), "site_page_check.js");
            text.insert(
                text.rfind("<script>"), "<script>const EXPECTED = " + expected + ";</script>"
            );
        }
        if (path.ends_with("/Qwen3-32B.html"))
            text = with_check(may_run_scripts(std::move(text)), "model_page_check.js");
        auto one = answer(std::move(text));
        one.headers.emplace_back(
            "Content-Type",
            file.extension() == ".css"    ? "text/css"
            : file.extension() == ".json" ? "application/json"
                                          : "text/html"
        );
        return one;
    }
};

}  // namespace

BOOST_AUTO_TEST_SUITE(site_in_browser_test)

BOOST_AUTO_TEST_CASE(the_site_works_below_any_path_and_fits_as_the_program_does)
{
    const auto browser = find_browser();
    if (!browser)
    {
        std::cout << "skipped: no Chromium to open the published site with\n";
        return;
    }
    const served_site world;
    const auto address = world.server.url(std::string(base_path));
    const auto told = look_at(*browser, world.directory.path(), address);
    for (const auto& fault : told.at("faults").as_array())
        BOOST_ERROR(std::string(fault.as_string()));
    BOOST_TEST(told.at("others").as_array().empty(), told.at("others"));
    const auto of_model =
        look_at(*browser, world.directory.path(), address + "models/Qwen/Qwen3-32B.html");
    for (const auto& fault : of_model.at("faults").as_array())
        BOOST_ERROR(std::string(fault.as_string()));
    BOOST_TEST(of_model.at("others").as_array().empty(), of_model.at("others"));
    for (const auto& request : world.server.seen())
        BOOST_TEST(request.target.starts_with(base_path), request.target);
    std::cout << "published site of the data that ships: first paint "
              << told.at("paint_ms").to_number<int>() << " ms, table "
              << told.at("table_ms").to_number<int>() << " ms, page "
              << fs::file_size(world.site / "index.html") / 1000 << " kB\n";
}

BOOST_AUTO_TEST_SUITE_END()
