#include "e2e/network_world.hpp"
#include "muster/json_text.hpp"
#include "staging/stage.hpp"
#include "support/sanitized.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/test/unit_test.hpp>

#include <csignal>
#include <sys/stat.h>
#include <thread>

using namespace muster;
using namespace muster::test;
using namespace std::chrono_literals;
namespace fs = std::filesystem;

namespace {

std::string quoted(const fs::path& path) { return "'" + path.string() + "'"; }

struct host_fixture : small_world
{
    host_fixture()
    {
        muster_well({"run"});
        before = kept_files();
        answer_with("/openrouter", answer(R"([{"hugging_face_id": "New/Model"}])"));
    }

    /// Runs `muster run --no-stale` behind these words of a shell, which end in "exec".
    finished run_after(const std::string& preparation)
    {
        program_prefix = {"sh", "-c", preparation + " \"$@\"", "sh"};
        auto done = muster({"run", "--no-stale"});
        program_prefix.clear();
        return done;
    }

    /// The program says what failed, and what was there is there.
    void fails_and_keeps(const finished& done, const std::string& sentence)
    {
        BOOST_TEST(done.status == 1, done.err);
        BOOST_TEST(holds(done.err, sentence), done.err);
        BOOST_TEST((kept_files() == before));
        BOOST_TEST(drafts_in(data).empty());
    }

    std::map<std::string, std::string> before = {};
};

bool can_mount()
{
    command probe;
    probe.words = {"unshare", "--mount", "sh", "-c", "mount -t tmpfs tmpfs /mnt"};
    return run(probe).status == 0;
}

}  // namespace

BOOST_FIXTURE_TEST_SUITE(host_faults_test, host_fixture)

BOOST_AUTO_TEST_CASE(o01_a_file_past_the_limit_of_its_size)
{
    fails_and_keeps(run_after("ulimit -f 1; exec"), ": File too large");
}

BOOST_AUTO_TEST_CASE(o01_a_disk_that_is_full)
{
    if (!can_mount())
    {
        BOOST_TEST_MESSAGE("skipped: needs root, for a small file system");
        return;
    }
    // What the program is to find and to leave is copied into the small file system, and out again.
    const auto aside = directory.path() / "aside";
    const auto copy = "cp -r " + quoted(data) + ' ' + quoted(aside);
    const auto fill = "dd if=/dev/zero of=" + quoted(data / "filler") + " 2> /dev/null";
    program_prefix = {
        "unshare",
        "--mount",
        "sh",
        "-c",
        copy + "; mount -t tmpfs -o size=64k tmpfs " + quoted(data) + "; cp -r " + quoted(aside) +
            "/. " + quoted(data) + "; " + fill + "; \"$@\"; status=$?; rm -r " + quoted(aside) +
            "; cp -r " + quoted(data) + ' ' + quoted(aside) + "; exit $status",
        "sh"};
    const auto done = muster({"run", "--no-stale"});
    auto after = files_people_keep(aside);
    after.erase("filler");

    BOOST_TEST(done.status == 1, done.err);
    BOOST_TEST(holds(done.err, ": No space left on device"), done.err);
    for (const auto& [name, content] : after)
        BOOST_TEST((before.contains(name) && before.at(name) == content), name);
    BOOST_TEST(after.size() == before.size());
}

BOOST_AUTO_TEST_CASE(o01_an_output_that_cannot_be_replaced)
{
    if (!can_mount())
    {
        BOOST_TEST_MESSAGE("skipped: needs root, for a mount");
        return;
    }
    put_file(directory.path() / "other", models());
    const auto done = run_after(
        "exec unshare --mount sh -c 'mount --bind \"$0\" \"$1\"; shift; exec \"$@\"' " +
        quoted(directory.path() / "other") + ' ' + quoted(data / "models.json")
    );

    BOOST_TEST(done.status == 1, done.err);
    BOOST_TEST(holds(done.err, "models.json: Device or resource busy"), done.err);
    BOOST_TEST(models() == before.at("models.json"));
    BOOST_TEST(read_stage(staged()).has_value());
    BOOST_TEST(drafts_in(data).empty());
}

