#pragma once

#include <boost/test/unit_test.hpp>

namespace muster::test {

/// Makes one test case of each row, named by the row's `name`. Stands in a suite, as a constant
/// at namespace scope; the rows must outlive the tests.
class case_table
{
public:
    template <class Rows, class Row = typename Rows::value_type>
    case_table(const Rows& rows, void (*check)(const Row&))
    {
        namespace ut = boost::unit_test;
        for (const auto& row : rows)
            ut::framework::current_auto_test_suite().add(
                ut::make_test_case([&row, check] { check(row); }, row.name, __FILE__, __LINE__)
            );
    }
};

}  // namespace muster::test
