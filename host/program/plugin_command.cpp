#include "context.hpp"
#include "files/file_io.hpp"
#include "kit/new_plugin.hpp"
#include "kit/verify_plugin.hpp"

namespace asio = boost::asio;

namespace muster {

namespace {

command_result write_new(program_context& context)
{
    const auto written = write_new_plugin(context.words[1], context.words[2]);
    if (written.has_error())
        return failure{errc::bad_value, written.error().where};
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
            return failure{errc::bad_value, body.error().where};
        pages.push_back({"file:" + file, "application/json", std::move(*body), {}});
    }
    return pages;
}

asio::awaitable<command_result> verify(program_context& context)
{
    auto pages = read_pages(context.words.subspan(2));
    if (pages.has_error())
        co_return pages.error();
    verify_request request;
    request.file = context.words[1];
    request.pages = std::move(*pages);
    request.workers.program = default_worker_program();
    request.workers.memory_bytes = context.asked.chosen.worker_memory_bytes;
    auto checking = verify_plugin(std::move(request));
    const auto checks = co_await std::move(checking);
    context.out.result(to_text(checks));
    co_return all_kept(checks) ? exit_status::ok : exit_status::host_failed;
}

}  // namespace

asio::awaitable<command_result> plugin_command(program_context& context)
{
    const auto& words = context.words;
    if (words.size() == 3 && words[0] == "new")
        co_return write_new(context);
    if (words.size() < 2 || words[0] != "verify")
        co_return failure{errc::bad_value, "plugin needs: new NAME DIR, or verify FILE [PAGE...]"};
    auto verifying = verify(context);
    auto status = co_await std::move(verifying);
    co_return status;
}

}  // namespace muster
