#pragma once

#include "size/facts/config_text.hpp"
#include "size/rules/config_formula.hpp"

#include <boost/test/unit_test.hpp>

#include <string_view>

namespace muster::test {

/// What a config.json amounts to by the formula of its family; it must be one that is known.
inline formula_size size_of(std::string_view config)
{
    const auto read = read_config(config);
    BOOST_TEST_REQUIRE(read.has_value());
    auto size = size_from_config(*read);
    BOOST_TEST_REQUIRE(size.has_value(), size.error().where);
    return *size;
}

inline std::uint64_t params_of(std::string_view config) { return size_of(config).text_params; }

}  // namespace muster::test
