#include "module_pattern.hpp"

#include <stdexcept>

namespace muster {

namespace {

constexpr auto npos = std::string_view::npos;
constexpr std::string_view expression_mark = "re:";

// An expression with a mistake tells nothing; constructors of boost::regex throw.
std::optional<boost::regex> compiled(std::string_view expression)
{
    boost::regex found;
    const auto flags = boost::regex::perl | boost::regex::no_except;
    found.assign(expression.data(), expression.data() + expression.size(), flags);
    return found.status() == 0 ? std::optional(std::move(found)) : std::nullopt;
}

// The usual way: a star that took too little is gone back to.
bool matches_glob(std::string_view glob, std::string_view text)
{
    std::size_t star = npos;
    std::size_t retry = 0;
    std::size_t at = 0;
    std::size_t i = 0;
    while (i < text.size())
    {
        if (at < glob.size() && glob[at] == '*')
        {
            star = at++;
            retry = i;
        }
        else if (at < glob.size() && glob[at] == text[i])
        {
            ++at;
            ++i;
        }
        else if (star != npos)
        {
            at = star + 1;
            i = ++retry;
        }
        else
            return false;
    }
    return glob.find_first_not_of('*', at) == npos;
}

// Of what stands before the layers, versions of one class have several.
std::string_view from_layers(std::string_view pattern)
{
    const auto layers = pattern.find("layers.");
    return layers == npos ? pattern : pattern.substr(layers);
}

bool is_in_module(std::string_view name, std::string_view module)
{
    for (auto at = module.find(name); at != npos; at = module.find(name, at + 1))
    {
        const auto end = at + name.size();
        if ((at == 0 || module[at - 1] == '.') && (end == module.size() || module[end] == '.'))
            return true;
    }
    return false;
}

}  // namespace

module_pattern::module_pattern(std::string_view written)
    : is_expression_(written.starts_with(expression_mark))
{
    if (is_expression_)
    {
        const auto expression = written.substr(expression_mark.size());
        expression_ = compiled(expression);
        begins_anywhere_ = expression.starts_with(".*");
    }
    else
        name_ = from_layers(written);
}

std::optional<bool> module_pattern::matches(std::string_view module, std::size_t& left) const
{
    if (is_expression_)
        return matches_expression(module, left);
    if (name_.empty())
        return false;
    if (name_.find('*') == npos)
        return is_in_module(name_, module);
    // A glob may name what the module is in, or leave out what that is in.
    return matches_glob(name_, module) || matches_glob(name_ + ".*", module) ||
           matches_glob("*." + name_, module);
}

std::optional<std::string_view> module_pattern::plain_name() const
{
    const bool is_plain = !is_expression_ && !name_.empty() && name_.find('*') == npos;
    return is_plain ? std::optional<std::string_view>(name_) : std::nullopt;
}

// Expressions are written for whole names, and these begin in one of three ways.
std::optional<bool>
module_pattern::matches_expression(std::string_view module, std::size_t& left) const
{
    if (!expression_)
        return {};
    try
    {
        for (const auto* const before :
             {"model.", "model.language_model.", "language_model.model."})
        {
            if (left == 0)
                return {};
            left -= 1;
            const auto whole = std::string(before).append(module);
            if (boost::regex_search(whole, *expression_, boost::match_continuous))
                return true;
            if (begins_anywhere_)
                break;
        }
        return false;
    }
    catch (const std::runtime_error&)
    {
        // What grows beyond all bounds with the length of a name is given up.
        return {};
    }
}

}  // namespace muster
