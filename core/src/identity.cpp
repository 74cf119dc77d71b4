#include "muster/identity.hpp"

#include <boost/algorithm/string/case_conv.hpp>

#include <algorithm>

namespace muster {

namespace {

bool is_id_character(char c) noexcept
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
           c == '_' || c == '-';
}

bool is_id_part(std::string_view part) noexcept
{
    return !part.empty() && part != "." && part != ".." &&
           std::all_of(part.begin(), part.end(), is_id_character);
}

}  // namespace

result<void> check_model_id(std::string_view text)
{
    if (text.size() > model_id_bytes_limit)
        return failure{errc::bad_id, "the model id is longer than 192 characters"};
    const auto slash = text.find('/');
    const bool is_id = slash == std::string_view::npos ? is_id_part(text)
                                                       : is_id_part(text.substr(0, slash)) &&
                                                             is_id_part(text.substr(slash + 1));
    if (!is_id)
        return failure{errc::bad_id, "the model id is not owner/name over letters, digits, . _ -"};
    return {};
}

std::string fold_id(std::string_view model_id)
{
    return boost::to_lower_copy(std::string(model_id), std::locale::classic());
}

std::string_view provider_of(std::string_view model_id) noexcept
{
    return model_id.substr(0, model_id.find('/'));
}

}  // namespace muster
