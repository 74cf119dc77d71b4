#include "complete.hpp"

#include "base/split.hpp"
#include "commands.hpp"
#include "settings/settings.hpp"

#include <boost/algorithm/string/classification.hpp>
#include <boost/algorithm/string/trim.hpp>

#include <algorithm>
#include <cctype>
#include <optional>

namespace muster {

namespace {

/// Whether a shell takes it as it is, without quotes.
bool is_plain_word(std::string_view word)
{
    return std::ranges::all_of(word, [](unsigned char c) {
        return std::isalnum(c) != 0 ||
               std::string_view("._-+:/@,").find(static_cast<char>(c)) != std::string_view::npos;
    });
}

/// Works on one line.
class line_completion
{
public:
    explicit line_completion(const unfinished_line& line)
        : line_(line), unfinished_(line.words.empty() ? std::string() : line.words.back())
    {
    }

    line_offer complete()
    {
        // The last word is the one under the cursor, perhaps empty.
        const auto finished = line_.words.first(line_.words.empty() ? 0 : line_.words.size() - 1);
        // "--data <TAB>" wants a value, "--data=<TAB>" wants one after the equals sign.
        const auto* awaiting = finished.empty() ? nullptr : flag_awaiting_value(finished.back());
        const auto equals = unfinished_.find('=');
        if (awaiting)
            offer_value(*awaiting, "");
        else if (unfinished_.starts_with("--") && equals != std::string::npos)
            offer_value_after_equals(equals);
        else if (unfinished_.starts_with('-'))
            offer_flags();
        else
            offer_command_words(command_words(finished));
        return std::move(offer_);
    }

private:
    /// The flag of a word "--name" that takes the next word as its value; null for others.
    const flag* flag_awaiting_value(std::string_view word) const
    {
        const auto* one = word.starts_with("--") ? find_flag(line_.flags, word.substr(2)) : nullptr;
        // A switch takes no value: the next word is one of its own.
        return one && !one->is_switch ? one : nullptr;
    }

    std::vector<std::string> command_words(std::span<const std::string> finished) const
    {
        std::vector<std::string> words;
        bool is_value = false;
        for (const auto& word : finished)
        {
            // Values of flags are no words of the command.
            if (!is_value && !word.starts_with('-'))
                words.push_back(word);
            // A value that looks like a flag awaits none.
            is_value = !is_value && flag_awaiting_value(word);
        }
        return words;
    }

    void offer(std::string word, std::string_view meaning)
    {
        const bool is_new =
            std::none_of(offer_.words.begin(), offer_.words.end(), [&](const offered_word& one) {
                return one.word == word;
            });
        // Several commands share a word, such as "catalog".
        if (word.starts_with(unfinished_) && is_new)
            offer_.words.push_back({std::move(word), std::string(meaning)});
    }

    void offer_flags()
    {
        const auto words = command_words(line_.words.first(line_.words.size() - 1));
        const auto* const command = words.empty() ? nullptr : find_command(words.front());
        for (const auto& one : line_.flags)
            if (!command || has_option(command->name, one.spec.name) ||
                // The options of sources go with each command that starts them.
                (command->needs_plugins && one.group.starts_with("Source ")))
                offer("--" + one.spec.name, one.spec.help);
    }

    void offer_value_after_equals(std::size_t equals)
    {
        const auto* one =
            find_flag(line_.flags, std::string_view(unfinished_).substr(2, equals - 2));
        if (one && !one->is_switch)
            offer_value(*one, unfinished_.substr(0, equals + 1));
    }

