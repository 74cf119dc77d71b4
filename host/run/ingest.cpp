#include "ingest.hpp"

#include "files/file_io.hpp"
#include "muster/identity.hpp"
#include "muster/normalize.hpp"

#include <algorithm>
#include <optional>

namespace asio = boost::asio;
namespace fs = std::filesystem;

namespace muster {

namespace {

struct kept_listing
{
    std::optional<last_good> listing = {};
    std::string trouble = {};
};

result<kept_listing> read_kept(const fs::path& data, const std::string& plugin)
{
    const auto file = last_good_file(data, plugin);
    const auto content = read_file_if_there(file);
    if (content.has_error())
        return content.error();
    if (!*content)
        return kept_listing{};
    auto listing = read_last_good(**content, file.string());
    if (listing.has_error())
        return kept_listing{{}, "its last good listing cannot be used: " + listing.error().where};
    return kept_listing{std::move(*listing), {}};
}

void add_reason(std::string& reason, const std::string& more)
{
    if (!more.empty())
        reason += (reason.empty() ? "" : "; ") + more;
}

source_report report_of(const source_plan& plan, const settled_source& settled)
{
    source_report report;
    report.name = plan.description.name;
    report.label = plan.description.source;
    report.version = plan.description.version;
    report.outcome = settled.outcome;
    report.used_as = settled.used_as;
    report.since = settled.since;
    report.reason = settled.reason;
    report.models = settled.used.models.size();
    return report;
}

source_report report_of(const disabled_source& disabled)
{
    source_report report;
    report.name = disabled.description.name;
    report.label = disabled.description.source;
    report.version = disabled.description.version;
    report.outcome = verdict::disabled;
    report.reason = disabled.reason;
    return report;
}

// Of a model listed by several, the most trusted source's facts: those of the Hub, in practice.
void collect_facts(const listing& used, std::map<std::string, repository_facts>& facts)
{
    for (const auto& model : used.models)
        if (model.facts != repository_facts{})
            facts.try_emplace(fold_id(model.model_id), model.facts);
}

/// Settles the sources one by one, in the order of trust.
class settling
{
public:
    settling(const fetch_context& context, const ingest_policy& policy)
        : context_(context), policy_(policy)
    {
    }

    result<void> take(const source_plan& plan, fetched_source fetched)
    {
        auto kept = read_kept(context_.data_directory, plan.description.name);
        if (kept.has_error())
            return kept.error();
        settle_policy how;
        how.max_shrink = policy_.max_shrink;
        how.may_use_stale = policy_.may_use_stale;
        how.record_limit = plan.record_limit;
        auto settled =
            settle(std::move(fetched.listing), kept->listing ? &*kept->listing : nullptr, how);

        auto report = report_of(plan, settled);
        add_reason(report.reason, kept->trouble);
        report.progress = fetched.progress;
        report.took = fetched.took;
        auto normal = normalize(settled.used);
        report.rejected = normal.rejected;
        report.unresolved = normal.unresolved;
        collect_facts(settled.used, out_.facts);
        normal_.push_back(std::move(normal));
        out_.sources.push_back(std::move(report));
        if (settled.keep)
            out_.keep.push_back(std::move(*settled.keep));
        return {};
    }

    ingested finish(const source_plans& sources)
    {
        for (const auto& disabled : sources.disabled)
            out_.sources.push_back(report_of(disabled));
        std::sort(out_.sources.begin(), out_.sources.end(), [](const auto& a, const auto& b) {
            return a.name < b.name;
        });
        out_.staged = merge(normal_, policy_.trust);
        return std::move(out_);
    }

private:
    const fetch_context& context_;
    const ingest_policy& policy_;
    std::vector<normalized_listing> normal_ = {};
    ingested out_ = {};
};

}  // namespace

asio::awaitable<result<ingested>>
ingest(const source_plans& sources, const fetch_context& context, ingest_policy policy)
{
    auto fetched = co_await fetch_sources(sources.plans, context);
    settling all(context, policy);
    for (std::size_t i = 0; i < sources.plans.size(); ++i)
    {
        const auto taken = all.take(sources.plans[i], std::move(fetched[i]));
        if (taken.has_error())
            co_return taken.error();
    }
    co_return all.finish(sources);
}

fs::path last_good_file(const fs::path& data, const std::string& plugin)
{
    return data / "sources" / (plugin + ".json");
}

}  // namespace muster
