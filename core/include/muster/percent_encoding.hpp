#pragma once

#include <string>
#include <string_view>

namespace muster {

/// Text as it can stand in any part of a URL: each byte but letters, digits and -._~ becomes %XX
/// (RFC 3986, 2.3). For the values of options: one with a & or # in it stays one value.
std::string percent_encoded(std::string_view text);

}  // namespace muster
