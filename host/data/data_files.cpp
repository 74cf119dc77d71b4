#include "data_files.hpp"

#include "base/threaded_for.hpp"
#include "catalog/list_batches.hpp"
#include "contract/identity.hpp"
#include "data_directory.hpp"
#include "files/file_chunks.hpp"
#include "files_for_names.hpp"
#include "json/member_reader.hpp"
#include "size/facts/evidence_file.hpp"
#include "staging/stage.hpp"
#include "staging/staged_table.hpp"

#include <algorithm>
#include <functional>
#include <set>
#include <utility>

namespace fs = std::filesystem;
namespace json = boost::json;

namespace muster {

// errc::wrong_shape whatever the reader found, so that the exit status is 1 and not that of bad
// usage.
failure damaged_file(failure why)
{
    return {errc::wrong_shape, std::move(why.where) + "; mend the file, or take it away"};
}

namespace {

// For a file whose absence loses something that the advice must not hide.
failure with_loss(failure why, std::string_view loss)
{
    if (why.code == make_error_code(errc::wrong_shape))
        why.where += std::string(": ") += loss;
    return why;
}

}  // namespace

failure no_file_yet(const fs::path& file, std::string_view what_to_do)
{
    return {
        make_error_code(boost::system::errc::no_such_file_or_directory),
        "there is no " + file.string() + " yet: " + std::string(what_to_do)};
}

namespace {

/// All but the evidence.
result<data_files> read_without_evidence(const fs::path& data)
{
    auto catalog = read_own(data / catalog_file_name, std::vector<catalog_entry>(), read_catalog);
    if (catalog.has_error())
        return catalog.error();
    auto aliases = read_own(data / aliases_file_name, std::vector<alias>(), read_aliases);
    if (aliases.has_error())
        return aliases.error();
    auto decisions = read_decisions_file(data);
    if (decisions.has_error())
        return decisions.error();
    auto policy = read_own(data / policy_file_name, default_list_policy(), read_list_policy);
    if (policy.has_error())
        return policy.error();
    auto facts = read_own(data / key_facts_file_name, std::vector<key_facts>(), read_key_facts);
    if (facts.has_error())
        return facts.error();
    auto unlisted =
        read_own(data / unlisted_file_name, std::vector<unlisted_model>(), read_unlisted);
    if (unlisted.has_error())
        return with_loss(
            unlisted.error(),
            "the models in it then leave models.json with the next update, and a run finds them "
            "again"
        );
    auto archive = read_own(data / archive_file_name, std::vector<archived_model>(), read_archive);
    if (archive.has_error())
        return with_loss(archive.error(), "the rows in it then do not come back as they were");
    return data_files{
        std::move(*catalog),
        {},
        std::move(*aliases),
        std::move(*decisions),
        std::move(*policy),
        std::move(*facts),
        std::move(*unlisted),
        std::move(*archive),
        // Others may build a package from it: what only one person's token saw must not be in it.
        is_what_ships(data)};
}

// The first spelling of an id counts.
void add_evidence(data_files& own, evidence one)
{
    if (own.is_shipped)
        forget_negative_answers(one);
    own.known.add(std::move(one));
}

void forget_what_never_ships(evidence_book& known)
{
    std::vector<std::string> ids;
    known.for_each([&ids](const evidence_book::summary& one) {
        if (one.has_negative)
            ids.emplace_back(one.model_id);
    });
    for (const auto& id : ids)
    {
        auto one = known.at(id);
        forget_negative_answers(one);
        known.put(std::move(one));
    }
}

/// Adds the evidence of rows that are wanted: by their id, as it is spelled, and whether the Hub
/// said that it has another name now. is_wanted: called on several threads.
result<void> add_some_evidence(
    data_files& own,
    const fs::path& file,
    const std::function<bool(const std::string& id, bool is_renamed)>& is_wanted
)
{
    const auto list = list_in_file_if_there(file);
    if (list.has_error())
        return list.error();
    if (!*list)
        return {};
    using wanted_one = std::optional<evidence>;
    const auto read = [&is_wanted](member_reader& in, std::string_view) {
        const auto id = in.required_text("model_id");
        const bool is_renamed = in.text("renamed_to").has_value();
        const bool is_read = in.ok() && is_wanted(id, is_renamed);
        return is_read ? wanted_one(read_evidence_element(in)) : wanted_one();
    };
    const auto take = [&own](wanted_one&& one, long_list::place) {
        if (one)
            add_evidence(own, *std::move(one));
    };
    if (read_in_batches(**list, threaded_for, read, take))
        return {};
    // What is wrong is said by the reader that knows the place.
    const auto done = read_list(**list, [&read](member_reader& in) -> result<void> {
        read(in, {});
        return {};
    });
    return damaged_file(
        done.has_error() ? done.error()
                         : failure{errc::wrong_shape, file.string() + ": cannot be read"}
    );
}

}  // namespace

result<data_files> read_files_for_names(const fs::path& data)
{
    auto own = read_without_evidence(data);
    if (own.has_error())
        return own;
    // Decisions count only beside what the Hub has.
    std::set<std::string> decided;
    for (const auto& one : own->decisions)
        decided.insert(fold_id(one.id));
    const auto added =
        add_some_evidence(*own, data / evidence_file_name, [&](const auto& id, bool is_renamed) {
            return is_renamed || decided.contains(fold_id(id));
        });
    if (added.has_error())
        return added.error();
    return own;
}

result<data_files> read_data_files(const fs::path& data, const parallel_for& over)
{
    auto own = read_without_evidence(data);
    if (own.has_error())
        return own;
    const auto list = list_in_file_if_there(data / evidence_file_name);
    if (list.has_error())
        return list.error();
    if (!*list)
        return own;
    auto recorded = evidence_book::read(**list, over);
    if (recorded.has_error())
        return damaged_file(recorded.error());
    own->known = std::move(*recorded);
    if (own->is_shipped)
        forget_what_never_ships(own->known);
    return own;
}

result<row_table> read_published_rows(const fs::path& data, const parallel_for& over)
{
    const auto list = list_in_file_if_there(data / models_file_name);
    if (list.has_error())
        return list.error();
    if (!*list)
        return row_table();
    auto rows = read_row_table(**list, over);
    if (rows.has_error())
        return damaged_file(rows.error());
    return rows;
}

result<std::vector<decision>> read_decisions_file(const fs::path& data)
{
    return read_own(data / decisions_file_name, std::vector<decision>(), read_decisions);
}

result<candidate_table> read_staging_file(const fs::path& data)
{
    const auto file = data / staging_file_name;
    const auto list = list_in_file_if_there(file);
    if (list.has_error())
        return list.error();
    if (!*list)
        return no_file_yet(file, "run muster ingest, or muster run");
    auto staged = read_staged_table(**list);
    if (staged.has_error())
        return damaged_file(staged.error());
    return staged;
}

}  // namespace muster
