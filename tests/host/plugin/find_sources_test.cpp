#include "plugin/find_sources.hpp"
#include "support/run.hpp"

#include <boost/test/unit_test.hpp>

using namespace muster;
namespace asio = boost::asio;

BOOST_AUTO_TEST_SUITE(find_sources_test)

BOOST_AUTO_TEST_CASE(what_ships_is_usable)
{
    asio::io_context context;
    source_search search;
    search.directories = {MUSTER_PLUGIN_DIRECTORY};
    search.workers.program = default_worker_program();

    const auto found = test::run(context, find_sources(std::move(search)));

    BOOST_TEST_REQUIRE(found.size() == 9u);
    for (const auto& one : found)
        BOOST_TEST(to_string(one.state) == "usable", one.file << ": " << one.reason);
    const auto asked_always = std::count_if(found.begin(), found.end(), [](const auto& one) {
        return !one.description.opt_in;
    });
    BOOST_TEST(asked_always == 3);
    BOOST_TEST(found[1].description.name == "community");
    // Each asks for the oldest host that will do.
    for (const auto& one : found)
    {
        const auto* const needed = one.description.name == "hub" ? "1.3"
                                   : one.description.opt_in      ? "1.1"
                                                                 : "1.0";
        BOOST_TEST(one.abi == needed, one.file);
    }
}

BOOST_AUTO_TEST_CASE(a_worker_and_this_process_say_the_same)
{
    asio::io_context context;
    source_search search;
    search.directories = {MUSTER_PLUGIN_DIRECTORY};
    search.workers.program = default_worker_program();
    asio::thread_pool pool(2);
    auto in_workers = test::run(context, find_sources(search));
    search.in_process = &pool;
    auto in_process = test::run(context, find_sources(search));

    BOOST_TEST_REQUIRE(in_workers.size() == in_process.size());
    const fetched_page page{"https://x", "application/json", R"([{"id": "a/b"}, {"id": 7}])", "n"};
    for (std::size_t i = 0; i < in_workers.size(); ++i)
    {
        const auto here = test::run(context, in_process[i].runner->read(page, {}));
        const auto there = test::run(context, in_workers[i].runner->read(page, {}));
        BOOST_TEST_REQUIRE(here.has_value() == there.has_value());
        if (here.has_value())
            BOOST_TEST((*here == *there));
        else
            BOOST_TEST(here.error().where == there.error().where);
    }
    pool.join();
}

BOOST_AUTO_TEST_SUITE_END()
