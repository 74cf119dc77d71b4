#include "text/amount.hpp"

#include <boost/test/unit_test.hpp>

using namespace muster;

BOOST_AUTO_TEST_SUITE(amount_test)

BOOST_AUTO_TEST_CASE(bytes_are_read_as_people_write_them)
{
    BOOST_TEST(read_bytes("24GB").value() == 24'000'000'000u);
    BOOST_TEST(read_bytes(" 24 gb ").value() == 24'000'000'000u);
    BOOST_TEST(read_bytes("16GiB").value() == 17'179'869'184u);
    BOOST_TEST(read_bytes("80G").value() == 80'000'000'000u);
    BOOST_TEST(read_bytes("1.5TB").value() == 1'500'000'000'000u);
    BOOST_TEST(read_bytes("4096").value() == 4096u);
    BOOST_TEST(read_bytes("4096b").value() == 4096u);
}

BOOST_AUTO_TEST_CASE(counts_have_the_thousand_of_their_kind)
{
    BOOST_TEST(read_count("32k", 1024).value() == 32'768u);
    BOOST_TEST(read_count("1M", 1024).value() == 1'048'576u);
    BOOST_TEST(read_count("7b", 1000).value() == 7'000'000'000u);
    BOOST_TEST(read_count("0.6B", 1000).value() == 600'000'000u);
    BOOST_TEST(read_count("131072", 1024).value() == 131'072u);
}

BOOST_AUTO_TEST_CASE(digits_are_grouped_by_three)
{
    BOOST_TEST(with_separators(0) == "0");
    BOOST_TEST(with_separators(999) == "999");
    BOOST_TEST(with_separators(1000) == "1,000");
    BOOST_TEST(with_separators(12'345'678) == "12,345,678");
}

BOOST_AUTO_TEST_CASE(what_is_no_amount_is_none)
{
    for (const auto* bad :
         {"",
          " ",
          "GB",
          "-1GB",
          "0",
          "0GB",
          "24XB",
          "24GBB",
          "24 GB x",
          "1e3",
          "inf",
          "nan",
          "0x10",
          "9999999999TB",
          "iB",
          "1i"})
    {
        BOOST_TEST(!read_bytes(bad), bad);
        BOOST_TEST(!read_count(bad, 1000), bad);
    }
}

BOOST_AUTO_TEST_SUITE_END()
