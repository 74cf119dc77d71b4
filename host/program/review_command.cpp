#include "base/amounts.hpp"
#include "base/split.hpp"
#include "context.hpp"
#include "files/file_io.hpp"
#include "muster/json_text.hpp"
#include "review/read_review.hpp"
#include "review/review_page.hpp"

namespace asio = boost::asio;
namespace fs = std::filesystem;
namespace json = boost::json;

namespace muster {

namespace {

constexpr std::string_view review_file_name = "review.html";

std::string told_of(const review_material& material, const fs::path& file)
{
    return file.string() + ": " + count_of(material.staged_count, "candidate") + ", " +
           count_of(material.models_count, "published model") + "; open it in a browser\n";
}

// A command that is copied from the page must run as it is: where the program is no word of the
// shell, it is called by its path.
std::string word_for_program(const environment& env)
{
    std::error_code ec;
    // Linux alone has it; elsewhere the plain word must do.
    const auto self = fs::read_symlink("/proc/self/exe", ec);
    if (ec)
        return "muster";
    for (const auto& directory : split(env("PATH").value_or(""), ':'))
        // The same file, whatever links lead to it.
        if (!directory.empty() && fs::equivalent(fs::path(directory) / "muster", self, ec))
            return "muster";
    return self.string();
}

}  // namespace

asio::awaitable<command_result> review_command(program_context& context)
{
    const auto& chosen = context.asked.chosen;
    if (!context.words.empty())
        co_return wrong_usage("review takes no words: --out names its file, --data what it shows");
    std::error_code ec;
    if (!chosen.out.empty() && fs::is_directory(chosen.out, ec))
        co_return wrong_usage(
            "--out " + chosen.out.string() + " is a directory: name the file of the page"
        );
    // A review of nothing would look like a run that found nothing.
    if (!fs::is_directory(chosen.data_directory, ec))
        co_return failure{
            make_error_code(boost::system::errc::no_such_file_or_directory),
            "there is no " + chosen.data_directory.string() + " to review: run muster run first"};
    auto material = read_review(chosen.data_directory, chosen.against);
    if (material.has_error())
        co_return material.error();
    material->version = MUSTER_VERSION;
    // The page is of a moment: it says which, since it is kept and sent around.
    material->made = context.now;
    material->program = word_for_program(context.env);
    material->data_directory = chosen.data_directory.string();

    // Beside the data, so that it is found again.
    const auto file = chosen.out.empty() ? chosen.data_directory / review_file_name : chosen.out;
    // By rename: a browser that reloads meanwhile sees the old page or the new one.
    const auto written = replace_file(file, review_page(review_data(*material)));
    if (written.has_error())
        co_return written.error();
    if (chosen.json)
        context.out.result(to_json_text(json::object{
            {"file", file.string()},
            {"candidates", material->staged_count},
            {"models", material->models_count}}));
    else
        context.out.result(told_of(*material, file));
    co_return exit_status::ok;
}

}  // namespace muster
