#include "e2e/network_world.hpp"
#include "muster/json_text.hpp"
#include "staging/stage.hpp"

#include <boost/algorithm/string/replace.hpp>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/test/unit_test.hpp>

#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <mutex>
#include <random>
#include <regex>
#include <set>
#include <thread>

using namespace muster;
using namespace muster::test;
using namespace std::chrono_literals;
namespace fs = std::filesystem;

namespace {

using names = std::set<std::string>;

// A busy machine must not be taken for a fault.
constexpr auto plan_deadline = is_sanitized ? 8s : 3s;
constexpr auto config_part = "/Acme/Dense/resolve/";
constexpr unsigned worlds = 4;  ///< most of a plan is waiting

served one_byte(served::ending end)
{
    served one;
    one.raw = "H";
    one.end = end;
    return one;
}

served cut(served whole, std::size_t after, unsigned dice)
{
    whole.cut_after = after;
    whole.frame = static_cast<served::framing>(dice % 3);
    whole.end = dice % 2 == 0 ? served::ending::close : served::ending::reset;
    return whole;
}

served late(std::chrono::milliseconds before_head)
{
    served none;
    none.before_head = before_head;
    return none;
}

// Whatever these say, none of it is a listing that could be taken for a whole one.
served fault_of(unsigned dice)
{
    const auto page = answer(R"([{"id": "Half/Read"}, {"id": "Half/Unread"}])");
    switch (dice % 16)
    {
        case 0: return refusal(500);
        case 1: return refusal(503, {{"Retry-After", "3600"}});
        case 2: return refusal(429, {{"RateLimit", R"("api";r=0;t=60)"}});
        case 3: return refusal(403);
        case 4: return refusal(404);
        case 5: return answer("<!doctype html><title>Sign in</title>");
        case 6: return answer(R"({"error": "rate limited"})");
        case 7: return answer("");
        case 8: return answer("[]");
        case 9: return cut(page, 1 + dice / 16 % 40, dice / 640);
        case 10: return one_byte(served::ending::reset);
        case 11: return one_byte(served::ending::close);
        case 12: return late(1h);
        case 13: return redirect(302, "https://169.254.169.254/");
        case 14: return cut(gzipped(page.body), 1 + dice / 16 % 30, 0);
        default: return answer(R"([{"id": 7}, {"hugging_face_id": "no id"}, {}])");
    }
}

/// One world, and what it stages when some of its sources are not asked.
class chaos_world : public network_world
{
public:
    chaos_world()
    {
        BOOST_TEST_REQUIRE(muster(words_of("run", {})).status == 0);
        kept_ = kept_files();
    }

    /// Which sources have a fault, and which; the rest of the plan is how the run takes it.
    void run_plan(unsigned seed, std::string& violation)
    {
        std::mt19937 random(seed);
        faulty_.clear();
        for (const auto& [source, part] : parts_)
            if (random() % 2 == 0)
            {
                faulty_.insert(source);
                answer_with(part, fault_of(static_cast<unsigned>(random())));
            }
        const bool is_stale_used = random() % 2 == 0;
        const bool sizes = random() % 4 == 0;
        const bool is_size_faulty = sizes && random() % 2 == 0;
        if (sizes)
            fs::remove(data / "evidence.json");  // or nothing would be asked
        if (is_size_faulty)
            answer_with(config_part, fault_of(static_cast<unsigned>(random())));
        const auto began = std::chrono::steady_clock::now();
        const auto done =
            muster(words_of(sizes ? "run" : "ingest", is_stale_used ? names() : names{"--no-stale"})
            );
        const auto took = std::chrono::steady_clock::now() - began;
        heal();
        if (sizes)
            check_models(is_stale_used && !is_size_faulty, violation);
        if (sizes)
            restore();
        if (!violation.empty())
            return;

        if (done.status != 0)
            violation = "status " + std::to_string(done.status) + ": " + done.err;
        else if (took > plan_deadline + (sizes ? plan_deadline : 0s) + grace)
            violation = "it took too long: " + done.err;
        else if (!drafts_in(data).empty())
            violation = "a draft was left";
        else if (!read_stage(staged()).has_value())
            violation = "the staging file is not whole";
        else if (is_stale_used && kept_files() != kept_)
            violation = "with the last good listings, a file changed: " + done.err;
        else if (!is_stale_used && without_licenses(staged()) != without_licenses(staged_without(faulty_)))
            violation = "a healthy source was not staged as ever: " + done.err;
    }

private:
    // What could be sized is as ever when all that it takes was there; else the file is whole.
    void check_models(bool are_as_ever, std::string& violation) const
    {
        const auto rows = parse_json(models(), "models.json");
        const bool is_whole = rows.has_value() && rows->is_array();
        if (!is_whole)
            violation = "models.json is not whole";
        else if (are_as_ever && models() != kept_.at("models.json"))
            violation = "with all evidence there, models.json changed";
        else if (!parse_json(text_of(data / "evidence.json"), "evidence.json").has_value())
            violation = "evidence.json is not whole";
    }

    void restore() const
    {
        for (const auto* name :
             {"models.json",
              "evidence.json",
              "held_changes.json",
              "changes.jsonl",
              "unlisted.json"})
        {
            const auto kept = kept_.find(name);
            if (kept == kept_.end())
                fs::remove(data / name);
            else
                put_file(data / name, kept->second);
        }
    }

