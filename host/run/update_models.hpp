#pragma once

#include "catalog/lifecycle.hpp"
#include "catalog/publish.hpp"
#include "data/data_files.hpp"
#include "data/saved_facts.hpp"
#include "run_report.hpp"
#include "size_models.hpp"

#include <map>
#include <optional>
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
    row_table before = {};  ///< models.json as it is
    std::optional<chunked_text> changes = {};

    std::vector<unlisted_model> unlisted = {};   ///< see unlisted_now()
    std::map<std::string, hub_word> words = {};  ///< see take_hub_words()
    std::string today = {};
    parallel_for over = serial_for;
};

/// With the candidates named, and nothing yet of facts, licences and the rows of before.
update_material material_from(candidate_table staged, const data_files& own);

/// Which models are to be sized: the candidates, those that the catalog alone names, and those that
/// no source lists any more, of which the Hub may say that they are gone. Refers to the material.
sizing_list models_to_size(const update_material& material);

/// The content of the files that an update writes.
struct updated_files
{
    chunked_text evidence = {};
    chunked_text models = {};
    std::vector<archived_model> archive = {};
    std::vector<archived_model> returning = {};       ///< from there, into models
    std::vector<unlisted_model> found_unlisted = {};  ///< before any of it is archived
    std::vector<unlisted_model> unlisted = {};        ///< what remains of it
    std::optional<chunked_text> changes = {};

    std::vector<std::string> warnings = {};  ///< sentences for whoever runs it
};

/// Makes the rows from what sizing found, and tells the report of it.
updated_files
update_models(const update_material& material, const sized_models& found, run_report& report);

}  // namespace muster
