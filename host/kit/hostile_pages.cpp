#include "hostile_pages.hpp"

#include "muster/json_text.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <algorithm>

namespace json = boost::json;

namespace muster {

namespace {

constexpr std::size_t huge_bytes = std::size_t{4} * 1024 * 1024;
constexpr std::size_t truncations_limit = 200;

std::string repeated(std::string_view text, std::size_t times)
{
    std::string all;
    for (std::size_t i = 0; i < times; ++i)
        all += text;
    return all;
}

json::array* longest_list(json::value& document)
{
    if (auto* list = document.if_array())
        return list;
    json::array* longest = nullptr;
    if (auto* object = document.if_object())
        for (auto& member : *object)
            if (auto* list = member.value().if_array())
                longest = longest && longest->size() >= list->size() ? longest : list;
    return longest;
}

void change_one(std::string& page, std::mt19937& random)
{
    if (page.empty())
        return;
    const auto place = random() % page.size();
    const auto length = std::min<std::size_t>(1 + random() % 16, page.size() - place);
    switch (random() % 4)
    {
        case 0: page[place] = static_cast<char>(random()); break;
        case 1: page.erase(place, length); break;
        case 2: page.insert(place, page.substr(place, length)); break;
        default: page[place] = "{}[]\",:0-e\\\n"[random() % 12]; break;
    }
}

}  // namespace

std::vector<hostile_page> hostile_pages()
{
    return {
        {"an empty page", ""},
        {"a page of zeros", std::string(1000, '\0')},
        {"null", "null"},
        {"a number", "17"},
        {"a list of numbers", "[1, 2, 3]"},
        {"a list of lists", "[[], [[]]]"},
        {"a list of nulls", "[null, null]"},
        {"an empty object", "{}"},
        {"an error", R"({"error": "maintenance"})"},
        {"lists where text belongs", R"([{"id": [], "model_id": {}, "tags": "x", "name": 7}])"},
        {"a sign-in page", "<!DOCTYPE html><html><body>Sign in</body></html>"},
        {"text that is not UTF-8", "[{\"id\": \"a/\xff\xfe\"}]"},
        {"numbers out of range", R"([{"id": "a/b", "downloads": 1e999, "likes": -1}])"},
        {"100,000 levels", repeated("[", 100000)},
        {"a text of 4 MiB", "[{\"id\": \"" + std::string(huge_bytes, 'x') + "\"}]"},
        {"a million commas", "[" + repeated("0,", 1000000) + "0]"}};
}

std::vector<hostile_page> truncations(std::string_view page)
{
    std::vector<hostile_page> cut;
    const auto step = std::max<std::size_t>(1, page.size() / truncations_limit);
    for (std::size_t size = 0; size < page.size(); size += step)
        cut.push_back(
            {"a page cut after " + std::to_string(size) + " bytes",
             std::string(page.substr(0, size))}
        );
    return cut;
}

std::string mutation(std::string_view page, std::mt19937& random)
{
    std::string changed(page);
    for (auto changes = 1 + random() % 8; changes > 0; --changes)
        change_one(changed, random);
    return changed;
}

std::optional<std::string> with_one_bad_row(std::string_view page)
{
    auto document = parse_json(page, "page");
    if (document.has_error())
        return {};
    auto* rows = longest_list(*document);
    if (!rows || rows->size() < 2)
        return {};
    rows->front() = 7;
    return to_json_text(*document);
}

}  // namespace muster
