#include "browser.hpp"

#include "child.hpp"
#include "files.hpp"
#include "muster/json_text.hpp"

#include <boost/test/unit_test.hpp>

#include <cstdlib>
#include <sstream>

namespace fs = std::filesystem;
namespace json = boost::json;

namespace muster::test {

namespace {

// What goes wrong while the page is read counts, too.
constexpr std::string_view watcher = R"(<script>
window.__started = {errors: []};
addEventListener("error", event => __started.errors.push(event.message));
addEventListener("unhandledrejection", event => __started.errors.push(String(event.reason)));
addEventListener("securitypolicyviolation", event => __started.errors.push(event.blockedURI));
console.error = (...said) => __started.errors.push(said.join(" "));
</script>)";

}  // namespace

std::optional<fs::path> find_browser()
{
    std::istringstream directories(std::getenv("PATH") ? std::getenv("PATH") : "");
    for (std::string directory; std::getline(directories, directory, ':');)
        for (const auto* name : {"chromium", "chromium-browser", "google-chrome"})
            if (fs::exists(fs::path(directory) / name))
                return fs::path(directory) / name;
    return {};
}

std::string with_check(std::string page, const std::string& script)
{
    page.insert(page.find("<meta charset"), watcher);
    const auto scripts = fs::path(MUSTER_SOURCE_DIRECTORY) / "tests/e2e";
    const auto check = text_of(scripts / "page_check.js") + text_of(scripts / script);
    page.insert(page.rfind("</body>"), "<script>" + check + "</script>");
    return page;
}

json::object look_at(const fs::path& browser, const fs::path& directory, const std::string& address)
{
    const auto done = run(
        {{browser.string(),
          "--headless=new",
          "--no-sandbox",
          "--disable-gpu",
          "--window-size=1400,900",
          "--user-data-dir=" + (directory / "profile").string(),
          "--dump-dom",
          address},
         {{"HOME", directory.string()}},
         {}}
    );
    constexpr std::string_view mark = "<pre id=\"checked\">{";
    const auto from = done.out.rfind(mark);
    BOOST_TEST_REQUIRE(from != std::string::npos, done.err);
    const auto text = done.out.substr(from + mark.size() - 1);
    auto told = parse_json(text.substr(0, text.find("</pre>")), "checked");
    BOOST_TEST_REQUIRE(told.has_value(), text);
    return told->as_object();
}

}  // namespace muster::test
