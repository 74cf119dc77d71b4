#pragma once

#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace muster {

/// A page that no source publishes, and what it is called in a report.
struct hostile_page
{
    std::string name = {};
    std::string body = {};
};

/// Pages that are hostile to any reader: empty, deep, huge, of wrong types, not UTF-8.
std::vector<hostile_page> hostile_pages();

/// A good page cut short at up to 200 places.
std::vector<hostile_page> truncations(std::string_view page);

/// A good page with one to eight bytes changed, doubled or left out.
std::string mutation(std::string_view page, std::mt19937& random);

/// A good page with its first row replaced by a number. Rows are the elements of the longest list
/// that stands at the top or one level below; nothing when there is no such list.
std::optional<std::string> with_one_bad_row(std::string_view page);

}  // namespace muster
