// A run that dies at any of its renames, or for which one fails: the next run ends as one that
// nothing disturbed.

#include "catalog/archive.hpp"
#include "catalog/unlisted.hpp"
#include "e2e/small_world.hpp"

#include <boost/test/unit_test.hpp>

#include <csignal>
#include <regex>

using namespace muster;
using namespace muster::test;
namespace fs = std::filesystem;

namespace {

constexpr auto with_lone =
    R"([{"hugging_face_id": "Acme/Dense"}, {"hugging_face_id": "Lone/Model"}])";
constexpr auto without_lone = R"([{"hugging_face_id": "Acme/Dense"}])";
constexpr auto record_of_lone = R"({"id": "Lone/Model", "gated": false, "private": false,
    "sha": "5555555555555555555555555555555555555555", "tags": ["license:mit"],
    "safetensors": {"parameters": {"BF16": 138048}, "total": 138048}})";

// More than any run has: none of them would then have been the last.
constexpr int renames_limit = 40;

using texts_by_name = std::map<std::string, std::string>;

// A snapshot has the second in which it was taken.
texts_by_name without_seconds(texts_by_name all)
{
    static const std::regex time("T[0-9]{2}:[0-9]{2}:[0-9]{2}Z");
    for (auto& [name, text] : all)
        if (name.starts_with("sources/"))
            text = std::regex_replace(text, time, "");
    return all;
}

struct broken_world : small_world
{
    fs::path before = directory.path() / "before";

    broken_world()
    {
        answer_with("/openrouter", answer(with_lone));
        answer_with("/api/models/Lone/Model", answer(record_of_lone));
        answer_with("/Lone/Model/resolve/", config_of_dense());
        muster_well({"run"});
    }

    /// The night on which a model leaves for the archive is the next.
    void be_about_to_archive()
    {
        answer_with("/openrouter", answer(without_lone));
        muster_well({"run"});
        put_file(
            data / unlisted_file_name,
            write_unlisted(std::vector<unlisted_model>{{"Lone/Model", "2020-01-01", true}})
        );
    }

    void put_back() const
    {
        fs::remove_all(data);
        fs::copy(before, data, fs::copy_options::recursive);
    }

    /// Runs with the nth rename broken; whether there was one.
    bool breaks(int nth, bool only_fails)
    {
        auto broken = command_of({"run"});
        broken.variables["LD_PRELOAD"] = MUSTER_NTH_RENAME;
        // A sanitizer wants to be the first library otherwise.
        broken.variables["ASAN_OPTIONS"] = "verify_asan_link_order=0";
        broken.variables["NTH_RENAME"] = std::to_string(nth);
        broken.variables["NTH_RENAME_BELOW"] = data.string() + '/';
        if (only_fails)
            broken.variables["NTH_RENAME_FAILS"] = "1";
        const auto done = run(broken);
        if (done.status == 0)
            return false;
        BOOST_TEST(done.status == (only_fails ? 1 : 128 + SIGKILL), done.err);
        return true;
    }

    /// Breaks each rename of the run that comes next; how many it had.
    int break_each(bool only_fails)
    {
        fs::copy(data, before, fs::copy_options::recursive);
        muster_well({"run"});
        const auto whole = without_seconds(kept_files());
        int nth = 1;
        for (; nth < renames_limit; ++nth)
        {
            put_back();
            if (!breaks(nth, only_fails))
                break;
            muster_well({"run"});
            const auto after = without_seconds(kept_files());
            for (const auto& [name, text] : whole)
                BOOST_TEST(after.contains(name), nth << ": " << name);
            for (const auto& [name, text] : after)
                BOOST_TEST(
                    (whole.contains(name) && whole.at(name) == text),
                    nth << ": " << name << " is\n"
                        << text
                );
        }
        return nth - 1;
    }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(broken_rename_test, broken_world)

BOOST_AUTO_TEST_CASE(a_night_that_archives_and_dies_at_any_rename_is_finished_by_the_next)
{
    be_about_to_archive();
    // At least the feed, archive, rows, list of what is unlisted, history and report.
    BOOST_TEST(break_each(false) >= 6);
    BOOST_TEST(holds(text_of(data / archive_file_name), "Lone/Model"));
}

BOOST_AUTO_TEST_CASE(a_night_that_archives_and_cannot_rename_is_finished_by_the_next)
{
    be_about_to_archive();
    BOOST_TEST(break_each(true) >= 6);
    BOOST_TEST(!holds(models(), "Lone/Model"));
}

BOOST_AUTO_TEST_CASE(a_night_that_brings_back_and_dies_at_any_rename_is_finished_by_the_next)
{
    be_about_to_archive();
    muster_well({"run"});
    answer_with("/openrouter", answer(with_lone));
    BOOST_TEST(break_each(false) >= 6);
    BOOST_TEST(text_of(data / archive_file_name) == "[]\n");
    BOOST_TEST(holds(models(), "Lone/Model"));
}

BOOST_AUTO_TEST_SUITE_END()
