#include "e2e/small_world.hpp"

#include <boost/test/unit_test.hpp>

using namespace muster;
using namespace muster::test;
namespace fs = std::filesystem;

BOOST_FIXTURE_TEST_SUITE(dry_run_test, small_world)

BOOST_AUTO_TEST_CASE(a_dry_run_says_what_a_run_then_does)
{
    muster_well({"run"});
    answer_with("/openrouter", answer(R"([{"hugging_face_id": "New/Model"}])"));
    const auto before = all_files(data);
    const auto dry = muster_well({"run", "--dry-run", "--max-shrink", "1"});
    BOOST_TEST((all_files(data) == before));
    BOOST_TEST(
        dry.out.starts_with("nothing was written (--dry-run); these files would change:\n"), dry.out
    );
    BOOST_TEST(holds(dry.out, "staging_candidates.json\n    1 added"), dry.out);
    BOOST_TEST(holds(dry.out, "New/Model"), dry.out);
    BOOST_TEST(!holds(dry.out, "run_report.json"), dry.out);

    muster_well({"run", "--max-shrink", "1"});
    BOOST_TEST(holds(staged(), "New/Model"));
    BOOST_TEST(
        muster_well({"run", "--dry-run", "--max-shrink", "1"}).out ==
        "nothing was written (--dry-run), and nothing would change\n"
    );
}

BOOST_AUTO_TEST_CASE(an_update_can_be_dry_too)
{
    muster_well({"run"});
    put_file(data / "staging_candidates.json", "[]");
    const auto before = all_files(data);
    const auto dry = muster_well({"update", "--dry-run"});
    BOOST_TEST((all_files(data) == before));
    BOOST_TEST(holds(dry.out, "models.json\n    1 gone"), dry.out);
}

BOOST_AUTO_TEST_CASE(a_dry_run_starts_no_directory_and_locks_none)
{
    const auto there = data;
    data = directory.path() / "nowhere";
    const auto done = muster({"run", "--dry-run"});
    BOOST_TEST(done.status == 1);
    BOOST_TEST(holds(done.err, "a dry run starts none (muster run does)"), done.err);
    BOOST_TEST(!fs::exists(data));

    data = there;
    const auto first = muster_well({"run", "--dry-run"});
    BOOST_TEST(holds(first.out, "models.json\n    1 added"), first.out);
    BOOST_TEST(all_files(data).size() == 1u);
}

BOOST_AUTO_TEST_SUITE_END()
