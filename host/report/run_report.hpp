#pragma once

#include "muster/overlay.hpp"
#include "run/source_report.hpp"

#include <boost/json/object.hpp>

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace muster {

inline constexpr std::string_view run_report_file_name = "run_report.json";

/// A pin that the evidence contradicts, as the audit finds it.
struct pin_disagreement
{
    std::string model_id = {};
    std::string field = {};
    std::string pinned = {};
    std::string derived = {};
    std::string origin = {};
};

/// What a run did: data/run_report.json, and the summary.
struct run_report
{
    std::string command = {};
    std::string date = {};  ///< ISO 8601
    bool was_interrupted = false;
    std::vector<source_report> sources = {};

    /// Counts of the steps, by name ("staged", "sized", "evidence_requests").
    std::map<std::string, std::uint64_t> steps = {};
    std::vector<unsized_model> unsized = {};
    std::vector<pin_disagreement> disagreements = {};
    std::vector<std::string> notes = {};  ///< sentences worth a person's look
};

boost::json::object to_json(const run_report& report);

}  // namespace muster
