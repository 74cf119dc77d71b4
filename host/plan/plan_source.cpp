#include "plan_source.hpp"

#include "base/plain_text.hpp"
#include "data/curated_owners.hpp"
#include "files/file_io.hpp"
#include "option_lookup.hpp"
#include "questions.hpp"
#include "settings/secret_file.hpp"
#include "text/origin.hpp"

#include <algorithm>

namespace fs = std::filesystem;

namespace muster {

namespace {

bool is_url(std::string_view text)
{
    return text.starts_with("https://") || text.starts_with("http://");
}

std::string with_article(const std::string& name)
{
    const bool is_vowel = std::string_view("aeiou").find(name.front()) != std::string_view::npos;
    return (is_vowel ? "an " : "a ") + name;
}

// What a user gives the Hub's token as is the program's own: no plugin gets it for an option of its
// own by taking that name.
bool is_kept_from_plugins(const descriptor& plugin, const option_spec& option)
{
    if (plugin.name != "hub")
        return false;
    return option.name == "token" || option.name == "token-file" ||
           (option.name == "endpoint" && option.type != option_type::url);
}

// The file itself, or another with its bytes: plugins are copied and linked together.
bool is_installed(const fs::path& file)
{
    for (const auto& directory : installed_plugin_directories())
    {
        std::error_code ec;
        const auto ours = directory / file.filename();
        if (fs::equivalent(ours, file, ec))
            return true;
        if (ec || fs::file_size(ours, ec) != fs::file_size(file, ec) || ec)
            continue;
        const auto own = read_file(ours);
        const auto other = read_file(file);
        if (own.has_value() && other.has_value() && *own == *other)
            return true;
    }
    return false;
}

/// Makes the plan of one source, option by option.
class planner
{
public:
    planner(
        const found_source& found,
        const option_sources& value_sources,
        const fs::path& data,
        source_plans& out
    )
        : found_(found), value_sources_(value_sources), data_(data), out_(out)
    {
        plan_.description = found.description;
        plan_.runner = found.runner.get();
        plan_.origins = found.description.origins;
        plan_.is_shipped = is_installed(found.file);
        plan_.client_id = found.description.name;
        // Pages that the Hub's token opens are for the plugin that is known to leave out what is
        // private, and to send none of it on.
        if (plan_.client_id == hub_client_id && !plan_.is_shipped)
        {
            plan_.client_id = found.file.string();
            out_.warnings.push_back(
                "the plugin " + found.file.string() +
                " is not the one that ships: the Hub's token is kept from what it asks for"
            );
        }
        // The Hub's token has more ways in than an option of a plugin, and hub_access finds it.
        // The only plugin that is known by name here: its token is the program's own.
        if (found.description.name == "hub")
            plan_.secret_flags = "--hub.token-file or HF_TOKEN";
    }

    result<void> make()
    {
        for (const auto& option : found_.description.options)
        {
            if (option.type == option_type::secret)
                continue;  // after the URLs that say where it goes
            // A wrong value ends the run here: no request has been sent yet.
            auto taken = take_value(option);
            if (taken.has_error())
                return taken.error();
        }
        for (const auto& option : found_.description.options)
            if (option.type == option_type::secret &&
                !is_kept_from_plugins(found_.description, option))
                take_secret(option);
        // Last: they combine the values that were read above.
        auto questions = questions_of(plan_);
        if (questions.has_error())
            return questions.error();
        plan_.questions = std::move(*questions);
        if (reason_.empty())
            out_.plans.push_back(std::move(plan_));
        else
            out_.disabled.push_back({found_.description, reason_});
        return {};
    }

private:
    std::string flag_of(const option_spec& option) const
    {
        return found_.description.name + '.' + option.name;
    }

    result<given_option> value_of(const option_spec& option) const
    {
        if (is_kept_from_plugins(found_.description, option))
            return given_option{option.default_value.value_or(""), false};
        return look_up_option(option, flag_of(option), value_sources_);
    }

