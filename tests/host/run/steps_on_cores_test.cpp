#include "base/threaded_for.hpp"
#include "staging/identify.hpp"
#include "staging/license_finding.hpp"
#include "staging/merge.hpp"
#include "staging/stage.hpp"
#include "support/record_of.hpp"
#include "support/written.hpp"

#include <boost/test/unit_test.hpp>

#include <string>
#include <vector>

using namespace muster;
using test::add;
using test::listed_model;

namespace {

constexpr std::size_t rows = 30'000;  // enough for several pieces

listed_model row_of(std::size_t i)
{
    listed_model model;
    model.model_id = "owner-" + std::to_string(i % 7) + "/model-" + std::to_string(i % (rows - 50));
    model.license = i % 3 == 0 ? "" : "mit";
    model.popularity = static_cast<double>(i % 11);
    model.tags = {"tag-" + std::to_string(i), "tag-" + std::to_string(i / 2), "common"};
    if (i % 5 == 0)
        model.tags.push_back("base_model:finetune:owner-1/model-1");
    return model;
}

std::vector<normalized_listing> listings()
{
    std::vector<normalized_listing> all;
    for (const std::string plugin : {"hub", "other"})
    {
        listing published;
        published.plugin = plugin;
        published.label = plugin;
        for (std::size_t i = 0; i < rows; ++i)
            add(published.models, row_of(plugin == "hub" ? i : i * 2));
        listed_model named;
        named.name = "owner-2/model-9";
        add(published.models, named);
        all.push_back(normalize(published));
    }
    return all;
}

struct outcome
{
    std::string staged = {};
    std::vector<std::string> licenses = {};
    std::vector<std::string> inferred = {};
};

outcome worked(const parallel_for& over)
{
    auto all = listings();
    outcome out;
    for (const auto& one : identify(all, {}, over).inferred)
        out.inferred.push_back(one.name + " = " + one.model_id);
    const auto declared = declared_licenses(all);
    const auto merged = merge(std::move(all), default_trust(), over);
    for (const auto& [id, found] : find_licenses(merged, declared, over))
        out.licenses.push_back(id + ' ' + std::string(to_string(found.state)));
    out.staged = test::write_stage(merged);
    return out;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(steps_on_cores_test)

BOOST_AUTO_TEST_CASE(many_threads_come_to_what_one_comes_to)
{
    const auto one = worked(serial_for);
    const auto many = worked([](std::size_t count, const std::function<void(std::size_t)>& work) {
        on_cores(4, count, work);
    });
    BOOST_TEST((many.staged == one.staged));
    BOOST_TEST((many.licenses == one.licenses));
    BOOST_TEST((many.inferred == one.inferred));
    BOOST_TEST(one.licenses.size() > 1000u);
    BOOST_TEST(one.inferred.size() == 2u);
    BOOST_TEST(one.staged.size() > rows * 100);
}

BOOST_AUTO_TEST_SUITE_END()
