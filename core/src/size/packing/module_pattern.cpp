#include "module_pattern.hpp"

#include <algorithm>
#include <cctype>
#include <functional>
#include <string>

namespace muster {

namespace {

constexpr auto npos = std::string_view::npos;

// What is left to match after a part; functions call each other instead of keeping states, since
// patterns and names are short.
using continuation = std::function<bool(std::size_t)>;

/// Matches with the part of regular expressions that configurations use: alternatives in groups,
/// classes, escapes, and the repeats *, + and ?.
class expression_matcher
{
public:
    explicit expression_matcher(std::string_view text) : text_(text) {}

    std::optional<bool> matches(std::string_view expression)
    {
        const bool found = alternatives(expression, 0, [](std::size_t) { return true; });
        return is_refused_ ? std::nullopt : std::optional(found);
    }

private:
    bool alternatives(std::string_view all, std::size_t at, const continuation& then)
    {
        const auto end = end_of_alternative(all);
        return sequence(all.substr(0, end), at, then) ||
               (end < all.size() && alternatives(all.substr(end + 1), at, then));
    }

    bool sequence(std::string_view parts, std::size_t at, const continuation& then)
    {
        if (is_refused_ || ++steps_ > pattern_step_limit)
            return refuse();
        if (parts.empty())
            return then(at);
        if (parts.front() == '^' || parts.front() == '$')
            return at == (parts.front() == '^' ? 0 : text_.size()) &&
                   sequence(parts.substr(1), at, then);
        const auto length = length_of_atom(parts);
        if (length == 0)
            return refuse();
        const auto atom = parts.substr(0, length);
        const auto rest = parts.substr(length);
        if (rest.empty() || !is_repeat(rest.front()))
            return once(atom, at, [&](std::size_t next) { return sequence(rest, next, then); });
        const auto after = rest.substr(rest.substr(1).starts_with('?') ? 2 : 1);
        if (rest.front() == '+')
            return once(atom, at, [&](std::size_t next) {
                return repeated(atom, after, next, then);
            });
        if (rest.front() == '*')
            return repeated(atom, after, at, then);
        return once(atom, at, [&](std::size_t next) { return sequence(after, next, then); }) ||
               sequence(after, at, then);
    }

    bool
    repeated(std::string_view atom, std::string_view rest, std::size_t at, const continuation& then)
    {
        const auto again = [&](std::size_t next) {
            return next > at && repeated(atom, rest, next, then);
        };
        return sequence(rest, at, then) || once(atom, at, again);
    }

    bool once(std::string_view atom, std::size_t at, const continuation& then)
    {
        if (is_refused_)
            return false;
        if (atom.front() == '(')
        {
            auto inside = atom.substr(1, atom.size() - 2);
            if (inside.starts_with("?:"))
                inside.remove_prefix(2);
            return inside.starts_with('?') ? refuse() : alternatives(inside, at, then);
        }
        return at < text_.size() && accepts(atom, text_[at]) && then(at + 1);
    }

    bool accepts(std::string_view atom, char c)
    {
        if (atom.front() == '[')
            return is_in_class(atom.substr(1, atom.size() - 2), c);
        if (atom.front() != '\\')
            return atom == "." || atom.front() == c;
        const auto escaped = static_cast<unsigned char>(atom[1]);
        const auto as_byte = static_cast<unsigned char>(c);
        if (escaped == 'd')
            return std::isdigit(as_byte) != 0;
        if (escaped == 'w')
            return std::isalnum(as_byte) != 0 || c == '_';
        return std::isalnum(escaped) != 0 ? refuse() : atom[1] == c;
    }

    static bool is_in_class(std::string_view members, char c)
    {
        const bool is_inverse = members.starts_with('^');
        bool is_in = false;
        for (std::size_t i = is_inverse ? 1 : 0; i < members.size(); ++i)
        {
            const bool is_range = i + 2 < members.size() && members[i + 1] == '-';
            is_in = is_in || (is_range ? members[i] <= c && c <= members[i + 2] : members[i] == c);
            i += is_range ? 2 : 0;
        }
        return is_in != is_inverse;
    }

    static std::size_t end_of_alternative(std::string_view all)
    {
        std::size_t at = 0;
        while (at < all.size() && all[at] != '|')
            at += std::max<std::size_t>(length_of_atom(all.substr(at)), 1);
        return std::min(at, all.size());
    }

    // 0: it is none.
    static std::size_t length_of_atom(std::string_view parts)
    {
        if (parts.front() == '\\')
            return parts.size() > 1 ? 2 : 0;
        if (parts.front() == '[')
        {
            const auto end = parts.find(']', 2);
            return end == npos ? 0 : end + 1;
        }
        if (parts.front() == '(')
            return length_of_group(parts);
        return is_repeat(parts.front()) || parts.front() == ')' || parts.front() == '{' ? 0 : 1;
    }

    static std::size_t length_of_group(std::string_view parts)
    {
        int depth = 0;
        for (std::size_t i = 0; i < parts.size(); ++i)
        {
            if (parts[i] == '\\')
            {
                ++i;
                continue;
            }
            depth += (parts[i] == '(') - (parts[i] == ')');
            if (depth == 0)
                return i + 1;
        }
        return 0;
    }

    static bool is_repeat(char c) { return c == '*' || c == '+' || c == '?'; }

    bool refuse()
    {
        is_refused_ = true;
        return false;
    }

    std::string_view text_;
    int steps_ = 0;
    bool is_refused_ = false;
};

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

std::optional<bool> matches_expression(std::string_view expression, std::string_view module)
{
    std::optional<bool> found = false;
    for (const auto* const before : {"model.", "model.language_model.", "language_model.model."})
    {
        const auto whole = std::string(before).append(module);
        found = expression_matcher(whole).matches(expression);
        if (found != false)
            break;
    }
    return found;
}

}  // namespace

std::optional<bool> matches_module(std::string_view pattern, std::string_view module)
{
    constexpr std::string_view expression = "re:";
    if (pattern.starts_with(expression))
        return matches_expression(pattern.substr(expression.size()), module);
    const auto name = from_layers(pattern);
    if (name.empty())
        return false;
    if (name.find('*') == npos)
        return is_in_module(name, module);
    return matches_glob(name, module) || matches_glob(std::string(name) + ".*", module) ||
           matches_glob("*." + std::string(name), module);
}

}  // namespace muster