    /// What another option sets, when nobody gave one.
    result<given_option> value_or_set(const option_spec& option) const
    {
        auto given = value_of(option);
        if (given.has_error() || given->is_given)
            return given;
        for (const auto& other : found_.description.options)
            for (const auto& [name, value] : other.sets)
                if (name == option.name)
                {
                    const auto is_set = value_of(other);
                    if (is_set.has_error())
                        return is_set.error();
                    if (is_set->value == "true")
                        // A word of descriptors for what no author of a plugin can know: whom this
                        // user follows.
                        given->value = value == "@curated" ? curated_owners(data_) : value;
                }
        return given;
    }

    result<void> take_value(const option_spec& option)
    {
        const auto given = value_or_set(option);
        if (given.has_error())
            return given.error();
        auto value = given->value;
        if (option.type == option_type::ids && given->is_given)
        {
            auto ids = read_ids_file(value);
            if (ids.has_error())
                return wrong_usage("--" + flag_of(option) + ": " + ids.error().where);
            value = std::move(*ids);
        }
        // Only what a user named may be a file anywhere; a default stays inside the data directory.
        if (option.type == option_type::path && given->is_given && !is_url(value))
        {
            std::error_code ec;
            if (!fs::exists(value, ec))
                return wrong_usage("--" + flag_of(option) + ": there is no file " + value);
            // The plugin repeats the path in file:NAME, and the page getter compares it with this
            // one.
            value = fs::absolute(value).lexically_normal().string();
            plan_.named_files.push_back(value);
        }
        // By convention "limit" counts models. A negative one is no limit, as 0 is.
        if (option.name == "limit" && option.type == option_type::integer)
            plan_.record_limit =
                value.starts_with('-') ? 0 : std::strtoull(value.c_str(), nullptr, 10);
        const auto origin = origin_of(value);
        // DESIGN: an option of type url adds its own origin to those that the plugin may ask.
        const bool may_lead_to_the_web =
            option.type == option_type::url || (option.type == option_type::path && is_url(value));
        if (may_lead_to_the_web && !origin.empty())
        {
            plan_.origins.push_back(origin);
            if (given->is_given)
                // Only an origin that the user named may be private or a loopback address.
                plan_.named_origins.push_back(origin);
        }
        plan_.options.emplace_back(option.name, std::move(value));
        return {};
    }

    void take_secret(const option_spec& option)
    {
        const auto flag = flag_of(option);
        auto secret = look_up_secret(option, flag, value_sources_);
        plan_.secret_flags =
            "--" + flag + "-file" + (option.env.empty() ? "" : " or " + option.env);
        if (secret.has_error())
            // A secret that cannot be read costs this source, not the run: others need none.
            reason_ = plain_text(secret.error().where);
        else if (!secret->value.empty())
        {
            tell_of_secret(secret->source, receiver_of(option));
            out_.credentials.push_back(
                {receiver_of(option),
                 option.header,
                 option.prefix + secret->value,
                 plan_.client_id,
                 secret->source}
            );
        }
        // Disabled and not failed: a secret that nobody has is no fault of the source.
        else if (option.required)
            reason_ = "it needs " + with_article(option.name) + ": set " + plan_.secret_flags;
    }

    // A plugin chooses its name, and with it the variables that are its own.
    void tell_of_secret(const std::string& source, const std::string& receiver)
    {
        if (!plan_.is_shipped)
            out_.warnings.push_back(
                "what " + plain_text(source) + " holds is sent to " + receiver + ", as " +
                found_.file.string() + " asks for"
            );
    }

    std::string receiver_of(const option_spec& option) const
    {
        // The secret goes where the option named by `receiver` points, so that a mirror gets its
        // own.
        for (const auto& [name, value] : plan_.options)
            if (name == option.receiver)
                return origin_of(value);
        return plan_.origins.empty() ? std::string() : plan_.origins.front();
    }

    const found_source& found_;
    const option_sources& value_sources_;
    const fs::path& data_;
    source_plans& out_;
    source_plan plan_ = {};
    std::string reason_ = {};
};

}  // namespace

result<void> plan_source(
    const found_source& found,
    const option_sources& value_sources,
    const fs::path& data,
    source_plans& out
)
{
    return planner(found, value_sources, data, out).make();
}

}  // namespace muster
