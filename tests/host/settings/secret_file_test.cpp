#include "settings/secret_file.hpp"
#include "support/files.hpp"
#include "support/temporary_directory.hpp"

#include <boost/test/unit_test.hpp>

using namespace muster;
using namespace muster::test;
namespace fs = std::filesystem;

namespace {

struct secret_fixture
{
    temporary_directory directory = {};
    fs::path file = directory.path() / "token";

    void keep(const std::string& content) const
    {
        put_file(file, content);
        fs::permissions(file, fs::perms::owner_read | fs::perms::owner_write);
    }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(secret_file_test, secret_fixture)

BOOST_AUTO_TEST_CASE(the_space_around_a_secret_is_not_of_it)
{
    keep("  hf_abc\n");

    BOOST_TEST(*read_secret_file(file) == "hf_abc");
}

BOOST_AUTO_TEST_CASE(c02_a_secret_that_everyone_can_read_is_refused_with_the_cure)
{
    keep("hf_abc");
    fs::permissions(file, fs::perms::others_read, fs::perm_options::add);

    const auto read = read_secret_file(file);
    BOOST_TEST(read.error().code == make_error_code(errc::untrusted));
    BOOST_TEST(
        read.error().where ==
        file.string() + " holds a secret and can be read by everyone: chmod 600 it"
    );
    BOOST_TEST(*read_secret_file(file, secret_file::of_other_tool) == "hf_abc");
}

BOOST_AUTO_TEST_CASE(what_cannot_be_sent_is_refused_and_not_quoted)
{
    for (const std::string content : {"two words", "line\nline", "\x01", "\xc3\xa4"})
    {
        keep(content);
        BOOST_TEST(
            read_secret_file(file).error().where ==
            file.string() + " does not hold a secret that can be sent"
        );
    }
    keep(std::string(4097, 'x'));
    BOOST_TEST(read_secret_file(file).has_error());
    keep(std::string(4096, 'x'));
    BOOST_TEST(read_secret_file(file).has_value());
}

BOOST_AUTO_TEST_CASE(c02_an_empty_file_holds_none)
{
    keep(" \n");

    BOOST_TEST(
        read_secret_file(file).error().where == file.string() + " should hold a secret and is empty"
    );
}

BOOST_AUTO_TEST_CASE(c02_a_missing_file_and_a_directory_are_named)
{
    BOOST_TEST(
        read_secret_file(file).error().where ==
        "cannot read " + file.string() + ": No such file or directory"
    );
    BOOST_TEST(read_secret_file(directory.path()).has_error());
}

BOOST_AUTO_TEST_SUITE_END()
