#include "pipeline.hpp"

#include "base/on_all_cores.hpp"
#include "base/terminal.hpp"
#include "base/ticker.hpp"
#include "catalog/models.hpp"
#include "client_settings_for.hpp"
#include "data/held_changes.hpp"
#include "data/kept_facts.hpp"
#include "data/last_report.hpp"
#include "files/pending_files.hpp"
#include "ingest.hpp"
#include "muster/json_text.hpp"
#include "prepare_run.hpp"
#include "program/status_for.hpp"
#include "report/progress.hpp"
#include "report/summary.hpp"
#include "run_history.hpp"
#include "run_report.hpp"
#include "size_models.hpp"
#include "sources/last_good.hpp"
#include "stage_candidates.hpp"
#include "staging/stage.hpp"
#include "update_models.hpp"

#include <boost/asio/this_coro.hpp>

#include <algorithm>
#include <optional>

namespace asio = boost::asio;

namespace muster {

namespace {

// What the Hub calls a model may lead to another name once more, and no further.
constexpr int naming_passes_limit = 3;
constexpr auto progress_interval = std::chrono::milliseconds(200);

std::vector<verdict> outcomes_of(const std::vector<source_report>& sources)
{
    std::vector<verdict> outcomes;
    for (const auto& source : sources)
        outcomes.push_back(source.outcome);
    return outcomes;
}

/// One run. The steps stand in the order in which `work` takes them.
class pipeline
{
public:
    pipeline(program_context& context, pipeline_steps steps)
        : context_(context), chosen_(context.asked.chosen), data_(chosen_.data_directory),
          steps_(steps), progress_(context.out, size_of_terminal().has_value())
    {
        report_.command = steps.ingests ? (steps.updates ? "run" : "ingest") : "update";
        report_.date = context.now;
    }

    asio::awaitable<command_result> work()
    {
        auto prepared = prepare();
        if (prepared.has_error())
            co_return prepared.error();
        const auto executor = co_await asio::this_coro::executor;
        make_client(executor);
        const ticker clock(executor, progress_interval, [this] { progress_.tick(); });

        if (steps_.ingests)
        {
            auto asking = ask_sources();
            const auto asked = co_await std::move(asking);
            if (asked.has_error())
                co_return asked.error();
        }
        if (context_.stop.is_requested)
            co_return interrupted();
        if (steps_.updates)
        {
            auto sizing = size_and_overlay();
            const auto sized = co_await std::move(sizing);
            if (sized.has_error())
                co_return sized.error();
        }
        if (context_.stop.is_requested)
            co_return interrupted();
        const auto written = write();
        if (written.has_error())
            co_return written.error();
        context_.out.say(summary_text(report_, data_));
        const auto status = status_for(outcomes_of(report_.sources), chosen_.fail_on);
        if (status != exit_status::ok)
            context_.out.complain("as --fail-on asks, a failure: " + troubles());
        co_return status;
    }

private:
    std::string troubles() const
    {
        std::string text;
        for (const auto& source : report_.sources)
            if (source.outcome != verdict::ok && source.outcome != verdict::disabled)
                text += (text.empty() ? "" : ", ") + source.name + ' ' +
                        std::string(to_string(source.outcome));
        return text;
    }

    result<void> prepare()
    {
        auto prepared = prepare_run(context_, steps_.ingests);
        if (prepared.has_error())
            return prepared.error();
        given_ = std::move(*prepared);
        staged_ = std::move(given_.staged);
        facts_ = std::move(given_.facts);
        return tell_of_before();
    }

    result<void> tell_of_before()
    {
        report_.failed_runs = read_failed_runs(data_);
        auto held = read_held_rows(data_);
        if (held.has_error())
            return held.error();
        report_.still_held = std::move(*held);
        if (!steps_.ingests)
            report_.before = read_last_report(data_);
        if (!steps_.updates)
            return {};
        auto published = read_published_rows(data_);
        if (published.has_error())
            return published.error();
        published_ = std::move(*published);
        return {};
    }

    void make_client(const asio::any_io_executor& executor)
    {
        web_.emplace(
            executor, client_settings_for(chosen_, given_.hub, given_.sources.credentials)
        );
    }

    asio::awaitable<result<void>> ask_sources()
    {
        fetch_context fetching;
        fetching.web = &*web_;
        fetching.data_directory = data_;
        fetching.deadline = chosen_.deadline;
        fetching.now = context_.now;
        fetching.stop = &context_.stop;
        fetching.on_begin = [this](const std::string& name, const fetch_progress& so_far) {
            progress_.asked(name, so_far);
        };
        fetching.on_end = [this](const std::string& name, const fetched_source& fetched) {
            progress_.answered(name, fetched);
        };
        fetching.on_page = [this](const std::string& name, const fetch_progress& so_far) {
            progress_.page(name, so_far);
        };
        progress_.begin_sources(planned_names());
        auto asking = ingest(given_.sources, fetching, ingest_policy_for(chosen_, given_.own));
        auto gathered = co_await std::move(asking);
        if (gathered.has_error())
            co_return gathered.error();

        gathered_ = std::move(*gathered);
        if (steps_.updates)
            facts_ = facts_of(gathered_.used);
        report_.sources = gathered_.sources;
        if (!context_.stop.is_requested)
            count_run(report_.failed_runs, report_.sources);
        progress_.end_sources(report_.sources);
        if (has_nothing())
            co_return keep_staged();
        is_staged_anew_ = true;
        take_staged();
        for (const auto& listing : gathered_.keep)
            files_.add(last_good_file(data_, listing.published.plugin), last_good_parts(listing));
        co_return result<void>();
    }

