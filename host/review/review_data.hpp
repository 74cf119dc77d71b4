#pragma once

#include "catalog/diff.hpp"
#include "identity/aliases.hpp"
#include "size/footprint.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <optional>
#include <string>

namespace muster {

/// How the present files differ from an earlier state.
struct review_changes
{
    std::string against = {};  ///< what it was compared with, in words
    std::optional<row_diff> staged = {};
    std::optional<row_diff> models = {};  ///< absent, both: no earlier state is known
};

/// All that the review page shows, as JSON from the files. Absent members stay absent: the page
/// accepts reports of older and newer versions.
struct review_material
{
    std::string version = {};  ///< of the program
    std::string made = {};     ///< ISO 8601
    std::string data_directory = {};
    std::string program = "muster";  ///< first word of the commands that the page shows
    alias_table aliases = {};
    boost::json::array staged = {};  ///< the most popular
    boost::json::array models = {};  ///< of these, and more where there is room
    std::size_t staged_count = 0;    ///< of all
    std::size_t models_count = 0;
    boost::json::array catalog = {};
    boost::json::array evidence = {};
    boost::json::array builds = {};  ///< of builds.json
    boost::json::array decisions = {};
    boost::json::array history = {};
    boost::json::object report = {};
    review_changes changes = {};
};

/// A format of weights as pages have it: name, bits a weight.
boost::json::object format_to_json(const weight_format& format);

/// Whether there are more models than the page has rows for.
bool has_more_models(const review_material& material);

/// The document that the page reads. Its rows are the staged candidates in their order, then what
/// only models.json has, each with its size, pins, evidence and decision. A model that is published
/// under an earlier name is one row under that name, with the present one in `staged_as`. Rows
/// refer to origins by their index in `origins`, as a few texts recur in thousands of rows. Pure.
boost::json::object review_data(const review_material& material);

}  // namespace muster
