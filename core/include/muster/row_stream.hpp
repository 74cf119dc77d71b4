#pragma once

#include "muster/failure.hpp"
#include "muster/row_view.hpp"

#include <cstddef>
#include <functional>
#include <memory>
#include <string_view>

namespace muster {

/// Reads a JSON document whose rows are too many to be kept: each is handed over when it is
/// complete, and forgotten.
///
/// The rows are the elements of the document when that is a list, else those of one of its
/// members. A fault of the document may come after rows were handed over: then none of them counts.
class row_stream
{
public:
    /// What is handed over is valid during the call.
    using take_row = std::function<void(row_view& row, std::size_t index)>;

    row_stream(std::string_view member, take_row take);
    ~row_stream();

    /// Takes the next piece of the document, which may end anywhere. Fails with not_json; `where`
    /// is what is wrong, without a place.
    result<void> take(std::string_view piece);

    /// Takes all of it at once: text is referred to where it stands, and not copied.
    result<void> take_whole(std::string_view document);

    /// To be called after the last piece. Fails with not_json when the document is not complete.
    result<void> finish();

    /// Whether there were rows to read: a list, if an empty one.
    bool has_rows() const noexcept;

    /// The other members of the document, when it is an object and complete.
    row_view envelope() const noexcept;

private:
    class builder;
    struct parser;
    std::unique_ptr<parser> parser_;
};

/// Reads a whole page so. Fails as read_rows does (rows.hpp), with the same sentences.
result<void>
for_each_row(std::string_view body, std::string_view member, const row_stream::take_row& take);

}  // namespace muster
