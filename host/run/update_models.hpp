#pragma once

#include "catalog/lifecycle.hpp"
#include "catalog/publish.hpp"
#include "data/data_files.hpp"
#include "data/saved_facts.hpp"
#include "run_report.hpp"
#include "size_models.hpp"

#include <boost/asio/awaitable.hpp>

#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace muster {

/// What models.json is made from.
struct update_material
{
    candidate_table staged = {};  ///< under their names of today
    catalog_names names = {};     ///< the same under the catalog's; see name_as_catalog
    const facts_by_id* facts = nullptr;
    const data_files* own = nullptr;
    const license_findings* licenses = nullptr;
    std::vector<std::string> wanted_licenses = {};
    std::vector<model_row> before = {};  ///< models.json as it is
    std::optional<std::string> changes = {};

    std::vector<unlisted_model> unlisted = {};   ///< see unlisted_now()
    std::map<std::string, hub_word> words = {};  ///< see take_hub_words()
    std::string today = {};
};

/// With the candidates named, and nothing yet of facts, licences and the rows of before.
update_material material_from(candidate_table staged, const data_files& own);

/// Which models are to be sized: the candidates, those that the catalog alone names, and those that
/// no source lists any more, of which the Hub may say that they are gone. Refers to the material.
std::vector<model_to_size> models_to_size(const update_material& material);

/// The content of the files that an update writes.
struct updated_files
{
    std::string evidence = {};
    std::string models = {};
    std::vector<archived_model> archive = {};
    std::vector<archived_model> returning = {};       ///< from there, into models
    std::vector<unlisted_model> found_unlisted = {};  ///< before any of it is archived
    std::vector<unlisted_model> unlisted = {};        ///< what remains of it
    std::optional<std::string> changes = {};
};

/// Makes the rows from what sizing found, and tells the report of it.
updated_files
update_models(const update_material& material, const sized_models& found, run_report& report);

}  // namespace muster
