#include "context.hpp"
#include "files/file_io.hpp"
#include "json/array_of.hpp"
#include "kit/new_plugin.hpp"
#include "kit/verify_plugin.hpp"
#include "known_flags.hpp"
#include "muster/json_text.hpp"
#include "plugin/library_file.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

namespace asio = boost::asio;
namespace fs = std::filesystem;
namespace json = boost::json;

namespace muster {

namespace {

command_result write_new(program_context& context)
{
    const auto written = write_new_plugin(context.words[1], context.words[2]);
    if (written.has_error())
        // NAME and DIR are the user's: a directory that is not empty is no fault of muster.
        return wrong_usage(written.error().where);
    std::string text;
    for (const auto& file : *written)
        text += file.string() + '\n';
    context.out.result(text);
    return exit_status::ok;
}

result<std::vector<fetched_page>> read_pages(std::span<const std::string> files)
{
    std::vector<fetched_page> pages;
    for (const auto& file : files)
    {
        auto body = read_file(file);
        if (body.has_error())
            return wrong_usage(body.error().where);
        // As the host hands over a page from a file: without a Link header.
        pages.push_back({"file:" + file, "application/json", std::move(*body), {}});
    }
    return pages;
}

result<void> check_file(const std::string& file)
{
    // Before a worker starts: a misspelt name is no broken plugin.
    const auto opened = library_file::open(file);
    if (opened.has_error())
        return wrong_usage(file + ": " + opened.error().where);
    return {};
}

std::string_view word_for(check_outcome outcome)
{
    switch (outcome)
    {
        case check_outcome::kept: return "kept";
        case check_outcome::broken: return "broken";
        case check_outcome::not_tried: return "not-tried";
    }
    return "";
}

std::string to_json(const std::vector<plugin_check>& checks)
{
    return to_json_text(array_of(checks, [](const plugin_check& check) {
        return json::object{
            {"check", check.name}, {"outcome", word_for(check.outcome)}, {"detail", check.detail}};
    }));
}

// The page that broke it, for a test of its own.
result<void> keep_page(const std::vector<plugin_check>& checks, const fs::path& out)
{
    // One has a page at most: the mutations end with the first that breaks the plugin.
    for (const auto& check : checks)
        // Only --out asks for it: a check must not write where it was not told to.
        if (!check.page.empty() && !out.empty())
            return replace_file(out, check.page);
    return {};
}

verify_request request_for(const program_context& context, std::vector<fetched_page> pages)
{
    const auto& chosen = context.asked.chosen;
    verify_request request;
    request.file = context.words[1];
    request.pages = std::move(pages);
    // The walls and limits of a real run, so that what is kept here is kept there.
    request.workers = workers_for(chosen);
    // A failure is found again with the same seed.
    request.seed = chosen.seed;
    request.mutations = chosen.mutations;
    request.stop = &context.stop;
    return request;
}

asio::awaitable<command_result> verify(program_context& context)
{
    const auto checked = check_file(context.words[1]);
    if (checked.has_error())
        co_return checked.error();
    auto pages = read_pages(context.words.subspan(2));
    if (pages.has_error())
        co_return pages.error();
    const bool has_pages = !pages->empty();
    auto checking = verify_plugin(request_for(context, std::move(*pages)));
    const auto checks = co_await std::move(checking);
    if (context.stop.is_requested)
        co_return interrupted("nothing was changed");
    context.out.result(context.asked.chosen.json ? to_json(checks) : to_text(checks));
    const auto kept = keep_page(checks, context.asked.chosen.out);
    if (kept.has_error())
        co_return kept.error();
    // Made-up pages show little: silence would sound like approval.
    if (!has_pages)
        context.out.error("no sample page was given: what takes one was not tried, the rest with "
                          "made-up pages (muster plugin verify FILE PAGE...)");
    // For scripts, as a test runner ends: a broken promise is a failure.
    co_return all_kept(checks) ? exit_status::ok : exit_status::host_failed;
}

}  // namespace

asio::awaitable<command_result> plugin_command(program_context& context)
{
    const auto& words = context.words;
    const auto what = words.empty() ? std::string() : words[0];
    if (what == "new" && words.size() == 3)
        co_return write_new(context);
    if (what == "new")
        co_return wrong_usage("plugin new needs NAME and DIR, and nothing else");
    if (what == "verify" && words.size() < 2)
        co_return wrong_usage("plugin verify needs FILE, and may have PAGE...");
    if (what != "verify")
        co_return wrong_usage("plugin needs: new NAME DIR, or verify FILE [PAGE...]");
    auto verifying = verify(context);
    auto status = co_await std::move(verifying);
    co_return status;
}

}  // namespace muster
