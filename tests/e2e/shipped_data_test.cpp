#include "catalog/catalog.hpp"
#include "catalog/models.hpp"
#include "contract/identity.hpp"
#include "e2e/small_world.hpp"
#include "identity/aliases.hpp"
#include "muster/json_text.hpp"
#include "size/assess_key_facts.hpp"
#include "size/facts/evidence_file.hpp"
#include "size/facts/key_facts.hpp"
#include "size/ladder.hpp"
#include "staging/stage.hpp"
#include "support/child.hpp"
#include "support/files.hpp"
#include "support/shipped_data.hpp"
#include "support/temporary_directory.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <map>
#include <set>

using namespace muster;
using namespace muster::test;
namespace fs = std::filesystem;
namespace json = boost::json;

// data/README.md says what the data that ships is made from, and how its numbers are proven. Here
// it is held to that.

namespace {

std::string text_of_shipped(const std::string& name)
{
    return text_of(shipped_data_directory() / name);
}

std::vector<std::string> ids_of_entries(const std::string& name)
{
    std::vector<std::string> ids;
    const auto list = parse_json(text_of_shipped(name), name);
    BOOST_TEST_REQUIRE(list.has_value());
    for (const auto& entry : list->as_array())
        ids.emplace_back(entry.at("model_id").as_string());
    return ids;
}

template <class T>
T readable(result<T> read)
{
    BOOST_TEST_REQUIRE(read.has_value());
    return std::move(*read);
}

bool is_pin(const model_row& row, const std::string& field)
{
    const auto found = row.origin.find(field);
    return found != row.origin.end() && found->second == "pin";
}

bool is_by_key_facts(const model_row& row)
{
    const auto found = row.origin.find("layers");
    return found != row.origin.end() && found->second.starts_with("key facts");
}

struct shipped_files
{
    alias_table aliases = alias_table(readable(read_aliases(text_of_shipped("aliases.json"))));
    std::vector<candidate> staged =
        readable(read_stage(text_of_shipped("staging_candidates.json")));
    std::vector<model_row> rows = readable(read_models(text_of_shipped("models.json")));
    std::vector<evidence> known =
        readable(read_evidence(text_of_shipped("evidence.json"), "evidence.json"));
    std::vector<key_facts> facts = readable(read_key_facts(text_of_shipped("facts.json")));

    std::string today(std::string_view id) const { return fold_id(aliases.resolve(id)); }

    std::set<std::string> sized_ids() const
    {
        std::set<std::string> ids;
        for (const auto& row : rows)
            ids.insert(today(row.model_id));
        return ids;
    }

    /// The evidence of each model, with its key facts.
    std::map<std::string, evidence> evidence_by_id() const
    {
        std::map<std::string, evidence> all;
        for (const auto& one : known)
            all[today(one.model_id)] = one;
        for (const auto& one : facts)
            if (const auto found = all.find(today(one.model_id)); found != all.end())
                found->second.facts = one;
        return all;
    }
};

double share(std::size_t part, std::size_t whole)
{
    return static_cast<double>(part) / static_cast<double>(whole);
}

std::optional<std::uint64_t> params_from(const evidence& known)
{
    const auto step = next_step(known, {.may_ask = false});
    const auto* const found = std::get_if<sized>(&step);
    return found ? found->size.params : std::nullopt;
}

boost::test_tools::assertion_result can_be_read(boost::unit_test::test_unit_id)
{
    return !shipped_data_directory().empty();
}

}  // namespace

BOOST_FIXTURE_TEST_SUITE(
    shipped_data_test, shipped_files, *boost::unit_test::precondition(can_be_read)
)

BOOST_AUTO_TEST_CASE(a_run_with_a_network_makes_the_data_another)
{
    small_world used;
    BOOST_TEST(!is_changed_by_a_run(used.data));
    used.muster_well({"ingest", "--sources", "community"});
    BOOST_TEST(!is_changed_by_a_run(used.data));
    used.muster_well({"run"});
    BOOST_TEST(is_changed_by_a_run(used.data));
}

