#include "net/cached_answer.hpp"
#include "net/response_cache.hpp"
#include "support/temporary_directory.hpp"

#include <boost/test/unit_test.hpp>

#include <fstream>
#include <thread>

using namespace muster;
using muster::test::temporary_directory;
namespace fs = std::filesystem;

namespace {

constexpr std::uint64_t room_for_all = 1 << 20;

web_answer answer_of(std::string body)
{
    web_answer answer;
    answer.status = 200;
    answer.url = "https://a/b";
    answer.headers = {{"etag", "\"1\""}, {"x", "\xc3\xb6\xff"}};
    answer.body = std::move(body);
    return answer;
}

std::size_t count_files(const fs::path& directory)
{
    return static_cast<std::size_t>(
        std::distance(fs::directory_iterator(directory), fs::directory_iterator())
    );
}

}  // namespace

BOOST_AUTO_TEST_SUITE(response_cache_test)

BOOST_AUTO_TEST_CASE(what_is_stored_is_found_as_it_was)
{
    const temporary_directory directory;
    const std::string body("any \0 bytes\n", 12);
    response_cache(directory.path(), room_for_all).store("k", answer_of(body));

    const auto found = response_cache(directory.path(), room_for_all).find("k");

    BOOST_TEST_REQUIRE(found.has_value());
    BOOST_TEST(found->status == 200u);
    BOOST_TEST(found->url == "https://a/b");
    BOOST_TEST(found->header("etag") == "\"1\"");
    BOOST_TEST(found->header("x") == "\xc3\xb6\xff");
    BOOST_TEST(found->body == body);
}

BOOST_AUTO_TEST_CASE(a_damaged_file_is_no_answer)
{
    const auto whole = to_file_text(answer_of("body"));
    BOOST_TEST(from_file_text(whole).has_value());

    for (std::size_t at = 0; at < whole.size(); ++at)
    {
        auto changed = whole;
        changed[at] ^= 1;
        BOOST_TEST(!from_file_text(changed).has_value());
        BOOST_TEST(!from_file_text(whole.substr(0, at)).has_value());
    }
}

BOOST_AUTO_TEST_CASE(the_oldest_go_when_there_is_no_room)
{
    const temporary_directory directory;
    response_cache cache(directory.path(), 3500);
    for (const auto* key : {"a", "b", "c"})
    {
        cache.store(key, answer_of(std::string(1000, 'x')));
        std::this_thread::sleep_for(std::chrono::milliseconds(15));
    }
    cache.refresh("a");
    cache.store("d", answer_of(std::string(1000, 'x')));

    BOOST_TEST(!cache.find("b").has_value());
    for (const auto* key : {"a", "c", "d"})
        BOOST_TEST(cache.find(key).has_value(), key);
    cache.store("e", answer_of(std::string(4000, 'x')));
    BOOST_TEST(!cache.find("e").has_value());
}

BOOST_AUTO_TEST_CASE(two_programs_may_write_at_once)
{
    const temporary_directory directory;
    const auto write = [&](char letter) {
        response_cache cache(directory.path(), 20'000);
        for (int i = 0; i < 200; ++i)
            cache.store(std::to_string(i % 10), answer_of(std::string(1500, letter)));
    };
    std::thread other(write, 'b');
    write('a');
    other.join();

    const response_cache cache(directory.path(), room_for_all);
    std::size_t found = 0;
    for (int i = 0; i < 10; ++i)
        if (const auto answer = cache.find(std::to_string(i)))
        {
            ++found;
            BOOST_TEST(answer->body == std::string(1500, answer->body[0]));
        }
    BOOST_TEST(found > 0u);
    BOOST_TEST(count_files(directory.path()) == found);  // nothing half-written stays
}

BOOST_AUTO_TEST_CASE(a_directory_that_cannot_be_written_fails_nothing)
{
    const temporary_directory directory;
    std::ofstream(directory.path() / "file") << "in the way";
    response_cache cache(directory.path() / "file" / "cache", room_for_all);

    cache.store("k", answer_of("x"));
    BOOST_TEST(!cache.find("k").has_value());
}

BOOST_AUTO_TEST_CASE(a_key_tells_urls_ranges_and_askers_apart)
{
    web_request plain;
    plain.url = "https://a/b";
    auto part = plain;
    part.range = byte_range{0, 9};

    BOOST_TEST(cache_key(plain) == cache_key(plain));
    BOOST_TEST(cache_key(plain) != cache_key(part));
}

BOOST_AUTO_TEST_SUITE_END()