    void offer_value(const flag& one, const std::string& before)
    {
        const auto type = one.spec.type;
        if (type == option_type::path || type == option_type::ids)
            // The shell completes paths better than we could.
            offer_.kind = one.value_name == "DIR" ? offer_kind::directories : offer_kind::files;
        for (const auto& choice : one.spec.choices)
            // A shell would run what a plugin offers with other signs in it.
            if (is_plain_word(choice))
                offer(before + choice, "");
        // A switch of a plugin takes a value, unlike those of muster itself.
        if (type == option_type::yes_no)
            for (const auto* word : {"true", "false"})
                offer(before + word, "");
        // Its value is a source's name, which no type says.
        if (one.spec.name == "source")
            for (const auto& name : line_.sources)
                offer(before + name, "");
        if (one.spec.name == "gpu")
            for (const auto& [card, memory] : line_.cards)
                offer(before + card, memory);
        if (one.spec.name == "weights")
            for (const auto& [format, bits] : line_.formats)
                offer(before + format, bits);
        if (one.value_name == "A,B")
            offer_list(one, before);
    }

    // The list so far stays, and what it has is not offered again.
    void offer_list(const flag& one, const std::string& before)
    {
        const auto given = unfinished_.substr(before.size());
        const auto comma = given.rfind(',');
        const auto kept = comma == std::string::npos ? std::string() : given.substr(0, comma + 1);
        const auto had = split_list(kept);
        // The one list that does not name sources; its default has all there is.
        const bool is_of_sources = one.spec.name != "evidence";
        const auto known =
            is_of_sources ? line_.sources : split_list(one.spec.default_value.value_or(""));
        for (const auto& name : known)
            if (std::find(had.begin(), had.end(), name) == had.end())
                offer(before + kept + name, "");
    }

    void offer_command_words(const std::vector<std::string>& words)
    {
        for (const auto& command : all_commands())
        {
            if (words.empty())
                offer(std::string(command.name), command.summary);
            else if (command.name == words[0])
                offer_word_of(command, {words.begin() + 1, words.end()});
        }
    }

    void offer_word_of(const command_spec& command, const std::vector<std::string>& given)
    {
        const auto form = split(command.words, ' ');
        // The last word of "ID..." may come any number of times.
        const bool repeats = form.back().find("...") != std::string::npos;
        // The command takes no more words.
        if (given.size() >= form.size() && !repeats)
            return;
        for (std::size_t i = 0; i < std::min(given.size(), form.size()); ++i)
            // "catalog add" has other words than "catalog import".
            if (is_literal(form[i]) && !is_one_of(form[i], given[i]))
                return;
        offer_for(form[std::min(given.size(), form.size() - 1)], command.summary);
    }

    static bool is_literal(std::string_view form)
    {
        return std::none_of(form.begin(), form.end(), [](unsigned char c) {
            // In a form capitals stand for something: ID, FILE. The rest is typed as it is.
            return std::isupper(c) != 0;
        });
    }

    static bool is_one_of(const std::string& form, const std::string& word)
    {
        const auto all = split(boost::trim_copy_if(form, boost::is_any_of("[].")), '|');
        return std::find(all.begin(), all.end(), word) != all.end();
    }

    void offer_for(const std::string& form, std::string_view meaning)
    {
        const auto name = boost::trim_copy_if(form, boost::is_any_of("[]."));
        if (name == "FILE" || name == "PAGE" || name == "A" || name == "B")
            offer_.kind = offer_kind::files;
        else if (name == "DIR")
            offer_.kind = offer_kind::directories;
        else if (name == "SOURCE")
            offer_all(line_.sources);
        // Asked for only now: reading the ids takes longer than all the rest.
        else if (name == "ID" && line_.model_ids)
            offer_all(line_.model_ids());
        // "plugin new NAME" takes a name that is not there yet.
        else if (form == "NAME..." && line_.names)
            offer_all(line_.names());
        else if (!name.empty())
            for (const auto& word : split(name, '|'))
                offer_word(word, meaning);
    }

    void offer_word(const std::string& word, std::string_view meaning)
    {
        if (is_literal(word))
            offer(word, meaning);
        else if (word == "COMMAND")
            for (const auto& command : all_commands())
                offer(std::string(command.name), command.summary);
    }

    void offer_all(const std::vector<std::string>& words)
    {
        for (const auto& word : words)
            offer(word, "");
    }

    const unfinished_line& line_;
    std::string unfinished_;
    line_offer offer_ = {};
};

}  // namespace

line_offer complete(const unfinished_line& line) { return line_completion(line).complete(); }

}  // namespace muster
