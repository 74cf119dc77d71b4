#pragma once

#include <string_view>

/// The files of host/kit/template, as `muster plugin new` begins with them.
namespace muster::new_plugin_texts {

extern const std::string_view source;
extern const std::string_view test;
extern const std::string_view page;
extern const std::string_view cmake;

}  // namespace muster::new_plugin_texts
