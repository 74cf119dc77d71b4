#pragma once

#include "catalog/archive.hpp"
#include "catalog/catalog.hpp"
#include "catalog/decisions.hpp"
#include "catalog/evidence_book.hpp"
#include "catalog/row_table.hpp"
#include "catalog/unlisted.hpp"
#include "files/file_io.hpp"
#include "identity/aliases.hpp"
#include "muster/failure.hpp"
#include "size/facts/evidence.hpp"
#include "size/facts/key_facts.hpp"
#include "staging/list_policy.hpp"
#include "table/candidate_table.hpp"

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace muster {

inline constexpr std::string_view evidence_file_name = "evidence.json";

/// The contents of the data files that a run reads. All are read before anything is requested or
/// written, so that a damaged one stops the run before it changes anything.
struct data_files
{
    std::vector<catalog_entry> catalog = {};
    evidence_book known = {};
    std::vector<alias> aliases = {};
    std::vector<decision> decisions = {};
    list_policy policy = default_list_policy();
    std::vector<muster::key_facts> key_facts = {};
    std::vector<unlisted_model> unlisted = {};
    std::vector<archived_model> archive = {};

    /// The directory is what ships: negative answers are neither read from it nor written to it.
    bool is_shipped = false;
};

/// Key facts by folded id; of a model that was renamed since under its present id as well. Refers
/// to the files.
using key_facts_by_id = std::map<std::string, const key_facts*>;
key_facts_by_id key_facts_of(const data_files& own);

/// Null when there are none.
const key_facts* find_key_facts(const key_facts_by_id& facts, const std::string& model_id);

/// The failure for a damaged data file: it is no wrong usage, whatever is wrong in the file. Adds
/// what to do.
failure damaged_file(failure why);

/// Reads a file of the data directory with a reader of core, which takes its text and its name.
/// missing: what a file that does not exist is, a value or a failure.
template <class Read>
std::invoke_result_t<Read, std::string_view, std::string_view> read_own(
    const std::filesystem::path& file,
    std::invoke_result_t<Read, std::string_view, std::string_view> missing,
    Read read
)
{
    const auto text = read_file_if_there(file);
    if (text.has_error())
        return text.error();
    if (!*text)
        return missing;
    auto content = read(**text, file.string());
    if (content.has_error())
        return damaged_file(content.error());
    return content;
}

/// The failure for a file that does not exist: "there is no DIR/models.json yet: muster update
/// writes it".
failure no_file_yet(const std::filesystem::path& file, std::string_view what_to_do);

/// A missing file counts as empty. Fails when one cannot be read or is damaged; `where` has the
/// file and the place in it.
result<data_files>
read_data_files(const std::filesystem::path& data, const parallel_for& over = serial_for);

/// All aliases, the most certain first: what people accepted, redirects of the Hub, aliases.json.
alias_table aliases_of(const data_files& own);

/// Ids of models that exist on the Hub, by the recorded evidence. They live as long as that is not
/// changed.
std::vector<std::string_view> hub_ids_of(const data_files& own);

/// A model's licence by the recorded evidence, which is what the Hub said when asked for it; empty
/// where none is known.
std::string hub_license_of(const evidence_book& known, std::string_view model_id);

/// The recorded evidence; that of a model which was renamed since is under its present name as
/// well.
evidence_book evidence_by_canonical_id(const data_files& own);

/// The decisions, resolved to the present names of models.
decision_table decisions_of(const data_files& own);

/// The rows of models.json. A missing file counts as empty. Fails when it cannot be read: without
/// the previous rows no change could be held back.
result<row_table>
read_published_rows(const std::filesystem::path& data, const parallel_for& over = serial_for);

/// The entries of decisions.json. A missing file counts as empty.
result<std::vector<decision>> read_decisions_file(const std::filesystem::path& data);

/// The staging file. Fails when it does not exist; `where` says how to make it.
result<candidate_table> read_staging_file(const std::filesystem::path& data);

}  // namespace muster
