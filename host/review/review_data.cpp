#include "review_data.hpp"

#include "catalog/model_fields.hpp"
#include "contract/identity.hpp"
#include "json/array_of.hpp"
#include "report/diff_text.hpp"
#include "run/list_limit.hpp"

#include <algorithm>
#include <initializer_list>
#include <map>
#include <set>
#include <span>
#include <string_view>

namespace json = boost::json;

namespace muster {

namespace {

// The member with the model's id, in every file.
constexpr std::string_view id_member = "model_id";

// Nothing for rows without a usable id, which the page could not link to anything.
std::optional<std::string> id_of_row(const json::value& row)
{
    const auto* const members = row.if_object();
    const auto* const id = members ? members->if_contains(id_member) : nullptr;
    const auto* const text = id ? id->if_string() : nullptr;
    if (!text)
        return {};
    return std::string(*text);
}

/// Those that are there, and not null: the page shows no empty facts.
json::object members_of(const json::object& row, std::initializer_list<std::string_view> names)
{
    json::object out;
    for (const auto name : names)
        if (const auto* const value = row.if_contains(name); value && !value->is_null())
            out[name] = *value;
    return out;
}

/// Texts that recur in thousands of rows, each stored once.
class text_table
{
public:
    std::size_t place_of(std::string text)
    {
        // Origins are long sentences: repeated in each row they were most of the page.
        const auto [known, is_new] = places_.try_emplace(std::move(text), texts_.size());
        if (is_new)
            texts_.emplace_back(known->first);
        return known->second;
    }

    json::array texts() && { return std::move(texts_); }

private:
    std::map<std::string, std::size_t> places_ = {};
    json::array texts_ = {};
};

/// The rows of the page, in the order in which their models were first added.
class page_rows
{
public:
    explicit page_rows(const alias_table& aliases) : aliases_(aliases) {}

    /// Gives a staged model's row its published name, which others link to.
    void publish_as(const std::string& id)
    {
        // Sources list the present name, and models.json may still have the earlier one.
        const auto staged = places_.find(fold_id(aliases_.resolve(id)));
        if (places_.contains(fold_id(id)) || staged == places_.end())
            return;
        auto& row = rows_[staged->second].get_object();
        // Two published names cannot both take over one staged row: the first has it.
        if (row.contains("staged_as"))
            return;
        json::value staged_as = row.at(id_member);  // copied: adding a member moves the others
        row["staged_as"] = std::move(staged_as);
        row[id_member] = id;
        places_.emplace(fold_id(id), staged->second);
    }

    void add_staged(const json::object& row, const std::string& id)
    {
        auto& out = row_of(id);
        for (const auto& [name, value] :
             members_of(row, {"license", "source", "popularity_score", "tags"}))
            out[name] = value;
        out["staged"] = true;
    }

    void add_size(const json::object& row, const std::string& id)
    {
        json::object size;
        for (const auto& [name, value] : row)
            // These are members of the row itself: all else is the size, also what later versions
            // add.
            if (name != id_member && name != "license" && name != "source" && name != "origin")
                size[name] = value;
        // The origins of the size's members, by their places in the table.
        json::object places;
        if (const auto* const origin = row.if_contains("origin"); origin && origin->is_object())
            for (const auto& [field, text] : origin->get_object())
                if (text.is_string())
                    places[field] = origins_.place_of(std::string(text.get_string()));
        auto& out = row_of(id);
        out["size"] = std::move(size);
        out["origin"] = std::move(places);
        // Only where the staging file has none: it is the newer of the two.
        for (const auto& [name, value] : members_of(row, {"license", "source"}))
            out.emplace(name, value);
    }

    bool has(const std::string& id) const { return places_.contains(fold_id(id)); }

    void add_reason(const json::object& row, const std::string& id)
    {
        if (const auto* const reason = row.if_contains("reason"))
            row_of(id)["unsized"] = *reason;
    }

    /// Adds to an existing row. Pins and evidence of models that are neither staged nor published
    /// are not shown.
    void add_if_there(std::string_view name, const json::object& value, const std::string& id)
    {
        if (const auto place = places_.find(fold_id(id)); place != places_.end())
            rows_[place->second].get_object()[name] = value;
    }

    void move_into(json::object& document) &&
    {
        document["rows"] = std::move(rows_);
        document["origins"] = std::move(origins_).texts();
    }

private:
    json::object& row_of(const std::string& id)
    {
        const auto [place, is_new] = places_.try_emplace(fold_id(id), rows_.size());
        if (is_new)
            rows_.emplace_back(json::object{{id_member, id}});
        return rows_[place->second].get_object();
    }

