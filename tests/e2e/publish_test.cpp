#include "e2e/small_world.hpp"
#include "json/schema_faults.hpp"
#include "muster/json_text.hpp"
#include "support/child.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/test/unit_test.hpp>

using namespace muster;
using namespace muster::test;
namespace fs = std::filesystem;
namespace json = boost::json;

namespace {

struct publish_fixture : small_world
{
    fs::path site = directory.path() / "site";

    publish_fixture() { muster_well({"run"}); }

    finished publish() { return muster_well({"publish", site.string()}); }

    void fits_its_schema(const fs::path& file, const std::string& name) const
    {
        const auto schema =
            fs::path(MUSTER_SOURCE_DIRECTORY) / "data/schema" / (name + ".schema.json");
        const auto faults = schema_faults(
            *parse_json(text_of(file), "file"), *parse_json(text_of(schema), "schema")
        );
        for (const auto& fault : faults)
            BOOST_ERROR(file.string() + fault);
    }

    void refuses(const std::vector<std::string>& words, const std::string& sentence)
    {
        const auto done = muster(words);
        BOOST_TEST(done.status == 2, done.err);
        BOOST_TEST(holds(done.err, sentence), done.err);
    }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(publish_test, publish_fixture)

BOOST_AUTO_TEST_CASE(the_catalogue_is_written_as_files_that_others_can_check)
{
    const auto done = publish();
    BOOST_TEST(holds(done.out, "site: 1 model, "), done.out);
    BOOST_TEST(text_of(site / "v1/models.json") == models());
    BOOST_TEST(text_of(site / "v1/changes.jsonl") == text_of(data / "changes.jsonl"));
    fits_its_schema(site / "v1/index.json", "site_index");
    fits_its_schema(site / "v1/models/Acme/Dense.json", "site_model");
    const auto index = *parse_json(text_of(site / "v1/index.json"), "index");
    for (const auto& one : index.at("files").as_array())
    {
        const auto file = site / std::string(one.at("path").as_string());
        BOOST_TEST(one.at("bytes") == fs::file_size(file));
        const auto sum = run({{"sha256sum", file.string()}, {}, {}});
        BOOST_TEST(sum.out.starts_with(std::string(one.at("sha256").as_string()) + ' '), sum.out);
    }
    BOOST_TEST(all_files(site).size() == index.at("files").as_array().size() + 1);
}

BOOST_AUTO_TEST_CASE(the_same_data_gives_the_same_bytes)
{
    publish();
    const auto first = all_files(site);
    muster_well({"run"});
    publish();
    BOOST_TEST((all_files(site) == first));
    // Neither a finding nor what is only staged; builds and names are of all models.
    for (const auto& [path, text] : first)
        if (path != "v1/names.json" && path != "v1/builds.json")
            for (const auto* word : {"Acme/Strange", "Open/Weights", "acme/closed", "unsized"})
                BOOST_TEST(!holds(text, word), path << " has " << word);
}

BOOST_AUTO_TEST_CASE(what_left_the_catalogue_leaves_the_site_and_what_others_put_there_stays)
{
    publish();
    put_file(site / "CNAME", "models.example");
    put_file(site / "models/notes.txt", "mine");
    muster_well({"reject", "Acme/Dense", "--why", "of no use"});
    muster_well({"update"});
    const auto done = publish();
    BOOST_TEST(holds(done.out, "2 files of before removed"), done.out);
    BOOST_TEST(!fs::exists(site / "models/Acme"));
    BOOST_TEST(!fs::exists(site / "v1/models"));
    BOOST_TEST(text_of(site / "CNAME") == "models.example");
    BOOST_TEST(text_of(site / "models/notes.txt") == "mine");
}

BOOST_AUTO_TEST_CASE(a_publishing_that_was_killed_is_finished_by_the_next)
{
    publish();
    const auto whole = all_files(site);
    fs::remove(site / "index.html");
    fs::remove_all(site / "models");
    publish();
    BOOST_TEST((all_files(site) == whole));
}

BOOST_AUTO_TEST_CASE(a_home_page_of_somebody_else_is_not_overwritten)
{
    put_file(site / "index.html", "mine");
    refuses(
        {"publish", site.string()},
        "index.html is there already, and not from muster publish: name an empty directory"
    );
    BOOST_TEST(all_files(site).size() == 1u);
    fs::remove(site / "index.html");
    publish();
    put_file(site / "v1/index.json", "{}");
    const auto done = muster({"publish", site.string()});
    BOOST_TEST(done.status == 1);
    BOOST_TEST(holds(done.err, "is not the index of a published site; it tells which"), done.err);
}

BOOST_AUTO_TEST_CASE(an_id_that_is_none_leads_nowhere)
{
    put_file(
        data / "models.json",
        R"([{"model_id": "../../../evil", "params_b": 1, "layers": 2, "hidden": 3,
             "moe_active_ratio": 0}])"
    );
    const auto before = all_files(directory.path());
    const auto done = muster({"publish", site.string()});
    BOOST_TEST(done.status == 1);
    BOOST_TEST(
        holds(done.err, "models.json: [0].model_id: the model id is not owner/name"), done.err
    );
    BOOST_TEST((all_files(directory.path()) == before));
}

BOOST_AUTO_TEST_CASE(what_is_no_row_is_told_with_its_file_and_place)
{
    for (const auto& [name, text, told] :
         {std::tuple("evidence.json", "[{}, 7]", "evidence.json: [1]: is not an object"),
          {"builds.json", "[7]", "builds.json: [0]: is not an object"},
          {"names.json", "[null]", "names.json: [0]: is not an object"},
          {"builds.json",
           R"([{"model_id": "Acme/Dense", "builds": [{}, 7]}])",
           "builds.json: [0].builds[1]: is not an object"}})
    {
        const auto before = all_files(data);
        put_file(data / name, text);
        const auto done = muster({"publish", site.string()});
        BOOST_TEST(done.status == 1);
        BOOST_TEST(holds(done.err, told), done.err);
        BOOST_TEST(!fs::exists(site));
        fs::remove(data / name);
        if (const auto held = before.find(name); held != before.end())
            put_file(data / name, held->second);
    }
}

BOOST_AUTO_TEST_CASE(wrong_words_are_told)
{
    refuses({"publish"}, "publish needs the directory to write into");
    refuses({"publish", "a", "b"}, "publish writes into one directory");
    refuses({"publish", data.string()}, "publish cannot write into the data directory itself");
    fs::remove(data / "models.json");
    const auto done = muster({"publish", site.string()});
    BOOST_TEST(done.status == 1);
    BOOST_TEST(holds(done.err, "models.json yet: run muster update, or muster run"), done.err);
    BOOST_TEST(!fs::exists(site));
}

BOOST_AUTO_TEST_SUITE_END()
