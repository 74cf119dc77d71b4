#include "hostile_pages.hpp"

#include "muster/json_text.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <algorithm>
#include <deque>
#include <utility>

namespace json = boost::json;

namespace muster {

namespace {

// Far over any text of a real row, and far below what a worker may use.
constexpr std::size_t huge_bytes = std::size_t{4} * 1024 * 1024;
constexpr std::size_t truncations_limit = 200;

// Bounds of the search for lists: pages come from authors, and each list found costs one reading.
constexpr std::size_t lists_limit = 64;
constexpr std::size_t depth_limit = 5;
constexpr std::size_t width_limit = 10'000;

std::string repeated(std::string_view text, std::size_t times)
{
    std::string all;
    for (std::size_t i = 0; i < times; ++i)
        all += text;
    return all;
}

/// Finds lists breadth first, so that outer ones come first.
class list_finder
{
public:
    void look_through(const json::value& document)
    {
        waiting_.push_back({&document, {}});
        while (!waiting_.empty() && found_.size() < lists_limit)
        {
            const auto [value, place] = std::move(waiting_.front());
            waiting_.pop_front();
            facts_of_row(*value, place);
        }
    }

    std::vector<list_place> take() { return std::move(found_); }

private:
    void facts_of_row(const json::value& value, const list_place& place)
    {
        if (const auto* object = value.if_object())
            for (const auto& member : *object)
                wait_for(member.value(), place, std::string(member.key()));
        const auto* list = value.if_array();
        if (!list || list->empty())
            return;
        found_.push_back(place);
        for (std::size_t i = 0; i < list->size(); ++i)
            wait_for(list->at(i), place, i);
    }

    template <class Step>
    void wait_for(const json::value& value, list_place place, Step step)
    {
        // Numbers and texts hold no lists; beyond the bounds lists are left unfound.
        if (!value.is_structured() || place.size() >= depth_limit || waiting_.size() >= width_limit)
            return;
        place.emplace_back(std::move(step));
        waiting_.emplace_back(&value, std::move(place));
    }

    std::deque<std::pair<const json::value*, list_place>> waiting_ = {};
    std::vector<list_place> found_ = {};
};

// Precondition: the path exists. at() throws otherwise.
json::array& list_at(json::value& document, const list_place& place)
{
    auto* value = &document;
    for (const auto& step : place)
        value = std::holds_alternative<std::string>(step)
                    ? &value->as_object().at(std::get<std::string>(step))
                    : &value->as_array().at(std::get<std::size_t>(step));
    return value->as_array();
}

void change_one(std::string& page, std::mt19937& random)
{
    if (page.empty())
        return;
    // std::uniform_int_distribution differs between libraries; a seed must give the same page
    // everywhere.
    const auto place = random() % page.size();
    const auto length = std::min<std::size_t>(1 + random() % 16, page.size() - place);
    switch (random() % 4)
    {
        case 0: page[place] = static_cast<char>(random()); break;
        case 1: page.erase(place, length); break;
        case 2: page.insert(place, page.substr(place, length)); break;
        // Characters that mean something to JSON: random bytes alone nearly always end in "not
        // JSON".
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
        // Valid JSON, but infinite as a double, or negative as a count.
        {"numbers out of range", R"([{"id": "a/b", "downloads": 1e999, "likes": -1}])"},
        // A recursive reader would overflow its stack.
        {"100,000 levels", repeated("[", 100000)},
        {"a text of 4 MiB", "[{\"id\": \"" + std::string(huge_bytes, 'x') + "\"}]"},
        {"a million commas", "[" + repeated("0,", 1000000) + "0]"}};
}

std::vector<hostile_page> truncations(std::string_view page)
{
    std::vector<hostile_page> cut;
    // A short page is cut at every byte.
    const auto step = std::max<std::size_t>(1, page.size() / truncations_limit);
    for (std::size_t size = 0; size < page.size(); size += step)
        cut.push_back(
            {"a page cut after " + std::to_string(size) + " bytes",
             std::string(page.substr(0, size))}
        );
    return cut;
}

// Small changes leave most of a page intact, so that they get deep into a reader.
std::string mutation(std::string_view page, std::mt19937& random)
{
    std::string changed(page);
    for (auto changes = 1 + random() % 8; changes > 0; --changes)
        change_one(changed, random);
    return changed;
}

std::vector<fetched_page> made_up_pages()
{
    const std::string rows =
        R"([{"id": "owner/one", "model_id": "owner/one", "name": "owner/one", "downloads": 7},)"
        R"( {"id": "owner/two", "model_id": "owner/two", "name": "owner/two", "tags": ["x"]}])";
    std::vector<fetched_page> pages;
    for (const auto& body :
         {rows,
          R"({"data": )" + rows + '}',
          R"({"models": )" + rows + '}',
          R"({"results": {"items": )" + rows + "}}",
          // Some sources are not JSON.
          std::string("owner/one\nowner/two\n")})
        pages.push_back({"made-up", "application/json", body, {}});
    return pages;
}

std::vector<list_place> lists_in(std::string_view page)
{
    const auto document = parse_json(page, "page");
    list_finder finder;
    if (document.has_value())
        finder.look_through(*document);
    return finder.take();
}

std::string without_elements(std::string_view page, const list_place& list)
{
    auto document = *parse_json(page, "page");
    list_at(document, list).clear();
    return to_json_text(document);
}

std::string with_number(std::string_view page, const list_place& list)
{
    auto document = *parse_json(page, "page");
    auto& elements = list_at(document, list);
    elements.insert(elements.begin(), 7);
    return to_json_text(document);
}

}  // namespace muster
