#pragma once

#include <boost/json/value.hpp>

#include <string>
#include <vector>

namespace muster {

/// What breaks a JSON Schema in a document, one line a fault: "[3].layers: is below 1"; of the
/// document itself without a place: "models is missing".
///
/// place: where the document itself stands, which places in it go on from: "line 3.layers".
/// Knows the keywords that the schemas of the data directory use; any other is a fault, so that no
/// rule of a schema is passed over. Precondition: the schema itself is sound. A text of more than
/// 4096 bytes fits no pattern.
std::vector<std::string> schema_faults(
    const boost::json::value& document,
    const boost::json::value& schema,
    const std::string& place = {}
);

}  // namespace muster
