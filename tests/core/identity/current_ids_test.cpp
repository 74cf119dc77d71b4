#include "identity/current_ids.hpp"

#include <boost/test/unit_test.hpp>

#include <map>
#include <vector>

using namespace muster;

namespace {

struct names_fixture
{
    std::vector<std::string> ids = {};
    std::map<std::string, std::string> renames = {};

    current_ids names() const
    {
        return {
            static_cast<std::uint32_t>(ids.size()),
            [this](std::uint32_t place) -> std::string_view { return ids[place]; },
            [this](const std::string& id) {
                const auto other = renames.find(id);
                return other == renames.end() ? id : other->second;
            }};
    }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(current_ids_test, names_fixture)

BOOST_AUTO_TEST_CASE(a_model_is_found_by_its_name_of_then_and_of_today)
{
    ids = {"a/x", "Old/y"};
    renames = {{"Old/y", "New/Y"}};
    const auto all = names();

    BOOST_TEST(all.find("old/Y").value() == 1u);
    BOOST_TEST(all.find_current("new/y").value() == 1u);
    BOOST_TEST(all.find_current("A/x").value() == 0u);
    BOOST_TEST(!all.find("new/y"));
    BOOST_TEST(!all.find_current("old/y"));
}

BOOST_AUTO_TEST_CASE(of_several_the_first_counts)
{
    ids = {"old/y", "new/y", "older/y", "NEW/y"};
    renames = {{"old/y", "new/y"}, {"older/y", "new/y"}};
    BOOST_TEST(names().find_current("new/y").value() == 0u);
    BOOST_TEST(names().find("New/y").value() == 1u);

    std::swap(ids[0], ids[1]);
    BOOST_TEST(names().find_current("new/y").value() == 0u);
}

BOOST_AUTO_TEST_SUITE_END()
