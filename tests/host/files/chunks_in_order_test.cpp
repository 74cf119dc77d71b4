#include "base/threaded_for.hpp"
#include "files/chunks_in_order.hpp"

#include <boost/test/unit_test.hpp>

#include <atomic>
#include <chrono>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

using namespace muster;

namespace {

constexpr std::size_t many = 200;

std::string used_with(std::size_t threads)
{
    // Every third takes longer than those after it.
    const chunked_text text(many, [](std::size_t part) {
        if (part % 3 == 0)
            std::this_thread::sleep_for(std::chrono::microseconds(300));
        return std::to_string(part) + ' ';
    });
    std::string all;
    const auto use = [&all](std::string_view part) {
        all += part;
        return true;
    };
    BOOST_TEST(write_in_order(text, use, threads));
    return all;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(chunks_in_order_test)

BOOST_AUTO_TEST_CASE(each_piece_is_done_once)
{
    for (const std::size_t threads : {0, 1, 2, 7, 300})
    {
        std::vector<std::atomic<int>> done(many);
        on_cores(threads, many, [&done](std::size_t i) { done[i] += 1; });
        for (const auto& times : done)
            BOOST_TEST(times == 1, threads << " threads");
    }
    threaded_for(0, [](std::size_t) { BOOST_ERROR("there is nothing to do"); });
}

BOOST_AUTO_TEST_CASE(what_a_piece_throws_comes_out_and_ends_the_work)
{
    for (const std::size_t threads : {1, 3})
    {
        std::atomic<std::size_t> begun = 0;
        const auto work = [&begun](std::size_t i) {
            ++begun;
            if (i == 5)
                throw std::runtime_error("five");
        };
        BOOST_CHECK_THROW(on_cores(threads, 1'000'000, work), std::runtime_error);
        BOOST_TEST(begun < 1'000'000u);
    }
}

BOOST_AUTO_TEST_CASE(parts_are_used_in_order_however_they_are_made)
{
    const auto expected = used_with(1);
    BOOST_TEST(expected.starts_with("0 1 2 "));
    BOOST_TEST(expected.ends_with(" 199 "));
    for (const std::size_t threads : {0, 2, 5})
        BOOST_TEST(used_with(threads) == expected);
}

BOOST_AUTO_TEST_CASE(nothing_is_used_after_a_part_that_cannot_be_made)
{
    const chunked_text text(many, [](std::size_t part) {
        if (part == 17)
            throw std::runtime_error("seventeen");
        return std::to_string(part) + ' ';
    });
    std::string all;
    const auto use = [&all](std::string_view part) {
        all += part;
        return true;
    };
    BOOST_CHECK_THROW(write_in_order(text, use, 4), std::runtime_error);
    BOOST_CHECK_THROW(write_in_order(text, use, 1), std::runtime_error);
    BOOST_TEST(all.ends_with("15 16 "));
    all.clear();
    BOOST_CHECK_THROW(write_in_order(text, use, 4), std::runtime_error);
    BOOST_TEST(std::string_view("0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 ").starts_with(all));
}

BOOST_AUTO_TEST_CASE(no_more_parts_are_made_when_one_is_of_no_use)
{
    std::atomic<std::size_t> made = 0;
    const chunked_text text(100'000, [&made](std::size_t) {
        ++made;
        return std::string("x");
    });
    std::size_t used = 0;
    BOOST_TEST(!write_in_order(
        text, [&used](std::string_view) { return ++used < 3; }, 2
    ));
    BOOST_TEST(used == 3u);
    BOOST_TEST(made < 1000u);
}

BOOST_AUTO_TEST_SUITE_END()