BOOST_AUTO_TEST_CASE(nothing_that_ships_says_that_the_hub_lacks_something)
{
    const auto is_no = [](ask_state state) {
        return state == ask_state::absent || state == ask_state::gated;
    };
    for (const auto& one : known)
    {
        BOOST_TEST(!is_no(one.info), one.model_id);
        BOOST_TEST(!is_no(one.config_state), one.model_id);
        BOOST_TEST(!is_no(one.copies), one.model_id);
        BOOST_TEST(!is_no(one.headers), one.model_id);
        BOOST_TEST((!one.base || !is_no(one.base->info)), one.model_id);
        BOOST_TEST((!one.base || !is_no(one.base->config_state)), one.model_id);
    }
    BOOST_TEST(text_of_shipped("evidence.json").find("\"absent\"") == std::string::npos);
    BOOST_TEST(text_of_shipped("models.json").find("gone_since") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(no_commit_ships_that_was_recorded_second_hand)
{
    for (const auto& one : known)
        BOOST_TEST(!one.commit, one.model_id);
    BOOST_TEST(text_of_shipped("sources/hub.json").find("\"commit\"") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(every_curated_and_every_catalog_model_has_a_size)
{
    const auto sized = sized_ids();
    for (const auto* const name : {"community_rankings.json", "catalog.json"})
        for (const auto& id : ids_of_entries(name))
            BOOST_TEST(sized.contains(today(id)), name << ": " << id);
}

BOOST_AUTO_TEST_CASE(every_pin_has_a_reason_and_a_date)
{
    for (const auto& entry : readable(read_catalog(text_of_shipped("catalog.json"))))
    {
        const bool pins_anything = entry.pinned != pins();
        BOOST_TEST(entry.why.value_or("").size() > 10u, entry.model_id);
        BOOST_TEST(entry.checked.has_value() == pins_anything, entry.model_id);
    }
}

// A person may count otherwise than the Hub: then the reason says which total is meant.
BOOST_AUTO_TEST_CASE(a_pinned_count_is_the_recorded_total_or_names_it)
{
    const auto evidence_of = evidence_by_id();
    std::size_t compared = 0;
    for (const auto& entry : readable(read_catalog(text_of_shipped("catalog.json"))))
    {
        const auto found = evidence_of.find(today(entry.model_id));
        if (!entry.pinned.params || found == evidence_of.end() || !found->second.total)
            continue;
        const auto total = *found->second.total;
        const auto apart = total > *entry.pinned.params ? total - *entry.pinned.params
                                                        : *entry.pinned.params - total;
        const auto why = entry.why.value_or("");
        const bool is_named = why.find(std::to_string(total)) != std::string::npos ||
                              why.find(std::to_string(apart)) != std::string::npos;
        BOOST_TEST((apart == 0 || is_named), entry.model_id << ": " << total << ": " << why);
        compared += 1;
    }
    BOOST_TEST(compared >= 4u);
}

// "In the files", says the field: a total that is the parameters alone has no room for them.
BOOST_AUTO_TEST_CASE(layers_that_predict_further_tokens_are_where_a_total_holds_them)
{
    const auto evidence_of = evidence_by_id();
    std::size_t counted = 0;
    for (const auto& row : rows)
    {
        const auto found = evidence_of.find(today(row.model_id));
        if (!row.mtp_params || found == evidence_of.end() || !found->second.total)
            continue;
        BOOST_TEST((found->second.total != row.params), row.model_id);
        counted += 1;
    }
    BOOST_TEST(counted > 20u);
}

BOOST_AUTO_TEST_CASE(a_licence_that_is_recorded_is_published)
{
    const auto evidence_of = evidence_by_id();
    for (const auto& row : rows)
        if (const auto found = evidence_of.find(today(row.model_id)); found != evidence_of.end())
            BOOST_TEST((row.license || found->second.license.empty()), row.model_id);
}

BOOST_AUTO_TEST_CASE(every_size_follows_from_its_evidence)
{
    const auto evidence_of = evidence_by_id();
    std::size_t proven = 0;
    for (const auto& row : rows)
    {
        if (is_pin(row, "params") || is_pin(row, "params_b"))
            continue;
        const auto found = evidence_of.find(today(row.model_id));
        BOOST_TEST_REQUIRE((found != evidence_of.end()), row.model_id);
        BOOST_TEST((params_from(found->second) == row.params), row.model_id);
        proven += 1;
    }
    BOOST_TEST(proven > 400u);
}

BOOST_AUTO_TEST_CASE(all_key_facts_prove_themselves)
{
    const auto evidence_of = evidence_by_id();
    const auto is_before = [](const key_facts& a, const key_facts& b) {
        return a.model_id < b.model_id;
    };
    BOOST_TEST(std::is_sorted(facts.begin(), facts.end(), is_before));
    for (const auto& one : facts)
    {
        const auto found = evidence_of.find(today(one.model_id));
        BOOST_TEST_REQUIRE((found != evidence_of.end()), one.model_id);
        BOOST_TEST(assess_key_facts(one, found->second.total).is_enough, one.model_id);
    }
}

// No total proves them, and they are often typed in by others.
BOOST_AUTO_TEST_CASE(nothing_is_published_of_key_facts_that_they_do_not_state)
{
    const std::set<std::string> stores_its_context = {"gpt2", "gpt_neox", "opt"};
    std::set<std::string> with_context;
    for (const auto& one : facts)
    {
        const auto text = json::serialize(one.config);
        for (const std::string word :
             {"rope", "sliding_window", "attention_window", "attention_chunk", "dtype", "torch_d"})
            BOOST_TEST((text.find('"' + word) == std::string::npos), one.model_id);
        const std::string type(one.config.at("model_type").as_string());
        if (text.find("_positions\"") != std::string::npos ||
            text.find("max_position") != std::string::npos)
        {
            BOOST_TEST(stores_its_context.contains(type), one.model_id);
            with_context.insert(fold_id(one.model_id));
        }
    }
    for (const auto& row : rows)
        if (is_by_key_facts(row))
        {
            const bool may_have_context =
                is_pin(row, "ctx_len") || with_context.contains(fold_id(row.model_id));
            BOOST_TEST((!row.ctx_len || may_have_context), row.model_id);
            BOOST_TEST(!row.dtype, row.model_id);
        }
}

BOOST_AUTO_TEST_CASE(most_candidates_have_a_size_and_nearly_all_a_licence)
{
    const auto sized = sized_ids();
    const auto with_size = std::count_if(staged.begin(), staged.end(), [&](const auto& one) {
        return sized.contains(today(one.model_id));
    });
    const auto with_licence = std::count_if(staged.begin(), staged.end(), [](const auto& one) {
        return one.license.has_value();
    });
    BOOST_TEST(staged.size() >= 600u);
    BOOST_TEST(share(static_cast<std::size_t>(with_size), staged.size()) >= 0.55);
    BOOST_TEST(share(static_cast<std::size_t>(with_licence), staged.size()) >= 0.88);
}

BOOST_AUTO_TEST_CASE(a_run_without_a_network_changes_no_byte_and_says_nothing_of_the_hub)
{
    const temporary_directory directory;
    const auto data = directory.path() / "data";
    fs::copy(shipped_data_directory(), data, fs::copy_options::recursive);
    // A checkout that was used has the reports of its runs beside what ships.
    const auto before = files_people_keep(data);
    command what;
    what.variables = {{"HOME", directory.path().string()}};
    what.words = {MUSTER_PROGRAM, "run", "--offline", "--data", data.string()};
    const auto done = run(what);
    BOOST_TEST_REQUIRE(done.status == 0, done.err);

    const auto report = parse_json(text_of(data / "run_report.json"), "report");
    BOOST_TEST_REQUIRE(report.has_value());
    std::set<std::string> recorded;
    for (const auto& one : known)
        recorded.insert(one.model_id);
    for (const auto& one : report->at("unsized").as_array())
    {
        const std::string id(one.at("model_id").as_string());
        const std::string reason(one.at("reason").as_string());
        const bool says_nothing_is_known = reason.find("nothing is recorded") != std::string::npos;
        BOOST_TEST(says_nothing_is_known != recorded.contains(id), id << ": " << reason);
        BOOST_TEST(reason.find("the Hub answered") == std::string::npos, id << ": " << reason);
    }

    auto after = files_people_keep(data);
    for (const auto& [name, content] : before)
        BOOST_TEST((after[name] == content), name);
    BOOST_TEST(after.size() == before.size());
}

BOOST_AUTO_TEST_SUITE_END()
