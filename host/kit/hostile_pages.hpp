#pragma once

#include "wire/page_reading.hpp"

#include <random>
#include <string>
#include <string_view>
#include <variant>
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

/// Pages such as sources publish, for plugins that came without one: lists of models in several
/// forms.
std::vector<fetched_page> made_up_pages();

/// A place in a page where a list stands: the names and numbers that lead there.
using list_place = std::vector<std::variant<std::string, std::size_t>>;

/// The lists of a page that are not empty, outer ones first; 64 at most. None when it is no JSON.
std::vector<list_place> lists_in(std::string_view page);

/// A page with that list empty.
std::string without_elements(std::string_view page, const list_place& list);

/// A page with a number before the elements of that list.
std::string with_number(std::string_view page, const list_place& list);

}  // namespace muster
