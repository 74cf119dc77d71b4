#include "builds/builds_file.hpp"
#include "builds/find_builds.hpp"
#include "support/record_of.hpp"
#include "table/spelling.hpp"

#include <boost/test/unit_test.hpp>

using namespace muster;
using test::listed_model;
using strings = std::vector<std::string>;

namespace {

struct builds_fixture
{
    std::vector<listing> listings = {{"hub", "hub_label", {}, {}}};
    alias_table aliases = {};
    std::string rejected = {};

    listed_model& row(const std::string& id, const std::string& base, double downloads)
    {
        last_ = {};
        last_.model_id = id;
        last_.popularity = downloads;
        if (!base.empty())
            last_.tags = {"base_model:" + base, "base_model:quantized:" + base};
        return last_;
    }

    void has(const std::string& id, const std::string& base, double downloads = 1)
    {
        add(row(id, base, downloads));
    }

    void add(const listed_model& model) { test::add(listings.back().models, model); }

    found_builds work() const
    {
        build_rules rules;
        rules.today = [this](const std::string& id) { return aliases.resolve(id); };
        rules.is_rejected = [this](std::string_view id) { return id == rejected; };
        return find_builds(listings, rules);
    }

private:
    listed_model last_ = {};
};

strings repositories(const model_builds& model)
{
    strings out;
    for (const auto& one : model.builds)
        out.push_back(one.repository);
    return out;
}

}  // namespace

BOOST_FIXTURE_TEST_SUITE(find_builds_test, builds_fixture)

BOOST_AUTO_TEST_CASE(builds_stand_under_their_model_the_most_downloaded_first)
{
    has("a/Model-8B", "", 100);
    has("q/Model-8B-AWQ", "a/Model-8B", 5);
    has("a/Model-8B-FP8", "a/Model-8B", 7);
    has("q/Other-1B-GGUF", "b/Other-1B", 9);
    const auto found = work();

    BOOST_TEST_REQUIRE(found.models.size() == 2u);
    BOOST_TEST(found.models[0].model_id == "a/Model-8B");
    BOOST_TEST(repositories(found.models[0]) == (strings{"a/Model-8B-FP8", "q/Model-8B-AWQ"}));
    BOOST_TEST(found.models[0].builds[0].is_by_owner);
    BOOST_TEST(!found.models[0].builds[1].is_by_owner);
    BOOST_TEST((found.models[0].builds[1].downloads == 5u));
    BOOST_TEST(found.models[1].model_id == "b/Other-1B");
    BOOST_TEST(found.doubtful.empty());
}

BOOST_AUTO_TEST_CASE(the_build_of_a_build_is_one_of_the_model)
{
    has("a/Model-8B-FP8", "A/model-8b");
    has("q/Model-8B-FP8-GGUF", "a/Model-8B-FP8");
    auto found = work();
    BOOST_TEST_REQUIRE(found.models.size() == 1u);
    BOOST_TEST(found.models[0].model_id == "A/model-8b");
    BOOST_TEST(found.models[0].builds[0].made_from == "");
    BOOST_TEST(found.models[0].builds[1].made_from == "a/Model-8B-FP8");

    candidate listed;
    listed.model_id = "a/Model-8B";
    const std::vector<std::string*> ids = {&found.models[0].model_id};
    spell_as_listed(ids, candidate_table({listed}));
    BOOST_TEST(found.models[0].model_id == "a/Model-8B");
}

BOOST_AUTO_TEST_CASE(what_contradicts_itself_is_doubtful)
{
    has("q/llama-3.3-70b-awq", "m/Llama-3.1-70B");
    has("q/One-8B-AWQ", "q/One-8B-AWQ-FP8");
    has("q/One-8B-AWQ-FP8", "q/One-8B-AWQ");
    const auto found = work();

    BOOST_TEST(found.models.empty());
    BOOST_TEST_REQUIRE(found.doubtful.size() == 3u);
    BOOST_TEST(found.doubtful[0].repository == "q/llama-3.3-70b-awq");
    BOOST_TEST(found.doubtful[0].base == "m/Llama-3.1-70B");
    BOOST_TEST(found.doubtful[0].reason == "its name is not that of a copy");
    BOOST_TEST(found.doubtful[1].reason == "its base models lead in a circle");
}

