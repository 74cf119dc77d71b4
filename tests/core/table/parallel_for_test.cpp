#include "table/parallel_for.hpp"

#include <boost/test/unit_test.hpp>

using namespace muster;

BOOST_AUTO_TEST_SUITE(parallel_for_test)

BOOST_AUTO_TEST_CASE(pieces_hold_each_element_once)
{
    for (const std::size_t size : {0, 1, 100, 4096, 8192, 10'001, 262'144, 1'000'003})
    {
        std::size_t next = 0;
        for (std::size_t chunk = 0; chunk < chunk_count(size); ++chunk)
        {
            const auto [begin, end] = chunk_range(size, chunk);
            BOOST_TEST(begin == next, size << " elements, piece " << chunk);
            next = end;
        }
        BOOST_TEST(next == size);
    }
}

BOOST_AUTO_TEST_CASE(few_elements_are_one_piece_and_there_are_not_many_pieces)
{
    BOOST_TEST(chunk_count(0) == 1u);
    BOOST_TEST(chunk_count(4000) == 1u);
    BOOST_TEST(chunk_count(100'000) > 8u);
    BOOST_TEST(chunk_count(1'000'000'000) < 100u);
}

BOOST_AUTO_TEST_SUITE_END()
