#include "schema_faults.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>
#include <functional>
#include <map>
#include <regex>
#include <set>

namespace json = boost::json;

namespace muster {

namespace {

// Matching recurses with the text, which may be anything: what has a pattern is short.
constexpr std::size_t matched_bytes_limit = 4096;

bool is_of_type(const json::value& value, std::string_view type)
{
    if (type == "object")
        return value.is_object();
    if (type == "array")
        return value.is_array();
    if (type == "string")
        return value.is_string();
    if (type == "boolean")
        return value.is_bool();
    if (type == "null")
        return value.is_null();
    // Stricter than JSON Schema, to which 7.0 is an integer as well: our files do not write it so.
    if (type == "integer")
        return value.is_int64() || value.is_uint64();
    return type == "number" && value.is_number();
}

/// One document against one schema, from the top down.
class validation
{
public:
    explicit validation(const json::object& whole) : whole_(whole) {}

    void check(const json::value& value, const json::object& schema, const std::string& place)
    {
        for (const auto& [keyword, rule] : schema)
        {
            const auto known = rules_.find(keyword);
            // A schema that is understood by half would let pass what the other half forbids.
            if (known == rules_.end())
                fault(place, "keyword " + std::string(keyword) + " is not known");
            else
                known->second(value, schema, place);
        }
    }

    std::vector<std::string> faults = {};

private:
    using keyword_rule = std::function<
        void(const json::value& value, const json::object& schema, const std::string& place)>;

    void fault(const std::string& place, const std::string& what)
    {
        // The document as a whole has no place.
        faults.push_back(place.empty() ? what : place + ": " + what);
    }

    void expect(bool is_so, const std::string& place, const std::string& what)
    {
        if (!is_so)
            fault(place, what);
    }

    void check_type(const json::value& value, const json::value& type, const std::string& place)
    {
        bool fits = false;
        if (const auto* one = type.if_string())
            fits = is_of_type(value, *one);
        else
            for (const auto& each : type.as_array())
                fits = fits || is_of_type(value, each.as_string());
        expect(fits, place, "is not " + json::serialize(type));
    }

    void
    check_members(const json::value& value, const json::object& schema, const std::string& place)
    {
        if (!value.is_object())
            return;
        // Both keywords at once: additional is what the other does not name.
        const json::object none;
        const auto* const named = schema.if_contains("properties");
        const auto& properties = named ? named->as_object() : none;
        const auto* const others = schema.if_contains("additionalProperties");
        for (const auto& [key, member] : value.get_object())
        {
            const auto inside = place + '.' + std::string(key);
            if (const auto* const own = properties.if_contains(key))
                check(member, own->as_object(), inside);
            else if (others && others->is_object())
                check(member, others->get_object(), inside);
            else if (others && !others->as_bool())
                fault(inside, "is not allowed");
        }
    }

    void
    check_required(const json::value& value, const json::object& schema, const std::string& place)
    {
        if (value.is_object())
            for (const auto& key : schema.at("required").as_array())
                expect(
                    value.get_object().contains(key.as_string()),
                    place,
                    std::string(key.as_string()) + " is missing"
                );
    }

    void check_items(const json::value& value, const json::object& schema, const std::string& place)
    {
        if (!value.is_array())
            return;
        std::size_t index = 0;
        for (const auto& element : value.get_array())
            check(
                element, schema.at("items").as_object(), place + '[' + std::to_string(index++) + ']'
            );
    }

    void check_unique(const json::value& value, const json::object&, const std::string& place)
    {
        std::set<std::string> seen;
        if (value.is_array())
            for (const auto& element : value.get_array())
                expect(seen.insert(json::serialize(element)).second, place, "has repetitions");
    }

    void check_bound(
        const json::value& value, const std::string& place, const std::function<bool(double)>& holds
    )
    {
        if (value.is_number())
            expect(holds(value.to_number<double>()), place, "is out of bounds");
    }

