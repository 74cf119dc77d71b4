#include "contract/identity.hpp"
#include "muster/json_text.hpp"
#include "muster/license.hpp"
#include "sources/listing_snapshot.hpp"
#include "staging/merge.hpp"
#include "staging/stage.hpp"
#include "support/record_of.hpp"
#include "support/serial_for_backwards.hpp"
#include "support/written.hpp"
#include "text/trim.hpp"

#include <boost/algorithm/string/join.hpp>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <map>
#include <random>
#include <set>

using namespace muster;
using test::add;
using test::all_of;
using test::listed_model;
using test::owned;
using test::serial_for_backwards;
using test::table_of;
using test::write_stage;
namespace json = boost::json;

namespace {

template <class... Choices>
std::string pick(std::mt19937& random, Choices... choices)
{
    const std::vector<std::string> all = {choices...};
    return all[random() % all.size()];
}

/// Of some it is written in another way than it is.
std::string label_of(const std::string& plugin)
{
    return plugin == "aaa" ? "\"aaa\"" : plugin + "_label";
}

/// Rows in which ids, licences, tags and scores collide, and some are no good.
std::vector<listed_model> random_rows(std::mt19937& random, std::size_t limit)
{
    const auto numbers = limit / 15;  // so that ids are there more than once
    std::vector<listed_model> rows(limit / 2 + random() % (limit / 2));
    for (auto& row : rows)
    {
        row.model_id = pick(random, "a", "A", "bee", "a-long-owner-name") + '/' +
                       pick(random, "x", "X", "model-of-a-very-long-name-", "y ", "z") +
                       std::to_string(random() % numbers);
        if (random() % 20 == 0)
            row.model_id = pick(random, " a/x1\n", "not an id", "a//b", "gpt2");
        row.license = pick(random, "", "MIT", "mit", "apache-2.0", "free text", "unknown");
        if (random() % 4 != 0)
            row.popularity = static_cast<double>(random() % 5) / 2;
        for (auto tags = random() % 6; tags > 0; --tags)
            row.tags.push_back(pick(random, "a", "b", "", "\"q\"", "gr\xc3\xb6\xc3\x9f", "\n", "b")
            );
        for (auto tags = random() % 10 == 0 ? 40U : 0U; tags > 0; --tags)
            row.tags.push_back("tag-" + std::to_string(random() % 50));
        // Of which a row has its own, long and odd ones among them.
        for (auto tags = random() % 3; tags > 0; --tags)
            row.tags.push_back(
                pick(random, "base:", "a ", "\"", std::string(300, 'b')) + std::to_string(random())
            );
        if (random() % 3 == 0)
            row.facts.commit = std::to_string(random());
    }
    return rows;
}

/// The rules of the staging file, one after the other, on plain values.
std::string staged_plainly(const std::vector<std::pair<std::string, std::vector<listed_model>>>& all
)
{
    struct row
    {
        std::size_t rank;
        std::string id;
        std::optional<std::string> license;
        const listed_model* model;
        bool operator<(const row& other) const
        {
            return std::tie(rank, id, license) < std::tie(other.rank, other.id, other.license);
        }
    };
    std::map<std::string, std::multiset<row>> rows;
    std::map<std::string, std::set<std::string>> labels;
    const std::map<std::string, std::size_t> ranks = {{"hub", 0}, {"openrouter", 1}, {"aaa", 2}};
    for (const auto& [plugin, models] : all)
        for (const auto& model : models)
        {
            const std::string id(trimmed(model.model_id));
            if (check_model_id(id).has_error())
                continue;
            rows[fold_id(id)].insert(
                {ranks.at(plugin), id, normalize_license(model.license), &model}
            );
            labels[fold_id(id)].insert(label_of(plugin));
        }
    std::vector<std::tuple<double, std::string, json::object>> elements;
    for (const auto& [folded, same] : rows)
    {
        json::value license = nullptr;
        double score = 0;
        std::set<std::string> tags;
        for (const auto& one : same)
        {
            if (license.is_null() && one.license)
                license = *one.license;
            score = std::max(score, one.model->popularity.value_or(0));
            tags.insert(one.model->tags.begin(), one.model->tags.end());
        }
        tags.erase("");
        const auto id = same.begin()->id;
        elements.emplace_back(
            -score,
            id,
            json::object{
                {"model_id", id},
                {"provider", provider_of(id)},
                {"license", license},
                {"source", boost::join(labels[folded], "+")},
                {"popularity_score", score},
                {"tags", json::array(tags.begin(), tags.end())}}
        );
    }
    std::sort(elements.begin(), elements.end(), [](const auto& a, const auto& b) {
        return std::tie(std::get<0>(a), std::get<1>(a)) < std::tie(std::get<0>(b), std::get<1>(b));
    });
    json::array list;
    for (auto& [score, id, element] : elements)
        list.push_back(std::move(element));
    return to_json_text(list);
}

normalized_listing listed(const std::string& plugin, const std::vector<listed_model>& rows)
{
    listing published;
    published.plugin = plugin;
    published.label = label_of(plugin);
    published.models = table_of(rows);
    return normalize(published);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(record_path_test)

BOOST_AUTO_TEST_CASE(the_staged_bytes_are_those_of_the_rules_taken_plainly_in_any_order)
{
    for (unsigned seed = 0; seed < 400; ++seed)
    {
        std::mt19937 random(seed);
        // Now and then there are so many that the work is cut into pieces.
        const std::size_t rows_limit = seed % 200 == 7 ? 30'000 : 60;
        std::vector<std::pair<std::string, std::vector<listed_model>>> all;
        for (const auto* plugin : {"hub", "openrouter", "aaa"})
            if (plugin != std::string("aaa") || seed % 2 == 0)  // its label is an odd one
                all.emplace_back(plugin, random_rows(random, rows_limit));
        const auto expected = staged_plainly(all);

        std::shuffle(all.begin(), all.end(), random);
        std::vector<normalized_listing> listings;
        for (auto& [plugin, rows] : all)
        {
            std::shuffle(rows.begin(), rows.end(), random);
            // Pages of one source may have been read apart.
            const auto half = rows.begin() + static_cast<std::ptrdiff_t>(rows.size() / 2);
            listings.push_back(listed(plugin, {rows.begin(), half}));
            listings.push_back(listed(plugin, {half, rows.end()}));
        }
        const auto merged = merge(listings, default_trust(), serial_for_backwards);
        const auto staged = write_stage(merged);
        BOOST_TEST_REQUIRE(staged == expected, "seed " << seed);
    }
}

// Of tags that other rows have, too, and of its own: none, few, and many, some twice.
BOOST_AUTO_TEST_CASE(rows_of_every_number_of_tags_are_staged)
{
    std::vector<listed_model> rows;
    for (std::size_t count = 0; count < 40; ++count)
        for (const std::size_t own : {0U, 1U, 16U, 17U, 3000U})
            for (const bool is_repeated : {false, true})
            {
                auto& row = rows.emplace_back();
                row.model_id = "a/" + std::to_string(rows.size());
                for (auto i = count; i > 0; --i)
                    row.tags.push_back(i % 7 == 0 ? "" : "shared-" + std::to_string(i * 37 % 50));
                for (auto i = own; i > 0; --i)
                    row.tags.push_back(std::to_string(i) + " own " + row.model_id);
                if (is_repeated)
                    row.tags.insert(row.tags.end(), row.tags.begin(), row.tags.end());
            }
    const auto staged = write_stage(listed("hub", rows).candidates);
    std::vector<candidate> plain = owned(listed("hub", rows).candidates);

    BOOST_TEST((staged == write_stage(candidate_table(plain))));
}

BOOST_AUTO_TEST_CASE(parts_of_a_staging_file_make_the_whole)
{
    std::vector<candidate> candidates(20'000);
    for (std::size_t i = 0; i < candidates.size(); ++i)
    {
        candidates[i].model_id = "a/" + std::to_string(i);
        candidates[i].sources = {"label"};
    }
    const candidate_table table(candidates);
    const auto parts = staging_text(table);

    BOOST_TEST(parts.count > 2u);
    const auto read = read_stage(all_of(parts));
    BOOST_TEST_REQUIRE(read.has_value());
    BOOST_TEST(read->size() == candidates.size());
    BOOST_TEST(read->back().model_id == "a/19999");
    BOOST_TEST(all_of(parts) == write_stage(table));
}

BOOST_AUTO_TEST_CASE(a_last_good_listing_of_many_parts_reads_back)
{
    listing_snapshot kept;
    kept.date = "2026-06-01T00:00:00Z";
    kept.published.plugin = "hub";
    kept.published.label = "label";
    for (int i = 0; i < 20'000; ++i)
        add(kept.published.models, test::with_id("a/" + std::to_string(i)));
    const auto parts = snapshot_text(kept);

    BOOST_TEST(parts.count == 3u);
    const auto read = read_snapshot(all_of(parts), "hub.json");
    BOOST_TEST_REQUIRE(read.has_value(), read.error().where);
    BOOST_TEST((read->published.models == kept.published.models));
}

BOOST_AUTO_TEST_SUITE_END()
