#include "net/dial.hpp"
#include "net/http/address.hpp"

#include <boost/test/unit_test.hpp>

using namespace muster;

static address_scope of(const char* address)
{
    return scope_of(boost::asio::ip::make_address(address));
}

BOOST_AUTO_TEST_SUITE(address_test)

BOOST_AUTO_TEST_CASE(private_addresses_are_known_in_every_disguise)
{
    for (const auto* each :
         {"127.0.0.1",
          "127.9.9.9",
          "10.0.0.1",
          "172.16.0.1",
          "172.31.255.255",
          "192.168.1.1",
          "100.64.0.1",
          "100.100.100.200",
          "::1",
          "fc00::1",
          "fd12:3456::1",
          "::ffff:127.0.0.1",
          "::ffff:10.1.2.3",
          "64:ff9b::7f00:1",
          "2002:7f00:1::",
          "fec0::1"})
        BOOST_CHECK_MESSAGE(of(each) == address_scope::neighbours, each);
    for (const auto* each :
         {"169.254.169.254", "fe80::1", "::ffff:169.254.169.254", "64:ff9b::a9fe:a9fe"})
        BOOST_CHECK_MESSAGE(of(each) == address_scope::link, each);
    for (const auto* each :
         {"0.0.0.0", "0.1.2.3", "224.0.0.1", "255.255.255.255", "::", "ff02::1", "100::1"})
        BOOST_CHECK_MESSAGE(of(each) == address_scope::nowhere, each);
}

BOOST_AUTO_TEST_CASE(public_addresses_are_public)
{
    for (const auto* each :
         {"8.8.8.8",
          "172.15.0.1",
          "172.32.0.1",
          "100.63.0.1",
          "100.128.0.1",
          "192.0.1.1",
          "223.255.255.255",
          "198.18.0.1",
          "2600:9000::1",
          "::ffff:8.8.8.8",
          "64:ff9b::808:808"})
        BOOST_CHECK_MESSAGE(of(each) == address_scope::everywhere, each);
}

BOOST_AUTO_TEST_CASE(what_is_private_needs_permission_and_nowhere_never_has_it)
{
    BOOST_TEST(is_permitted(address_scope::everywhere, {}));
    BOOST_TEST(!is_permitted(address_scope::neighbours, {}));
    BOOST_TEST(is_permitted(address_scope::neighbours, {true, false}));
    BOOST_TEST(!is_permitted(address_scope::link, {true, false}));
    BOOST_TEST(!is_permitted(address_scope::nowhere, {true, true}));
}

BOOST_AUTO_TEST_CASE(both_families_are_dialled_in_turn)
{
    const auto make = [](const char* text) { return boost::asio::ip::make_address(text); };
    const auto order =
        dialling_order({make("1.1.1.1"), make("1.1.1.2"), make("2::1"), make("1.1.1.3")});
    const addresses wanted = {make("2::1"), make("1.1.1.1"), make("1.1.1.2"), make("1.1.1.3")};

    BOOST_TEST(order == wanted, boost::test_tools::per_element());
    BOOST_TEST(dialling_order(addresses(100, make("1.1.1.1"))).size() == dialled_addresses_limit);
}

BOOST_AUTO_TEST_SUITE_END()
