#include "questions.hpp"

#include "base/split.hpp"
#include "muster/percent_encoding.hpp"
#include "settings/parse.hpp"

#include <algorithm>

namespace muster {

namespace {

// A file system allows 255 bytes for a name; ".json" and what is written beside a file need some.
constexpr std::size_t key_bytes_limit = 200;

// By convention, as "limit" is: which models come first, not which there are.
constexpr std::string_view order_option = "sort";

std::string* value_in(option_values& options, const std::string& name)
{
    const auto found = std::ranges::find(options, name, [](auto& one) { return one.first; });
    return found == options.end() ? nullptr : &found->second;
}

/// What counts where nobody says anything.
std::string usual_value(const option_spec& option)
{
    if (option.default_value)
        return *option.default_value;
    return option.type == option_type::choice ? option.choices.front() : "";
}

// Encoded: the key becomes part of a file's name, in which "+" joins the parts.
std::string key_part(const std::string& option, const std::string& value)
{
    return option + '-' + percent_encoded(value);
}

class question_maker
{
public:
    explicit question_maker(const source_plan& plan) : plan_(plan), base_(plan.options) {}

    result<std::vector<source_question>> make()
    {
        for (const auto& option : plan_.description.options)
            prepare(option);
        // Combinations share the limit in equal parts, and all values of a list beside them one.
        combine();
        for (const auto& option : plan_.description.options)
            if (option.is_beside)
                add_beside(option);
        if (made_.size() == 1)
            // Alone it has all of the limit.
            return made_;
        return with_limits();
    }

private:
    struct draft
    {
        std::size_t part = 0;  ///< which part of the limit
        bool has_limit = true;
    };

    /// Every question has the values of lists beside the others empty, but its own.
    void prepare(const option_spec& option)
    {
        auto* const value = value_in(base_, option.name);
        if (value && (option.is_beside || !option.sets.empty()))
            value->clear();
    }

    std::vector<std::string> values_of(const option_spec& option) const
    {
        auto options = plan_.options;
        const auto* const given = value_in(options, option.name);
        auto values = split(given && !given->empty() ? *given : usual_value(option), ',');
        // All models are the same models in any order.
        if (option.name == order_option && plan_.record_limit == 0)
            values.resize(1);
        return values;
    }

    void combine()
    {
        made_ = {{{}, {}, base_, plan_.record_limit}};
        for (const auto& option : plan_.description.options)
        {
            if (!option.is_list || option.is_beside)
                continue;
            std::vector<source_question> next;
            for (const auto& one : made_)
                for (const auto& value : values_of(option))
                    next.push_back(with_value(one, option, value));
            made_ = std::move(next);
        }
        for (std::size_t i = 0; i < made_.size(); ++i)
            drafts_.push_back({i, true});
        parts_ = made_.size();
    }

    static source_question
    with_value(source_question one, const option_spec& option, const std::string& value)
    {
        const bool is_usual = value == usual_value(option);
        if (auto* const held = value_in(one.options, option.name))
            // As if nobody had said it, so that a snapshot of before has the same options.
            *held = is_usual && !option.default_value ? "" : value;
        if (!is_usual)
            name(one, option.name, value);
        return one;
    }

    static void name(source_question& one, const std::string& option, const std::string& value)
    {
        one.key += (one.key.empty() ? "" : "+") + key_part(option, value);
        one.words += (one.words.empty() ? "" : ", ") + option + ' ' + value;
    }

    void add_beside(const option_spec& option)
    {
        auto options = plan_.options;
        const auto* const given = value_in(options, option.name);
        if (!given || given->empty())
            return;
        const bool has_limit = option.type != option_type::ids;
        for (const auto& value :
             has_limit&& option.is_list ? split(*given, ',') : std::vector{*given})
        {
            source_question one{{}, {}, base_, 0};
            clear_unused(one, has_limit);
            *value_in(one.options, option.name) = value;
            if (has_limit)
                name(one, option.name, value);
            else
                // Which ids is said in the file of the listing.
                one.key = one.words = option.name;
            one.is_beside = true;
            made_.push_back(std::move(one));
            drafts_.push_back({parts_, has_limit});
        }
        parts_ += has_limit ? 1 : 0;
    }

    /// A question beside does not change with lists that say nothing of it: it would look like
    /// another question, and its last good listing would be of no use. Models that are named are in
    /// no list; those of an owner are of the tasks, in the usual order.
    void clear_unused(source_question& one, bool is_by_owner) const
    {
        for (const auto& option : plan_.description.options)
            if (option.is_list && !option.is_beside &&
                (!is_by_owner || option.name == order_option))
                if (auto* const value = value_in(one.options, option.name))
                    value->clear();
    }

    /// How many questions share a part, and the place of one among them.
    std::pair<std::size_t, std::size_t> share_of(std::size_t index) const
    {
        std::size_t all = 0;
        std::size_t before = 0;
        for (std::size_t i = 0; i < drafts_.size(); ++i)
            if (drafts_[i].has_limit && drafts_[i].part == drafts_[index].part)
            {
                before += i < index ? 1 : 0;
                ++all;
            }
        return {all, before};
    }

    /// The part of a number that falls to one of several: they add up to it.
    static std::uint64_t dealt(std::uint64_t number, std::size_t all, std::size_t index)
    {
        return number / all + (index < number % all ? 1 : 0);
    }

    result<std::vector<source_question>> with_limits()
    {
        const auto limit = plan_.record_limit;
        for (std::size_t i = 0; i < made_.size(); ++i)
        {
            auto& one = made_[i];
            if (one.key.size() > key_bytes_limit)
                return wrong_usage(flag("") + one.words + " is too long to be kept");
            std::uint64_t part = 0;
            if (limit > 0 && drafts_[i].has_limit)
            {
                const auto [all, before] = share_of(i);
                part = dealt(dealt(limit, parts_, drafts_[i].part), all, before);
                if (part == 0)
                    return wrong_usage(
                        "--" + flag("limit") + ' ' + std::to_string(limit) + " is too small for " +
                        std::to_string(made_.size()) + " questions: " + one.words +
                        " would get none of it"
                    );
            }
            one.record_limit = part;
            if (auto* const held = value_in(one.options, "limit"))
                *held = std::to_string(part);
        }
        return std::move(made_);
    }

    std::string flag(const std::string& option) const
    {
        return plan_.description.name + '.' + option;
    }

    const source_plan& plan_;
    option_values base_;
    std::vector<source_question> made_ = {};
    std::vector<draft> drafts_ = {};
    std::size_t parts_ = 0;
};

}  // namespace

result<std::vector<source_question>> questions_of(const source_plan& plan)
{
    return question_maker(plan).make();
}

std::string question_words(
    std::string_view key, const std::vector<std::pair<std::string, std::string>>& options
)
{
    std::string words;
    for (const auto& part : split(key, '+'))
    {
        const auto option = std::ranges::find_if(options, [&part](const auto& one) {
            return key_part(one.first, one.second) == part;
        });
        words += words.empty() ? "" : ", ";
        // An option without a value in its key is its own word.
        words += option == options.end() ? part : option->first + ' ' + option->second;
    }
    return words;
}

}  // namespace muster
