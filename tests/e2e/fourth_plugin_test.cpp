#include "e2e/small_world.hpp"

#include <boost/test/unit_test.hpp>

using namespace muster;
using namespace muster::test;
namespace fs = std::filesystem;

namespace {

/// A directory with the plugin "mirror": a copied folder, another name, built by itself.
struct fourth_fixture : small_world
{
    fs::path plugins = directory.path() / "plugins";

    fourth_fixture()
    {
        fs::create_directory(plugins);
        fs::copy_file(MUSTER_FOURTH_PLUGIN, plugins / "libmuster_mirror.so");
        answer_with("/mirror", answer(R"([{"id": "m/x", "hugging_face_id": "Mirror/Only"},
                       {"id": "m/d", "hugging_face_id": "ACME/DENSE"}])"));
        const auto& words = command_of({}).words;
        mirror_url = words.back().substr(0, words.back().rfind('/')) + "/mirror";
    }

    std::string mirror_url;
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(fourth_plugin_test, fourth_fixture)

BOOST_AUTO_TEST_CASE(dropped_into_a_directory_it_is_listed)
{
    BOOST_TEST(!holds(muster_well({"sources"}).out, "mirror"));
    const auto named = muster_well({"sources", "--plugin-dir", plugins.string()});
    BOOST_TEST(holds(named.out, "mirror 1.0.0"));
    BOOST_TEST(holds(named.out, "hub 1.0.0"));
    BOOST_TEST(holds(named.out, "\n    ok, contract 1.0, options --mirror.url "), named.out);

    variables["MUSTER_PLUGIN_PATH"] = plugins.string();
    BOOST_TEST(muster_well({"sources"}).out == named.out);
}

BOOST_AUTO_TEST_CASE(its_options_are_flags_in_the_help)
{
    const auto help = muster_well({"--help", "--plugin-dir", plugins.string()}).out;

    BOOST_TEST(holds(help, "\nSource mirror ("));
    BOOST_TEST(holds(help, "--mirror.url URL"));
    BOOST_TEST(holds(help, "--mirror.api-key-file FILE"));
}

BOOST_AUTO_TEST_CASE(its_models_are_staged_under_its_label)
{
    muster_well({"run", "--plugin-dir", plugins.string(), "--mirror.url", mirror_url});

    BOOST_TEST(holds(staged(), "\"model_id\": \"Mirror/Only\""));
    BOOST_TEST(holds(staged(), "\"source\": \"mirror_index\""));
    BOOST_TEST(
        holds(staged(), "\"community_rankings+huggingface_hub+mirror_index+openrouter_index\"")
    );
    BOOST_TEST(fs::exists(data / "sources" / "mirror.json"));
}

BOOST_AUTO_TEST_CASE(its_flags_can_be_set_in_the_configuration)
{
    put_file(
        directory.path() / "m.ini",
        "plugin-dir = " + plugins.string() + "\n[mirror]\nurl = " + mirror_url + "\n"
    );
    muster_well({"ingest", "--config", "m.ini", "--sources", "mirror"});

    BOOST_TEST(holds(staged(), "Mirror/Only"));
    BOOST_TEST(holds(staged(), "ACME/DENSE"));
}

BOOST_AUTO_TEST_CASE(without_it_everything_is_as_before)
{
    muster_well({"ingest"});
    const auto before = staged();
    muster_well({"ingest", "--plugin-dir", plugins.string(), "--skip", "mirror"});

    BOOST_TEST(staged() == before);
}

BOOST_AUTO_TEST_CASE(what_is_no_plugin_is_listed_with_its_reason_and_hurts_nothing)
{
    put_file(plugins / "libmuster_junk.so", "not a library");
    put_file(plugins / "notes.txt", "not looked at");
    const auto listed = muster_well({"sources", "--plugin-dir", plugins.string()}).out;
    BOOST_TEST(holds(listed, "libmuster_junk.so  skipped: "));
    BOOST_TEST(!holds(listed, "notes.txt"));

    muster_well({"ingest", "--plugin-dir", plugins.string(), "--mirror.url", mirror_url});
    BOOST_TEST(holds(staged(), "Mirror/Only"));
}

BOOST_AUTO_TEST_CASE(a_copy_that_others_could_have_changed_is_not_run)
{
    fs::permissions(
        plugins / "libmuster_mirror.so", fs::perms::others_write, fs::perm_options::add
    );
    const auto listed = muster_well({"sources", "--plugin-dir", plugins.string()}).out;

    BOOST_TEST(holds(listed, "untrusted: "));
    const auto done = muster_well({"ingest", "--plugin-dir", plugins.string()});
    BOOST_TEST(holds(done.err, "mirror        untrusted  nothing used"));
    BOOST_TEST(!holds(staged(), "Mirror/Only"));
}

BOOST_AUTO_TEST_SUITE_END()
