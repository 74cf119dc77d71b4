#include "entry.hpp"
#include "expect.hpp"
#include "muster/plugin_abi.h"
#include "plugin/source_table.hpp"

// The plugin that is compiled in.
extern "C" const muster_source_table muster_source;

namespace muster::fuzz {

namespace {

option_values defaults()
{
    option_values options;
    const auto plugin = check_table(muster_source);
    expect(plugin.has_value(), "the plugin has a sound table");
    for (const auto& option : plugin->options)
        options.emplace_back(option.name, option.default_value.value_or(""));
    return options;
}

}  // namespace

void take(std::string_view input)
{
    static const auto options = defaults();
    fetched_page page;
    page.url = "https://source.example/page?limit=2";
    // The listing of an owner, to the plugin of the Hub.
    if (input.size() % 4 < 2)
        page.url += "&expand=pipeline_tag";
    page.media_type = "application/json";
    page.body = input;
    page.next = input.size() % 2 == 0 ? "" : "https://source.example/page?cursor=2";
    const auto first = call_read(muster_source, page, options);
    const auto second = call_read(muster_source, page, options);

    expect(first.has_value() == second.has_value(), "a page is always read alike");
    if (first.has_value())
        expect(*first == *second, "the same page gives the same reading");
}

}  // namespace muster::fuzz
