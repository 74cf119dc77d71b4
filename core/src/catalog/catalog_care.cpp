// A catalog is kept by hand: checks report everything at once, and an added entry leaves the rest
// of the text as it is, spacing and order included.

#include "catalog_care.hpp"

#include "contract/identity.hpp"
#include "json/list_text.hpp"
#include "json/member_reader.hpp"
#include "json/repeated_members.hpp"
#include "muster/json_text.hpp"
#include "text/date.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <algorithm>
#include <map>
#include <utility>

namespace json = boost::json;

namespace muster {

namespace {

/// Checks the entries of a catalog one by one and collects what is wrong.
class catalog_inspection
{
public:
    explicit catalog_inspection(std::string_view file_name) : file_name_(file_name) {}

    void take(const json::value& element)
    {
        const auto place = "[" + std::to_string(index_) + "]";
        member_reader members(element, std::string(file_name_) + ": " + place);
        const auto entry = read_catalog_entry(members);
        if (members.ok() && entry.checked && !is_date(*entry.checked))
            members.fault("checked", "is not a date like 2026-03-01");
        if (!members.ok())
            faults_.push_back(members.first_fault());
        // Also when the entry is faulty otherwise: its id may be a second fault.
        if (!entry.model_id.empty())
            place_id(entry.model_id, place);
        ++index_;
    }

    std::vector<std::string> faults() && { return std::move(faults_); }

private:
    void place_id(const std::string& id, const std::string& place)
    {
        const auto [first, is_new] = places_.emplace(fold_id(id), place);
        if (!is_new)
            fault(place, "names " + id + ", as " + first->second + " does: keep one of them");
        else if (id < last_id_)
            fault(place, id + " comes after " + last_id_ + ": entries are sorted by model_id");
        // And not the largest so far: one entry too early would make all after it wrong.
        last_id_ = id;
    }

    void fault(const std::string& place, const std::string& what)
    {
        faults_.push_back(std::string(file_name_) + ": " + place + ' ' + what);
    }

    std::string_view file_name_;
    std::size_t index_ = 0;
    std::map<std::string, std::string> places_ = {};  ///< by folded id
    std::string last_id_ = {};
    std::vector<std::string> faults_ = {};
};

result<void> take_pin(std::string_view pin, json::object& entry)
{
    const auto equals = pin.find('=');
    const auto field = pin.substr(0, equals);
    const auto value = equals == std::string_view::npos ? "" : pin.substr(equals + 1);
    if (field.empty() || value.empty())
        return failure{errc::bad_value, "expects FIELD=VALUE, not \"" + std::string(pin) + '"'};
    // why and checked are about the entry; they are no facts of the model.
    if (entry.contains(field) || field == "why" || field == "checked")
        return failure{
            errc::bad_value,
            entry.contains(field) ? std::string(field) + " is given already"
                                  : std::string(field) + " is not a field that can be pinned"};
    const auto parsed = parse_json(value, "value");
    // "layers=36" is a number, "dtype=bf16" is text: the reader of entries checks the type.
    const bool is_number = parsed.has_value() && parsed->is_number();
    entry[field] = is_number ? *parsed : json::value(value);
    return {};
}

}  // namespace

std::vector<std::string> check_catalog(std::string_view text, std::string_view file_name)
{
    const auto document = parse_json(text, file_name);
    if (document.has_error())
        // Nothing more can be found in a text that is not JSON.
        return {document.error().where};
    if (!document->is_array())
        return {std::string(file_name) + ": not a JSON list"};
    catalog_inspection inspection(file_name);
    for (const auto& element : document->get_array())
        inspection.take(element);
    auto faults = std::move(inspection).faults();
    // The parsed document has only the last of them, so that this needs the text.
    if (has_repeated_members(text, *document))
        faults.push_back(std::string(file_name) + ": an entry has two members of one name");
    return faults;
}

result<catalog_entry> make_catalog_entry(std::string model_id, std::span<const std::string> pins)
{
    json::object object{{"model_id", std::move(model_id)}};
    for (const auto& pin : pins)
    {
        const auto taken = take_pin(pin, object);
        if (taken.has_error())
            return taken.error();
    }
    // By the reader of the file, so that both accept the same.
    member_reader members(object, "the entry");
    auto entry = read_catalog_entry(members);
    if (!members.ok())
        return failure{errc::bad_value, members.first_fault()};
    return entry;
}

result<std::string>
add_to_catalog(std::string_view text, const catalog_entry& entry, std::string_view file_name)
{
    const auto entries = read_catalog(text, file_name);
    if (entries.has_error())
        return entries.error();
    for (const auto& one : *entries)
        if (fold_id(one.model_id) == fold_id(entry.model_id))
            return failure{
                errc::bad_value,
                one.model_id + " has an entry in " + std::string(file_name) + " already"};
    // There is no text to preserve.
    if (entries->empty())
        return write_catalog({entry});

    const auto comes_before = [](const catalog_entry& a, const catalog_entry& b) {
        return a.model_id < b.model_id;
    };
    // Where a person keeps another order, no place is better than the end.
    const bool is_sorted = std::is_sorted(entries->begin(), entries->end(), comes_before);
    const auto next = is_sorted
                          ? std::upper_bound(entries->begin(), entries->end(), entry, comes_before)
                          : entries->end();
    return with_element(text, static_cast<std::size_t>(next - entries->begin()), to_json(entry));
}

}  // namespace muster
