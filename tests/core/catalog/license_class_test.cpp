#include "catalog/license_class.hpp"

#include <boost/test/unit_test.hpp>

#include <vector>

using namespace muster;
using strings = std::vector<std::string>;

namespace {

std::string class_of(const char* license)
{
    return std::string(to_string(classed(std::string(license)).kind));
}

}  // namespace

BOOST_AUTO_TEST_SUITE(license_class_test)

BOOST_AUTO_TEST_CASE(known_licences_have_their_class_and_their_spdx_identifier)
{
    for (const auto* license :
         {"mit", "apache-2.0", "Apache-2.0", "cc-by-sa-4.0", "gpl-3.0", "openmdw-1.1"})
        BOOST_TEST(class_of(license) == "open", license);
    for (const auto* license :
         {"llama3.1", "gemma", "qwen", "modified-mit", "openrail++", "cc-by-nd-4.0"})
        BOOST_TEST(class_of(license) == "conditions", license);
    for (const auto* license : {"cc-by-nc-4.0", "mrl", "qwen-research", "exaone"})
        BOOST_TEST(class_of(license) == "research", license);
    BOOST_TEST(classed(std::string("apache-2.0")).spdx == "Apache-2.0");
    BOOST_TEST(classed(std::string("gemma")).spdx == "");
    BOOST_TEST(classed(std::string("mit")).rule == "the licence is known");
}

BOOST_AUTO_TEST_CASE(a_name_is_believed_where_it_narrows_and_not_where_it_promises)
{
    BOOST_TEST(class_of("webai-non-commercial-license-ver.-1.0") == "research");
    BOOST_TEST(
        class_of("nvidia-internal-scientific-research-and-development-model-license") == "research"
    );
    BOOST_TEST(classed(std::string("my-research-license")).rule == "the licence's name says so");
    for (const auto* license : {"other", "my-open-license", "glm-5.3", "mit-like"})
        BOOST_TEST(class_of(license) == "unknown", license);
    BOOST_TEST(classed(std::string("other")).rule == "the licence is not known here");
    BOOST_TEST(to_string(classed({}).kind) == "unknown");
    BOOST_TEST(classed({}).rule == "no licence is declared");
}

BOOST_AUTO_TEST_CASE(licences_are_wanted_by_class_or_by_name)
{
    const std::optional<std::string> gemma = "gemma";
    BOOST_TEST(is_wanted_license(gemma, {}));
    BOOST_TEST(is_wanted_license({}, {}));
    BOOST_TEST(is_wanted_license(gemma, strings{"open", "conditions"}));
    BOOST_TEST(is_wanted_license(gemma, strings{"Gemma"}));
    BOOST_TEST(!is_wanted_license(gemma, strings{"open", "mit"}));
    BOOST_TEST(!is_wanted_license({}, strings{"open", "conditions", "research"}));
    BOOST_TEST(is_wanted_license({}, strings{"unknown"}));
}

BOOST_AUTO_TEST_CASE(a_word_is_a_class_or_a_licence)
{
    for (const auto* word : {"open", "Research", "unknown", "mit", "LLAMA3"})
        BOOST_TEST(is_license_word(word), word);
    for (const auto* word : {"", "opne", "mit "})
        BOOST_TEST(!is_license_word(word), word);
}

BOOST_AUTO_TEST_SUITE_END()
