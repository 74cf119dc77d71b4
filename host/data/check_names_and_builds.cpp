#include "check_names_and_builds.hpp"

#include "contract/identity.hpp"
#include "parsed_rows.hpp"
#include "text/date.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

namespace json = boost::json;

namespace muster {

namespace {

/// The models that files other than these two know.
class models_elsewhere
{
public:
    explicit models_elsewhere(const parsed_files& files)
    {
        for (const auto* const file :
             {"staging_candidates.json",
              "models.json",
              "catalog.json",
              "evidence.json",
              "unlisted.json",
              "archive.json"})
            known_.merge(ids_in(files, file));
        for (const auto& [name, document] : files)
            // A broken file is null: what it lists is not known, and nothing is judged by it.
            if (name.starts_with("sources/") && document.is_object())
                for (const auto& row : document.at("models").as_array())
                    take_listed(row);
    }

    bool has(const std::string& id) const { return known_.contains(fold_id(id)); }

    /// Whether a listed card names it as what its model was made from: it need not be listed
    /// itself.
    bool is_named_as_base(const std::string& id) const { return bases_.contains(fold_id(id)); }

private:
    void take_listed(const json::value& row)
    {
        static constexpr std::string_view prefix = "base_model:";
        known_.insert(fold_id(text_in(row, "model_id")));
        const auto* const tags = row.as_object().if_contains("tags");
        if (!tags || !tags->is_array())
            return;
        for (const auto& tag : tags->get_array())
            if (tag.is_string() && tag.get_string().starts_with(prefix))
            {
                const std::string_view text = tag.get_string();
                bases_.insert(fold_id(text.substr(text.rfind(':') + 1)));
            }
    }

    std::set<std::string> known_ = {};
    std::set<std::string> bases_ = {};
};

class names_and_builds_check
{
public:
    names_and_builds_check(const parsed_files& files, data_violations& violations)
        : files_(files), violations_(violations), elsewhere_(files),
          // An empty beginning is that of every file: with any of them broken, what a name leads to
          // may stand in that one.
          is_judged_(!is_any_broken(files, {""}))
    {
    }

    void check()
    {
        if (const auto* const rows = list_of(files_, builds_file))
            check_builds(*rows);
        if (const auto* const rows = list_of(files_, names_file))
            check_names(*rows);
    }

private:
    static constexpr const char* builds_file = "builds.json";
    static constexpr const char* names_file = "names.json";

    void check_builds(const json::array& rows)
    {
        std::map<std::string, std::string> bases;  // by folded repository
        for (std::size_t i = 0; i < rows.size(); ++i)
        {
            const auto base = text_in(rows[i], "model_id");
            // A listing that was asked for less since leaves the file as it is.
            if (is_judged_ && !elsewhere_.has(base) && !elsewhere_.is_named_as_base(base))
                violations_.add(
                    builds_file, place_of(i) + ".model_id", base + " is in no other file"
                );
            check_order(rows[i].at("builds").as_array(), i);
            for (const auto& build : rows[i].at("builds").as_array())
            {
                const auto repository = text_in(build, "repository");
                const auto [one, is_new] = bases.emplace(fold_id(repository), base);
                // A repository holds the weights of one model.
                if (!is_new)
                    violations_.add(
                        builds_file,
                        place_of(i),
                        repository + " is a build of " + base + " and of " + one->second
                    );
            }
        }
        // A build of a build is followed to the model at the end.
        for (std::size_t i = 0; i < rows.size(); ++i)
            if (const auto base = text_in(rows[i], "model_id"); bases.contains(fold_id(base)))
                violations_.add(
                    builds_file, place_of(i), base + " is itself a build of " + bases[fold_id(base)]
                );
    }

    /// The most downloaded first; those of which nothing is known last.
    void check_order(const json::array& builds, std::size_t row)
    {
        std::optional<std::uint64_t> before;
        for (std::size_t i = 0; i < builds.size(); ++i)
        {
            const auto* const value = builds[i].as_object().if_contains("downloads");
            const auto now =
                value ? std::optional(value->to_number<std::uint64_t>()) : std::nullopt;
            // An absent number compares as less than any, and so comes last.
            if (i > 0 && now > before)
                violations_.add(
                    builds_file,
                    place_of(row) + ".builds" + place_of(i),
                    text_in(builds[i], "repository") + " has more downloads than the one before it"
                );
            before = now;
        }
    }

    /// A name may lead to what builds.json alone knows.
    bool is_model(const std::string& id)
    {
        // Made at the first question: most names lead to what another file has.
        if (with_builds_.empty())
            with_builds_ = ids_in(files_, builds_file);
        return elsewhere_.has(id) || with_builds_.contains(fold_id(id));
    }

    void check_names(const json::array& rows)
    {
        using name_key = std::pair<std::string, std::string>;
        std::set<name_key> met;
        name_key before;
        for (std::size_t i = 0; i < rows.size(); ++i)
        {
            const auto& row = rows[i];
            const auto name = text_in(row, "name");
            // Empty of a name that stands for no known model.
            const auto id = text_in(row, "model_id");
            if (id.empty() != (text_in(row, "certainty") == "none"))
                violations_.add(
                    names_file, place_of(i), "has a model_id exactly if it is not none"
                );
            if (!id.empty() && is_judged_ && !is_model(id))
                violations_.add(names_file, place_of(i) + ".model_id", id + " is in no other file");
            const auto since = text_in(row, "since");
            if (!since.empty() && !is_day(since))
                violations_.add(names_file, place_of(i) + ".since", since + " is no day");
            auto key = name_key(text_in(row, "source"), fold_id(name));
            if (!met.insert(key).second)
                violations_.add(names_file, place_of(i), name + " is there twice");
            else if (key < before)
                violations_.add(
                    names_file,
                    place_of(i),
                    name + " comes after " + before.second +
                        ": sources, and names within them, are in order"
                );
            before = std::move(key);
        }
    }

    const parsed_files& files_;
    data_violations& violations_;
    models_elsewhere elsewhere_;
    bool is_judged_;
    std::set<std::string> with_builds_ = {};
};

}  // namespace

void check_names_and_builds(const parsed_files& files, data_violations& violations)
{
    names_and_builds_check(files, violations).check();
}

}  // namespace muster
