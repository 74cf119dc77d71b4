#pragma once

#include "muster/listing.hpp"
#include "muster/source.hpp"

#include <map>
#include <string>
#include <utility>
#include <vector>

namespace muster {

/// Keeps what a source says of a page, for tests of sources.
class collected_reading final : public reading
{
public:
    void add(const record& model) override { models.push_back(kept(model)); }
    void reject(std::string_view where, std::string_view why) override
    {
        rejected.push_back({std::string(where), std::string(why)});
    }
    void follow(const request& next) override { followed.push_back(next.url); }

    std::vector<listed_model> models = {};
    std::vector<rejection> rejected = {};
    std::vector<std::string> followed = {};
};

/// Options with the values a test gives them.
class test_options final : public options
{
public:
    test_options() = default;
    explicit test_options(std::map<std::string, std::string, std::less<>> values)
        : values_(std::move(values))
    {
    }

    std::string_view text(std::string_view name) const noexcept override
    {
        const auto found = values_.find(name);
        return found == values_.end() ? std::string_view{} : std::string_view{found->second};
    }

private:
    std::map<std::string, std::string, std::less<>> values_ = {};
};

}  // namespace muster
