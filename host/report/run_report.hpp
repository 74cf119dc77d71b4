#pragma once

#include "muster/hold.hpp"
#include "muster/license_finding.hpp"
#include "muster/lineage.hpp"
#include "muster/list_policy.hpp"
#include "muster/overlay.hpp"
#include "muster/size/audit.hpp"
#include "run/source_report.hpp"

#include <boost/json/object.hpp>

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace muster {

inline constexpr std::string_view run_report_file_name = "run_report.json";

/// What a run did: data/run_report.json, and the summary.
struct run_report
{
    std::string command = {};
    std::string date = {};  ///< ISO 8601
    bool was_interrupted = false;
    std::vector<source_report> sources = {};

    /// Counts of the steps, by name ("staged", "sized", "evidence_requests").
    std::map<std::string, std::uint64_t> steps = {};
    std::string evidence_since = {};  ///< the oldest that could not be renewed; else empty
    std::vector<unsized_model> unsized = {};
    std::vector<audit_finding> disagreements = {};  ///< pins that the evidence contradicts
    std::vector<inferred_id> inferred = {};
    std::vector<held_change> held = {};
    std::vector<left_model> left = {};        ///< by policy
    std::vector<left_variant> variants = {};  ///< that are no rows
    std::vector<std::string> rejected = {};   ///< ids that a person rejected
    license_findings licenses = {};           ///< by folded id
    std::vector<std::string> notes = {};      ///< sentences worth a person's look
};

boost::json::object to_json(const run_report& report);

boost::json::object to_json(const audit_finding& finding);

}  // namespace muster
