#include "support/recorded.hpp"
#include "support/source_library.hpp"

#include <boost/test/unit_test.hpp>

using namespace muster;
using namespace muster::test;
using strings = std::vector<std::string>;

struct modelsdev_fixture
{
    source_library modelsdev{"modelsdev"};

    /// The Hub ids of a model with these weights.
    strings ids_of(const std::string& weights) const
    {
        strings ids;
        const auto body = R"({"lab/model": {"name": "Model", "weights": )" + weights + "}}";
        for (const auto& model : modelsdev.read_well(body).models)
            ids.push_back(model.model_id);
        return ids;
    }
};

BOOST_FIXTURE_TEST_SUITE(modelsdev_test, modelsdev_fixture)

BOOST_AUTO_TEST_CASE(it_is_asked_when_it_is_named)
{
    BOOST_TEST(modelsdev.description().opt_in);
    BOOST_TEST(modelsdev.start() == strings{"https://models.dev/models.json"});
}

BOOST_AUTO_TEST_CASE(a_link_to_weights_on_the_hub_is_a_hub_id)
{
    const auto reading = modelsdev.read_well(R"({"alibaba/qwen3-32b": {
        "name": "Qwen3 32B", "family": "qwen", "release_date": "2025-04", "open_weights": true,
        "license": "Apache-2.0", "limit": {"context": 131072, "output": 16384},
        "modalities": {"input": ["text", "image"], "output": ["text"]},
        "weights": [{"label": "Hugging Face", "url": "https://huggingface.co/Qwen/Qwen3-32B"}]}})");

    BOOST_TEST_REQUIRE(reading.models.size() == 1u);
    const auto& model = reading.models[0];
    BOOST_TEST(model.model_id == "Qwen/Qwen3-32B");
    BOOST_TEST(model.name == "alibaba/qwen3-32b");
    BOOST_TEST(model.license == "Apache-2.0");
    BOOST_TEST(model.tags == (strings{"vendor-index", "text", "image"}));
    BOOST_TEST(!model.popularity);
}

BOOST_AUTO_TEST_CASE(every_repository_of_a_model_is_told_once)
{
    BOOST_TEST(
        ids_of(R"([{"label": "Hugging Face", "url": "https://huggingface.co/Lab/Big"},
                   {"label": "FP8", "url": "https://huggingface.co/Lab/Big-FP8/tree/main"},
                   {"url": "https://huggingface.co/Lab/Big?library=vllm"}])") ==
        (strings{"Lab/Big", "Lab/Big-FP8"})
    );
}

BOOST_AUTO_TEST_CASE(links_are_read_as_people_paste_them)
{
    for (const auto* link :
         {"https://huggingface.co/Lab/Big/",
          "https://hf.co/Lab/Big",
          "http://huggingface.co/Lab/Big",
          "https://www.huggingface.co/Lab/Big",
          "https://huggingface.co/Lab/Big/tree/main?x=1#y",
          "https://huggingface.co/Lab/Big/blob/main/model.safetensors",
          " https://HuggingFace.co/Lab/Big "})
    {
        BOOST_TEST(
            ids_of(R"([{"url": ")" + std::string(link) + R"("}])") == strings{"Lab/Big"}, link
        );
        BOOST_TEST(ids_of(R"([")" + std::string(link) + R"("])") == strings{"Lab/Big"}, link);
    }
}

BOOST_AUTO_TEST_CASE(a_page_of_the_hub_is_no_owner)
{
    BOOST_TEST(
        ids_of(R"(["https://huggingface.co/models/big", "https://hf.co/modelsmith/big"])") ==
        strings{"modelsmith/big"}
    );
}

BOOST_AUTO_TEST_CASE(a_link_to_the_hub_that_names_no_model_is_said)
{
    const auto reading = modelsdev.read_well(R"({"lab/model": {"last_updated": "2026-07",
        "weights": [{"url": "https://huggingface.co/Lab"}, {"url": "https://huggingface.co/a b/c"},
                    {"url": "https://huggingface.co/collections/Lab/all"}]}})");

    BOOST_TEST(names_in(reading) == strings{"lab/model"});
    BOOST_TEST_REQUIRE(reading.rejected.size() == 2u);
    BOOST_TEST(
        reading.rejected[0].why == "its link https://huggingface.co/Lab links to the page of an "
                                   "owner, or to a model without one"
    );
    BOOST_TEST(
        reading.rejected[1].why ==
        "its link https://huggingface.co/a b/c has a blank, which no id of the Hub has"
    );
    BOOST_TEST(reading.facts.content_date == "2026-07");
}

BOOST_AUTO_TEST_CASE(a_link_to_anything_else_leaves_a_name)
{
    for (const auto* url :
         {"https://huggingface.co/collections/Lab/all-of-it",
          "https://huggingface.co/Lab",
          "https://huggingface.co/organizations/Lab",
          "https://huggingface.co/spaces/Lab/demo",
          "https://huggingface.co/datasets/Lab/set",
          "https://modelscope.cn/models/Lab/Big",
          "https://huggingface.co.evil.example/Lab/Big",
          ""})
        BOOST_TEST(ids_of(R"([{"url": ")" + std::string(url) + R"("}])") == strings{""}, url);
    BOOST_TEST(ids_of("[]") == strings{""});
    BOOST_TEST(ids_of("null") == strings{""});
    BOOST_TEST(ids_of(R"([7, {"url": 7}, {}])") == strings{""});
}

BOOST_AUTO_TEST_CASE(the_combined_catalogue_is_read_as_well)
{
    const auto reading = modelsdev.read_well(
        R"({"models": {"a/b": {"name": "B"}}, "providers": {"p": {"models": {"c": {}}}}})"
    );

    BOOST_TEST(names_in(reading) == strings{"a/b"});
}

BOOST_AUTO_TEST_CASE(one_bad_row_costs_one_row)
{
    const auto reading = modelsdev.read_well(
        R"({"a/a": 7, "a/b": {"weights": "here"}, "a/c": {"modalities": []}, "a/d": {}})"
    );

    BOOST_TEST(names_in(reading) == strings{"a/d"});
    BOOST_TEST_REQUIRE(reading.rejected.size() == 3u);
    BOOST_TEST(reading.rejected[0].where == "a/a");
    BOOST_TEST(reading.rejected[0].why == "row has the wrong type");
    BOOST_TEST(reading.rejected[1].why == "weights has the wrong type");
}

BOOST_AUTO_TEST_CASE(bad_pages_are_failures)
{
    for (const auto* body : {"", "<html>", "[]", "7", R"({"a": )", R"({"error": "gone"})"})
        BOOST_TEST(modelsdev.read(body).has_error(), body);
}

BOOST_AUTO_TEST_CASE(the_recorded_catalogue_is_read_without_a_loss)
{
    const auto body = recorded("catalogs/modelsdev_base_models_from_toml_2026-07-02.json");
    if (!body)
        return;
    const auto reading = modelsdev.read_well(*body);

    BOOST_TEST(reading.models.size() == 232u);  // 231 models, one of them in two repositories
    BOOST_TEST(with_an_id(reading) == 83u);
    BOOST_TEST(reading.rejected.empty());
}

BOOST_AUTO_TEST_SUITE_END()
