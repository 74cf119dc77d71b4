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

    /// A finding that is made ready elsewhere than where the table grows: packed, unless the table
    /// lacks one of its texts.
    struct draft
    {
        std::string model_id = {};
        std::string packed = {};
        std::unique_ptr<size_finding> found = {};  ///< instead
    };

    /// Several threads may call it at once, while nothing is added.
    draft prepare(std::string_view model_id, size_finding found) const;

    /// The same as add() of what it was made from. Precondition: prepare() of this table made it.
    void add(const draft& one);

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
