// What schemas cannot say. Precondition of all checks: a file in the map fits its schema.

#include "base/split.hpp"
#include "catalog/license_class.hpp"
#include "check_names_and_builds.hpp"
#include "contract/identity.hpp"
#include "parsed_rows.hpp"
#include "validate_files.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

namespace muster {

namespace {

/// Holds the rows of one file to the order of the file, and to one row a model.
class promise_check
{
public:
    promise_check(const parsed_files& files, data_violations& violations)
        : files_(files), violations_(violations)
    {
    }

    void check()
    {
        for (const auto* const name :
             {"catalog.json", "models.json", "evidence.json", "archive.json", "unlisted.json"})
            check_ids(name, true);
        // In other orders: the staging file by popularity, builds.json by folded ids.
        for (const auto* const name : {"staging_candidates.json", "builds.json"})
            check_ids(name, false);
        check_staging();
        check_models();
        check_days();
    }

private:
    void check_ids(const std::string& name, bool is_sorted)
    {
        const auto* const rows = list_of(files_, name);
        if (!rows)
            return;
        std::map<std::string, std::size_t> first;
        std::string before;
        for (std::size_t i = 0; i < rows->size(); ++i)
        {
            const auto id = text_in((*rows)[i], "model_id");
            const auto [one, is_new] = first.emplace(fold_id(id), i);
            if (!is_new)
                violations_.add(
                    name, place_of(i), "names " + id + ", as " + place_of(one->second) + " does"
                );
            else if (is_sorted && id < before)
                violations_.add(name, place_of(i), id + " comes after " + before);
            // And not the largest so far: one row too early would make all after it wrong.
            before = id;
        }
    }

    /// The labels of all sources whose listings are there.
    std::set<std::string> labels() const
    {
        // Rows that no source lists have the catalog for one, which is no listing.
        std::set<std::string> all = {"catalog"};
        for (const auto& [name, document] : files_)
            if (name.starts_with("sources/"))
                all.insert(text_in(document, "source"));
        return all;
    }

    void check_provenance(const std::string& name)
    {
        const auto* const rows = list_of(files_, name);
        // The label may be that of a listing which is broken, and told of already.
        if (is_any_broken(files_, {"sources/"}))
            return;
        const auto known = labels();
        for (std::size_t i = 0; rows && i < rows->size(); ++i)
            for (const auto& label : split(text_in((*rows)[i], "source"), '+'))
                if (!label.empty() && !known.contains(std::string(label)))
                    violations_.add(
                        name,
                        place_of(i) + ".source",
                        "is " + std::string(label) + ", and sources/ has no listing of it"
                    );
    }

    void check_staging()
    {
        const std::string name = "staging_candidates.json";
        check_provenance(name);
        const auto* const rows = list_of(files_, name);
        for (std::size_t i = 0; rows && i < rows->size(); ++i)
        {
            const auto id = text_in((*rows)[i], "model_id");
            if (text_in((*rows)[i], "provider") != provider_of(id))
                violations_.add(name, place_of(i) + ".provider", "is not the owner of " + id);
        }
    }

    /// The class that a row has is that of its licence.
    void check_licenses(const std::string& name)
    {
        const auto* const rows = list_of(files_, name);
        for (std::size_t i = 0; rows && i < rows->size(); ++i)
        {
            const auto& row = (*rows)[i];
            const auto license = text_in(row, "license");
            const auto found = classed(license.empty() ? std::nullopt : std::optional(license));
            const auto words = license.empty() ? "no licence" : license;
            for (const auto& [key, right] :
                 {std::pair<const char*, std::string>{"license_class", to_string(found.kind)},
                  {"license_spdx", std::string(found.spdx)}})
                // A row of before has none.
                if (const auto held = text_in(row, key); !held.empty() && held != right)
                    violations_.add(
                        name,
                        place_of(i) + '.' + key,
                        "is " + held + ", and that of " + words + " is " +
                            (right.empty() ? "none" : right)
                    );
        }
    }

    void check_models()
    {
        const std::string name = "models.json";
        check_provenance(name);
        check_licenses(name);
        const auto* const rows = list_of(files_, name);
        // Without the staging file nothing can be said.
        if (!rows || !list_of(files_, "staging_candidates.json") ||
            is_any_broken(files_, {"catalog.json", "unlisted.json"}))
            return;
        auto known = ids_in(files_, "staging_candidates.json");
        for (const auto* const other : {"catalog.json", "unlisted.json"})
            known.merge(ids_in(files_, other));
        for (std::size_t i = 0; i < rows->size(); ++i)
        {
            const auto id = text_in((*rows)[i], "model_id");
            if (!known.contains(fold_id(id)))
                violations_.add(
                    name,
                    place_of(i),
                    id + " is neither staged nor in catalog.json nor in unlisted.json"
                );
        }
    }

    /// Lines are added at the end alone: one that is older than the line above is a bad merge.
    void check_days()
    {
        for (const std::string name : {"changes.jsonl", "history/runs.jsonl"})
        {
            const auto* const lines = list_of(files_, name);
            std::string before;
            for (std::size_t i = 0; lines && i < lines->size(); ++i)
            {
                const auto date = text_in((*lines)[i], "date");
                if (date < before)
                    violations_.add(
                        name, "line " + std::to_string(i + 1), date + " comes after " + before
                    );
                before = date;
            }
        }
    }

    const parsed_files& files_;
    data_violations& violations_;
};

}  // namespace

void check_promises(const parsed_files& files, data_violations& violations)
{
    promise_check(files, violations).check();
    check_names_and_builds(files, violations);
}

}  // namespace muster
