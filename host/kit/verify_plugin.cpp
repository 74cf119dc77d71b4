#include "verify_plugin.hpp"

#include "exported_symbols.hpp"
#include "hostile_pages.hpp"
#include "muster/descriptor.hpp"
#include "muster/plugin_abi.h"
#include "plugin/plain_text.hpp"
#include "plugin/worker_runner.hpp"
#include "process_state.hpp"

#include <boost/asio/this_coro.hpp>

#include <algorithm>
#include <memory>
#include <random>

namespace asio = boost::asio;

namespace muster {

namespace {

using reading_result = result<page_reading>;

// Whatever a page holds, these are the plugin's own doing.
bool is_fault_of_plugin(const reading_result& read)
{
    if (read.has_value())
        return false;
    const auto& code = read.error().code;
    return code == make_error_code(errc::crashed) || code == make_error_code(errc::timed_out) ||
           code == make_error_code(errc::unavailable);
}

bool are_equal(const reading_result& a, const reading_result& b)
{
    if (a.has_value() != b.has_value())
        return false;
    return a.has_value() ? *a == *b : a.error().where == b.error().where;
}

class verifier
{
public:
    verifier(const asio::any_io_executor& executor, verify_request request)
        : request_(std::move(request)), executor_(executor)
    {
    }

    asio::awaitable<std::vector<plugin_check>> run()
    {
        const bool is_loaded = co_await load();
        if (!is_loaded)
            co_return std::move(checks_);
        check_symbols();
        check_options();
        co_await check_start();
        co_await check_pages();
        co_await check_purity();
        co_await check_bad_rows();
        co_await check_process();
        co_await check_hostile_pages();
        co_await check_mutations();
        co_return std::move(checks_);
    }

private:
    void note(std::string name, const std::string& trouble, std::string good = {})
    {
        checks_.push_back({std::move(name), trouble.empty(), trouble.empty() ? good : trouble});
    }

    asio::awaitable<bool> load()
    {
        const auto opened = library_file::open(request_.file);
        if (opened.has_error())
        {
            note("loads", opened.error().where);
            co_return false;
        }
        file_.path = request_.file;
        file_.identity = opened->identity();
        runner_ = new_runner();
        auto introduced = co_await runner_->describe();
        note("loads", introduced.has_error() ? introduced.error().where : "");
        if (introduced.has_error())
            co_return false;
        description_ = std::move(introduced->description);
        fill_options();
        co_return true;
    }

    std::unique_ptr<worker_runner> new_runner() const
    {
        return std::make_unique<worker_runner>(executor_, request_.workers, file_);
    }

    void fill_options()
    {
        for (const auto& option : description_.options)
        {
            if (option.type == option_type::secret)
                continue;
            std::string value = option.default_value.value_or("");
            for (const auto& [name, given] : request_.options)
                if (name == option.name)
                    value = given;
            options_.emplace_back(option.name, std::move(value));
        }
    }

    void check_symbols()
    {
        const auto names = exported_symbols(request_.file);
        std::string trouble = names.has_error() ? names.error().where : "";
        if (names.has_value())
            for (const auto& name : *names)
                if (name != MUSTER_SYMBOL)
                    trouble = "exports " + plain_text(name) + ": hide all but " MUSTER_SYMBOL;
        note("exports its table and nothing else", trouble);
    }

    void check_options()
    {
        std::string trouble;
        for (const auto& option : description_.options)
            if (option.help.empty())
                trouble = "option " + option.name + " has no help";
        if (description_.summary.empty())
            trouble = "the descriptor has no summary";
        note("describes itself and its options", trouble);
    }

    bool may_ask_for(const std::string& url) const
    {
        const auto& origins = description_.origins;
        const auto origin = origin_of(url);
        if (url.starts_with("file:") ||
            std::find(origins.begin(), origins.end(), origin) != origins.end())
            return true;
        for (const auto& option : description_.options)
            for (const auto& [name, value] : options_)
                if (name == option.name && option.type == option_type::url &&
                    origin_of(value) == origin)
                    return true;
        for (const auto& option : description_.options)
            for (const auto& [name, value] : options_)
                if (name == option.name && option.type == option_type::path && value == url)
                    return true;
        return false;
    }

    asio::awaitable<void> check_start()
    {
        auto begun = co_await runner_->start(options_);
        std::string trouble = begun.has_error() ? begun.error().where : "";
        if (begun.has_value() && begun->empty())
            trouble = "asks for no page";
        if (begun.has_value())
            for (const auto& url : *begun)
                if (!may_ask_for(url))
                    trouble = "begins at " + plain_text(url) + ", which is not under its origins";
        note("begins under its origins", trouble);
    }

    asio::awaitable<reading_result> read(std::string body)
    {
        fetched_page page;
        if (!request_.pages.empty())
            page = request_.pages.front();
        page.body = std::move(body);
        auto read = co_await runner_->read(std::move(page), options_);
        co_return read;
    }

