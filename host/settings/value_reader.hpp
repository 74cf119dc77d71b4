#pragma once

#include "flags.hpp"
#include "parse.hpp"
#include "text/duration.hpp"

#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace muster {

/// Reads values one by one and checks them. The first failure is kept and reported at the end, so
/// that the code that reads is a plain list.
class value_reader
{
public:
    value_reader(const flag_values& first, const flag_values& second)
        : first_(first), second_(second)
    {
    }

    /// The value of a flag; else its default; empty when it has none, or the value was wrong.
    std::string text(std::string_view name)
    {
        const auto all = texts(name);
        return all.empty() ? std::string() : all.back();
    }

    std::vector<std::string> texts(std::string_view name)
    {
        const auto& spec = spec_of(name);
        const auto* given = find(name);
        std::vector<std::string> out;
        if (!given)
        {
            if (spec.default_value)
                out.push_back(*spec.default_value);
            return out;
        }
        for (const auto& value : *given)
            out.push_back(checked(spec, value));
        return out;
    }

    bool yes(std::string_view name) { return text(name) == "true"; }
    std::uint64_t count(std::string_view name)
    {
        // Already checked by check_option(), so that it cannot fail.
        return std::strtoull(text(name).c_str(), nullptr, 10);
    }
    double number(std::string_view name) { return std::strtod(text(name).c_str(), nullptr); }
    bool is_given(std::string_view name) const { return find(name) != nullptr; }

    std::chrono::milliseconds duration(std::string_view name)
    {
        return read_duration(text(name)).value_or(std::chrono::milliseconds(0));
    }

    std::string written(const std::string& name) const
    {
        return written_flag(name, first_, second_);
    }

    void fault(std::string where)
    {
        if (!fault_)
            fault_ = wrong_usage(std::move(where));
    }

    const std::optional<failure>& fault() const noexcept { return fault_; }

private:
    static const option_spec& spec_of(std::string_view name)
    {
        // Precondition: the name is one of common_flags(). make_settings() is the only caller.
        return find_flag(common_flags(), name)->spec;
    }

    const std::vector<std::string>* find(std::string_view name) const
    {
        // All values come from one place: repeated flags of the command line replace those of the
        // file.
        for (const auto* values : {&first_, &second_})
        {
            const auto found = values->find(name);
            if (found != values->end())
                return &found->second;
        }
        return nullptr;
    }

    std::string checked(const option_spec& spec, const std::string& value)
    {
        auto good = check_option(spec, value);
        if (good.has_value())
            return std::move(*good);
        if (!fault_)
            fault_ = wrong_usage(
                written(spec.name) + ' ' + good.error().where + ", not \"" + value + '"'
            );
        return {};
    }

    const flag_values& first_;
    const flag_values& second_;
    std::optional<failure> fault_ = {};
};

}  // namespace muster
