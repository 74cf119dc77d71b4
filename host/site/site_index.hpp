#pragma once

#include "muster/failure.hpp"
#include "site.hpp"

#include <boost/json/value.hpp>

#include <optional>
#include <set>
#include <span>

namespace muster {

/// The index of a published site: what it has, so that a program can see what is new without
/// fetching it all, and so that the next publishing knows what is its own.
inline constexpr std::string_view site_index_path = "v1/index.json";

/// The last day on which the Hub was asked of a model or a row changed; empty where none is
/// recorded.
std::string date_of_data(const site_material& material);

/// Checksums are SHA-256, in hexadecimal.
std::string site_index(const site_material& material, std::span<const site_file> files);

/// The path that an element of an index's files names; nothing where it names none, or one that
/// leads out of the site.
std::optional<std::string> path_in_entry(const boost::json::value& entry);

/// The paths that an index names, without those that lead out of the site. Fails with not_json, or
/// with wrong_shape where it names no other.
result<std::set<std::string>> paths_in_index(std::string_view text, std::string_view file_name);

/// "e3b0c442...": 64 hexadecimal digits.
std::string sha256_of(std::string_view text);

}  // namespace muster
