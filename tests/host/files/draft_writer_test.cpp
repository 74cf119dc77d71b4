#include "files/draft_writer.hpp"
#include "support/files.hpp"
#include "support/temporary_directory.hpp"

#include <boost/test/unit_test.hpp>

#include <filesystem>

using namespace muster;
using namespace muster::test;
namespace fs = std::filesystem;

namespace {

struct draft_fixture
{
    temporary_directory directory;
    fs::path file = directory.path() / "file";
    fs::path draft = directory.path() / "draft";

    bool makes_a_draft(const std::vector<std::string>& chunks)
    {
        draft_writer out(file, draft);
        for (const auto& chunk : chunks)
            BOOST_TEST(out.write(chunk) == 0);
        BOOST_TEST(out.finish() == 0);
        BOOST_TEST(out.flush() == 0);
        return out.has_begun();
    }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(draft_writer_test, draft_fixture)

BOOST_AUTO_TEST_CASE(a_file_that_stays_as_it_is_needs_no_draft)
{
    put_file(file, "one two");
    BOOST_TEST(!makes_a_draft({"one", " ", "two"}));
    BOOST_TEST(!fs::exists(draft));
}

BOOST_AUTO_TEST_CASE(what_is_the_same_at_first_is_in_the_draft_too)
{
    for (const std::string before : {"", "one", "one two", "one twX", "one two three", "Xne two"})
    {
        put_file(file, before);
        const bool is_new = makes_a_draft({"one", " two"});
        BOOST_TEST(is_new == (before != "one two"), before);
        if (is_new)
            BOOST_TEST(text_of(draft) == "one two", before);
        fs::remove(draft);
    }
    fs::remove(file);
    BOOST_TEST(makes_a_draft({"one", " two"}));
    BOOST_TEST(text_of(draft) == "one two");
}

BOOST_AUTO_TEST_CASE(what_the_disk_is_given_before_the_end_is_all_there)
{
    const std::string chunk(std::size_t{5} << 20, 'x');
    put_file(file, chunk + chunk + chunk + chunk);
    BOOST_TEST(makes_a_draft({chunk, chunk, chunk, chunk, chunk}));
    BOOST_TEST((text_of(draft) == chunk + chunk + chunk + chunk + chunk));
}

BOOST_AUTO_TEST_CASE(an_empty_file_is_a_file)
{
    BOOST_TEST(makes_a_draft({}));
    BOOST_TEST(fs::file_size(draft) == 0u);
}

BOOST_AUTO_TEST_SUITE_END()
