#include "e2e/fault_world.hpp"
#include "support/files.hpp"

#include <boost/test/unit_test.hpp>

#include <csignal>
#include <fstream>
#include <unistd.h>

using namespace muster::test;

namespace {

/// Runs that a shell becomes, with what it had started before.
struct shell_fixture : fault_world
{
    // Ends late, so that others can come and go before it is cleared away.
    shell_fixture() { plugins.add("load_wait"); }
    ~shell_fixture() { ::kill(left_over(), SIGKILL); }

    /// `sh -c PREPARATION`, which is to end in exec: the words of the run follow as "$@".
    finished sources_after(const std::string& preparation)
    {
        command what;
        what.variables = variables;
        what.directory = directory.path();
        what.words = {
            "sh",
            "-c",
            preparation + " \"$@\"",
            "sh",
            MUSTER_PROGRAM,
            "sources",
            "--plugin-dir",
            plugins.path().string()};
        auto done = run(what);
        BOOST_TEST(done.status == 0, done.err);
        return done;
    }

    /// The process whose number the preparation wrote down.
    pid_t left_over() const
    {
        pid_t number = 0;
        std::ifstream(directory.path() / "number") >> number;
        BOOST_TEST_REQUIRE(number > 1);
        return number;
    }

    bool is_left_alone() const { return ::kill(left_over(), 0) == 0; }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(other_processes_test, shell_fixture)

BOOST_AUTO_TEST_CASE(r07_what_a_shell_started_before_it_became_the_program_lives_on)
{
    sources_after("sleep 100 & echo $! > number; exec");
    BOOST_TEST(is_left_alone());
}

BOOST_AUTO_TEST_CASE(r07_so_does_what_may_write_no_file)
{
    sources_after("(ulimit -f 0; exec sleep 100) & echo $! > number; exec");
    BOOST_TEST(is_left_alone());
}

BOOST_AUTO_TEST_CASE(r07_so_does_what_that_left_behind_while_the_program_ran)
{
    sources_after("(sleep 100 & echo $! > number; exec sleep 0.5) & exec");
    BOOST_TEST(is_left_alone());
}

BOOST_AUTO_TEST_CASE(r07_and_what_left_the_session)
{
    sources_after("(setsid sleep 100 & echo $! > number; exec sleep 0.5) & exec");
    BOOST_TEST(is_left_alone());
}

BOOST_AUTO_TEST_CASE(r01_a_parent_that_ignores_the_end_of_children_does_no_harm)
{
    plugins.add("load_abort");
    const auto done = sources_after("sleep 100 & echo $! > number; exec env --ignore-signal=CHLD");
    const auto said = done.out.find("load_abort.so  skipped: died-during-load (SIGABRT)");
    BOOST_TEST((said != std::string::npos), done.out);
    BOOST_TEST(is_left_alone());
}

BOOST_AUTO_TEST_SUITE_END()
