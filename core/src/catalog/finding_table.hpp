#pragma once

#include "overlay.hpp"

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace muster {

/// What sizing found of many models, by id, letter case aside, in little memory.
class finding_table
{
public:
    finding_table();
    finding_table(finding_table&&) noexcept;
    finding_table& operator=(finding_table&&) noexcept;
    ~finding_table();

    /// Once for a model: what was added first stays.
    void add(std::string_view model_id, const size_finding& found);

    std::optional<size_finding> find(std::string_view model_id) const;

    /// Throws std::out_of_range.
    size_finding at(std::string_view model_id) const;
    bool contains(std::string_view model_id) const;
    std::size_t size() const noexcept;

private:
    struct storage;
    std::unique_ptr<storage> storage_;
};

}  // namespace muster
