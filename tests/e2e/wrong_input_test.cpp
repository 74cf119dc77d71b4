#include "e2e/small_world.hpp"
#include "support/permissions.hpp"

#include <boost/test/unit_test.hpp>

#include <fcntl.h>
#include <regex>
#include <sys/file.h>
#include <unistd.h>

using namespace muster;
using namespace muster::test;
namespace fs = std::filesystem;

namespace {

struct wrong_fixture : small_world
{
    wrong_fixture()
    {
        put_file(data / "staging_candidates.json", "[]\n");
        put_file(data / "models.json", "[]\n");
    }

    /// One sentence, the status, no result, and no file that changes.
    void refuses(std::vector<std::string> words, int status, const std::string& sentence)
    {
        const auto before = all_files(data);
        const auto done = muster(std::move(words));

        // Where the sentence does not say what to do, it ends in the command that does.
        static const std::regex advice(R"( \(muster [a-z]+ --help\)\n$)");
        BOOST_TEST(std::regex_replace(done.err, advice, "\n") == "muster: " + sentence + "\n");
        BOOST_TEST(done.status == status, sentence);
        BOOST_TEST(done.out.empty(), sentence);
        BOOST_TEST((all_files(data) == before), sentence);
    }

    std::string path_of(const std::string& name) const { return (data / name).string(); }
};

/// Holds a data directory as another run does.
class held_lock
{
public:
    explicit held_lock(const fs::path& data)
        : descriptor_(::open((data / ".lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644))
    {
        BOOST_TEST_REQUIRE(::flock(descriptor_, LOCK_EX) == 0);
    }
    ~held_lock() { ::close(descriptor_); }
    held_lock(const held_lock&) = delete;
    held_lock& operator=(const held_lock&) = delete;

private:
    int descriptor_;
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(wrong_input_test, wrong_fixture)

BOOST_AUTO_TEST_CASE(c01_an_unknown_source)
{
    refuses(
        {"run", "--sources", "hbu"},
        2,
        "--sources names an unknown source, hbu; did you mean hub? (muster sources lists them)"
    );
    refuses(
        {"ingest", "--skip", "everything"},
        2,
        "--skip names an unknown source, everything (muster sources lists them)"
    );
    refuses(
        {"check", "hbu"}, 2, "there is no source hbu; did you mean hub? (muster sources lists them)"
    );
}

BOOST_AUTO_TEST_CASE(no_source_at_all)
{
    refuses({"run", "--sources="}, 2, "--sources needs a value");
    refuses({"run", "--sources", ","}, 2, "--sources names no source (muster sources lists them)");
    refuses({"ingest", "--skip", "hub,community,openrouter"}, 2, "--skip leaves no source to ask");
    refuses({"check", "hub", "--skip", "hub"}, 2, "--skip leaves no source to ask");
}

// It would leave out every model.
BOOST_AUTO_TEST_CASE(a_class_of_licences_that_is_misspelt)
{
    for (const auto* command : {"run", "update"})
        refuses(
            {command, "--license", "opne,mit"},
            2,
            "--license expects classes (open, conditions, research, unknown) or licences, not "
            "\"opne\"; did you mean open?"
        );
}

BOOST_AUTO_TEST_CASE(a_list_of_licences_with_nothing_between_commas)
{
    for (const auto* list : {"open,,mit", ",open", "open,", " , "})
        refuses(
            {"run", "--license", list},
            2,
            "--license is a list with commas between, and has nothing between two of them or at "
            "its "
            "end"
        );
}

BOOST_AUTO_TEST_CASE(c01_an_unknown_option)
{
    refuses({"run", "--hub.limt", "5"}, 2, "unknown option --hub.limt; did you mean --hub.limit?");
    refuses({"run", "--dryrun"}, 2, "unknown option --dryrun; did you mean --dry-run?");
}

BOOST_AUTO_TEST_CASE(c01_an_option_of_another_command)
{
    const auto staging = path_of("staging_candidates.json");
    refuses(
        {"diff", staging, staging, "--deadline", "3"},
        2,
        "--deadline is no option of diff: run, ingest, update and check take it"
    );
    refuses(
        {"export", "models", "--out", "x"},
        2,
        "--out is no option of export: it writes to standard output (muster export WHAT > FILE)"
    );
    refuses({"export", "models", "--gpu", "T4"}, 2, "--gpu is no option of export: fit takes it");
    refuses(
        {"plugin", "new", "x", "y", "--pin=a=b"},
        2,
        "--pin is no option of plugin: catalog takes it"
    );
    // Of one that most commands take, its own help says more.
    refuses({"run", "--format", "json"}, 2, "--format is no option of run");
    BOOST_TEST(holds(muster({"run", "--format", "json"}).err, " (muster run --help)\n"));
}

// One line of a script for all: where things are, and how the machine is used.
BOOST_AUTO_TEST_CASE(what_says_nothing_of_the_command_is_accepted_by_all)
{
    const auto staging = path_of("staging_candidates.json");
    std::vector<std::string> words = {
        "--offline",
        "--allow-http",
        "--cache-limit=1",
        "--plugin-dir",
        directory.path().string(),
        "--allow-untrusted",
        "--in-process",
        "--worker-memory=64",
        "--hub.endpoint=https://hub.test",
        "--hub.limit=3",
        "--verbose",
        "diff",
        staging,
        staging};
    muster_well(words);
    // A file of options, and variables, are for all commands.
    put_file(
        directory.path() / "m.ini", "deadline = 3\nformat = json\ngrace = 3d\nfail-on = any\n"
    );
    muster_well({"diff", staging, staging, "--config", (directory.path() / "m.ini").string()});
    muster_well({"update", "--config", (directory.path() / "m.ini").string()});
}

BOOST_AUTO_TEST_CASE(c01_an_unknown_command_or_none)
{
    refuses(
        {"ingset"}, 2, "unknown command ingset; did you mean ingest? (muster --help lists them)"
    );
    refuses({}, 2, "a command is missing, such as run (muster --help lists them)");
    refuses({"run", "fast"}, 2, "unexpected word fast");
    refuses({"run", "hub.token=canary"}, 2, "unexpected word hub.token");
    refuses({"hub.token=canary"}, 2, "unknown command hub.token (muster --help lists them)");
}

BOOST_AUTO_TEST_CASE(c02_a_word_that_is_empty)
{
    for (const auto* const command : {"which", "add", "size", "history", "check", "validate"})
        for (const auto* const word : {"", "  "})
            refuses({command, word}, 2, "one of the words is empty (a variable without a value?)");
}

BOOST_AUTO_TEST_CASE(c02_a_value_that_cannot_be)
{
    refuses(
        {"run", "--hub.limit", "many"},
        2,
        "--hub.limit expects a whole number from 0 to 10000000, not \"many\""
    );
    refuses(
        {"sources", "--hub.limit", "-3"},
        2,
        "--hub.limit expects a whole number from 0 to 10000000, not \"-3\""
    );
    refuses(
        {"run", "--max-shrink", "nan"}, 2, "--max-shrink expects a number from 0 to 1, not \"nan\""
    );
    refuses(
        {"update", "--evidence", "config,guess"},
        2,
        "--evidence expects some of config,totals,headers, not \"guess\""
    );
    refuses(
        {"run", "--hub.endpoint", "https://hub:port"},
        2,
        "--hub.endpoint expects an http or https URL, not \"https://hub:port\""
    );
    variables["HF_ENDPOINT"] = "hub.example";
    refuses(
        {"run"},
        2,
        "HF_ENDPOINT expects an http or https URL, not \"hub.example\": did you mean "
        "https://hub.example?"
    );
}

BOOST_AUTO_TEST_CASE(c02_a_list_that_names_nothing_or_a_file_that_is_not_there)
{
    refuses({"run", "--trust", ""}, 2, "--trust names no source");
    refuses(
        {"run", "--community.file", "/nonexist.json"},
        2,
        "--community.file: there is no file /nonexist.json"
    );
}

BOOST_AUTO_TEST_CASE(a_damaged_file_that_is_only_shown_is_told_with_advice)
{
    put_file(data / "catalog.json", "[{]");
    put_file(data / "models.json", "[{]");
    for (const auto& words :
         std::vector<std::vector<std::string>>{{"audit"}, {"export", "models", "--format", "csv"}})
    {
        const auto done = muster(words);
        BOOST_TEST(done.status == 1, words[0]);
        BOOST_TEST(holds(done.err, "; mend the file, or take it away\n"), done.err);
    }
}

BOOST_AUTO_TEST_CASE(a_damaged_staging_file_is_put_aside_when_it_is_made_anew)
{
    const std::string damaged = R"([{"model_id": "my/edit", "source": "x"},])";
    put_file(data / "staging_candidates.json", damaged);
    const auto done = muster_well({"ingest"});

    const std::string aside = "history/damaged_staging_candidates.json";
    BOOST_TEST(holds(done.err, aside), done.err);
    BOOST_TEST(text_of(data / aside) == damaged);
    BOOST_TEST(holds(staged(), "Acme/Dense"));
    muster_well({"ingest"});
    BOOST_TEST(text_of(data / aside) == damaged);
}

BOOST_AUTO_TEST_CASE(c01_a_configuration_that_is_missing_or_wrong)
{
    refuses(
        {"run", "--config", "none.ini"},
        2,
        "--config: cannot read none.ini: No such file or directory"
    );
    put_file(directory.path() / "m.ini", "[hub]\nlimt = 3\n");
    refuses(
        {"run", "--config", "m.ini"}, 2, "m.ini: unknown option hub.limt; did you mean hub.limit?"
    );
    put_file(directory.path() / "m.ini", "\n[hub]\nlimit = few\n");
    refuses(
        {"run", "--config", "m.ini"},
        2,
        "m.ini: line 3: hub.limit expects a whole number from 0 to 10000000, not \"few\""
    );
    put_file(directory.path() / "m.ini", "evidence = rumours\n");
    refuses(
        {"run", "--config", "m.ini"},
        2,
        "m.ini: evidence expects some of config,totals,headers, not \"rumours\""
    );
    put_file(directory.path() / "m.ini", "skip = hubb\n");
    refuses(
        {"run", "--config", "m.ini"},
        2,
        "m.ini: skip names an unknown source, hubb; did you mean hub? (muster sources lists them)"
    );
}

BOOST_AUTO_TEST_CASE(a_page_or_a_shell_that_is_not_known)
{
    refuses({"help", "me"}, 2, "help has: a command, sources, options, gpus, man, configuration");
    refuses({"completion"}, 2, "completion needs the shell: bash, zsh or fish");
    refuses({"completion", "tcsh"}, 2, "completion needs the shell: bash, zsh or fish");
}

BOOST_AUTO_TEST_CASE(a_damaged_staging_file)
{
    put_file(data / "staging_candidates.json", R"([{"model_id": "a b", "source": "x"}])");
    refuses(
        {"update"},
        1,
        path_of("staging_candidates.json") +
            ": [0].model_id is not a model id: the model id is not owner/name over letters, "
            "digits, . _ -; mend the file, or take it away"
    );
}

BOOST_AUTO_TEST_CASE(a_staging_file_that_is_missing)
{
    fs::remove(data / "staging_candidates.json");
    refuses(
        {"update"},
        1,
        "there is no " + path_of("staging_candidates.json") +
            " yet: run muster ingest, or muster run"
    );
}

BOOST_AUTO_TEST_CASE(a_damaged_catalog)
{
    put_file(data / "catalog.json", R"([{"model_id": "a/b", "layers": 0}])");
    for (const auto* command : {"run", "ingest", "update"})
        refuses(
            {command},
            1,
            path_of("catalog.json") + ": [0].layers is 0: leave it out when it is not known; mend "
                                      "the file, or take it away"
        );
}

// Taken away, they are not as they were before a first run.
BOOST_AUTO_TEST_CASE(of_files_with_what_left_the_loss_is_told)
{
    put_file(data / "archive.json", "[{}]");
    auto done = muster({"run"});
    BOOST_TEST(done.status == 1);
    BOOST_TEST(
        done.err.ends_with("take it away: the rows in it then do not come back as they were\n"),
        done.err
    );

    put_file(data / "archive.json", "[]");
    put_file(data / "unlisted.json", "[{}]");
    done = muster({"run"});
    BOOST_TEST(done.status == 1);
    BOOST_TEST(
        done.err.ends_with("take it away: the models in it then leave models.json with the next "
                           "update, and a run finds them again\n"),
        done.err
    );
}

BOOST_AUTO_TEST_CASE(damaged_evidence)
{
    put_file(data / "evidence.json", R"([{"model_id": "a/b", "total": "x"}])");
    const auto before = all_files(data);
    for (const auto* command : {"run", "update"})
    {
        const auto done = muster({command});
        BOOST_TEST(done.status == 1);
        BOOST_TEST(done.err.starts_with("muster: " + path_of("evidence.json") + ": [0].total "));
        BOOST_TEST(done.err.ends_with("; mend the file, or take it away\n"));
    }
    BOOST_TEST((all_files(data) == before));
}

BOOST_AUTO_TEST_CASE(a_catalog_to_import_that_is_none)
{
    refuses({"catalog"}, 2, "catalog needs: import FILE, add ID or check");
    refuses(
        {"catalog", "import", "none.json"}, 2, "cannot read none.json: No such file or directory"
    );
    put_file(directory.path() / "odd.json", "{}");
    refuses({"catalog", "import", "odd.json"}, 2, "odd.json: not a JSON list");
}

BOOST_AUTO_TEST_CASE(o01_a_data_directory_that_cannot_be_written)
{
    const read_only_directory locked(data);
    for (const auto* command : {"run", "ingest", "update"})
        refuses({command}, 1, "cannot write " + path_of(".lock") + ": Permission denied");
}

BOOST_AUTO_TEST_CASE(o01_a_data_directory_that_is_a_file)
{
    fs::rename(data, directory.path() / "aside");
    put_file(data, "mine");
    const auto done = muster({"run"});

    BOOST_TEST(done.status == 1);
    BOOST_TEST(
        done.err ==
        "muster: cannot make the data directory " + data.string() + ": Not a directory\n"
    );
    BOOST_TEST(text_of(data) == "mine");
}

BOOST_AUTO_TEST_CASE(o01_a_directory_in_place_of_an_output)
{
    fs::remove(data / "models.json");
    fs::create_directory(data / "models.json");
    refuses({"run", "--quiet"}, 1, "cannot read " + path_of("models.json") + ": Is a directory");
    refuses({"update", "--quiet"}, 1, "cannot read " + path_of("models.json") + ": Is a directory");
    fs::remove(data / "models.json");
    fs::remove(data / "staging_candidates.json");
    fs::create_directory(data / "staging_candidates.json");
    refuses(
        {"ingest", "--quiet"},
        1,
        "cannot write " + path_of("staging_candidates.json") + ": Is a directory"
    );
}

BOOST_AUTO_TEST_CASE(a_plugin_directory_that_is_missing)
{
    refuses({"run", "--plugin-dir", "/none"}, 2, "--plugin-dir /none is not a directory");
}

BOOST_AUTO_TEST_CASE(o04_a_data_directory_that_another_run_holds)
{
    const held_lock other(data);
    for (const auto* command : {"run", "ingest", "update"})
        refuses(
            {command},
            1,
            "another muster is using " + data.string() +
                ": wait for it, or use another --data directory"
        );
}

BOOST_AUTO_TEST_SUITE_END()
