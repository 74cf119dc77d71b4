#pragma once

#include "plugin/load_library.hpp"
#include "plugin/source_table.hpp"
#include "support/packed_models.hpp"

#include <boost/test/unit_test.hpp>

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace muster::test {

/// What a plugin said of a page.
struct plain_reading
{
    std::vector<listed_model> models = {};
    std::vector<rejection> rejected = {};
    std::vector<std::string> follow = {};
    listing_facts facts = {};
};

/// A plugin as it ships, asked over its C table with strings.
class source_library
{
public:
    explicit source_library(const std::string& name)
        : loaded_(load_library(MUSTER_PLUGIN_DIRECTORY "/libmuster_" + name + ".so"))
    {
        BOOST_TEST_REQUIRE(loaded_.has_value(), name);
        for (const auto& option : loaded_->description.options)
            options_[option.name] = option.default_value.value_or("");
    }

    const descriptor& description() const { return loaded_->description; }
    void set(const std::string& option, std::string value) { options_[option] = std::move(value); }

    result<std::vector<std::string>> try_start() const
    {
        return call_start(*loaded_->table, given());
    }

    /// The URLs it begins with.
    std::vector<std::string> start() const
    {
        auto begun = try_start();
        BOOST_TEST_REQUIRE(begun.has_value());
        return std::move(*begun);
    }

    /// What the header X-Total-Count of the pages says.
    void set_page_total(std::uint64_t total) { page_total_ = total; }

    /// Where the pages that are read come from.
    void set_page_url(std::string url) { page_url_ = std::move(url); }

    result<page_reading> read(std::string body, std::string next = {}) const
    {
        fetched_page page;
        page.url = page_url_;
        page.media_type = "application/json";
        page.body = std::move(body);
        page.next = std::move(next);
        page.total = page_total_;
        return call_read(*loaded_->table, page, given());
    }

    /// As read(), of a page that must be one of the source's.
    plain_reading read_well(std::string body, std::string next = {}) const
    {
        auto reading = read(std::move(body), std::move(next));
        BOOST_TEST_REQUIRE(reading.has_value(), reading.error().where);
        return {
            owned(reading->models),
            std::move(reading->rejected),
            std::move(reading->follow),
            std::move(reading->facts)};
    }

private:
    option_values given() const { return {options_.begin(), options_.end()}; }

    result<loaded_plugin> loaded_;
    std::map<std::string, std::string> options_ = {};
    std::optional<std::uint64_t> page_total_ = {};
    std::string page_url_ = "https://source.example/page";
};

/// What the rows are called by their source.
inline std::vector<std::string> names_in(const plain_reading& reading)
{
    std::vector<std::string> names;
    for (const auto& model : reading.models)
        names.push_back(model.name);
    return names;
}

/// How many rows name a Hub id.
inline std::size_t with_an_id(const plain_reading& reading)
{
    std::size_t count = 0;
    for (const auto& model : reading.models)
        count += model.model_id.empty() ? 0 : 1;
    return count;
}

}  // namespace muster::test
