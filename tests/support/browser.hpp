#pragma once

#include <boost/json/object.hpp>

#include <filesystem>
#include <optional>
#include <string>

namespace muster::test {

/// Chromium, or a browser made of it, where the path has one.
std::optional<std::filesystem::path> find_browser();

/// A page with a script of tests/e2e at its end, and before everything else one that notes what
/// goes wrong while the page is read.
std::string with_check(std::string page, const std::string& script);

/// What the page says that such a script found: the object in its <pre id="checked">. directory: of
/// the browser's own files.
boost::json::object look_at(
    const std::filesystem::path& browser,
    const std::filesystem::path& directory,
    const std::string& address
);

}  // namespace muster::test
