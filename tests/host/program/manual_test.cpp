#include "program/help_content.hpp"
#include "program/manual.hpp"

#include <boost/algorithm/string/replace.hpp>
#include <boost/test/unit_test.hpp>

#include <sstream>

using namespace muster;

namespace {

/// As troff shows it, but for its fonts.
std::string shown(std::string page)
{
    for (const auto* mark : {"\\:", "\\&", "\\fB", "\\fR"})
        boost::replace_all(page, mark, "");
    boost::replace_all(page, "\\-", "-");
    boost::replace_all(page, "\\e", "\\");
    return page;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(manual_test)

BOOST_AUTO_TEST_CASE(it_says_all_that_the_help_says)
{
    auto flags = common_flags();
    flags.insert(flags.end(), hub_flags().begin(), hub_flags().end());
    const auto page = shown(manual_text(flags));
    const auto content = help_content_of(flags);
    auto sections = content.options;
    sections.insert(sections.end(), {content.commands, content.environment, content.exit_statuses});

    std::size_t entries = 0;
    for (const auto& section : sections)
        for (const auto& entry : section.entries)
        {
            const auto wanted = ".TP\n" + entry.written + '\n' + entry.meaning + '\n';
            BOOST_TEST(page.find(wanted) != std::string::npos, entry.written);
            ++entries;
        }
    BOOST_TEST(entries > flags.size());
}

BOOST_AUTO_TEST_CASE(no_text_of_a_plugin_is_taken_for_a_request)
{
    flag one;
    one.spec.name = "shop.mark";
    one.spec.help = ".so /etc/passwd \\fB";
    one.value_name = "TEXT";
    one.group = "'ig";
    const auto page = manual_text(std::vector{one});

    BOOST_TEST(page.find("\n\\&.so /\\:etc/\\:passwd \\efB\n") != std::string::npos);
    BOOST_TEST(page.find(".SS \\&'ig\n") != std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()
