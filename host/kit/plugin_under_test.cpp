#include "plugin_under_test.hpp"

#include "hostile_pages.hpp"
#include "net/http/url.hpp"
#include "text/origin.hpp"

#include <algorithm>

namespace asio = boost::asio;

namespace muster {

namespace {

// The value of a url option that has no default.
constexpr const char* some_url = "https://models.example/list.json";

// Under the same origin, as the link of a real page is.
std::string with_next(const std::string& url)
{
    return url + (url.find('?') == std::string::npos ? "?" : "&") + "muster_page=2";
}

// The rule of page_getter: a bare name is in the data directory, a path must be the user's.
bool is_file_it_may_read(std::string_view name, const option_values& given)
{
    const bool is_named = std::any_of(given.begin(), given.end(), [name](const auto& option) {
        return option.second == name;
    });
    return is_named || (!name.empty() && name.find('/') == std::string_view::npos);
}

}  // namespace

plugin_under_test::plugin_under_test(const asio::any_io_executor& executor, verify_request request)
    : request_(std::move(request)), executor_(executor)
{
}

asio::awaitable<result<void>> plugin_under_test::load()
{
    const auto opened = library_file::open(request_.file);
    if (opened.has_error())
        co_return opened.error();
    file_.path = request_.file;
    // The worker opens exactly this file, and not another that took its name since.
    file_.identity = opened->identity();
    runner_ = another();
    auto introduced = co_await runner_->describe();
    if (introduced.has_error())
        co_return introduced.error();
    description_ = std::move(introduced->description);
    fill_options();
    // Before the pages, which need a first URL. A failure is reported by check_start().
    const auto begun = co_await start();
    fill_pages(begun);
    co_return result<void>();
}

asio::awaitable<result<std::vector<std::string>>> plugin_under_test::start()
{
    return timed(runner_->start(options_));
}

asio::awaitable<result<std::vector<std::string>>>
plugin_under_test::start_with(option_values options)
{
    return timed(runner_->start(std::move(options)));
}

asio::awaitable<result<page_reading>> plugin_under_test::read(fetched_page page)
{
    return timed(runner_->read(std::move(page), options_));
}

asio::awaitable<result<page_reading>> plugin_under_test::read_body(std::string body)
{
    // With the URL and the link of a page that the plugin knows: the body alone is foreign.
    auto page = pages_.front();
    page.body = std::move(body);
    return read(std::move(page));
}

template <class T>
asio::awaitable<result<T>> plugin_under_test::timed(asio::awaitable<result<T>> call)
{
    auto answer = co_await std::move(call);
    if (answer.has_error() && answer.error().code == make_error_code(errc::timed_out))
        // Remembered: each further call would cost the whole limit of time.
        hangs_ = true;
    co_return answer;
}

std::unique_ptr<worker_runner> plugin_under_test::another() const
{
    return std::make_unique<worker_runner>(executor_, request_.workers, file_);
}

std::unique_ptr<worker_runner> plugin_under_test::another_that_watches_itself() const
{
    auto settings = request_.workers;
    settings.watches_itself = true;
    return std::make_unique<worker_runner>(executor_, settings, file_);
}

bool plugin_under_test::may_ask_for(std::string_view url, std::string_view page) const
{
    constexpr std::string_view file_prefix = "file:";
    if (url.starts_with(file_prefix))
        return is_file_it_may_read(url.substr(file_prefix.size()), request_.options);
    const auto base = parse_url(page);
    const auto target = base ? resolve_url(*base, url) : parse_url(url);
    if (!target)
        return false;
    const auto place = origin(*target);
    const auto& origins = description_.origins;
    const bool is_declared = std::find(origins.begin(), origins.end(), place) != origins.end();
    // The origin of a url option counts as declared, as it does for the host.
    return is_declared || std::any_of(options_.begin(), options_.end(), [&](const auto& given) {
               // Never null: options_ was made from the descriptor.
               const auto* option = description_.find_option(given.first);
               return (option->type == option_type::url || option->type == option_type::path) &&
                      origin_of(given.second) == place;
           });
}

void plugin_under_test::fill_options()
{
    for (const auto& option : description_.options)
    {
        // Secrets are attached by the host; a plugin never gets them.
        if (option.type == option_type::secret)
            continue;
        const char* instead = option.type == option_type::url ? some_url : "";
        std::string value = option.default_value.value_or(instead);
        for (const auto& [name, given] : request_.options)
            if (name == option.name)
                value = given;
        options_.emplace_back(option.name, std::move(value));
    }
}

// Gives pages the URLs that a fetch would: a plugin may look at a page's URL and follow its link.
void plugin_under_test::fill_pages(const result<std::vector<std::string>>& begun)
{
    // Made-up pages at least show what a plugin does with pages that are not its own.
    pages_ = request_.pages.empty() ? made_up_pages() : request_.pages;
    if (begun.has_error() || begun->empty() || origin_of(begun->front()).empty())
        return;
    for (auto& page : pages_)
    {
        if (origin_of(page.url).empty())
            page.url = begun->front();
        if (page.next.empty())
            page.next = with_next(begun->front());
    }
}

}  // namespace muster