    const alias_table& aliases_;
    json::array rows_ = {};
    std::map<std::string, std::size_t> places_ = {};
    text_table origins_ = {};
};

template <class Take>
void for_each_model(const json::array& rows, Take take)
{
    for (const auto& row : rows)
        if (const auto id = id_of_row(row))
            take(row.get_object(), *id);
}

page_rows rows_of(const review_material& material)
{
    page_rows rows(material.aliases);
    // First, as the page shows them in the order of the staging file.
    for_each_model(material.staged, [&](const auto& row, const auto& id) {
        rows.add_staged(row, id);
    });
    // A model published under its present name and under an earlier one has two rows; otherwise the
    // earlier name takes over the staged row.
    std::set<std::string> published;
    for_each_model(material.models, [&](const auto&, const auto& id) {
        published.insert(fold_id(id));
    });
    const auto join = [&](const auto&, const auto& id) {
        if (!published.contains(fold_id(material.aliases.resolve(id))))
            rows.publish_as(id);
    };
    // First all names, then the contents: a later name must not make a second row.
    for_each_model(material.models, join);
    for_each_model(list_in(material.report, "unsized"), join);
    for_each_model(material.models, [&](const auto& row, const auto& id) {
        rows.add_size(row, id);
    });
    const bool is_whole = !has_more_models(material);
    for_each_model(list_in(material.report, "unsized"), [&](const auto& row, const auto& id) {
        // Of the most popular models alone; the list of the report has the others.
        if (is_whole || rows.has(id))
            rows.add_reason(row, id);
    });
    for_each_model(material.catalog, [&](const auto& row, const auto& id) {
        rows.add_if_there("pins", row, id);
    });
    for_each_model(material.evidence, [&](const auto& row, const auto& id) {
        rows.add_if_there("evidence", members_of(row, {"commit", "checked", "total"}), id);
    });
    for_each_model(material.builds, [&](const auto& row, const auto& id) {
        rows.add_if_there("builds", members_of(row, {"builds", "not_listed"}), id);
    });
    return rows;
}

// In the words of muster diff, with which the page shares its headings.
json::object changes_in(const row_diff& diff)
{
    json::object out;
    for (const auto* name : {"added", "back", "gone", "archived", "unlisted", "changed", "moved"})
        out[name] = json::array();
    json::object more;
    for (const auto& section : digest_of(diff, {}, listed_models_limit).sections)
    {
        // "moved, by popularity" is listed as "moved".
        const auto name = section.title.substr(0, section.title.find(','));
        auto& lines = out.at(name).as_array();
        const auto shown = std::min(section.lines.size(), section.worth_showing);
        for (const auto& [id, what] : std::span(section.lines).first(shown))
            lines.push_back(json::object{{"model_id", id}, {"what", what}});
        // What is merely not worth showing is no rest that the page would have to tell of.
        if (section.count > section.lines.size())
            more[name] = section.count - shown;
    }
    if (!more.empty())
        out["more"] = std::move(more);
    return out;
}

json::object changes_to_json(const review_changes& changes)
{
    json::object out{{"against", changes.against}};
    if (changes.staged)
        out["staged"] = changes_in(*changes.staged);
    if (changes.models)
        out["models"] = changes_in(*changes.models);
    return out;
}

json::object field_to_json(const field_words& one)
{
    return {{"name", one.name}, {"words", one.words}, {"unit", one.unit}};
}

}  // namespace

json::object format_to_json(const weight_format& format)
{
    return {
        {"name", format.name},
        {"bits", format.bits_per_weight},
        {"packs", to_string(format.packs)},
        {"other_bits", format.other_matrix_bits}};
}

bool has_more_models(const review_material& material)
{
    return material.staged_count > material.staged.size() ||
           material.models_count > material.models.size();
}

json::object review_data(const review_material& material)
{
    json::object document{
        {"version", material.version},
        {"made", material.made},
        {"data_directory", material.data_directory},
        {"program", material.program},
        {"report", material.report},
        {"history", material.history},
        {"decisions", material.decisions},
        {"changes", changes_to_json(material.changes)},
        {"fields", array_of(model_field_words, field_to_json)},
        {"formats", array_of(weight_formats(), format_to_json)}};
    // Absent where the page has all, and so nothing to say of a rest.
    if (has_more_models(material))
        document["whole"] = json::object{
            {"candidates", material.staged_count},
            {"models", material.models_count},
            {"listed", listed_models_limit}};
    rows_of(material).move_into(document);
    return document;
}

}  // namespace muster
