#pragma once

#include "muster/source.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

// The addresses of the Hub's listings, at the endpoint that the options name.
namespace hub_pages {

/// The listing of each task, of one owner's models where the options name one. Each has its part of
/// the limit, or the first would use it up; what a task leaves is filled from the pages behind the
/// first ones.
std::vector<muster::request> task_addresses(const muster::options& options);

/// One page of all that an owner has, each row with its task.
std::string owner_address(const muster::options& options);
bool is_owner_address(std::string_view url) noexcept;

/// A search for one model by its id, which the Hub has no listing for.
std::string search_address(const muster::options& options, std::string_view id);

/// How many rows a page was asked for; 0 where its address does not say.
std::uint64_t rows_asked(std::string_view url);

/// A link of the Hub as an address at the endpoint: a mirror may pass on the Hub's own links, and
/// the listing goes on where it began.
std::string at_endpoint(std::string_view next, const muster::options& options);

/// Throws std::invalid_argument for what is no owner, nor empty: it would be asked for, and
/// answered by an empty list.
void check_owner(std::string_view owner);

}  // namespace hub_pages
