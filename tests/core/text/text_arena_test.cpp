#include "muster/text_arena.hpp"

#include <boost/test/unit_test.hpp>

#include <cstdint>
#include <string>
#include <vector>

using muster::text_arena;

BOOST_AUTO_TEST_SUITE(text_arena_test)

BOOST_AUTO_TEST_CASE(copies_stand_apart_from_what_they_were_made_of)
{
    text_arena arena;
    std::string text = "first";
    const auto copy = arena.copy(text);
    text = "other";

    BOOST_TEST(copy == "first");
}

BOOST_AUTO_TEST_CASE(copies_stay_where_they_are_while_others_are_made)
{
    text_arena arena;
    std::vector<std::string_view> copies;
    for (int i = 0; i < 20'000; ++i)
        copies.push_back(arena.copy(std::to_string(i)));

    for (int i = 0; i < 20'000; ++i)
        BOOST_TEST_REQUIRE(copies[static_cast<std::size_t>(i)] == std::to_string(i));
}

BOOST_AUTO_TEST_CASE(a_text_larger_than_a_block_is_whole)
{
    text_arena arena;
    const std::string large(3 * text_arena::block_bytes + 1, 'x');
    const auto before = arena.copy("before");
    const auto copy = arena.copy(large);
    const auto after = arena.copy("after");

    BOOST_TEST((copy == large));
    BOOST_TEST(before == "before");
    BOOST_TEST(after == "after");
}

BOOST_AUTO_TEST_CASE(empty_text_takes_no_room)
{
    text_arena arena;

    BOOST_TEST(arena.copy("").empty());
    BOOST_TEST(arena.used_bytes() == 0u);
}

BOOST_AUTO_TEST_CASE(arrays_are_aligned_behind_odd_text)
{
    text_arena arena;
    arena.copy("odd");
    const auto numbers = arena.array<std::uint64_t>(3);

    BOOST_TEST(numbers.size() == 3u);
    BOOST_TEST(reinterpret_cast<std::uintptr_t>(numbers.data()) % alignof(std::uint64_t) == 0u);
}

BOOST_AUTO_TEST_CASE(a_second_round_uses_the_blocks_of_the_first)
{
    text_arena arena;
    const std::string large(2 * text_arena::block_bytes, 'x');
    arena.copy("small");
    const auto* const first = arena.copy(large).data();
    arena.reset();
    BOOST_TEST(arena.used_bytes() == 0u);

    BOOST_TEST((arena.copy(large).data() == first));
    BOOST_TEST(arena.used_bytes() == large.size());
}

BOOST_AUTO_TEST_SUITE_END()
