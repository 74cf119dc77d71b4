#pragma once

#include "catalog/models.hpp"
#include "size/device.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace muster {

/// A file of the published site: its path below the site's directory, with '/', and its content.
struct site_file
{
    std::string path = {};
    std::string text = {};
};

/// What a site is made from. Only what models.json publishes is on it: no findings, no rejected
/// models, nothing of the machine or the moment, so that the same data gives the same bytes.
struct site_material
{
    std::vector<model_row> models = {};
    std::vector<device> gpus = {};
    std::map<std::string, double> popularity = {};  ///< by folded id
    boost::json::array evidence = {};               ///< the objects of these files; may be empty
    boost::json::array builds = {};
    boost::json::array names = {};
    boost::json::array changes = {};

    /// Files of the data directory that are published as they are.
    std::vector<site_file> copies = {};
};

/// What stands before the paths of files that programs read. Within a version members are added and
/// none is taken away or changes its meaning.
inline constexpr std::string_view site_version = "v1";

/// All files of the site but its index.
std::vector<site_file> site_files(const site_material& material);

/// The page that begins the site, and the style of all pages. CMake puts both together.
std::string_view site_template() noexcept;
std::string_view site_style() noexcept;

}  // namespace muster
