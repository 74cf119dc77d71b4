#include "entry.hpp"
#include "expect.hpp"
#include "net/cached_answer.hpp"

namespace muster::fuzz {

namespace {

constexpr std::size_t check_sum_digits = 64;

void expect_same(const web_answer& answer, const std::optional<web_answer>& again)
{
    expect(again.has_value(), "what was written can be read");
    expect(
        again->status == answer.status && again->url == answer.url && again->body == answer.body &&
            again->headers == answer.headers,
        "and says the same"
    );
}

}  // namespace

// A file of the cache as it stands, and one whose check sum is right whatever it says.
void take(std::string_view input)
{
    (void)from_file_text(input);
    const auto summed = sha256(input) + '\n' + std::string(input);
    if (const auto answer = from_file_text(summed))
        expect_same(*answer, from_file_text(to_file_text(*answer)));
    expect(sha256(input).size() == check_sum_digits, "a check sum has its length");
}

}  // namespace muster::fuzz