BOOST_AUTO_TEST_CASE(only_quantised_copies_are_builds)
{
    auto tuned = row("q/Model-8B-Tuned", "", 1);
    tuned.tags = {"base_model:finetune:a/Model-8B"};
    add(tuned);
    tuned.model_id = "q/Model-8B-LoRA-GGUF";
    tuned.tags = {"base_model:adapter:a/Model-8B"};
    add(tuned);
    BOOST_TEST(work().models.empty());
}

BOOST_AUTO_TEST_CASE(names_are_those_of_today_and_rejected_rows_are_none)
{
    aliases.add_owner("Old", "New");
    has("Old/Model-8B-AWQ", "Old/Model-8B");
    has("q/Model-8B-GGUF", "New/Model-8B");
    rejected = "q/Model-8B-GGUF";
    const auto found = work();

    BOOST_TEST_REQUIRE(found.models.size() == 1u);
    BOOST_TEST(found.models[0].model_id == "New/Model-8B");
    BOOST_TEST(repositories(found.models[0]) == strings{"New/Model-8B-AWQ"});
    BOOST_TEST(found.models[0].builds[0].is_by_owner);
}

BOOST_AUTO_TEST_CASE(bytes_are_known_where_no_number_may_be_packed)
{
    auto one = row("q/Model-8B-FP8", "a/Model-8B", 1);
    one.facts.safetensors = {{"BF16", 10}, {"F8_E4M3", 100}};
    one.facts.safetensors_total = 110;
    add(one);
    one = row("q/Model-8B-AWQ", "a/Model-8B", 1);
    one.facts.safetensors = {{"F16", 10}, {"I32", 100}};
    one.facts.safetensors_total = 810;
    add(one);
    const auto found = work();

    BOOST_TEST_REQUIRE(found.models.size() == 1u);
    const auto& [awq, fp8] = std::tie(found.models[0].builds[0], found.models[0].builds[1]);
    BOOST_TEST((fp8.bytes == 120u));
    BOOST_TEST((fp8.params == 110u));
    BOOST_TEST(!awq.bytes);
    BOOST_TEST((awq.params == 810u));
}

BOOST_AUTO_TEST_CASE(what_is_beyond_the_limit_is_counted)
{
    for (std::size_t i = 0; i < builds_per_model_limit + 3; ++i)
        has("q" + std::to_string(i) + "/Model-8B-GGUF", "a/Model-8B", static_cast<double>(i));
    const auto found = work();

    BOOST_TEST_REQUIRE(found.models.size() == 1u);
    BOOST_TEST(found.models[0].builds.size() == builds_per_model_limit);
    BOOST_TEST(found.models[0].builds[0].repository == "q52/Model-8B-GGUF");
    BOOST_TEST(found.models[0].not_listed == 3u);
}

BOOST_AUTO_TEST_CASE(the_first_listing_counts_and_the_file_reads_as_it_was_written)
{
    has("q/Model-8B-AWQ", "a/Model-8B", 5);
    listings.push_back({"other", "other_label", {}, {}});
    has("Q/model-8b-awq", "a/Model-8B", 900);
    const auto found = work();
    BOOST_TEST_REQUIRE(found.models.size() == 1u);
    BOOST_TEST((found.models[0].builds[0].downloads == 5u));

    const auto text = write_builds(found.models);
    const auto read = read_builds(text);
    BOOST_TEST_REQUIRE(read.has_value(), read.error().where);
    BOOST_TEST((*read == found.models));
    BOOST_TEST((find_builds_of(*read, "A/model-8b") == &read->front()));
    BOOST_TEST((find_builds_of(*read, "a/Model") == nullptr));
    BOOST_TEST(read_builds(R"([{"model_id": "a/b", "bulids": []}])").has_error());
    BOOST_TEST(read_builds(R"([{"model_id": "a/b", "builds": [{"format": "awq"}]}])").has_error());
}

BOOST_AUTO_TEST_SUITE_END()