    asio::awaitable<void> check_pages()
    {
        std::string read_trouble;
        std::string follow_trouble;
        std::size_t records = 0;
        for (const auto& sample : request_.pages)
        {
            auto page = sample;
            auto read = co_await runner_->read(std::move(page), options_);
            if (read.has_error())
                read_trouble = read.error().where;
            else if (read->models.empty())
                read_trouble = "no record on " + plain_text(sample.url);
            readings_.push_back(std::move(read));
            if (readings_.back().has_error())
                continue;
            records += readings_.back()->models.size();
            for (const auto& url : readings_.back()->follow)
                if (!may_ask_for(url))
                    follow_trouble = "follows " + plain_text(url) + ", not under its origins";
        }
        note("reads its sample pages", read_trouble, std::to_string(records) + " records");
        note("follows links under its origins only", follow_trouble);
    }

    // Forwards again, backwards, and in a process that has read nothing else.
    asio::awaitable<void> check_purity()
    {
        std::string trouble;
        for (std::size_t i = 0; i < readings_.size() * 2; ++i)
        {
            const auto forwards = i % readings_.size();
            const auto index = i < readings_.size() ? forwards : readings_.size() - 1 - forwards;
            auto page = request_.pages[index];
            auto again = co_await runner_->read(std::move(page), options_);
            if (!are_equal(again, readings_[index]))
                trouble = "a page read again, or in another order, gave another reading";
        }
        for (std::size_t i = 0; i < readings_.size() && trouble.empty(); ++i)
        {
            auto fresh = new_runner();
            auto page = request_.pages[i];
            auto again = co_await fresh->read(std::move(page), options_);
            if (!are_equal(again, readings_[i]))
                trouble = "another process gave another reading of the same page";
        }
        note("the same page gives the same reading", trouble);
    }

    asio::awaitable<void> check_bad_rows()
    {
        std::string trouble;
        std::size_t tried = 0;
        for (std::size_t i = 0; i < readings_.size(); ++i)
        {
            auto changed = with_one_bad_row(request_.pages[i].body);
            if (!changed || readings_[i].has_error())
                continue;
            tried += 1;
            auto page = request_.pages[i];
            page.body = std::move(*changed);
            auto again = co_await runner_->read(std::move(page), options_);
            if (again.has_error())
                trouble =
                    "a number in place of one row cost the whole page: " + again.error().where;
            else if (again->models.size() + 1 < readings_[i]->models.size())
                trouble = "a number in place of one row cost other rows, too";
            else if (again->rejected.size() <= readings_[i]->rejected.size())
                trouble = "a number in place of one row was not rejected, so not counted";
        }
        note("one bad row costs one row", trouble, std::to_string(tried) + " pages");
    }

    asio::awaitable<void> check_process()
    {
        auto fresh = new_runner();
        auto introduced = co_await fresh->describe();
        const auto before = look_at_process(fresh->process_id());
        for (const auto& sample : request_.pages)
        {
            auto page = sample;
            auto again = co_await fresh->read(std::move(page), options_);
        }
        const auto after = look_at_process(fresh->process_id());
        std::string trouble;
        if (after.threads != before.threads)
            trouble = "a thread is left running";
        else if (after.descriptors != before.descriptors)
            trouble = "files are left open";
        else if (after != before)
            trouble = "the working directory, umask or signals were changed";
        note("leaves its process as it was", trouble);
    }

    asio::awaitable<void> check_hostile_pages()
    {
        auto pages = hostile_pages();
        for (const auto& sample : request_.pages)
            for (auto& cut : truncations(sample.body))
                pages.push_back(std::move(cut));
        std::string trouble;
        for (auto& page : pages)
        {
            auto again = co_await read(std::move(page.body));
            if (is_fault_of_plugin(again))
                trouble = page.name + ": " + again.error().where;
        }
        note("survives hostile pages", trouble, std::to_string(pages.size()) + " pages");
    }

    asio::awaitable<void> check_mutations()
    {
        std::string trouble;
        const auto count = request_.pages.empty() ? 0U : request_.mutations;
        for (unsigned i = 0; i < count && trouble.empty(); ++i)
        {
            std::mt19937 random(request_.seed + i);
            const auto& sample = request_.pages[i % request_.pages.size()];
            auto again = co_await read(mutation(sample.body, random));
            if (is_fault_of_plugin(again))
                trouble = "seed " + std::to_string(request_.seed + i) + ": " + again.error().where;
        }
        note(
            "survives mutations of its pages",
            trouble,
            std::to_string(count) + " mutations, seeds from " + std::to_string(request_.seed)
        );
    }

    verify_request request_;
    asio::any_io_executor executor_;
    plugin_file file_ = {};
    std::unique_ptr<worker_runner> runner_ = {};
    descriptor description_ = {};
    option_values options_ = {};
    std::vector<reading_result> readings_ = {};
    std::vector<plugin_check> checks_ = {};
};

}  // namespace

asio::awaitable<std::vector<plugin_check>> verify_plugin(verify_request request)
{
    const auto executor = co_await asio::this_coro::executor;
    verifier all(executor, std::move(request));
    auto checks = co_await all.run();
    co_return checks;
}

bool all_kept(const std::vector<plugin_check>& checks) noexcept
{
    return std::all_of(checks.begin(), checks.end(), [](const plugin_check& check) {
        return check.is_kept;
    });
}

std::string to_text(const std::vector<plugin_check>& checks)
{
    std::string text;
    for (const auto& check : checks)
    {
        text += (check.is_kept ? "ok      " : "FAILED  ") + check.name;
        text += check.detail.empty() ? "\n" : ": " + check.detail + '\n';
    }
    return text;
}

}  // namespace muster