    void take_staged()
    {
        staged_ = gathered_.staged;
        report_.sources = gathered_.sources;
        report_.inferred = gathered_.inferred;
        report_.licenses = gathered_.licenses;
        report_.variants = gathered_.variants;
        report_.left = gathered_.left;
        report_.rejected = gathered_.rejected;
        report_.steps["staged"] = staged_.size();
        report_.ranks = ranks_of(staged_, gathered_.ranks);
    }

    // Without --no-stale, a run that no source gave anything to changes nothing that is staged.
    bool has_nothing() const
    {
        return !chosen_.no_stale &&
               std::all_of(report_.sources.begin(), report_.sources.end(), [](const auto& source) {
                   return source.used_as == usage::none;
               });
    }

    result<void> keep_staged()
    {
        context_.out.warn("no source gave anything: what was staged before stays");
        auto staged = read_staging_file(data_);
        if (staged.has_value())
        {
            staged_ = std::move(*staged);
            report_.steps["staged"] = staged_.size();
            return {};
        }
        steps_.updates = false;  // models.json would lose what it has
        if (staged.error().code == boost::system::errc::no_such_file_or_directory)
            return {};
        return staged.error();
    }

    asio::awaitable<result<void>> size_and_overlay()
    {
        size_context sizing;
        sizing.web = &*web_;
        sizing.hub = &given_.hub;
        sizing.deadline = chosen_.size_deadline;
        sizing.evidence_age = chosen_.evidence_age;
        sizing.now = context_.now;
        sizing.policy = chosen_.evidence;
        sizing.policy.has_token = !given_.hub.token.empty();
        sizing.on_model = [this](std::size_t done, std::size_t all) { progress_.sized(done, all); };
        sizing.stop = &context_.stop;
        std::uint64_t requests = 0;
        for (int pass = 1;; ++pass)
        {
            const auto material = material_for_update();
            const auto models = models_to_size(material);
            progress_.begin_sizes(models.size());
            auto work = size_models(models, known_by_name_of_today(given_.own), sizing);
            auto found = co_await std::move(work);
            progress_.end_sizes();
            found.spent.requests += requests;
            requests = found.spent.requests;
            given_.own.known = found.keep;
            if (pass < naming_passes_limit && !sizing.is_stopped() && are_names_new(material))
                continue;
            auto files = update_models(material, found, report_);
            files_.add(data_ / evidence_file_name, std::move(files.evidence));
            files_.add(data_ / models_file_name, std::move(files.models));
            add_held_changes(files_, data_, report_.held);
            co_return result<void>();
        }
    }

    update_material material_for_update()
    {
        if (!is_staged_anew_)
            report_.licenses = find_licenses(staged_, {});
        auto material = material_from(staged_.whole(), given_.own);
        material.facts = &facts_;
        material.licenses = &report_.licenses;
        material.before = published_;
        return material;
    }

    // Sizing asks the Hub for models, and it may answer under other names. What that changes is
    // taken at once: the next run would begin with it.
    bool are_names_new(const update_material& material)
    {
        if (is_staged_anew_)
        {
            stage_candidates(ingest_policy_for(chosen_, given_.own), gathered_);
            take_staged();
        }
        const auto now = material_from(staged_.whole(), given_.own);
        return write_stage(now.staged) != write_stage(material.staged) ||
               now.names.today != material.names.today;
    }

    std::vector<std::string> planned_names() const
    {
        std::vector<std::string> names;
        for (const auto& plan : given_.sources.plans)
            names.push_back(plan.description.name);
        return names;
    }

    // The report tells how far the run came; everything else stays as it was.
    failure interrupted()
    {
        report_.was_interrupted = true;
        pending_files report;
        report.add(data_ / run_report_file_name, to_json_text(to_json(report_)));
        const auto written = report.write();
        if (written.has_error())
            return written.error();
        return {
            make_error_code(boost::system::errc::interrupted),
            "interrupted; no output was changed"};
    }

    result<void> write()
    {
        if (is_staged_anew_)
        {
            if (const auto aside = keep_damaged_staging_file(files_, data_))
                context_.out.warn(
                    "the staging file cannot be read: it is made anew, and what it was is kept "
                    "in " +
                    aside->string()
                );
            files_.add(data_ / staging_file_name, stage_parts(staged_, on_all_cores));
        }
        add_history(files_, data_, report_);
        files_.add(data_ / run_report_file_name, to_json_text(to_json(report_)));
        return files_.write();
    }

    program_context& context_;
    const settings& chosen_;
    const std::filesystem::path& data_;
    pipeline_steps steps_;
    progress progress_;
    run_report report_ = {};
    prepared_run given_ = {};
    std::optional<https_client> web_ = {};
    ingested gathered_ = {};
    bool is_staged_anew_ = false;
    candidate_table staged_ = {};
    std::vector<model_row> published_ = {};  ///< models.json as it is
    std::map<std::string, repository_facts> facts_ = {};
    pending_files files_ = {};
};

}  // namespace

asio::awaitable<command_result> run_pipeline(program_context& context, pipeline_steps steps)
{
    pipeline run(context, steps);
    auto work = run.work();
    auto status = co_await std::move(work);
    co_return status;
}

}  // namespace muster
