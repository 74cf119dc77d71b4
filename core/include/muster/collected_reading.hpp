#pragma once

#include "muster/dates.hpp"
#include "muster/source.hpp"

#include <cstdint>
#include <functional>
#include <initializer_list>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace muster {

/// A record with texts of its own, member by member as in `record`.
struct collected_record
{
    collected_record() = default;

    explicit collected_record(const record& published)
        : model_id(published.model_id), name(published.name), license(published.license),
          popularity(published.popularity), tags(published.tags.begin(), published.tags.end()),
          commit(published.commit), gated(published.gated),
          safetensors_total(published.safetensors_total), gguf_total(published.gguf_total)
    {
        for (const auto& [dtype, elements] : published.safetensors)
            safetensors.emplace_back(dtype, elements);
    }

    std::string model_id = {};
    std::string name = {};
    std::string license = {};
    std::optional<double> popularity = {};
    std::vector<std::string> tags = {};
    std::string commit = {};
    std::string gated = {};
    std::vector<std::pair<std::string, std::uint64_t>> safetensors = {};
    std::optional<std::uint64_t> safetensors_total = {};
    std::optional<std::uint64_t> gguf_total = {};
};

/// A row that the source rejected, and why.
struct collected_rejection
{
    std::string where = {};
    std::string why = {};
};

/// Collects what a source reads from a page, for tests of sources.
class collected_reading final : public reading
{
public:
    void add(const record& model) override { models.emplace_back(model); }
    void reject(std::string_view where, std::string_view why) override
    {
        rejected.push_back({std::string(where), std::string(why)});
    }
    void follow(const request& next) override { followed.push_back(next.url); }
    void skip() override { ++skipped; }
    void expect(std::uint64_t total) override { expected = total; }
    void more_follows() override { has_more = true; }
    void content_date(std::string_view date) override { keep_newest(newest_date, date); }

    std::vector<collected_record> models = {};
    std::vector<collected_rejection> rejected = {};
    std::vector<std::string> followed = {};
    std::uint64_t skipped = 0;
    std::optional<std::uint64_t> expected = {};
    bool has_more = false;
    std::string newest_date = {};
};

/// Options with given values, for tests. Values are not checked, and defaults not filled in.
class test_options final : public options
{
public:
    using values = std::map<std::string, std::string, std::less<>>;

    test_options() = default;
    test_options(std::initializer_list<values::value_type> given) : values_(given) {}

    std::string_view text(std::string_view name) const noexcept override
    {
        const auto found = values_.find(name);
        return found == values_.end() ? std::string_view{} : std::string_view{found->second};
    }

private:
    values values_ = {};
};

}  // namespace muster
