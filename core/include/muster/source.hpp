#pragma once

#include "muster/failure.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace muster {

/// The number of elements that a repository's safetensors files hold in one dtype ("BF16",
/// "F8_E4M3").
struct stored_elements
{
    std::string_view dtype = {};
    std::uint64_t elements = 0;
};

/// One model as a source published it. Empty text and absent numbers mean "not published"; 0 never
/// does. All views must be valid during the call of reading::add().
struct record
{
    /// Hub id, "owner/name", spelled as published. Empty when the source has none: then `name` must
    /// be set, and muster finds the id by it or reports the name as unresolved: it becomes no row.
    std::string_view model_id = {};

    /// The source's own name for the model ("qwen/qwen3-8b:free"), when that is not the Hub id.
    std::string_view name = {};

    /// As published; the first if there are several. muster brings it to a lower-case id.
    std::string_view license = {};

    /// Downloads, votes or a rating, in the source's own unit; higher is better. A record
    /// with one that is not finite is rejected.
    std::optional<double> popularity = {};

    /// Words for people and lists. "retires:2026-05-07" becomes a field of the model's row.
    std::span<const std::string_view> tags = {};

    /// The repository's commit, 40 hexadecimal digits. What is derived from a commit stays valid
    /// for it: with the same commit muster asks the Hub nothing again.
    std::string_view commit = {};

    /// Hub: "auto" or "manual" when an agreement precedes the files; empty when none does.
    std::string_view gated = {};

    /// What the repository's safetensors files hold by dtype, and the Hub's total of these.
    std::span<const stored_elements> safetensors = {};
    std::optional<std::uint64_t> safetensors_total = {};

    /// Parameters of the repository's GGUF file, as the Hub counts them.
    std::optional<std::uint64_t> gguf_total = {};
};

/// A page to fetch: a URL under one of the descriptor's origins (or that of an option of type url),
/// absolute or relative to the page that leads to it; or "file:NAME", a file of the data directory
/// or one that an option of type path names. Anything else is refused by the host.
struct request
{
    std::string url = {};
};

/// A complete response of status 200. Its views are valid during the call that reads it.
struct page
{
    std::string_view url = {};
    std::string_view media_type = {};  ///< lower case, without parameters ("application/json")
    std::string_view body = {};
    std::string_view next = {};  ///< target of Link rel="next", absolute; empty on the last page

    /// The header X-Total-Count: how many rows there are on all pages together. Since contract 1.2.
    std::optional<std::uint64_t> total = {};
};

/// The values of the descriptor's options, checked by the host, with defaults filled in. Secrets
/// are not among them.
class options
{
public:
    virtual ~options() = default;

    /// The value as text; empty when the option has neither a value nor a default.
    virtual std::string_view text(std::string_view name) const noexcept = 0;

    /// The value of an option of type int, as far as it is not negative; 0 when there is none.
    std::uint64_t count(std::string_view name) const noexcept;
};

/// Receives what a page contains. Views need to be valid during the call only.
class reading
{
public:
    virtual ~reading() = default;

    /// One row of the page. A source may add the rows in any order, but always in the same.
    virtual void add(const record& model) = 0;

    /// A row that cannot be read: its place on the page ("data[17].context_length"), and what is
    /// wrong with it. Only this row is lost, and the report counts it.
    virtual void reject(std::string_view where, std::string_view why) = 0;

    /// Another page to fetch. A URL that was fetched already ends the source: pages form a cycle.
    virtual void follow(const request& next) = 0;

    // Since contract 1.2; an older muster ignores these.

    /// A sound row that is no model: an alias, another task. It counts as received.
    virtual void skip() {}

    /// How many rows the service says it has, on all pages together. When fewer come (added,
    /// rejected or skipped), the listing is partial, unless `limit` ended it. Of several the last
    /// counts.
    virtual void expect(std::uint64_t total) { (void)total; }

    /// The service says that it has more rows after this page. If the page follows nothing, the
    /// listing is partial.
    virtual void more_follows() {}

    /// A date that the content carries ("2026-10-12", "2026-10" or an ISO 8601 time): the newest of
    /// a listing is its age. What begins with no date is ignored.
    virtual void content_date(std::string_view date) { (void)date; }
};

/// One service that publishes models. It is built as a shared library (see export_source.hpp),
/// which a process of its own loads, behind walls.
///
/// A source decides which pages to fetch and what they mean; the host fetches them. It is pure: no
/// network, no threads, no clock, no secrets, no state. The same page and options always give the
/// same reading, and pages may be read in any order. Exceptions count as the plugin's failure.
///
/// The host applies an option named `limit` (type int, 0 for all): it stops requesting pages when
/// so many models with a Hub id were added, and drops the rest. Several values of an option with
/// `list` are questions: each begins with a start() of its own, and has a listing of its own.
class source
{
public:
    virtual ~source() = default;

    /// The pages to begin with, at least one.
    virtual std::vector<request> start(const options& options) const = 0;

    /// Reads a page that this source requested. A bad row is rejected; a bad page is a failure,
    /// preferably wrong_shape, whose `where` is a sentence for the reader.
    virtual result<void> read(const page& page, const options& options, reading& out) const = 0;
};

}  // namespace muster
