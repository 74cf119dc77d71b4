#pragma once

#include "muster/failure.hpp"

#include <boost/json/object.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace muster {

/// No whole number of a config.json that sizing reads is larger.
inline constexpr std::uint64_t config_number_limit = std::uint64_t(1) << 32U;

/// What all views of one config.json share: the first thing wrong in it, and, when wanted, which
/// members were read.
struct config_reading
{
    struct access
    {
        const boost::json::object* owner = nullptr;
        const boost::json::key_value_pair* member = nullptr;
    };

    std::optional<failure> fault = {};
    std::vector<access>* log = nullptr;
};

/// Reads members of one object of a config.json.
///
/// Keys may be several names of one thing, separated by spaces: the first that is present and
/// not null counts. A member of the wrong type reads as absent, and is kept as the fault.
/// What is absent has its class default, if the view has one; null says that there is none.
/// Refers to the object.
class config_view
{
public:
    config_view(const boost::json::object& members, std::string path, config_reading& reading);

    /// Defaults are text that outlives the view: "hidden_size=4096 num_hidden_layers=32".
    void set_defaults(std::string_view defaults) noexcept { defaults_ = defaults; }

    const std::string& path() const { return path_; }
    bool has(std::string_view keys) const { return find(keys).value != nullptr; }
    bool has_member(std::string_view keys) const;  ///< null counts as well
    std::optional<std::uint64_t> number(std::string_view keys) const;
    std::uint64_t number_or(std::string_view keys, std::uint64_t fallback) const;
    std::optional<double> real(std::string_view keys) const;
    bool flag(std::string_view keys, bool fallback) const;
    std::string_view text(std::string_view keys) const;
    const boost::json::array* list(std::string_view keys) const;

    /// The number of layer i where a list gives one for each, or the number for all.
    std::optional<std::uint64_t> number_at(std::string_view keys, std::size_t i) const;

    std::optional<config_view> child(std::string_view keys) const;
    /// The objects of a list. Elements that are not objects are a fault.
    std::vector<config_view> children(std::string_view keys) const;

    /// The objects that are members of one, whatever their names. These have no spaces.
    std::vector<config_view> members(std::string_view keys) const;

    bool is_list(std::string_view keys) const;
    bool is_object(std::string_view keys) const;

    void refuse(std::string_view key, std::string_view why) const;

private:
    struct found_member
    {
        const boost::json::value* value = nullptr;
        std::string_view key = {};
        bool is_null = false;  ///< all that is there is null
    };

    found_member find(std::string_view keys) const;
    bool may_have(std::string_view key) const noexcept;
    std::optional<std::uint64_t> whole(const boost::json::value& value, std::string_view key) const;
    std::optional<std::uint64_t>
    default_of(const found_member& absent, std::string_view keys) const;

    const boost::json::object* members_;
    std::string path_;
    config_reading* reading_;
    std::string_view defaults_ = {};
    std::uint64_t kinds_of_names_ = 0;  ///< see may_have()
};

}  // namespace muster