BOOST_AUTO_TEST_CASE(o01_a_standard_output_that_is_full)
{
    auto full = command_of({"sources", "--format", "json"});
    full.words.insert(full.words.begin(), {"sh", "-c", "exec \"$@\" > /dev/full", "sh"});
    const auto done = run(full);

    BOOST_TEST(done.status == 1);
    BOOST_TEST(done.err == "muster: cannot write the results to the standard output\n");
}

BOOST_AUTO_TEST_CASE(o02_each_signal_ends_a_run_soon_and_changes_no_output)
{
    answer_with("/openrouter", silence());
    for (const int signal : {SIGINT, SIGTERM, SIGHUP})
    {
        const auto asked = times_asked("/openrouter");
        child running(command_of({"run"}));
        wait_until_asked("/openrouter", asked);
        ::kill(running.number(), signal);
        const auto signalled = std::chrono::steady_clock::now();
        const auto done = running.wait();

        BOOST_TEST((std::chrono::steady_clock::now() - signalled < (is_sanitized ? 8s : 2s)));
        fails_and_keeps(done, "muster: interrupted; no output was changed\n");
        BOOST_TEST(holds(report(), "\"interrupted\": true"));
    }
}

// nohup, and what a script starts in the background.
BOOST_AUTO_TEST_CASE(o02_a_signal_that_its_starter_ignores_does_not_end_it)
{
    auto slow = answer("[]");
    slow.before_head = 1500ms;
    answer_with("/openrouter", slow);
    auto what = command_of({"ingest", "--no-stale"});
    what.words.insert(what.words.begin(), {"sh", "-c", "trap '' HUP INT; exec \"$0\" \"$@\""});
    const auto asked = times_asked("/openrouter");
    child running(what);
    wait_until_asked("/openrouter", asked);
    ::kill(running.number(), SIGHUP);
    ::kill(running.number(), SIGINT);
    const auto done = running.wait();

    BOOST_TEST(done.status == 0, done.err);
    BOOST_TEST(!holds(report(), "\"interrupted\": true"));
}

BOOST_AUTO_TEST_CASE(o02_a_second_signal_ends_it_at_once)
{
    answer_with("/openrouter", silence());
    for (int round = 0; round < 10; ++round)
    {
        child running(command_of({"run"}));
        std::this_thread::sleep_for(300ms + round * 20ms);
        ::kill(running.number(), SIGINT);
        ::kill(running.number(), SIGTERM);
        const auto signalled = std::chrono::steady_clock::now();
        const auto done = running.wait();

        BOOST_TEST((std::chrono::steady_clock::now() - signalled < (is_sanitized ? 4s : 1s)));
        BOOST_TEST((done.status == 1 || done.status == 128 + SIGTERM || done.status == 128 + SIGINT)
        );
        BOOST_TEST((kept_files() == before));
    }
}

BOOST_AUTO_TEST_CASE(o02_one_signal_ends_what_waits_for_a_pipe_and_writes_nothing)
{
    const auto pipe = (directory.path() / "pipe").string();
    BOOST_TEST_REQUIRE(::mkfifo(pipe.c_str(), 0600) == 0);
    child running(command_of({"diff", pipe, pipe}));
    std::this_thread::sleep_for(300ms);
    ::kill(running.number(), SIGTERM);
    BOOST_TEST(running.wait(std::chrono::seconds(20)).status == 128 + SIGTERM);
}

BOOST_AUTO_TEST_CASE(o02_a_reader_that_goes_away_stops_nothing)
{
    auto piped = command_of({"run", "--no-stale", "--verbose"});
    piped.words.insert(
        piped.words.begin(), {"sh", "-c", "(\"$@\"; echo $? > status) 2>&1 | true", "sh"}
    );
    run(piped);
    for (int i = 0; i < 200 && text_of(directory.path() / "status").empty(); ++i)
        std::this_thread::sleep_for(50ms);

    BOOST_TEST(text_of(directory.path() / "status") == "0\n");
    BOOST_TEST(holds(staged(), "New/Model"));
    BOOST_TEST(drafts_in(data).empty());
}

