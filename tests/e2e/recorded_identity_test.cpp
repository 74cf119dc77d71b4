#include "contract/identity.hpp"
#include "identity/aliases.hpp"
#include "muster/json_text.hpp"
#include "muster/row_stream.hpp"
#include "staging/identify.hpp"
#include "staging/merge.hpp"
#include "support/child.hpp"
#include "support/files.hpp"
#include "support/record_of.hpp"
#include "support/recorded.hpp"
#include "support/temporary_directory.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <iostream>
#include <map>
#include <random>
#include <set>
#include <sstream>

using namespace muster;
using namespace muster::test;
namespace fs = std::filesystem;

namespace {

constexpr std::size_t halves = 10;

listing vendor_listing(const std::string& body)
{
    listing out;
    out.plugin = "openrouter";
    out.label = "openrouter_index";
    const auto read = for_each_row(body, "data", [&out](row_view& row, std::size_t) {
        record model;
        model.model_id = row.text("hugging_face_id");
        model.name = row.text("id");
        if (!model.name.starts_with('~'))
            out.models.add(model);
    });
    BOOST_TEST_REQUIRE(read.has_value());
    return out;
}

listing hub_listing()
{
    listing out;
    out.plugin = "hub";
    out.label = "huggingface_hub";
    std::istringstream lines(*recorded("hub-2026-10/listing.jsonl"));
    for (std::string line; std::getline(lines, line);)
    {
        const auto row = parse_json(line, "listing");
        add(out.models, test::with_id(std::string(row->at("id").as_string())));
    }
    return out;
}

alias_table shipped_aliases()
{
    const auto file = fs::path(MUSTER_SOURCE_DIRECTORY) / "data" / "aliases.json";
    return alias_table(*read_aliases(text_of(file)));
}

/// How joining did on rows whose id was hidden.
struct score
{
    std::size_t right = 0;
    std::size_t wrong = 0;
    std::size_t knowable = 0;  ///< hidden ids that the Hub's listing or the other half has
    std::size_t found = 0;     ///< of these

    double precision() const
    {
        return static_cast<double>(right) / static_cast<double>(right + wrong);
    }
    double recall() const { return static_cast<double>(found) / static_cast<double>(knowable); }
};

/// Hides the ids of a random half and lets them be found again.
class hiding
{
public:
    hiding(const listing& hub, listing vendor, unsigned seed) : vendor_(std::move(vendor))
    {
        known_.aliases = shipped_aliases();
        hide_half(seed);
        std::vector<normalized_listing> listings = {normalize(hub), normalize(vendor_)};
        const auto found = identify(listings, known_);
        for (const auto& one : found.inferred)
            joined_[one.name] = today(one.model_id);
        for (const auto& model : hub.models)
            there_.insert(today(model.model_id));
        for (const auto& model : vendor_.models)
            if (!model.model_id.empty())
                there_.insert(today(model.model_id));
    }

    void add_to(score& all) const
    {
        for (const auto& [name, id] : hidden_)
        {
            const auto found = joined_.find(name);
            const bool is_right = found != joined_.end() && found->second == id;
            all.right += is_right ? 1 : 0;
            all.wrong += found != joined_.end() && !is_right ? 1 : 0;
            all.knowable += there_.contains(id) ? 1 : 0;
            all.found += is_right && there_.contains(id) ? 1 : 0;
            if (found != joined_.end() && !is_right)
                BOOST_TEST_MESSAGE("wrong: " << name << " is " << id << ", not " << found->second);
        }
    }

private:
    void hide_half(unsigned seed)
    {
        auto models = owned(vendor_.models);
        std::vector<listed_model*> told;
        for (auto& model : models)
            if (!model.model_id.empty())
                told.push_back(&model);
        std::mt19937 random(seed);
        std::shuffle(told.begin(), told.end(), random);
        for (std::size_t i = 0; i < told.size() / 2; ++i)
        {
            hidden_[told[i]->name] = today(told[i]->model_id);
            told[i]->model_id.clear();
        }
        vendor_.models = table_of(models);
    }

    std::string today(std::string_view id) const { return fold_id(known_.aliases.resolve(id)); }

