#pragma once

#include <boost/json/object.hpp>

namespace muster {

/// What a partial configuration says itself of what no total can prove: elsewhere a class's default
/// stands for what is not said, and is no evidence.
struct stated_members
{
    bool has_context_length = false;
    bool has_experts_per_token = false;
    bool has_heads = false;   ///< layers, heads, and heads of keys and values
    bool has_caches = false;  ///< all that the cache of every layer depends on, windows too
};

stated_members stated_in(const boost::json::object& config);

}  // namespace muster
