#pragma once

#include "evidence.hpp"
#include "muster/failure.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace muster {

class json_buffer;
class member_reader;

/// data/evidence.json: an array sorted by model id, in the layout of to_json_text. What is not
/// known, and what is only under way, is left out.
std::string write_evidence(std::vector<evidence> models);

/// The element of one model, as it stands in that file.
std::string evidence_text(const evidence& one);

/// Whether the text of an element begins and ends as evidence_text() does, with lines that end as
/// there. What is between is not looked at.
bool is_in_usual_layout(std::string_view element) noexcept;

/// Appends the same.
void append_evidence(json_buffer& out, const evidence& one);

/// Reads it back. Members that are not known are passed over; one of the wrong type fails with
/// wrong_shape, saying where ("evidence.json: [17].total").
result<std::vector<evidence>> read_evidence(std::string_view text, std::string_view name);

/// Which members of configurations are wanted.
enum class read_configs : bool
{
    none,  ///< that they are objects is checked all the same
    all,
};

/// Reads one element of it. The reader says what is wrong with it.
evidence read_evidence_element(member_reader& element, read_configs configs = read_configs::all);

/// The file without negative answers, and without models of which nothing else is known: what may
/// be given to others. A text that holds none, or cannot be read, stays as it is.
std::string without_negative_answers(std::string evidence_text);

}  // namespace muster
