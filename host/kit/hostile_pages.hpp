#pragma once

#include "wire/page_reading.hpp"

#include <random>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace muster {

/// A page that no source publishes, with its name in reports.
struct hostile_page
{
    std::string name = {};
    std::string body = {};
};

/// Pages that are hostile to any reader: empty, deeply nested, huge, of wrong types, not UTF-8.
std::vector<hostile_page> hostile_pages();

/// A good page, cut at up to 200 evenly spaced places.
std::vector<hostile_page> truncations(std::string_view page);

/// A good page with one to eight changes: bytes replaced, doubled or removed. The same state of
/// `random` gives the same page.
std::string mutation(std::string_view page, std::mt19937& random);

/// Pages in the shapes that sources use, for plugins that are verified without a sample.
std::vector<fetched_page> made_up_pages();

/// The path to a list in a JSON page: member names and indexes.
using list_place = std::vector<std::variant<std::string, std::size_t>>;

/// The paths of a page's lists that are not empty, outer ones first, at most 64. None when the page
/// is no JSON.
std::vector<list_place> lists_in(std::string_view page);

/// The page with that list emptied. Precondition: the path came from lists_in() of this page.
std::string without_elements(std::string_view page, const list_place& list);

/// The page with a number in front of that list's elements. Precondition as above.
std::string with_number(std::string_view page, const list_place& list);

}  // namespace muster
