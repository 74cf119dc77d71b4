#include "e2e/network_world.hpp"

#include "muster/json_text.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/test/unit_test.hpp>

namespace fs = std::filesystem;

namespace muster::test {

network_world::network_world()
{
    fs::create_directory(plugins);
    fs::copy_file(MUSTER_FOURTH_PLUGIN, plugins / "libmuster_mirror.so");
    answer_with("/mirror", mirror_page());
    const auto index = command_of({}).words.back();
    mirror_url_ = index.substr(0, index.rfind('/')) + "/mirror";
    muster_well(ingest_words({"--skip", "hub"}));
    healthy_ = staged();
}

std::vector<std::string> network_world::ingest_words(std::vector<std::string> more) const
{
    std::vector<std::string> words = {
        "ingest", "--no-stale", "--plugin-dir", plugins.string(), "--mirror.url", mirror_url_};
    words.insert(words.end(), more.begin(), more.end());
    return words;
}

finished network_world::survives(const std::string& hub_url, std::vector<std::string> words)
{
    words.insert(
        words.end(),
        {"--hub.endpoint", hub_url, "--deadline", std::to_string(deadline.count()) + "s"}
    );
    const auto began = std::chrono::steady_clock::now();
    const auto done = muster(ingest_words(std::move(words)));
    const auto took = std::chrono::steady_clock::now() - began;

    BOOST_TEST(done.status == 0, done.err);
    BOOST_TEST((took <= deadline + grace));
    if (!may_be_staged)
        BOOST_TEST(without_licenses(staged()) == without_licenses(healthy_));
    for (const auto* healthy : {"community", "mirror", "openrouter"})
        BOOST_TEST(told_of(healthy) == "ok: ");
    BOOST_TEST(drafts_in(data).empty());
    return done;
}

std::string network_world::told_of(const std::string& name) const
{
    const auto report = parse_json(this->report(), "report");
    std::string told;
    for (const auto& source : report->at("sources").as_array())
    {
        if (source.at("name").as_string() != name)
            continue;
        BOOST_TEST(told.empty(), "one verdict a source");
        const auto* reason = source.as_object().if_contains("reason");
        told = std::string(source.at("verdict").as_string()) + ": " +
               (reason ? std::string(reason->as_string()) : "");
    }
    return told;
}

std::vector<std::string> drafts_in(const fs::path& data)
{
    std::vector<std::string> drafts;
    for (const auto& [name, content] : all_files(data))
        if (name.find(".draft-") != std::string::npos)
            drafts.push_back(name);
    return drafts;
}

served mirror_page()
{
    return answer(R"([{"id": "m/x", "hugging_face_id": "Mirror/Only"},
                      {"id": "m/d", "hugging_face_id": "ACME/DENSE"}])");
}

served hub_page() { return answer(R"([{"id": "Hub/Only", "downloads": 5}])"); }

}  // namespace muster::test
