#pragma once

#include "size/facts/evidence.hpp"

#include <boost/json/object.hpp>

namespace muster {

/// The configuration of a model, with how its weights are packed where it does not say so itself.
///
/// ModelOpt writes that into hf_quant_config.json, which is not read; that the file is there, or
/// words of 8 bits beside numbers of 8 bits, tells enough: 4 bits a weight, a scale for each 16.
boost::json::object config_with_packing(const evidence& known);

}  // namespace muster
