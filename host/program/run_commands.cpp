#include "context.hpp"
#include "run/pipeline.hpp"

namespace asio = boost::asio;

namespace muster {

namespace {

asio::awaitable<command_result> with_steps(program_context& context, pipeline_steps steps)
{
    if (!context.words.empty())
        co_return failure{
            errc::bad_value, "unexpected word " + without_value(context.words.front())};
    auto run = run_pipeline(context, steps);
    auto status = co_await std::move(run);
    co_return status;
}

}  // namespace

asio::awaitable<command_result> run_command(program_context& context)
{
    return with_steps(context, {true, true});
}

asio::awaitable<command_result> ingest_command(program_context& context)
{
    return with_steps(context, {true, false});
}

asio::awaitable<command_result> update_command(program_context& context)
{
    return with_steps(context, {false, true});
}

}  // namespace muster
