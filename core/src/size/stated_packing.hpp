#pragma once

#include "size/facts/evidence.hpp"

#include <boost/json/object.hpp>

namespace muster {

/// The configuration of a model, with how its weights are packed where it does not say so itself.
///
/// ModelOpt writes that into hf_quant_config.json, which is not read. Words of 8 bits, beside that
/// file or beside numbers of 8 bits, tell enough: 4 bits a weight, a scale for each 16. The file
/// alone may say 8 bits.
boost::json::object config_with_packing(const evidence& known);

}  // namespace muster
