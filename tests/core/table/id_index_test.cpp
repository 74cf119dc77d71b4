#include "table/id_index.hpp"

#include <boost/test/unit_test.hpp>

#include <cstring>
#include <set>
#include <string>
#include <vector>

using namespace muster;

namespace {

// Parts of ids that cannot be told apart, in either form, by the same multiplication in every run.
constexpr const char* equal_parts[][2] = {
    {"ehudyukjaaaaaaab", "igxnwebwfihqbymx"},
    {"cmvszqgqaaaaaaaa", "czsjkjldgtzaggfp"},
    {"ueqsxwzhaaadaaab", "vwbjppjuynzxntox"},
    {"xngcrynkbbaaaaaa", "avkwdlhqxxlifapr"},
    {"dxpxxvsfabadadaa", "qodngnjkcxsxrxmm"},
    {"mtzpburfaaeaadaa", "lrpzcosmmqztpzbz"},
    {"bbcfudsceaaaaeaa", "cqvzfulczkirczzj"},
    {"yoquwbgpaaadaaaa", "yoiydjfododydolb"},
    {"figczgicaaaaadaa", "ftpabrikzkuizycd"},
    {"wvqmbvpaaaaaaada", "xnybasbrvvzyecxt"},
    {"eeakhsojbaaabaea", "edxozwaxcmoccxzn"},
};

std::vector<std::string> colliding_ids()
{
    std::vector<std::string> ids = {"owner/xx"};
    for (const auto& forms : equal_parts)
    {
        std::vector<std::string> longer;
        for (const auto& id : ids)
            for (const auto* form : forms)
                longer.push_back(id + form);
        ids = std::move(longer);
    }
    return ids;
}

// A hash that is the same in every run, for which these ids were made.
std::uint64_t hash_of_every_run(std::string_view id)
{
    std::uint64_t hash = id.size();
    for (; id.size() >= sizeof hash; id.remove_prefix(sizeof hash))
    {
        std::uint64_t letters = 0;
        std::memcpy(&letters, id.data(), sizeof letters);
        hash = (hash ^ letters) * 0x9E3779B97F4A7C15U;
        hash ^= hash >> 32U;
    }
    return hash;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(id_index_test)

BOOST_AUTO_TEST_CASE(ids_made_to_collide_do_not)
{
    const auto ids = colliding_ids();
    std::set<std::uint64_t> former;
    std::set<std::uint32_t> places;
    for (const auto& id : ids)
    {
        former.insert(hash_of_every_run(id));
        places.insert(id_hash(id) % 65536);
    }
    BOOST_TEST(ids.size() == 2048u);
    BOOST_TEST(former.size() == 1u);
    BOOST_TEST(places.size() > 1900u);
}

BOOST_AUTO_TEST_CASE(a_table_compares_none_of_them_with_all_others)
{
    const auto ids = colliding_ids();
    std::size_t compared = 0;
    const auto id_of = [&](std::uint32_t position) {
        compared += 1;
        return std::string_view(ids[position]);
    };
    id_index index(id_of);
    for (std::uint32_t i = 0; i < ids.size(); ++i)
        BOOST_TEST(!index.add(i, id_hash(ids[i])));
    for (const auto& id : ids)
        BOOST_TEST(index.find(id).has_value());
    // Each once, when it is found; two million where all have one hash.
    BOOST_TEST(compared < 2 * ids.size());
}

BOOST_AUTO_TEST_SUITE_END()
