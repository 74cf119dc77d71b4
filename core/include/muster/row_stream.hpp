#pragma once

#include "muster/failure.hpp"
#include "muster/row_view.hpp"

#include <cstddef>
#include <functional>
#include <memory>
#include <string_view>

namespace muster {

/// Reads a JSON document with more rows than fit in memory: each is passed on when it is complete,
/// and forgotten.
///
/// The rows are the elements of the document if that is a list, else of its member `member`. A
/// fault may be found after rows were passed on: then the caller must drop them. Memory is bounded
/// by the largest row and the envelope.
class row_stream
{
public:
    /// The row is valid during the call.
    using take_row = std::function<void(row_view& row, std::size_t index)>;

    /// Without rows: the whole document is the envelope.
    row_stream();

    /// member: the one with the rows, if the document is an object.
    row_stream(std::string_view member, take_row take);
    ~row_stream();

    /// Parses the next piece of the document, which may end anywhere. Fails with not_json; `where`
    /// says what is wrong, without a place.
    result<void> take(std::string_view chunk);

    /// Parses the whole document in place of pieces. Text that needs no decoding is referred to,
    /// not copied: the document must outlive the rows' use. A failure's `where` has the line.
    result<void> take_whole(std::string_view document);

    /// The same for a page. Fails with not_json, or with wrong_shape when it has no list of rows,
    /// unless none is wanted; an object with a member "error" is a failure that quotes it.
    result<void> take_page(std::string_view body);

    /// Call after the last piece. Fails with not_json when the document is incomplete.
    result<void> finish();

    /// Whether the list of rows was there, if only an empty one.
    bool has_rows() const noexcept;

    /// The other members of the document. Without any unless the document is a complete object.
    row_view envelope() const noexcept;

private:
    class builder;
    struct parser;
    std::unique_ptr<parser> parser_;
};

/// Reads a page of which only the rows count. Fails as take_page().
result<void>
for_each_row(std::string_view body, std::string_view member, const row_stream::take_row& take);

}  // namespace muster
