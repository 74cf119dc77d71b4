#include "host/net/with_client.hpp"

#include <boost/test/unit_test.hpp>

#include <cstdlib>
#include <mutex>
#include <random>

using namespace muster;
using namespace muster::test;
using namespace std::chrono_literals;

namespace {

// What every page of the chaos really says.
std::string true_page(const std::string& target)
{
    return R"({"target": ")" + target + R"(", "data": [")" + std::string(300, 'x') + "\"]}";
}

// Answers the truth, or the truth with something wrong about it, as the dice fall.
class chaos
{
public:
    explicit chaos(unsigned seed) : random_(seed) {}

    served operator()(const seen_request& request)
    {
        auto one = answer(true_page(request.target));
        if (roll(4) == 0)
            one = gzipped(one.body);
        one.frame = static_cast<served::framing>(roll(3));
        one.end = static_cast<served::ending>(roll(4));
        if (roll(3) == 0)
            one.cut_after = roll(one.body.size());
        if (roll(8) == 0)
            one.stated_length = one.body.size() + 1 + roll(500);  // a shorter one is the truth
        if (roll(6) == 0)
            return refusal(busy_[roll(busy_.size())], {{"Retry-After", "0"}});
        if (roll(12) == 0)
            one.raw = std::string(roll(40), 'x');
        if (roll(12) == 0)
            return redirect(302, request.target + "x");
        return one;
    }

private:
    std::size_t roll(std::size_t sides) { return sides == 0 ? 0 : random_() % sides; }

    std::mt19937 random_;
    std::vector<unsigned> busy_ = {429, 500, 502, 503};
};

unsigned number_from(const char* name, unsigned otherwise)
{
    const char* text = std::getenv(name);
    return text == nullptr ? otherwise : static_cast<unsigned>(std::stoul(text));
}

bool is_true_or_no_page(const result<web_answer>& got)
{
    if (!got || got->status != 200)
        return true;
    const auto target = got->url.substr(got->url.find('/', 8));
    return got->body == true_page(target);
}

void run_plan(unsigned seed)
{
    web_server server;
    const auto plan = std::make_shared<chaos>(seed);
    server.route_by([plan, guard = std::make_shared<std::mutex>()](const seen_request& request) {
        const std::lock_guard lock(*guard);
        return std::optional<served>((*plan)(request));
    });
    auto settings = quick_settings();
    settings.times.silence = 50ms;
    settings.times.request = 2s;
    client_under_test client(settings);
    std::vector<std::string> urls;
    for (const char* target : {"/a", "/b", "/c", "/d"})
        urls.push_back(server.url(target));
    const auto start = std::chrono::steady_clock::now();

    for (const auto& got : client.get_all(urls))
        BOOST_TEST(is_true_or_no_page(got), "seed " << seed << ": " << words(got));
    BOOST_TEST((std::chrono::steady_clock::now() - start < 4s), "seed " << seed);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(client_chaos_test)

// MUSTER_CHAOS_SEED and MUSTER_CHAOS_PLANS choose others than these.
BOOST_AUTO_TEST_CASE(whatever_the_server_does_a_page_is_true_or_there_is_none)
{
    const auto first = number_from("MUSTER_CHAOS_SEED", 1);
    const auto plans = number_from("MUSTER_CHAOS_PLANS", 25);
    BOOST_TEST_MESSAGE(plans << " plans from seed " << first);
    for (unsigned seed = first; seed < first + plans; ++seed)
        run_plan(seed);
}

BOOST_AUTO_TEST_SUITE_END()
