#include "plugin/load_library.hpp"
#include "support/bad_files.hpp"
#include "support/case_table.hpp"
#include "support/plugin_stage.hpp"

using namespace muster;

namespace {

void is_skipped(const test::bad_file& bad)
{
    if (bad.is_not_for_sanitizers && test::is_sanitized)
        return;
    const auto before = test::look_for_traces();
    {
        test::plugin_directory directory;
        directory.add_healthy();
        if (bad.fixture)
            directory.add(bad.fixture, "bad.so");
        else
            directory.write("bad.so", bad.bytes);
        test::plugin_stage stage;
        const test::stopwatch watch;
        stage.find(directory.path());

        BOOST_TEST(to_string(stage.at("bad.so").state) == "skipped");
        BOOST_TEST(stage.at("bad.so").reason.starts_with(bad.reason), stage.at("bad.so").reason);
        for (const auto* healthy : {"healthy_a.so", "healthy_b.so", "healthy_c.so"})
            BOOST_TEST(stage.read(healthy, "a/b\nc/d")->models.size() == 2u);
        BOOST_TEST(watch.elapsed().count() < (test::is_sanitized ? 15000 : 5000));
    }
    BOOST_TEST((test::look_for_traces() == before));
}

}  // namespace

BOOST_AUTO_TEST_SUITE(loading_test)

const test::case_table table(test::bad_files(), is_skipped);

BOOST_AUTO_TEST_CASE(l10_a_longer_table_is_legal)
{
    test::plugin_directory directory;
    directory.add("size_4096");
    test::plugin_stage stage;
    stage.find(directory.path());

    BOOST_TEST(stage.read("size_4096.so", "a/b")->models.size() == 1u);
}

BOOST_AUTO_TEST_CASE(l26_two_plugins_loaded_into_one_process_run_their_own_code)
{
    const auto load = [](const char* fixture) {
        const auto file = library_file::open(test::fixture_file(fixture));
        return load_library(test::fixture_file(fixture), file->identity());
    };
    const auto first = load("healthy_a");
    const auto second = load("healthy_b");
    const auto third = load("healthy_c");

    BOOST_TEST(first->description.name == "healthy_a");
    BOOST_TEST(second->description.name == "healthy_b");
    BOOST_TEST(third->description.name == "healthy_c");
    BOOST_TEST(first->table != second->table);
    BOOST_TEST(first->table->descriptor.data != third->table->descriptor.data);
}

BOOST_AUTO_TEST_CASE(l14_processes_left_by_a_constructor_are_ended)
{
    const auto before = test::look_for_traces();
    test::plugin_directory directory;
    directory.add("load_processes");
    {
        test::plugin_stage stage;
        stage.search.workers.without_walls = "landlock,seccomp";
        stage.find(directory.path());
        BOOST_TEST(stage.read("load_processes.so", "a/b")->models.size() == 1u);
    }
    BOOST_TEST((test::look_for_traces() == before));
}

BOOST_AUTO_TEST_SUITE_END()
