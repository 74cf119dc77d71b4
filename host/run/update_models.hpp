#pragma once

#include "catalog/publish.hpp"
#include "data/data_files.hpp"
#include "data/saved_facts.hpp"
#include "run_report.hpp"
#include "size_models.hpp"

#include <boost/asio/awaitable.hpp>

#include <span>
#include <string>
#include <vector>

namespace muster {

/// What models.json is made from.
struct update_material
{
    std::vector<candidate> staged = {};  ///< under their names of today
    catalog_names names = {};            ///< the same under the catalog's; see name_as_catalog
    const facts_by_id* facts = nullptr;
    const data_files* own = nullptr;
    const license_findings* licenses = nullptr;
    std::vector<model_row> before = {};  ///< models.json as it is
};

/// With the candidates named, and nothing yet of facts, licences and the rows of before.
update_material material_from(std::vector<candidate> staged, const data_files& own);

/// Which models are to be sized: the candidates, and those that the catalog alone names. Refers to
/// the material.
std::vector<model_to_size> models_to_size(const update_material& material);

/// The content of the two files that an update writes.
struct updated_files
{
    std::string evidence = {};
    std::string models = {};
};

/// Makes the rows from what sizing found, and tells the report of it.
updated_files
update_models(const update_material& material, const sized_models& found, run_report& report);

}  // namespace muster
