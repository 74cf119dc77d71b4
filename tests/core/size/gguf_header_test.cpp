#include "core/size/gguf_writer.hpp"
#include "size/facts/gguf_header.hpp"

#include <boost/test/unit_test.hpp>

#include <string>

using namespace muster;
using muster::test::gguf_writer;

namespace {

std::string small_file()
{
    gguf_writer file;
    file.start(2, 4).pair("general.architecture", "llama").pair("llama.block_count", 3);
    file.text("tokenizer.ggml.tokens").whole(9, 4).whole(8, 4).whole(2, 8).text("a").text("b");
    file.text("llama.attention.head_count_kv")
        .whole(9, 4)
        .whole(5, 4)
        .whole(2, 8)
        .whole(0, 4)
        .whole(8, 4);
    file.tensor("token_embd.weight", 8, 32).tensor("blk.0.attn_q.weight", 8, 8);
    return file.bytes;
}

errc gguf_code_of(const std::string& bytes)
{
    const auto header = read_gguf_header(bytes);
    return header.has_value() ? errc{} : static_cast<errc>(header.error().code.value());
}

}  // namespace

BOOST_AUTO_TEST_SUITE(gguf_header_test)

BOOST_AUTO_TEST_CASE(keys_and_tensors_are_read)
{
    const auto header = read_gguf_header(small_file());

    BOOST_TEST_REQUIRE(header.has_value());
    BOOST_TEST_REQUIRE(header->has_value());
    const auto& found = **header;
    BOOST_TEST(found.architecture == "llama");
    BOOST_TEST(found.numbers.at("block_count") == 3u);
    BOOST_TEST(found.numbers.at("attention.head_count_kv") == 8u);
    BOOST_TEST(found.elements == 8u * 32 + 64);
    BOOST_TEST(found.embeddings == 256u);
    BOOST_TEST(!found.has_output_head);
}

BOOST_AUTO_TEST_CASE(numbers_below_zero_stand_for_none)
{
    gguf_writer file;
    file.start(0, 6).pair("general.architecture", "llama");
    // By width: the types i8, i16, i32 and i64 of the specification.
    for (const auto& [type, width] : {std::pair(1U, 1U), {3, 2}, {5, 4}, {11, 8}})
        file.text("llama.i" + std::to_string(width)).whole(type, 4).whole(~0ULL, width);
    file.text("llama.heads").whole(9, 4).whole(5, 4).whole(2, 8).whole(~0ULL, 4).whole(8, 4);
    const auto header = read_gguf_header(file.bytes);

    BOOST_TEST_REQUIRE(header.has_value());
    BOOST_TEST_REQUIRE(header->has_value());
    const auto& found = **header;
    BOOST_TEST(found.numbers.size() == 1u);
    BOOST_TEST(found.numbers.at("heads") == 8u);
    BOOST_TEST(found.sums.at("heads") == 8u);
}

BOOST_AUTO_TEST_CASE(the_largest_unsigned_numbers_are_numbers)
{
    gguf_writer file;
    file.start(0, 2).text("a").whole(0, 4).whole(255, 1).text("b").whole(4, 4).whole(~0ULL, 4);
    const auto header = read_gguf_header(file.bytes);

    BOOST_TEST_REQUIRE(header.has_value());
    BOOST_TEST_REQUIRE(header->has_value());
    BOOST_TEST((**header).numbers.at("a") == 255u);
    BOOST_TEST((**header).numbers.at("b") == 0xFFFF'FFFFu);
}

BOOST_AUTO_TEST_CASE(every_shorter_beginning_asks_for_more)
{
    const auto whole = small_file();
    for (std::size_t size = 0; size < whole.size(); ++size)
    {
        const auto header = read_gguf_header(std::string_view(whole).substr(0, size));
        BOOST_TEST_REQUIRE(header.has_value());
        BOOST_TEST(!header->has_value());
    }
}

BOOST_AUTO_TEST_CASE(hostile_files_are_refused)
{
    BOOST_TEST((gguf_code_of(std::string(64, 'x')) == errc::wrong_shape));
    BOOST_TEST((gguf_code_of(gguf_writer().start(0, 0, 9).bytes) == errc::bad_value));
    BOOST_TEST((gguf_code_of(gguf_writer().start(~0ULL, 0).bytes) == errc::too_large));
    BOOST_TEST((gguf_code_of(gguf_writer().start(0, ~0ULL).bytes) == errc::too_large));
    BOOST_TEST((gguf_code_of(gguf_writer().start(0, 1).whole(~0ULL, 8).bytes) == errc::too_large));
    BOOST_TEST(
        (gguf_code_of(gguf_writer().start(0, 1).text("k").whole(99, 4).bytes) == errc::bad_value)
    );
    BOOST_TEST(
        (gguf_code_of(
             gguf_writer().start(0, 1).text("k").whole(9, 4).whole(4, 4).whole(~0ULL, 8).bytes
         ) == errc::too_large)
    );
    BOOST_TEST(
        (gguf_code_of(gguf_writer().start(1, 0).tensor("t", ~0ULL, ~0ULL).bytes) == errc::bad_value)
    );
}

BOOST_AUTO_TEST_SUITE_END()