    listing vendor_;
    known_names known_ = {};
    std::map<std::string, std::string> hidden_ = {};  ///< name to id
    std::map<std::string, std::string> joined_ = {};
    std::set<std::string> there_ = {};
};

bool are_recorded()
{
    return recorded("hub-2026-10/listing.jsonl").has_value() &&
           recorded("openrouter/or_v1_models_2025-12-02.json").has_value();
}

bool can_unpack()
{
    command probe;
    probe.words = {"xz", "--version"};
    return run(probe).status == 0;
}

std::vector<std::string> daily_snapshots(const fs::path& into)
{
    for (const auto& entry : fs::directory_iterator(recorded_directory() / "openrouter"))
        if (entry.path().extension() == ".xz")
        {
            command unpack;
            unpack.words = {"tar", "-xf", entry.path().string(), "-C", into.string()};
            BOOST_TEST_REQUIRE(run(unpack).status == 0);
        }
    std::vector<fs::path> files;
    for (const auto& entry : fs::recursive_directory_iterator(into))
        if (entry.path().extension() == ".json")
            files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    std::vector<std::string> bodies;
    for (const auto& file : files)
        bodies.push_back(text_of(file));
    return bodies;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(recorded_identity_test)

BOOST_AUTO_TEST_CASE(hidden_ids_are_found_again_and_hardly_one_wrongly)
{
    if (!are_recorded())
        return;
    const auto hub = hub_listing();
    for (const std::string file :
         {"openrouter/or_v1_models_2025-12-02.json",
          "openrouter/or_v1_models_modelsdev_2026-05.json"})
    {
        score all;
        for (unsigned seed = 1; seed <= halves; ++seed)
        {
            score one;
            const hiding half(hub, vendor_listing(*recorded(file)), seed);
            half.add_to(one);
            half.add_to(all);
            std::cout << "identity: " << file << " seed " << seed << ": " << one.right << " right, "
                      << one.wrong << " wrong, " << one.found << " of " << one.knowable
                      << " that are known\n";
        }
        std::cout << "identity: " << file << ": precision " << all.precision() << ", recall "
                  << all.recall() << '\n';
        BOOST_TEST(all.wrong == 0u, file);
        // Of 17,770 repositories many are copies that have the names of others, or siblings.
        BOOST_TEST(all.recall() >= 0.79, file);
    }
}

BOOST_AUTO_TEST_CASE(no_model_is_lost_or_doubled_over_the_daily_snapshots)
{
    if (!are_recorded())
        return;
    if (!can_unpack())
    {
        std::cout << "not tried: the recorded snapshots cannot be unpacked without xz\n";
        return;
    }
    const temporary_directory directory;
    const auto bodies = daily_snapshots(directory.path());
    BOOST_TEST(bodies.size() == 63u);
    known_names known;
    known.aliases = shipped_aliases();
    auto& told = known.id_histories["openrouter"];
    const auto hub = hub_listing();
    std::size_t remembered = 0;
    for (const auto& body : bodies)
    {
        const auto vendor = vendor_listing(body);
        std::vector<normalized_listing> listings = {normalize(hub), normalize(vendor)};
        const auto found = identify(listings, known);
        for (const auto& one : found.inferred)
        {
            remembered += one.by == id_evidence::told ? 1 : 0;
            // A name that is silent today stands for what it said before, and for nothing beside.
            if (const auto id = told.find(fold_id(one.name)); id != told.end())
                BOOST_TEST(
                    fold_id(one.model_id) == fold_id(known.aliases.resolve(id->second)), one.name
                );
        }
        told = extend_history(std::move(told), vendor);

        std::map<std::string, std::string> staged;  // by the name of today
        for (const auto& one : merge(listings))
        {
            const std::string id(one.model_id);
            const auto [at, is_new] = staged.emplace(fold_id(known.aliases.resolve(id)), id);
            BOOST_TEST(is_new, id << " beside " << at->second);
        }
        for (const auto& model : vendor.models)
            if (const auto id = told.find(fold_id(model.name)); id != told.end())
                BOOST_TEST(
                    staged.contains(fold_id(known.aliases.resolve(id->second))),
                    std::string(model.name)
                );
    }
    BOOST_TEST(remembered > 0u);
    std::cout << "identity: " << bodies.size() << " daily snapshots; ids remembered " << remembered
              << " times\n";
}

BOOST_AUTO_TEST_SUITE_END()
