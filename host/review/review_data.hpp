#pragma once

#include "catalog/diff.hpp"
#include "identity/aliases.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <optional>
#include <string>

namespace muster {

/// How the files of now differ from an earlier state of them.
struct review_changes
{
    std::string against = {};  ///< what it was compared with, in words
    std::optional<row_diff> staged = {};
    std::optional<row_diff> models = {};  ///< absent, both: no earlier state is known
};

/// All that the review page shows, as the files have it. What is absent stays empty: the page
/// takes reports of older and newer versions, too.
struct review_material
{
    std::string version = {};  ///< of the program
    std::string made = {};     ///< ISO 8601
    std::string data_directory = {};
    std::string program = "muster";  ///< as it is called here: the first word of commands
    alias_table aliases = {};
    boost::json::array staged = {};
    boost::json::array models = {};
    boost::json::array catalog = {};
    boost::json::array evidence = {};
    boost::json::array decisions = {};
    boost::json::array history = {};
    boost::json::object report = {};
    review_changes changes = {};
};

/// One document for the page. Its rows are the staged candidates in their order, then what is in
/// models.json without being staged, each with its size, its pins, its evidence and the decision on
/// it. A model that is published under an earlier name is one row, by that name, and `staged_as` is
/// the present one. The texts that say where sizes come from stand once, in `origins`: rows hold
/// their places.
boost::json::object review_data(const review_material& material);

}  // namespace muster
