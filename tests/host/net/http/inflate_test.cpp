#include "net/http/inflate.hpp"
#include "support/web_server.hpp"

#include <boost/test/unit_test.hpp>

using namespace muster;
using muster::test::gzip;

namespace {

constexpr std::uint64_t plenty = 1ULL << 32;

net_error_kind kind_of(const std::string& data, std::uint64_t limit = plenty)
{
    const auto decoded = inflate_gzip(data, limit);
    BOOST_TEST_REQUIRE(decoded.has_error());
    return decoded.error().kind;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(inflate_test)

BOOST_AUTO_TEST_CASE(one_member_and_several_are_decoded)
{
    BOOST_TEST(*inflate_gzip(gzip("[1,2]"), plenty) == "[1,2]");
    BOOST_TEST(*inflate_gzip(gzip("[1,") + gzip("") + gzip("2]"), plenty) == "[1,2]");
    BOOST_TEST(inflate_gzip(gzip(std::string(500'000, 'x')), 500'000)->size() == 500'000u);
}

BOOST_AUTO_TEST_CASE(h07_gzip_cut_anywhere_is_truncated)
{
    const auto whole =
        gzip("a text that is long enough to have some bytes") + gzip("second member");
    const auto first_member = gzip("a text that is long enough to have some bytes").size();

    for (std::size_t bytes = 0; bytes < whole.size(); ++bytes)
        if (bytes != first_member)
            BOOST_CHECK(kind_of(whole.substr(0, bytes)) == net_error_kind::truncated);
}

BOOST_AUTO_TEST_CASE(h11_bad_check_sums_and_other_data_are_malformed)
{
    auto wrong_crc = gzip("[1,2]");
    wrong_crc[wrong_crc.size() - 8] ^= 1;

    BOOST_CHECK(kind_of(wrong_crc) == net_error_kind::malformed);
    BOOST_CHECK(kind_of("[1,2] is not gzip at all") == net_error_kind::malformed);
    BOOST_CHECK(kind_of(gzip("[1,2]") + "rubbish after it") == net_error_kind::malformed);
}

BOOST_AUTO_TEST_CASE(h11_a_bomb_stops_at_the_limit_or_the_ratio)
{
    const auto bomb = gzip(std::string(64 << 20, '\0'));

    BOOST_CHECK(kind_of(bomb, 1 << 20) == net_error_kind::too_large);
    BOOST_CHECK(kind_of(bomb) == net_error_kind::too_large);
}

BOOST_AUTO_TEST_SUITE_END()
