#include "config_formula.hpp"
#include "size/facts/config_view.hpp"
#include "size_reading.hpp"

#include <algorithm>

namespace json = boost::json;

namespace muster {

namespace {

// Only what was read is kept. An object is kept as far as its own members were read; a list whole.
json::object kept(const json::object& owner, const std::vector<config_reading::access>& log)
{
    json::object copy;
    for (const auto& member : owner)
    {
        const auto was_read = [&](const auto& one) {
            return one.owner == &owner && one.member == &member;
        };
        if (std::none_of(log.begin(), log.end(), was_read))
            continue;
        if (const auto* const object = member.value().if_object())
            copy.emplace(member.key(), kept(*object, log));
        else
            copy.emplace(member.key(), member.value());
    }
    return copy;
}

}  // namespace

result<json::object> reduce_config(const json::object& config)
{
    std::vector<config_reading::access> log;
    config_reading reading;
    reading.log = &log;
    const auto size = size_reading(config, reading);
    // A configuration that cannot be sized is kept as far as it was read: a later version may know
    // it.
    if (size.has_error() && size.error().code != make_error_code(errc::wrong_shape))
        return size.error();
    return kept(config, log);
}

}  // namespace muster