    std::vector<std::string> words_of(const char* command, const names& more) const
    {
        const auto index = command_of({}).words.back();
        std::vector<std::string> words = {
            command,
            "--deadline",
            std::to_string(plan_deadline.count()),
            "--plugin-dir",
            plugins.string(),
            "--mirror.url",
            index.substr(0, index.rfind('/')) + "/mirror"};
        if (words.front() == "run")
            words.insert(words.end(), {"--size-deadline", std::to_string(plan_deadline.count())});
        words.insert(words.end(), more.begin(), more.end());
        return words;
    }

    void heal()
    {
        for (const auto& [source, part] : parts_)
            forget_answer(part);
        answer_with(config_part, config_of_dense());
        answer_with("/mirror", mirror_page());
        answer_with("/openrouter", index_page());
    }

    const std::string& staged_without(const names& faulty)
    {
        auto& known = expected_[faulty];
        if (!known.empty())
            return known;
        const auto as_it_is = staged();
        std::string skipped;
        for (const auto& source : faulty)
            skipped += source + ',';
        auto words = words_of("ingest", {"--no-stale"});
        if (!faulty.empty())
            words.insert(words.end(), {"--skip", skipped.substr(0, skipped.size() - 1)});
        muster(std::move(words));
        known = staged();
        put_file(data / "staging_candidates.json", as_it_is);
        return known;
    }

    const std::map<std::string, std::string> parts_ = {
        {"hub", "/api/models?pipeline"}, {"mirror", "/mirror"}, {"openrouter", "/openrouter"}};
    names faulty_ = {};
    std::map<std::string, std::string> kept_ = {};
    std::map<names, std::string> expected_ = {};
};

/// What a run left, but for when it was and where the services are.
std::map<std::string, std::string> anywhere_at_any_time(const small_world& world)
{
    static const std::regex moment(R"(\d{4}-\d\d-\d\dT[0-9:.]+Z)");
    auto files = world.kept_files();
    for (auto& [name, content] : files)
    {
        boost::replace_all(content, world.variables.at("HF_ENDPOINT"), "https://services");
        content = std::regex_replace(content, moment, "now");
    }
    return files;
}

unsigned number_from(const char* name, unsigned otherwise)
{
    const char* text = std::getenv(name);
    return text == nullptr ? otherwise : static_cast<unsigned>(std::stoul(text));
}

unsigned usual_plans() { return number_from("MUSTER_TESTS_ALL", 0) == 1 ? 2000 : 100; }

}  // namespace

BOOST_AUTO_TEST_SUITE(chaos_test)

// MUSTER_CHAOS_SEED and MUSTER_CHAOS_PLANS choose others than these.
BOOST_AUTO_TEST_CASE(whatever_goes_wrong_healthy_sources_are_staged_as_ever)
{
    const auto first = number_from("MUSTER_CHAOS_SEED", 1);
    const auto plans = number_from("MUSTER_CHAOS_PLANS", usual_plans());
    std::vector<std::unique_ptr<chaos_world>> all;
    for (unsigned i = 0; i < worlds; ++i)
        all.push_back(std::make_unique<chaos_world>());
    std::mutex guard;
    std::vector<std::string> violations;
    std::atomic<unsigned> next = 0;
    const auto work = [&](chaos_world& world) {
        for (auto plan = next++; plan < plans; plan = next++)
        {
            std::string violation;
            world.run_plan(first + plan, violation);
            const std::lock_guard lock(guard);
            if (!violation.empty())
                violations.push_back("seed " + std::to_string(first + plan) + ": " + violation);
        }
    };
    std::vector<std::thread> threads;
    for (const auto& world : all)
        threads.emplace_back(work, std::ref(*world));
    for (auto& thread : threads)
        thread.join();

    std::printf("%u plans from seed %u, %zu violations\n", plans, first, violations.size());
    for (const auto& violation : violations)
        BOOST_TEST(false, violation);
}

BOOST_AUTO_TEST_CASE(o05_a_hundred_runs_in_any_order_give_the_same_bytes)
{
    constexpr unsigned runs = 100;
    using outcome = std::map<std::string, std::string>;
    std::mutex guard;
    std::map<outcome, std::vector<std::string>> outcomes;  // and which runs had it
    const auto shuffle = [&](unsigned seed) {
        std::mt19937 random(seed);
        small_world world;
        for (unsigned run = 0; run < runs / worlds; ++run)
        {
            world.delay_answers_by([&random] { return random() % 20 * 1ms; });
            const auto done = world.muster(
                run % 2 == 0 ? std::vector<std::string>{"run", "--no-stale"}
                             : std::vector<std::string>{"run", "--no-stale", "--in-process"}
            );
            auto files = anywhere_at_any_time(world);
            files["status"] = std::to_string(done.status);
            {
                const std::lock_guard lock(guard);
                outcomes[files].push_back(
                    "seed " + std::to_string(seed) + ", run " + std::to_string(run)
                );
            }
            std::filesystem::remove_all(world.data / "sources");
            for (const auto* name : {"staging_candidates.json", "models.json", "evidence.json"})
                std::filesystem::remove(world.data / name);
        }
    };
    std::vector<std::thread> threads;
    for (unsigned i = 0; i < worlds; ++i)
        threads.emplace_back(shuffle, i + 1);
    for (auto& thread : threads)
        thread.join();

    BOOST_TEST_REQUIRE(!outcomes.empty());
    for (const auto& [files, of] : outcomes)
        BOOST_TEST((&files == &outcomes.begin()->first), of.front() << " differs");
    const auto& files = outcomes.begin()->first;
    BOOST_TEST(outcomes.begin()->second.size() == runs);
    BOOST_TEST(files.at("status") == "0");
    for (const auto* name : {"models.json", "evidence.json", "sources/hub.json"})
        BOOST_TEST(files.contains(name), name);
}

BOOST_AUTO_TEST_SUITE_END()