    void check_text(
        const json::value& value,
        const std::string& place,
        const std::function<bool(const std::string&)>& holds
    )
    {
        if (const auto* text = value.if_string())
            expect(
                holds(std::string(*text)), place, "is not as it should be: " + std::string(*text)
            );
    }

    void
    check_reference(const json::value& value, const json::object& schema, const std::string& place)
    {
        if (schema.at("$ref") == "#")
            check(value, whole_, place);
        else
            fault(place, "$ref other than # is not known");
    }

    void check_enum(const json::value& value, const json::object& schema, const std::string& place)
    {
        const auto& choices = schema.at("enum").as_array();
        expect(
            std::find(choices.begin(), choices.end(), value) != choices.end(),
            place,
            "is none of the choices"
        );
    }

    // A list asks for the pattern of a member again with each of its rows.
    const std::regex& compiled(const std::string& pattern)
    {
        const auto known = patterns_.find(pattern);
        return known != patterns_.end() ? known->second
                                        : patterns_.emplace(pattern, pattern).first->second;
    }

    static void nothing(const json::value&, const json::object&, const std::string&) {}

    keyword_rule by_member(void (validation::*member
    )(const json::value&, const json::object&, const std::string&))
    {
        return [this, member](const json::value& v, const json::object& s, const std::string& p) {
            (this->*member)(v, s, p);
        };
    }

    keyword_rule by_bound(std::string_view keyword, std::function<bool(double, double)> holds)
    {
        return [this,
                keyword,
                holds](const json::value& v, const json::object& s, const std::string& p) {
            const auto limit = s.at(keyword).to_number<double>();
            check_bound(v, p, [&](double number) { return holds(number, limit); });
        };
    }

    const json::object& whole_;
    std::map<std::string, std::regex> patterns_ = {};
    // Rules hold `this`: a validation stays where it was made.
    const std::map<std::string, keyword_rule, std::less<>> rules_ = {
        {"$schema", nothing},
        {"$ref", by_member(&validation::check_reference)},
        {"title", nothing},
        {"description", nothing},
        {"type",
         [this](const json::value& v, const json::object& s, const std::string& p) {
             check_type(v, s.at("type"), p);
         }},
        {"properties", by_member(&validation::check_members)},
        {"additionalProperties",
         [this](const json::value& v, const json::object& s, const std::string& p) {
             // Beside "properties" that keyword's rule has looked at both.
             if (!s.contains("properties"))
                 check_members(v, s, p);
         }},
        {"required", by_member(&validation::check_required)},
        {"items", by_member(&validation::check_items)},
        {"uniqueItems", by_member(&validation::check_unique)},
        {"enum", by_member(&validation::check_enum)},
        {"minimum", by_bound("minimum", std::greater_equal<>())},
        {"maximum", by_bound("maximum", std::less_equal<>())},
        {"exclusiveMinimum", by_bound("exclusiveMinimum", std::greater<>())},
        {"minLength",
         [this](const json::value& v, const json::object& s, const std::string& p) {
             const auto least = s.at("minLength").to_number<std::size_t>();
             check_text(v, p, [least](const std::string& text) { return text.size() >= least; });
         }},
        {"maxLength",
         [this](const json::value& v, const json::object& s, const std::string& p) {
             const auto most = s.at("maxLength").to_number<std::size_t>();
             check_text(v, p, [most](const std::string& text) { return text.size() <= most; });
         }},
        {"pattern", [this](const json::value& v, const json::object& s, const std::string& p) {
             const auto& pattern = compiled(std::string(s.at("pattern").as_string()));
             check_text(v, p, [&](const std::string& text) {
                 return text.size() <= matched_bytes_limit && std::regex_search(text, pattern);
             });
         }}};
};

}  // namespace

std::vector<std::string>
schema_faults(const json::value& document, const json::value& schema, const std::string& place)
{
    validation work(schema.as_object());
    work.check(document, schema.as_object(), place);
    return std::move(work.faults);
}

}  // namespace muster
