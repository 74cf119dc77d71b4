#pragma once

#include "names/name_book.hpp"

#include <boost/json/object.hpp>

#include <string>

namespace muster {

/// An answer of a name book in lines for people. near: a known name that is spelled nearly so, for
/// a name of which nothing is known; empty where there is none.
std::string which_text(const name_answer& answer, const std::string& near);

/// The same for programs.
boost::json::object to_json(const name_answer& answer, const std::string& near);

}  // namespace muster
