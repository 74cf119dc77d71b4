#include "data/data_lock.hpp"
#include "support/permissions.hpp"
#include "support/temporary_directory.hpp"

#include <boost/test/unit_test.hpp>

#include <optional>

using namespace muster;
using namespace muster::test;

BOOST_AUTO_TEST_SUITE(data_lock_test)

BOOST_AUTO_TEST_CASE(o04_a_second_run_is_kept_out_until_the_first_ends)
{
    const temporary_directory data;
    {
        const auto first = data_lock::take(data.path());
        BOOST_TEST_REQUIRE(first.has_value());
        const auto second = data_lock::take(data.path());
        BOOST_TEST(
            second.error().where == "another muster is using " + data.path().string() +
                                        ": wait for it, or use another --data directory"
        );
        BOOST_TEST((second.error().code == boost::system::errc::device_or_resource_busy));
    }
    BOOST_TEST(data_lock::take(data.path()).has_value());
}

BOOST_AUTO_TEST_CASE(a_lock_that_moves_stays_taken)
{
    const temporary_directory data;
    auto first = data_lock::take(data.path());
    std::optional<data_lock> kept(std::move(*first));
    BOOST_TEST(data_lock::take(data.path()).has_error());

    kept.reset();
    BOOST_TEST(data_lock::take(data.path()).has_value());
}

BOOST_AUTO_TEST_CASE(directories_do_not_lock_each_other)
{
    const temporary_directory one;
    const temporary_directory other;
    const auto first = data_lock::take(one.path());

    BOOST_TEST(data_lock::take(other.path()).has_value());
}

BOOST_AUTO_TEST_CASE(a_directory_that_cannot_be_written_says_so)
{
    const temporary_directory data;
    const plain_permissions plain;
    const read_only_directory locked(data.path());

    BOOST_TEST(
        data_lock::take(data.path()).error().where ==
        "cannot write " + (data.path() / ".lock").string() + ": Permission denied"
    );
}

BOOST_AUTO_TEST_SUITE_END()
