#include "settings.hpp"

#include "base/split.hpp"
#include "base/suggest.hpp"
#include "catalog/license_class.hpp"
#include "text/lower.hpp"
#include "text/trim.hpp"
#include "value_reader.hpp"

#include <algorithm>
#include <cstdlib>

namespace fs = std::filesystem;

namespace muster {

namespace {

fs::path cache_directory(const environment& env)
{
    // The XDG specification wants relative paths to be ignored.
    const auto cache = with_home(env, env("XDG_CACHE_HOME").value_or(""));
    if (cache.is_absolute())
        return cache / "muster";
    // The XDG default.
    if (const auto home = env("HOME"); home && !home->empty())
        return fs::path(*home) / ".cache" / "muster";
    // Without a home there is no cache, and nothing else is missing.
    return {};
}

std::vector<fs::path> usual_plugin_directories(const environment& env)
{
    std::vector<fs::path> directories;
    // An empty element is skipped: in PATH it would mean the present directory.
    for (const auto& named : split(env("MUSTER_PLUGIN_PATH").value_or(""), ':'))
        if (!named.empty())
            directories.emplace_back(named);
    // Last: of two plugins with one name the first directory wins.
    for (auto& installed : installed_plugin_directories())
        directories.push_back(std::move(installed));
    return directories;
}

void read_sources(value_reader& values, settings& out)
{
    for (const auto& directory : values.texts("plugin-dir"))
        out.named_plugin_directories.emplace_back(directory);
    if (values.is_given("sources"))
        out.sources = split_list(values.text("sources"));
    out.with = split_list(values.text("with"));
    out.skip = split_list(values.text("skip"));
    if (values.is_given("trust"))
        out.trust = split_list(values.text("trust"));
    // An empty order would leave every conflict to the alphabet.
    if (out.trust.empty())
        values.fault("--trust names no source");
    // Only names that the user typed can be wrong: the default names sources that may not be
    // installed.
    out.names_trust = values.is_given("trust");
    const auto variants = values.text("variants");
    out.variants = variants == "fold"   ? variants_mode::fold
                   : variants == "drop" ? variants_mode::drop
                                        : variants_mode::keep;
    if (values.text("sort") == "rank-fusion")
        out.order = staging_order::rank_fusion;
    out.dry_run = values.yes("dry-run");
    out.allow_untrusted = values.yes("allow-untrusted");
    out.in_process = values.yes("in-process");
    out.require_walls = values.yes("require-walls");
    // MiB to bytes; the flag's maximum makes it at most 2^40.
    out.worker_memory_bytes = values.count("worker-memory") << 20U;
}

// Any licence may be named, as owners invent new ones. What is nearly a class is a slip that would
// leave out every model.
void read_licenses(value_reader& values, settings& out)
{
    static const std::vector<std::string> classes = {"open", "conditions", "research", "unknown"};
    const std::string written(values.text("license"));
    out.licenses = split_list(written);
    if (!written.empty())
        for (const auto& word : split(written, ','))
            if (trimmed(word).empty())
                return values.fault(
                    values.written("license") + " is a list with commas between, and has nothing "
                                                "between two of them or at its end"
                );
    for (const auto& word : out.licenses)
        if (const auto near = is_license_word(word) ? "" : did_you_mean(word, classes);
            !near.empty())
            values.fault(
                values.written("license") + " expects classes (open, conditions, research, " +
                "unknown) or licences, not \"" + word + '"' + near
            );
}

void read_network(value_reader& values, const environment& env, settings& out)
{
    out.deadline = values.duration("deadline");
    out.size_deadline = values.duration("size-deadline");
    out.evidence_age = values.duration("evidence-age");
    out.grace = values.duration("grace");
    read_licenses(values, out);
    out.max_shrink = values.number("max-shrink");
    if (values.is_given("content-age"))
        out.content_age = values.duration("content-age");
    out.no_stale = values.yes("no-stale");
    // huggingface_hub's own switch. It means here, too, that nothing is requested.
    out.offline = values.yes("offline") || is_switched_on(env, "HF_HUB_OFFLINE");
    out.allow_http = values.yes("allow-http");
    out.cache_directory = cache_directory(env);
    out.cache_bytes_limit = values.count("cache-limit") << 20U;
}

void read_evidence_policy(value_reader& values, settings& out)
{
    evidence_policy policy;
    // The default allows all three; the flag lists what is allowed.
    policy.uses_config = policy.uses_totals = policy.uses_headers = false;
    for (const auto& word : split_list(values.text("evidence")))
    {
        if (word == "config")
            policy.uses_config = true;
        else if (word == "totals")
            policy.uses_totals = true;
        else if (word == "headers")
            policy.uses_headers = true;
        else
            values.fault(
                values.written("evidence") + " expects some of config,totals,headers, not \"" +
                word + '"'
            );
    }
    out.evidence = policy;
    out.explain = values.yes("explain");
}

// Free text for data files. Pins are read by the command itself; here they are only checked.
void read_words(value_reader& values, settings& out)
{
    out.why = values.text("why");
    out.since = values.text("since");
    out.as = values.text("as");
    out.source = values.text("source");
    values.texts("pin");
}

// llama.cpp's blocks of 32 numbers have a scale of 16 bits.
double bits_of_cache(const std::string& written)
{
    if (written == "q8_0")
        return 8.5;
    // What is left are the numbers among the flag's choices.
    return written == "q4_0" ? 4.5 : std::strtod(written.c_str(), nullptr);
}

void read_fit(value_reader& values, fit_settings& out)
{
    out.cards = values.texts("gpu");
    out.memory = values.text("memory");
    out.context = values.text("context");
    out.users = values.count("users");
    out.cache_bits = bits_of_cache(values.text("kv"));
    const auto formats = values.text("weights");
    out.formats = split_list(formats);
    if (out.formats.empty() && !formats.empty())
        // "," names none: the command says so.
        out.formats = {formats};
    out.min_params = values.text("min-params");
    out.reserve = values.number("reserve");
    out.by_size = values.text("by") == "size";
    out.rows = values.count("rows");
}

void read_output(value_reader& values, settings& out)
{
    const auto condition = values.text("fail-on");
    out.fail_on = condition == "all"   ? fail_on::all
                  : condition == "any" ? fail_on::any
                                       : fail_on::none;
    out.format = values.text("format");
    out.json = values.text("format") == "json";
    out.markdown = values.text("format") == "markdown";
    out.out = values.text("out");
    out.against = values.text("against");
    // At most 2^20, the bound of all whole numbers.
    out.seed = static_cast<unsigned>(values.count("seed"));
    out.mutations = static_cast<unsigned>(values.count("mutations"));
    out.quiet = values.yes("quiet");
    out.verbose = values.yes("verbose");
}

}  // namespace

environment system_environment()
{
    // Read before threads start: getenv is not safe beside setenv.
    return [](const std::string& name) -> std::optional<std::string> {
        const char* value = std::getenv(name.c_str());
        return value ? std::optional<std::string>(value) : std::nullopt;
    };
}

result<settings> make_settings(
    const flag_values& command_line, const flag_values& configuration, const environment& env
)
{
    value_reader values(command_line, configuration);
    settings out;
    out.data_directory = values.text("data");
    out.usual_plugin_directories = usual_plugin_directories(env);
    read_sources(values, out);
    read_network(values, env, out);
    read_evidence_policy(values, out);
    read_words(values, out);
    read_fit(values, out.fit);
    read_output(values, out);
    if (values.fault())
        return *values.fault();
    return out;
}

bool is_switched_on(const environment& env, const std::string& name)
{
    const auto word = lower(trimmed(env(name).value_or("")));
    return word == "1" || word == "on" || word == "yes" || word == "true";
}

fs::path with_home(const environment& env, const std::string& path)
{
    const std::string home(trimmed(env("HOME").value_or("")));
    for (const std::string sign : {"~", "$HOME", "${HOME}"})
        if (!home.empty() && (path == sign || path.starts_with(sign + '/')))
            return home + path.substr(sign.size());
    return path;
}

std::vector<fs::path> installed_plugin_directories()
{
    std::error_code ec;
    // Not argv[0], which may be a bare name or anything else.
    const auto program = fs::read_symlink("/proc/self/exe", ec);
    if (ec)
        return {};
    const auto prefix = program.parent_path().parent_path();
    // The build's library directory; a plain "lib/muster" in trees that were copied.
    const auto beside = prefix / MUSTER_PLUGIN_SUBDIRECTORY;
    if (fs::is_directory(beside, ec))
        return {beside};
    return {prefix / "lib" / "muster"};
}

std::vector<std::string> split_list(std::string_view joined)
{
    std::vector<std::string> parts;
    for (const auto& part : split(joined, ','))
        if (const auto name = trimmed(part); !name.empty())
            parts.emplace_back(name);
    return parts;
}

}  // namespace muster
