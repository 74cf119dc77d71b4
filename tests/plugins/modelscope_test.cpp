#include "support/source_library.hpp"

#include <boost/test/unit_test.hpp>

using namespace muster;
using namespace muster::test;
using strings = std::vector<std::string>;

namespace {

constexpr auto one_row = R"({"id": "LLM-Research/Meta-Llama-3-8B", "display_name": "Llama 3",
    "downloads": 4321, "likes": 12, "license": "llama3", "tasks": ["text-generation"],
    "tags": ["llama"], "created_at": 1713398400})";

std::string page_of(const std::string& rows, const std::string& counts)
{
    return R"({"success": true, "request_id": "x", "data": {"models": [)" + rows + "]" + counts +
           "}}";
}

std::string address(int page)
{
    return "https://modelscope.cn/openapi/v1/models?filter.task=text-generation&sort=downloads"
           "&page_size=50&page_number=" +
           std::to_string(page);
}

}  // namespace

struct modelscope_fixture
{
    source_library modelscope{"modelscope"};

    strings followed_after(const std::string& counts) const
    {
        return modelscope.read_well(page_of(one_row, counts)).follow;
    }
};

BOOST_FIXTURE_TEST_SUITE(modelscope_test, modelscope_fixture)

BOOST_AUTO_TEST_CASE(it_begins_with_the_most_downloaded)
{
    BOOST_TEST(modelscope.description().opt_in);
    BOOST_TEST(modelscope.start() == strings{address(1)});
    modelscope.set("url", "https://mirror.example/list?owner=Qwen");
    BOOST_TEST(modelscope.start()[0].starts_with("https://mirror.example/list?owner=Qwen&filter."));
}

BOOST_AUTO_TEST_CASE(a_task_of_any_letters_stays_one_part_of_the_address)
{
    modelscope.set("task", "a#b&page_number=9 c");
    BOOST_TEST(
        modelscope.start()[0] ==
        "https://modelscope.cn/openapi/v1/models?filter.task=a%23b%26page_number%3D9%20c"
        "&sort=downloads&page_size=50&page_number=1"
    );
}

BOOST_AUTO_TEST_CASE(its_ids_are_names)
{
    const auto reading = modelscope.read_well(page_of(one_row, ""));

    BOOST_TEST_REQUIRE(reading.models.size() == 1u);
    const auto& model = reading.models[0];
    BOOST_TEST(model.model_id.empty());
    BOOST_TEST(model.name == "LLM-Research/Meta-Llama-3-8B");
    BOOST_TEST(model.popularity.value() == 4321.0);
    BOOST_TEST(model.license == "llama3");
    BOOST_TEST(model.tags == strings{"hub-listing"});
}

BOOST_AUTO_TEST_CASE(the_next_page_is_asked_for_while_there_is_one)
{
    BOOST_TEST(
        followed_after(R"(, "total_count": 120, "page_number": 1, "page_size": 50)") ==
        strings{address(2)}
    );
    BOOST_TEST(
        followed_after(R"(, "total_count": 120, "page_number": 2, "page_size": 50)") ==
        strings{address(3)}
    );
    BOOST_TEST(followed_after(R"(, "total_count": 120, "page_number": 3)").empty());
    BOOST_TEST(followed_after(R"(, "total_count": 120)").empty());
    BOOST_TEST(
        modelscope
            .read_well(page_of("", R"(, "total_count": 120, "page_number": 1, "page_size": 50)"))
            .follow.empty()
    );
}

BOOST_AUTO_TEST_CASE(no_more_is_asked_for_than_is_wanted_and_than_can_be_reached)
{
    const auto last_page = [this](std::uint64_t most) {
        std::uint64_t page = 1;
        while (page < most &&
               !followed_after(R"(, "total_count": 99999, "page_number": )" + std::to_string(page))
                    .empty())
            ++page;
        return page;
    };

    BOOST_TEST(last_page(100) == 10u);
    modelscope.set("top", "3000");
    BOOST_TEST(last_page(100) == 60u);
    BOOST_TEST(followed_after(R"(, "total_count": 9, "page_number": 18446744073709551615)").empty()
    );
}

BOOST_AUTO_TEST_CASE(as_many_are_expected_as_there_are_and_are_wanted)
{
    const auto facts_of = [this](const std::string& counts) {
        return modelscope.read_well(page_of(one_row, counts)).facts;
    };
    BOOST_TEST((facts_of(R"(, "total_count": 120)") == listing_facts{0, 120U, false, "2024-04-18"})
    );
    BOOST_TEST(facts_of(R"(, "total_count": 99999)").total.value() == 500u);
    modelscope.set("top", "3000");
    BOOST_TEST(facts_of(R"(, "total_count": 99999)").total.value() == 3000u);
    BOOST_TEST(!facts_of("").total);
}

BOOST_AUTO_TEST_CASE(models_of_other_tasks_are_left_out)
{
    const auto reading = modelscope.read_well(page_of(
        R"({"id": "a/speech", "tasks": ["text-to-speech"]}, {"id": "a/not-said", "tasks": []},
           {"id": "a/both", "tasks": ["x", "text-generation"]})",
        ""
    ));

    BOOST_TEST(names_in(reading) == (strings{"a/not-said", "a/both"}));
    BOOST_TEST(reading.rejected.empty());
    BOOST_TEST(reading.facts.skipped == 1u);
}

BOOST_AUTO_TEST_CASE(one_bad_row_costs_one_row)
{
    const auto reading = modelscope.read_well(
        page_of(R"(7, {"id": 7}, {}, {"id": "a/b", "downloads": "many"}, {"id": "c/d"})", "")
    );

    BOOST_TEST(names_in(reading) == strings{"c/d"});
    BOOST_TEST_REQUIRE(reading.rejected.size() == 4u);
    BOOST_TEST(reading.rejected[2].why == "no id");
    BOOST_TEST(reading.rejected[3].where == "data.models[3]");
    BOOST_TEST(reading.rejected[3].why == "downloads has the wrong type");
}

BOOST_AUTO_TEST_CASE(bad_pages_are_failures)
{
    for (const auto* body : {"", "<html>", "[]", "{}", R"({"data": {}})", R"({"data": []})"})
        BOOST_TEST(modelscope.read(body).has_error(), body);
    BOOST_TEST(
        modelscope.read(R"({"success": false, "message": "page too far"})").error().where ==
        "the page has no data.models: page too far"
    );
}

BOOST_AUTO_TEST_SUITE_END()
