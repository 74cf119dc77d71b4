// A descriptor comes from a library that may be anybody's. What it declares decides where requests
// and secrets may go, so that everything in it is checked here, before any of it is used.

#include "descriptor.hpp"

#include "json/member_reader.hpp"
#include "json/repeated_members.hpp"
#include "muster/json_text.hpp"
#include "text/duration.hpp"
#include "text/lower.hpp"
#include "text/origin.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <utility>

namespace muster {

namespace {

// Names become flags, file names (sources/NAME.json) and tags: no case, no dots, no slashes.
bool is_plain_name(std::string_view name)
{
    const auto is_plain = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
    };
    return !name.empty() && name.size() <= 64 && name[0] >= 'a' && name[0] <= 'z' &&
           std::all_of(name.begin(), name.end(), is_plain);
}

void read_type(member_reader& members, option_spec& option)
{
    const auto type = option_type_named(members.required_text("type"));
    if (type)
        option.type = *type;
    else
        members.fault(
            "type", "is not one of string int real bool duration url path enum secret ids"
        );
}

void check_name(member_reader& members, std::string_view key, std::string_view name)
{
    if (members.ok() && !is_plain_name(name))
        members.fault(key, "may have lower-case letters, digits, - and _, a letter first");
}

void check_default(member_reader& members, option_spec& option)
{
    // Without choices no value would be valid, not even the default.
    if (option.type == option_type::choice && option.choices.empty())
        members.fault("choices", "is missing: an enum needs them");
    if (!members.ok() || !option.default_value)
        return;
    // A default passes the same check as a user's value, and is stored in its form ("2m" as 120).
    auto checked = check_option(option, *option.default_value);
    if (checked.has_error())
        members.fault("default", checked.error().where);
    else
        option.default_value = std::move(*checked);
}

// Headers that the host writes itself, or whose absence it relies on.
constexpr std::array headers_of_host = {
    std::string_view("accept"),
    std::string_view("accept-encoding"),
    std::string_view("connection"),
    std::string_view("content-length"),
    std::string_view("expect"),
    std::string_view("host"),
    std::string_view("if-modified-since"),
    std::string_view("if-none-match"),
    std::string_view("keep-alive"),
    std::string_view("proxy-authorization"),
    std::string_view("proxy-connection"),
    std::string_view("range"),
    std::string_view("te"),
    std::string_view("trailer"),
    std::string_view("transfer-encoding"),
    std::string_view("upgrade"),
    std::string_view("user-agent")};

// A token of RFC 9110, 5.6.2, in lower case.
bool is_header_name(std::string_view name)
{
    const auto is_token = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
               std::string_view("!#$%&'*+-.^_`|~").find(c) != std::string_view::npos;
    };
    return !name.empty() && name.size() <= 64 && std::all_of(name.begin(), name.end(), is_token);
}

void check_header(member_reader& members, const option_spec& option)
{
    const auto& header = option.header;
    const auto is_sendable = [](char c) { return c >= ' ' && c < 0x7f; };
    if (!is_header_name(header))
        members.fault("header", "is no name of a request header");
    else if (std::find(headers_of_host.begin(), headers_of_host.end(), header) != headers_of_host.end())
        members.fault("header", "is a header that muster writes itself");
    // A line break in the prefix would let a plugin add headers.
    if (option.prefix.size() > 64 ||
        !std::all_of(option.prefix.begin(), option.prefix.end(), is_sendable))
        members.fault("prefix", "is no text for a request header");
}

void read_sets(member_reader& members, option_spec& option)
{
    const auto* const sets = members.object("sets");
    if (!sets)
        return;
    for (const auto& [name, value] : *sets)
        if (value.is_string())
            option.sets.emplace_back(name, value.get_string());
        else
            members.fault("sets", "is no object of texts");
    if (option.type != option_type::yes_no)
        members.fault("sets", "is for a bool alone");
}

