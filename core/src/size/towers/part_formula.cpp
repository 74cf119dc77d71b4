#include "part_formula.hpp"

#include "size/facts/config_view.hpp"
#include "text/trim.hpp"

#include <boost/json/array.hpp>

#include <algorithm>
#include <cctype>
#include <charconv>
#include <cmath>
#include <optional>
#include <stdexcept>
#include <string>

namespace muster {

namespace {

bool is_of_word(char c)
{
    return std::isalnum(static_cast<unsigned char>(c)) || c == '_' || c == '.' || c == ',';
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::uint64_t number_in(std::string_view digits)
{
    std::uint64_t value = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), value);
    return value;
}

count divided(count a, count b)
{
    return b.value() == 0 || a.is_saturated() ? a : count(a.value() / b.value());
}

// Each side shrinks by a ratio: so many patches become one. Files write a third as 0.3333.
std::optional<std::uint64_t> joined_patches(double ratio)
{
    constexpr double most_a_side = 64;
    constexpr double rounding = 0.01;
    const auto side = std::round(1 / ratio);
    // The first comparison also refuses a ratio of 0, and NaN.
    if (!(side >= 1 && side <= most_a_side) || std::abs(1 / ratio - side) > rounding)
        return {};
    return static_cast<std::uint64_t>(side * side);
}

/// Reads one sum, from left to right; each function reads what its name says.
/// Recursive descent: each level calls the one that binds closer. Formulas are rows of our own
/// tables, so that one that cannot be read is a bug, and throws.
class formula_reader
{
public:
    formula_reader(std::string_view text, const formula_scope& scope) : text_(text), scope_(scope)
    {
        skip_spaces();
    }

    count whole()
    {
        const auto all = text_.empty() ? count(0) : sum();
        if (!text_.empty())
            fail();
        return all;
    }

private:
    count sum()
    {
        auto all = matrices();
        for (bool adds = false; (adds = take('+')) || take('-');)
        {
            const auto one = matrices();
            // Members come from outside, and a difference of them may not wrap.
            all = adds ? all + one : count(all.value() - std::min(all.value(), one.value()));
        }
        return all;
    }

    count matrices()
    {
        auto from = product();
        std::optional<count> all;
        for (bool has_bias = false; (has_bias = take('>')) || take('|');)
        {
            const auto to = product();
            all = all.value_or(0) + from * to + (has_bias ? to : count(0));
            // What one matrix gives is what the next takes.
            from = to;
        }
        return all.value_or(from);
    }

    count product()
    {
        auto all = factor();
        for (bool divides = false; (divides = take('/')) || take('*');)
        {
            const auto one = factor();
            all = divides ? divided(all, one) : all * one;
        }
        return all;
    }

    count factor()
    {
        if (take('('))
        {
            const auto inside = sum();
            if (!take(')'))
                fail();
            return inside;
        }
        if (!text_.empty() && is_digit(text_.front()))
            return number_in(word());
        const bool is_outer = take('^');
        const auto name = word();
        const auto known = std::ranges::find(scope_.names, name, &named_count::name);
        // A name of the formula goes before a member that is called the same.
        if (known != scope_.names.end() && !is_outer)
            return known->value;
        return member(is_outer ? *scope_.outer : scope_.config, name);
    }

    count member(const config_view& view, std::string_view path)
    {
        const auto dot = path.find('.');
        if (dot == std::string_view::npos)
            return member_of(view, path);
        const auto owner = view.child(path.substr(0, dot));
        return member_of(owner, path.substr(dot + 1));
    }

    // What is absent has its default.
    count member_of(const std::optional<config_view>& view, std::string_view names)
    {
        std::string keys(names);
        std::ranges::replace(keys, ',', ' ');
        if (take('='))
        {
            const auto fallback = factor().value();
            return view ? view->number_or(keys, fallback) : fallback;
        }
        if (take('?'))
            return view && view->flag(keys, false) ? 1 : 0;
        if (take('!'))
            return !view || view->flag(keys, true) ? 1 : 0;
        if (take('~'))
            return !view || view->flag(keys, true) ? 0 : 1;
        if (take('%'))
            return patches_joined_by(view, keys);
        if (take('#'))
            return elements(view ? view->list(keys) : nullptr);
        return view ? view->number_or(keys, 0) : 0;
    }

    static count patches_joined_by(const std::optional<config_view>& view, const std::string& keys)
    {
        constexpr double usual = 0.5;
        const auto joined = joined_patches(view ? view->real(keys).value_or(usual) : usual);
        // The usual ratio joins four: what fails was said by the view, which is there.
        if (!joined)
            view->refuse(keys, "does not join a whole number of patches");
        return joined.value_or(0);
    }

    count elements(const boost::json::array* list)
    {
        const auto which = !text_.empty() && is_of_word(text_.front()) ? word() : "";
        const bool are_all = which.empty() || is_digit(which.front());
        if (!list)
            return are_all ? number_in(which) : 0;
        const auto found = std::ranges::count_if(*list, [which](const auto& one) {
            return one.is_string() && one.get_string() == which;
        });
        return are_all ? list->size() : static_cast<std::uint64_t>(found);
    }

    std::string_view word()
    {
        const auto end =
            static_cast<std::size_t>(std::ranges::find_if_not(text_, is_of_word) - text_.begin());
        if (end == 0)
            fail();
        const auto found = text_.substr(0, end);
        text_.remove_prefix(end);
        skip_spaces();
        return found;
    }

    bool take(char wanted)
    {
        if (!text_.starts_with(wanted))
            return false;
        text_.remove_prefix(1);
        skip_spaces();
        return true;
    }

    void skip_spaces()
    {
        text_.remove_prefix(std::min(text_.find_first_not_of(' '), text_.size()));
    }

    [[noreturn]] void fail() const
    {
        throw std::logic_error("a formula cannot be read from \"" + std::string(text_) + "\"");
    }

    std::string_view text_;
    const formula_scope& scope_;
};

}  // namespace

count evaluate(std::string_view formula, formula_scope scope)
{
    constexpr std::string_view defined = ":=";
    for (auto end = formula.find(';'); end != std::string_view::npos; end = formula.find(';'))
    {
        const auto definition = formula.substr(0, end);
        const auto sign = definition.find(defined);
        if (sign == std::string_view::npos)
            throw std::logic_error(
                "a formula defines no name in \"" + std::string(definition) + '"'
            );
        // One after another: each definition may use those before it.
        const auto value = formula_reader(definition.substr(sign + defined.size()), scope).whole();
        scope.names.push_back({trimmed(definition.substr(0, sign)), value});
        formula.remove_prefix(end + 1);
    }
    return formula_reader(formula, scope).whole();
}

}  // namespace muster
