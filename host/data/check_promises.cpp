// What schemas cannot say. Precondition of all checks: a file in the map fits its schema.

#include "base/split.hpp"
#include "contract/identity.hpp"
#include "validate_files.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <algorithm>
#include <set>
#include <utility>

namespace json = boost::json;

namespace muster {

namespace {

const json::array* list_of(const parsed_files& files, const std::string& name)
{
    const auto found = files.find(name);
    return found == files.end() ? nullptr : found->second.if_array();
}

std::string text_in(const json::value& row, std::string_view key)
{
    const auto* const value = row.as_object().if_contains(key);
    return value && value->is_string() ? std::string(value->get_string()) : std::string();
}

std::string place_of(std::size_t index) { return '[' + std::to_string(index) + ']'; }

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
        for (const auto* const name : {"staging_candidates.json", "builds.json"})
            check_ids(name, false);
        check_staging();
        check_models();
        check_builds();
        check_names();
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
            // The largest so far: one row too early does not make all after it wrong.
            before = std::max(before, id);
        }
    }

    /// Folded ids of a file's rows.
    std::set<std::string> ids_in(const std::string& name) const
    {
        std::set<std::string> ids;
        if (const auto* const rows = list_of(files_, name))
            for (const auto& row : *rows)
                ids.insert(fold_id(text_in(row, "model_id")));
        return ids;
    }

    /// Whether a file, or one of a folder, breaks its schema: what refers to it cannot be judged.
    bool is_any_broken(const std::vector<std::string_view>& names) const
    {
        return std::ranges::any_of(files_, [&names](const auto& file) {
            return file.second.is_null() && std::ranges::any_of(names, [&file](auto name) {
                       return file.first.starts_with(name);
                   });
        });
    }

    /// The labels of all sources whose listings are there.
    std::set<std::string> labels() const
    {
        std::set<std::string> all = {"catalog"};
        for (const auto& [name, document] : files_)
            if (name.starts_with("sources/"))
                all.insert(text_in(document, "source"));
        return all;
    }

    void check_provenance(const std::string& name)
    {
        const auto* const rows = list_of(files_, name);
        if (is_any_broken({"sources/"}))
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

    void check_models()
    {
        const std::string name = "models.json";
        check_provenance(name);
        const auto* const rows = list_of(files_, name);
        // Without the staging file nothing can be said.
        if (!rows || !list_of(files_, "staging_candidates.json") ||
            is_any_broken({"catalog.json", "unlisted.json"}))
            return;
        auto known = ids_in("staging_candidates.json");
        for (const auto* const other : {"catalog.json", "unlisted.json"})
            known.merge(ids_in(other));
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

    void check_builds()
    {
        const std::string name = "builds.json";
        const auto* const rows = list_of(files_, name);
        std::map<std::string, std::string> bases;  // by folded repository
        for (std::size_t i = 0; rows && i < rows->size(); ++i)
            for (const auto& build : (*rows)[i].at("builds").as_array())
            {
                const auto base = text_in((*rows)[i], "model_id");
                const auto repository = text_in(build, "repository");
                const auto [one, is_new] = bases.emplace(fold_id(repository), base);
                if (!is_new)
                    violations_.add(
                        name,
                        place_of(i),
                        repository + " is a build of " + base + " and of " + one->second
                    );
            }
        // A build of a build is followed to the model at the end.
        for (std::size_t i = 0; rows && i < rows->size(); ++i)
            if (const auto base = text_in((*rows)[i], "model_id"); bases.contains(fold_id(base)))
                violations_.add(
                    name, place_of(i), base + " is itself a build of " + bases[fold_id(base)]
                );
    }

    std::set<std::string> all_models() const
    {
        std::set<std::string> known;
        for (const auto* const file :
             {"staging_candidates.json",
              "models.json",
              "catalog.json",
              "evidence.json",
              "unlisted.json",
              "archive.json",
              "builds.json"})
            known.merge(ids_in(file));
        for (const auto& [name, document] : files_)
            if (name.starts_with("sources/"))
                for (const auto& row : document.at("models").as_array())
                    known.insert(fold_id(text_in(row, "model_id")));
        return known;
    }

    void check_names()
    {
        const std::string name = "names.json";
        const auto* const rows = list_of(files_, name);
        const bool is_judged = rows && !is_any_broken({""});
        const auto known = is_judged ? all_models() : std::set<std::string>();
        std::set<std::pair<std::string, std::string>> met;
        for (std::size_t i = 0; rows && i < rows->size(); ++i)
        {
            const auto& row = (*rows)[i];
            const auto id = text_in(row, "model_id");
            if (id.empty() != (text_in(row, "certainty") == "none"))
                violations_.add(name, place_of(i), "has a model_id exactly if it is not none");
            if (!id.empty() && is_judged && !known.contains(fold_id(id)))
                violations_.add(name, place_of(i) + ".model_id", id + " is in no other file");
            if (!met.emplace(text_in(row, "source"), text_in(row, "name")).second)
                violations_.add(name, place_of(i), text_in(row, "name") + " is there twice");
        }
    }

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
                before = std::max(before, date);
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
}

}  // namespace muster
