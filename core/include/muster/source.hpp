#pragma once

#include "muster/failure.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace muster {

/// How many elements a repository's safetensors files hold in one dtype ("BF16", "F8_E4M3").
struct stored_elements
{
    std::string_view dtype = {};
    std::uint64_t elements = 0;
};

/// One model as a source published it. Empty text and absent numbers were not published.
struct record
{
    /// Hub id, "owner/name", spelled as published. Empty when the source does not tell one:
    /// then `name` must be set, and the row is listed as unresolved.
    std::string_view model_id = {};

    /// What the source itself calls the model ("qwen/qwen3-8b:free"), when that is not the Hub id.
    std::string_view name = {};

    /// As published; of a list the first. muster brings it to a lower-case id.
    std::string_view license = {};

    /// Downloads or a ranking, in the source's own unit: higher is better.
    std::optional<double> popularity = {};

    std::span<const std::string_view> tags = {};

    /// Of the repository, 40 hexadecimal digits. What was derived from one commit stays true of it.
    std::string_view commit = {};

    /// Hub: "auto" or "manual" when files are behind an agreement; empty when they are not.
    std::string_view gated = {};

    /// What the repository's safetensors files hold, and the total the Hub gives for them.
    std::span<const stored_elements> safetensors = {};
    std::optional<std::uint64_t> safetensors_total = {};

    /// Parameters of the repository's GGUF file, as the Hub counts them.
    std::optional<std::uint64_t> gguf_total = {};
};

/// A page to get: an absolute URL under one of the descriptor's origins (or the origin of an
/// option of type url), or "file:NAME", a file of the data directory or one that an option of
/// type path names.
struct request
{
    std::string url = {};
};

/// One answer the host got for a source: status 200, whole. Valid during the call that reads it.
struct page
{
    std::string_view url = {};
    std::string_view media_type = {};  ///< lower case, without parameters ("application/json")
    std::string_view body = {};
    std::string_view next = {};  ///< target of Link rel="next", absolute; empty on the last page
};

/// The values of the descriptor's options: checked by the host, with defaults filled in.
class options
{
public:
    virtual ~options() = default;

    /// The value as text; empty when the option has neither a value nor a default.
    virtual std::string_view text(std::string_view name) const noexcept = 0;

    /// The value of an option of type int, not negative; 0 when there is none.
    std::uint64_t count(std::string_view name) const noexcept;
};

/// Takes what a page says. Views are needed during the call only.
class reading
{
public:
    virtual ~reading() = default;

    virtual void add(const record& model) = 0;

    /// A row that could not be read: where it stands on the page ("data[17].context_length") and
    /// what is wrong with it. It costs this row and no other.
    virtual void reject(std::string_view where, std::string_view why) = 0;

    virtual void follow(const request& next) = 0;
};

/// One place that publishes models.
///
/// A source says which pages to get and what they mean; the host gets them. It is pure: no
/// network, no threads, no clock, no secrets, no state. The same page and options always give the
/// same reading, and pages may be read in any order.
///
/// An option named `limit` (type int, 0 for all) is kept by the host: it stops asking for pages
/// when that many models with a Hub id were added, and leaves out what is past it.
class source
{
public:
    virtual ~source() = default;

    /// The pages to begin with. At least one.
    virtual std::vector<request> start(const options& options) const = 0;

    /// Reads a page this source asked for. A bad row is rejected; a bad page is a failure.
    virtual result<void> read(const page& page, const options& options, reading& out) const = 0;
};

}  // namespace muster
