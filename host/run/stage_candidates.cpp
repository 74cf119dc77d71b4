#include "stage_candidates.hpp"

#include "contract/identity.hpp"
#include "data/saved_facts.hpp"
#include "run_report.hpp"

#include <algorithm>
#include <optional>
#include <set>
#include <string>
#include <utility>

namespace muster {

namespace {

class staging
{
public:
    staging(const ingest_policy& policy, ingest_result& out)
        : policy_(policy), out_(out), listings_(out.listings)
    {
    }

    void work()
    {
        forget();
        take_identities();
        const auto declared = declared_licenses(listings_);
        // A copy: sizing may learn new names and stage the same listings again.
        auto merged = merge(listings_, policy_.trust, policy_.over);
        add_hub_licenses(merged);
        out_.licenses = find_licenses(merged, declared, policy_.over);
        stage(std::move(merged));
        if (policy_.order == staging_order::rank_fusion)
            // Fusion needs the ranks of all; the report lists those of the first few.
            sort_by_rank_fusion(out_.staged, rank_models(out_.staged, listings_));
        out_.ranks = rank_models(out_.staged, listings_, ranks_listed_limit);
    }

private:
    // What was found with less knowledge.
    void forget()
    {
        for (auto& source : out_.sources)
        {
            source.inferred = 0;
            source.rejected_names = 0;
            source.unresolved.clear();
        }
        out_.rejected.clear();
        out_.left.clear();
    }

    // A vendor's index names no licences, but sizing asks the Hub for each of its models.
    void add_hub_licenses(candidate_table& merged) const
    {
        for (std::size_t i = 0; i < merged.size() && policy_.hub_license_of; ++i)
        {
            // A licence that a source gives is nearer to its row than the Hub's tag.
            if (merged[i].license)
                continue;
            auto license = policy_.hub_license_of(merged.id_at(i));
            if (license.empty())
                continue;
            auto one = merged[i].to_owned();
            one.license = std::move(license);
            merged.replace(i, std::move(one));
        }
    }

    source_report* report_of_plugin(const std::string& plugin)
    {
        const auto found = std::find_if(out_.sources.begin(), out_.sources.end(), [&](auto& one) {
            return one.name == plugin;
        });
        return found == out_.sources.end() ? nullptr : &*found;
    }

    // A name that a person rejected needs no look.
    void take_identities()
    {
        known_names names;
        names.aliases = policy_.aliases;
        // The listing may be limited to the most popular; a name may stand for one beyond.
        names.hub_ids = policy_.hub_ids;
        names.id_histories = out_.id_histories;
        auto found = identify(listings_, names, policy_.over);
        for (auto& one : found.unresolved)
        {
            auto* report = report_of_plugin(one.plugin);
            const bool is_rejected =
                policy_.decisions.is_rejected(one.name) ||
                policy_.decisions.is_rejected(without_serving_variant(one.name));
            if (report && is_rejected)
                report->rejected_names += 1;
            else if (report)
                report->unresolved.push_back(std::move(one));
        }
        for (const auto& one : found.inferred)
            if (auto* report = report_of_plugin(one.plugin))
                report->inferred += 1;
        out_.inferred = std::move(found.inferred);
    }

    void leave_out_rejected(candidate_table& merged)
    {
        if (policy_.decisions.empty())
            return;
        std::vector<char> is_rejected(merged.size());  // not bool: each on its own core
        policy_.over(chunk_count(merged.size()), [&](std::size_t chunk) {
            const auto [begin, end] = chunk_range(merged.size(), chunk);
            for (auto i = begin; i < end; ++i)
                is_rejected[i] = policy_.decisions.is_rejected(merged.id_at(i)) ? 1 : 0;
        });
        for (std::size_t i = 0; i < merged.size(); ++i)
            if (is_rejected[i] != 0)
                out_.rejected.emplace_back(merged.id_at(i));
        std::sort(out_.rejected.begin(), out_.rejected.end());
        merged.keep_if([&](std::size_t index) { return is_rejected[index] == 0; });
    }

    void stage(candidate_table merged)
    {
        leave_out_rejected(merged);
        leave_out_variants(std::move(merged));
        if (policy_.list.where == left_out_of::staging)
            leave_by_policy();
    }

    // What a person accepted is no variant to leave out.
    void leave_out_variants(candidate_table merged)
    {
        out_.variants = leave_variants(merged, policy_.variants, policy_.list.variants).left;
        std::erase_if(out_.variants, [&](const left_variant& one) {
            return policy_.decisions.is_accepted(one.model_id);
        });
        std::set<std::string, std::less<>> left;
        for (const auto& one : out_.variants)
            left.insert(one.model_id);
        if (!left.empty())
            merged.keep_if([&](std::size_t index) { return !left.contains(merged.id_at(index)); });
        out_.staged = std::move(merged);
    }

    void leave_by_policy()
    {
        const auto facts = facts_of(out_.used);
        const auto billions_of = [&facts](std::string_view id) -> std::optional<double> {
            const auto known = facts.find(id);
            if (!known || !known->safetensors_total)
                return {};
            return static_cast<double>(*known->safetensors_total) / 1e9;
        };
        out_.staged.keep_if([&](std::size_t index) {
            const auto one = out_.staged[index];
            // A person's word beats the policy.
            if (policy_.decisions.is_accepted(one.model_id))
                return true;
            auto why = reason_to_leave(one, billions_of(one.model_id), policy_.list);
            if (why)
                out_.left.push_back({std::string(one.model_id), std::move(*why)});
            return !why.has_value();
        });
    }

    const ingest_policy& policy_;
    ingest_result& out_;
    std::vector<normalized_listing> listings_;
};

}  // namespace

void stage_candidates(const ingest_policy& policy, ingest_result& out)
{
    staging(policy, out).work();
}

}  // namespace muster
