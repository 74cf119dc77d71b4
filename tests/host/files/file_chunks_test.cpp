#include "files/file_chunks.hpp"
#include "files/file_io.hpp"
#include "support/files.hpp"
#include "support/temporary_directory.hpp"
#include "support/written.hpp"

#include <boost/test/unit_test.hpp>

#include <filesystem>
#include <string>
#include <system_error>

using namespace muster;
using namespace muster::test;
namespace fs = std::filesystem;

namespace {

struct a_file
{
    temporary_directory directory;
    fs::path file = directory.path() / "file";

    std::string in_pieces() const
    {
        std::string all;
        const auto read = for_each_chunk(file, [&all](std::string_view chunk) { all += chunk; });
        BOOST_TEST(read.has_value());
        return all;
    }
};

/// Of about so many bytes, in which no two pieces are alike.
std::string text_of_bytes(std::size_t bytes)
{
    std::string text;
    for (std::size_t i = 0; text.size() < bytes; ++i)
        text += std::to_string(i) + ' ';
    text.resize(bytes);
    return text;
}

}  // namespace

BOOST_FIXTURE_TEST_SUITE(file_chunks_test, a_file)

BOOST_AUTO_TEST_CASE(pieces_and_parts_make_the_whole)
{
    for (const std::size_t bytes :
         {std::size_t{0},
          std::size_t{5},
          file_piece_bytes - 1,
          file_piece_bytes,
          2 * file_piece_bytes + 7})
    {
        const auto text = text_of_bytes(bytes);
        put_file(file, text);
        BOOST_TEST((in_pieces() == text), bytes << " bytes");
        BOOST_TEST((all_of(*text_of_file(file)) == text), bytes << " bytes");
        BOOST_TEST(has_content(file, text), bytes << " bytes");
        BOOST_TEST(has_content(file, *text_of_file(file)), bytes << " bytes");
    }
}

BOOST_AUTO_TEST_CASE(another_content_is_told)
{
    put_file(file, "one two");
    const chunked_text longer(2, [](std::size_t part) { return part == 0 ? "one two" : " three"; });
    for (const chunked_text& other :
         {chunked_text("one"), chunked_text("one twx"), longer, chunked_text()})
        BOOST_TEST(!has_content(file, other));
    BOOST_TEST(!has_content(directory.path() / "none", "one two"));
}

BOOST_AUTO_TEST_CASE(what_is_no_file_cannot_be_read)
{
    const auto ignore = [](std::string_view) {};
    BOOST_TEST(for_each_chunk(directory.path(), ignore).has_error());
    const auto missing = for_each_chunk(directory.path() / "none", ignore);
    BOOST_TEST(
        missing.error().where ==
        "cannot read " + (directory.path() / "none").string() + ": No such file or directory"
    );
    BOOST_TEST(text_of_file(directory.path() / "none").error().where == missing.error().where);
    BOOST_TEST(text_of_file(directory.path()).has_error());
}

BOOST_AUTO_TEST_CASE(a_file_above_the_limit_is_refused)
{
    put_file(file, "");
    fs::resize_file(file, file_bytes_limit + 1);  // it takes no room on the disk
    const auto refused = "cannot read " + file.string() + ": File too large";
    const auto ignore = [](std::string_view) {};
    BOOST_TEST(for_each_chunk(file, ignore).error().where == refused);
    BOOST_TEST(text_of_file(file).error().where == refused);
    BOOST_TEST(!has_content(file, chunked_text()));
}

BOOST_AUTO_TEST_CASE(the_parts_are_those_of_the_file_that_had_the_name)
{
    put_file(file, "before");
    const auto parts = text_of_file(file);
    put_file(directory.path() / "next", "after");
    fs::rename(directory.path() / "next", file);
    BOOST_TEST(all_of(*parts) == "before");
}

BOOST_AUTO_TEST_CASE(a_file_that_shrinks_is_not_taken_for_whole)
{
    put_file(file, "long enough");
    const auto parts = text_of_file(file);
    put_file(file, "short");
    BOOST_CHECK_THROW(all_of(*parts), std::system_error);
    const auto copy = file_draft::write(directory.path() / "copy", *parts);
    BOOST_TEST(copy.has_error());
    BOOST_TEST(!fs::exists(directory.path() / "copy"));
}

BOOST_AUTO_TEST_SUITE_END()