option_spec read_option(member_reader& members)
{
    option_spec option;
    option.name = members.required_text("name");
    check_name(members, "name", option.name);
    read_type(members, option);
    option.default_value = members.text("default");
    option.env = members.text("env").value_or("");
    option.min = members.number("min");
    option.max = members.number("max");
    option.choices = members.texts("choices");
    // Every plugin's `limit` does; the host cuts by it (see plan_source()).
    option.narrows = option.type == option_type::integer &&
                     members.yes_no("narrows").value_or(option.name == "limit");
    option.is_list = members.yes_no("list").value_or(false);
    option.is_beside = members.yes_no("beside").value_or(false);
    read_sets(members, option);
    option.help = members.text("help").value_or("");
    option.receiver = members.text("receiver").value_or("");
    // HTTP does not tell cases apart: comparisons are made in lower case.
    option.header = lower(members.text("header").value_or(option.header));
    option.prefix = members.text("prefix").value_or(option.prefix);
    option.required = members.yes_no("required").value_or(false);
    check_header(members, option);
    check_default(members, option);
    return option;
}

void read_options(member_reader& members, descriptor& out)
{
    std::set<std::string> seen;
    members.each("options", [&](member_reader& one) {
        auto option = read_option(one);
        // A secret makes two flags, --X and --X-file; another option may not be named like the
        // second.
        const bool is_new = seen.insert(option.name).second;
        const bool is_new_file =
            option.type != option_type::secret || seen.insert(option.name + "-file").second;
        if (!(is_new && is_new_file))
            one.fault("has the name of an earlier option");
        out.options.push_back(std::move(option));
    });
}

void check_origins(member_reader& members, const descriptor& out)
{
    // Exactly as origin_of() writes it: comparing them decides where credentials go.
    for (const auto& origin : out.origins)
        if (origin_of(origin) != origin)
            members.fault("origins", "must be like https://example.org");
    for (const auto& option : out.options)
    {
        for (const auto& [name, value] : option.sets)
            if (!out.find_option(name))
                members.fault("options", "set one that there is not: " + name);
        // A secret for an option that does not exist would have no origin, and must not go to
        // another.
        const auto* receiver = out.find_option(option.receiver);
        if (!option.receiver.empty() && (!receiver || receiver->type != option_type::url))
            members.fault("options", "name as receiver something that is no option of type url");
    }
}

}  // namespace

const option_spec* descriptor::find_option(std::string_view option) const noexcept
{
    for (const auto& one : options)
        if (one.name == option)
            return &one;
    return nullptr;
}

bool is_own_variable(const descriptor& plugin, const option_spec& option)
{
    constexpr std::string_view ours = "MUSTER_";
    std::string_view rest = option.env;
    if (rest.starts_with(ours))
        rest.remove_prefix(ours.size());
    // Without MUSTER_ in front, ordinary variables of other programs could look like options.
    else if (option.type != option_type::secret)
        return false;
    std::string wanted;
    // Compared without separators: OPEN_SHOP_KEY and OPENSHOP_KEY both belong to "open-shop".
    for (const char c : plugin.name)
        if (c != '-' && c != '_')
            wanted += c;
    std::string begun;
    for (const char c : rest)
    {
        // Only a whole name counts: HUBBARD_TOKEN is not a variable of "hub".
        if (c == '_' && begun == wanted)
            return true;
        if (c >= 'a' && c <= 'z')
            return false;
        if (c != '_')
            begun += lower_letter(c);
    }
    return false;
}

result<descriptor> read_descriptor(std::string_view text)
{
    // First: the parser would build all of it.
    if (text.size() > descriptor_bytes_limit)
        return failure{errc::too_large, "descriptor: larger than 64 KiB"};
    const auto document = parse_json(text, "descriptor");
    if (document.has_error())
        return document.error();
    // Of two members with one name readers choose differently; the checks here must see what
    // counts.
    if (has_repeated_members(text, *document))
        return failure{errc::not_json, "descriptor: an object has two members of one name"};

    member_reader members(*document, "descriptor:");
    descriptor out;
    out.name = members.required_text("name");
    check_name(members, "name", out.name);
    out.source = members.required_text("source");
    check_name(members, "source", out.source);
    out.version = members.required_text("version");
    out.summary = members.text("summary").value_or("");
    out.origins = members.texts("origins");
    out.opt_in = members.yes_no("opt_in").value_or(false);
    out.names_only = members.yes_no("names_only").value_or(false);
    if (const auto age = members.text("content_age"))
    {
        out.content_age = read_duration(*age);
        if (!out.content_age)
            members.fault("content_age", "is no time, such as 60d");
    }
    read_options(members, out);
    check_origins(members, out);
    if (!members.ok())
        return members.to_failure();
    return out;
}

}  // namespace muster
