#include "files/file_pieces.hpp"
#include "support/files.hpp"
#include "support/temporary_directory.hpp"

#include <boost/test/unit_test.hpp>

#include <filesystem>
#include <string>

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
        const auto read = for_each_piece(file, [&all](std::string_view piece) { all += piece; });
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

BOOST_FIXTURE_TEST_SUITE(file_pieces_test, a_file)

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
        BOOST_TEST((parts_of_file(file).whole() == text), bytes << " bytes");
        BOOST_TEST(has_content(file, text), bytes << " bytes");
        BOOST_TEST(has_content(file, parts_of_file(file)), bytes << " bytes");
    }
}

BOOST_AUTO_TEST_CASE(another_content_is_told)
{
    put_file(file, "one two");
    const text_parts longer(2, [](std::size_t part) { return part == 0 ? "one two" : " three"; });
    for (const text_parts& other : {text_parts("one"), text_parts("one twx"), longer, text_parts()})
        BOOST_TEST(!has_content(file, other));
    BOOST_TEST(!has_content(directory.path() / "none", "one two"));
}

BOOST_AUTO_TEST_CASE(what_is_no_file_cannot_be_read)
{
    const auto ignore = [](std::string_view) {};
    BOOST_TEST(for_each_piece(directory.path(), ignore).has_error());
    const auto missing = for_each_piece(directory.path() / "none", ignore);
    BOOST_TEST(
        missing.error().where ==
        "cannot read " + (directory.path() / "none").string() + ": No such file or directory"
    );
    BOOST_TEST(parts_of_file(directory.path() / "none").whole().empty());
}

BOOST_AUTO_TEST_SUITE_END()