BOOST_AUTO_TEST_CASE(o02_results_that_nobody_reads_are_no_words)
{
    auto piped = command_of({"--help"});
    piped.words.insert(
        piped.words.begin(), {"sh", "-c", "(sleep 0.2; \"$@\"; echo $? > status) | true", "sh"}
    );
    const auto done = run(piped);
    for (int i = 0; i < 100 && text_of(directory.path() / "status").empty(); ++i)
        std::this_thread::sleep_for(50ms);

    BOOST_TEST(done.err.empty(), done.err);
    BOOST_TEST(text_of(directory.path() / "status") == "1\n");
}

BOOST_AUTO_TEST_CASE(o03_rows_that_cannot_be_are_counted_and_cost_themselves)
{
    answer_with(
        "/openrouter",
        answer("{\"data\": [{\"hugging_face_id\": \"a/\xff\"},"
               "{\"hugging_face_id\": \"New/Model\"}]}")
    );
    BOOST_TEST(muster({"run", "--no-stale"}).status == 0);  // JSON that is not UTF-8 is none
    BOOST_TEST(!holds(staged(), "New/Model"));
    answer_with(
        "/openrouter", answer(R"([{"hugging_face_id": "a b/c"}, {}, {"hugging_face_id": ["x"]}, 7,
        {"hugging_face_id": "New/Model"}, {"hugging_face_id": "new/MODEL"},
        {"hugging_face_id": "ACME/DENSE"}])")
    );
    muster_well({"run", "--no-stale"});

    BOOST_TEST(holds(staged(), "\"model_id\": \"New/Model\""));
    BOOST_TEST(!holds(staged(), "new/MODEL"));
    BOOST_TEST(!holds(staged(), "ACME/DENSE"));
    const auto told = parse_json(report(), "report");
    BOOST_TEST(told->at("sources").at(2).at("rejected").to_number<int>() >= 3);
}

BOOST_AUTO_TEST_CASE(o03_a_million_records)
{
    // A worker has 30 s for them, which a sanitized one exceeds on a busy machine.
    const int others = is_sanitized ? 99'999 : 999'999;
    std::string million = "[";
    for (int i = 0; i < others; ++i)
        million += "{\"hugging_face_id\":\"m/" + std::to_string(i) + "\"},";
    answer_with("/openrouter", answer(million + "{\"hugging_face_id\":\"New/Model\"}]"));
    const auto done = muster({"ingest", "--no-stale"});

    BOOST_TEST(done.status == 0, done.err);
    BOOST_TEST(holds(report(), "\"staged\": " + std::to_string(others + 6)), done.err);
    BOOST_TEST(drafts_in(data).empty());
}

BOOST_AUTO_TEST_CASE(o04_two_at_once_never_mix)
{
    for (int round = 0; round < 5; ++round)
    {
        child first(command_of({"run", "--no-stale"}));
        child second(command_of({"run", "--no-stale"}));
        const auto one = first.wait(), other = second.wait();

        for (const auto& done : {one, other})
            BOOST_TEST((done.status == 0 || holds(done.err, "another muster is using")), done.err);
        BOOST_TEST((one.status == 0 || other.status == 0));
        BOOST_TEST(read_stage(staged()).has_value());
        BOOST_TEST(holds(staged(), "New/Model"));
        BOOST_TEST(drafts_in(data).empty());
    }
}

BOOST_AUTO_TEST_CASE(o07_with_too_little_memory_it_says_so_and_keeps_what_was)
{
    if (is_sanitized)
        return;
    bool has_failed = false, has_ended_well = false;
    for (int mebibytes = 4; mebibytes <= 256; mebibytes += mebibytes < 64 ? 4 : 32)
    {
        const auto done = run_after("ulimit -v " + std::to_string(mebibytes * 1024) + "; exec");
        (done.status == 0 ? has_ended_well : has_failed) = true;
        // With next to nothing the system ends it before its first line.
        const bool has_begun = done.status < 128;
        BOOST_TEST(
            (done.status == 0 || !has_begun || !done.err.empty()),
            mebibytes << " MiB: status " << done.status
        );
        if (!has_ended_well)
            BOOST_TEST((kept_files() == before), mebibytes << " MiB");
        BOOST_TEST(drafts_in(data).empty(), mebibytes << " MiB");
    }
    BOOST_TEST(has_failed);
    BOOST_TEST(has_ended_well);
}

BOOST_AUTO_TEST_SUITE_END()
